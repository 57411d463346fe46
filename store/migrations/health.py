"""How each source does: when to ask it, what it gave each night, what is wrong with it (0.2). Reads, writes: tables."""

from typing import Final

STATEMENTS: Final = (
    # One row a channel: when it is asked next, and how it did. `state` is the machine's word or, with `by_hand`,
    # a person's; a retired channel is asked once a month, so that a site which comes back is noticed.
    """CREATE TABLE poll (
        url TEXT PRIMARY KEY, source TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'resting', 'retired')),
        by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
        asked TEXT NOT NULL, due TEXT NOT NULL, pause INTEGER NOT NULL, held TEXT,
        failures INTEGER NOT NULL DEFAULT 0, reached TEXT,
        span INTEGER, gap INTEGER, listed INTEGER NOT NULL DEFAULT 0, fresh INTEGER
    ) STRICT""",
    "CREATE INDEX poll_due ON poll (due)",
    "CREATE INDEX poll_source ON poll (source)",
    # One row for each source and night: what the alarms are computed from.
    """CREATE TABLE measure (
        run_id INTEGER NOT NULL REFERENCES run (id), source TEXT NOT NULL, at TEXT NOT NULL,
        upto INTEGER NOT NULL, reached INTEGER NOT NULL CHECK (reached IN (0, 1)), items INTEGER NOT NULL,
        articles INTEGER NOT NULL, dated INTEGER NOT NULL, characters INTEGER NOT NULL,
        languages TEXT NOT NULL, found TEXT NOT NULL,
        fetched INTEGER NOT NULL, failed INTEGER NOT NULL, kinds TEXT NOT NULL,
        PRIMARY KEY (run_id, source)
    ) STRICT""",
    "CREATE INDEX measure_source ON measure (source, at)",
    # An alarm is opened once, touched every night on which it still holds, and closed; closed ones are kept.
    """CREATE TABLE alarm (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL,
        opened TEXT NOT NULL, seen TEXT NOT NULL, closed TEXT, nights INTEGER NOT NULL DEFAULT 1, what TEXT NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX alarm_open ON alarm (source, kind) WHERE closed IS NULL",
    # Articles that were extracted unlike their source's others: kept, and shown as doubtful.
    """CREATE TABLE doubt (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        extractor INTEGER NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
)
