"""What people decided, as an append-only log (0.2). Reads and writes: the table `review`."""

from typing import Final

STATEMENTS: Final = (
    # One row a decision, never changed but for `undone`. `ordinal` is null where the article as a whole is meant.
    # `fields` is the report as this person leaves it, so that a later version of the coder changes no verdict;
    # `changes` maps each edited field to [before, after]; `text_sha` tells whether the text has changed since.
    # `settles` is 1 where the person decides between the others, who disagreed: then this verdict stands.
    """CREATE TABLE review (
        id INTEGER PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article (id), ordinal INTEGER,
        reviewer TEXT NOT NULL,
        decision TEXT NOT NULL CHECK (decision IN
            ('accept', 'reject', 'unsure', 'duplicate', 'needs translation', 'edit', 'note')),
        settles INTEGER NOT NULL DEFAULT 0 CHECK (settles IN (0, 1)),
        fields TEXT NOT NULL DEFAULT '{}', changes TEXT NOT NULL DEFAULT '{}', note TEXT,
        version TEXT NOT NULL, text_sha TEXT NOT NULL, at TEXT NOT NULL, undone TEXT
    ) STRICT""",
    "CREATE INDEX review_article ON review (article_id, ordinal)",
    "CREATE INDEX review_reviewer ON review (reviewer, id) WHERE undone IS NULL",
)
