"""The memory of strikewatch: one SQLite file, and the only package that speaks SQL.

Every function here is one transaction. Records go in and come out as frozen dataclasses (`store.records`);
text and times cross the border as `str` and aware `datetime`, and stand in the tables as text and ISO 8601 UTC.

Errors:

    StoreError
    +-- StoreTooNew      the file was written by a later strikewatch
    +-- NotAStore        the file is not a SQLite database, or is damaged
    +-- NotWritten       a transaction failed and left nothing behind (disk full, file locked)
    +-- NotReviewable    a review of an unknown article, or of a text that has changed meanwhile
    +-- UnknownArticle   no article has that id
    +-- AmbiguousArticle the shortened id fits several
"""
