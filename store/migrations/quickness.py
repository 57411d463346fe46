"""Indexes for questions that the desk asks at every key (0.3). Reads and writes: none but them."""

from typing import Final

STATEMENTS: Final = (
    # How many a person has decided today: asked with every answer, and answered from the index alone.
    "CREATE INDEX review_day ON review (reviewer, at, decision) WHERE undone IS NULL",
)
