"""What a candidate report holds: one for each strike that an article tells of.

Field names follow ../shared/guide/events.md; None and () mean that the article does not say.
"""

from dataclasses import dataclass

from analysis.evidence import Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One strike as an article tells of it; every value but the status has its grounds in `evidence`."""

    action_type: str | None = None
    status: str | None = None
    sector: str | None = None
    demands: tuple[str, ...] = ()
    employer: str | None = None
    contractor_of: str | None = None
    parent: str | None = None
    union: str | None = None
    workers_min: int | None = None
    workers_max: int | None = None
    workers_quote: str | None = None
    region: str | None = None
    settlement: str | None = None
    site: str | None = None
    geo_precision: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    date_precision: str | None = None
    employer_response: tuple[str, ...] = ()
    state_response: tuple[str, ...] = ()
    outcome: str | None = None
    cited_source: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    evidence: tuple[Grounds, ...] = ()
