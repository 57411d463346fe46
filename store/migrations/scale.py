"""What was read on other machines (0.2). Reads and writes: the tables."""

from typing import Final

STATEMENTS: Final = (
    # A part of an archive that is in; merged again it changes nothing.
    """CREATE TABLE merged (key TEXT PRIMARY KEY, articles INTEGER NOT NULL, at TEXT NOT NULL) STRICT""",
)
