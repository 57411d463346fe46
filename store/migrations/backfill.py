"""What a backfill from the sites themselves still has to fetch, and which listings it has read (0.2)."""

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE past (
        key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, channel TEXT NOT NULL,
        hint_title TEXT, hint_published TEXT, found TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, tried TEXT, error TEXT
    ) STRICT""",
    "CREATE INDEX past_source ON past (source)",
    """CREATE TABLE past_listing (
        url TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, source TEXT NOT NULL,
        following TEXT, at TEXT NOT NULL,
        PRIMARY KEY (url, since, until)
    ) STRICT""",
)
