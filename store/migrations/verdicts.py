"""What the live doctor last said of each channel (0.3). Reads, writes: tables."""

from typing import Final

STATEMENTS: Final = (
    # One row a channel: the last word on it, and since when that word has been the same.
    """CREATE TABLE verdict (
        url TEXT PRIMARY KEY, source TEXT NOT NULL, verdict TEXT NOT NULL, why TEXT NOT NULL, advice TEXT NOT NULL,
        listed INTEGER NOT NULL, dated INTEGER NOT NULL, newest TEXT, at TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT""",
)
