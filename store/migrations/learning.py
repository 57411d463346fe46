"""What was learned from curators, and the audit slice (0.2). Reads and writes: the tables `model` and `audit`."""

from typing import Final

STATEMENTS: Final = (
    # One row for each time that the learned reader was refitted, kept or not. The model in use is the last one that
    # was kept and not withdrawn, if it grew from the weights that ship with this version; else those weights.
    """CREATE TABLE model (
        id INTEGER PRIMARY KEY, version TEXT NOT NULL, base TEXT NOT NULL, weights BLOB,
        kept INTEGER NOT NULL CHECK (kept IN (0, 1)), examples TEXT NOT NULL, figures TEXT NOT NULL,
        made TEXT NOT NULL, withdrawn TEXT,
        CHECK (kept = 0 OR weights IS NOT NULL)
    ) STRICT""",
    # Unflagged articles that were drawn at random for a curator, with the chance that each had of being drawn.
    """CREATE TABLE audit (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, day TEXT NOT NULL,
        stratum TEXT NOT NULL CHECK (stratum IN ('near', 'far')),
        probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1), population INTEGER NOT NULL,
        drawn TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX audit_day ON audit (day, stratum)",
)
