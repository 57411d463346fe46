"""The review desk's own tables (0.2): who may sign in, and what is left to look at. Reads and writes: those tables."""

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE account (
        name TEXT PRIMARY KEY, role TEXT NOT NULL CHECK (role IN ('reader', 'curator', 'admin')),
        password TEXT, created TEXT NOT NULL, closed TEXT
    ) STRICT""",
    # The queue as it was last worked out: with a million articles the question itself takes a third of a second.
    # Both tables can be emptied at any time; `store.desk.refresh` makes them anew from the steps and the log.
    """CREATE TABLE queue_item (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, value REAL NOT NULL,
        reports INTEGER NOT NULL, needs INTEGER NOT NULL, open INTEGER NOT NULL CHECK (open IN (0, 1))
    ) STRICT""",
    "CREATE INDEX queue_order ON queue_item (value DESC, article_id) WHERE open = 1",
    """CREATE TABLE queue_done (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE, reviewer TEXT NOT NULL,
        sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
        PRIMARY KEY (article_id, reviewer)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX queue_done_reviewer ON queue_done (reviewer)",
)
