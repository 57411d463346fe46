"""The digests as they were composed (0.2). Reads and writes: the table `edition`."""

from typing import Final

STATEMENTS: Final = (
    # A day's news, fixed when its first letter is claimed: what a late letter, a weekly one and the feeds tell.
    """CREATE TABLE edition (
        day TEXT PRIMARY KEY, made TEXT NOT NULL, news TEXT NOT NULL
    ) STRICT""",
    # A day that is looked for by its recipient: the letter before this one tells from where on the news is due.
    "CREATE INDEX letter_recipient ON letter (recipient, day)",
)
