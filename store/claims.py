"""What the ledger of events takes and gives: frozen records of plain values. No SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One accepted report: what it says, in which article of which source and story, told when, accepted by whom."""

    article_id: str
    ordinal: int
    fields: Mapping[str, Any]
    source: str
    told: date
    story: str | None
    reviewer: str


class Matched(Protocol):
    """How well a report fits an event: `certain` needs nobody to look. `analysis.events.Match` is one."""

    @property
    def certain(self) -> bool:
        """Whether it may be linked unseen."""

    @property
    def strength(self) -> int:
        """Orders the events that are proposed."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it."""

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it."""


# The store knows no analysis: who asks brings `analysis.events.match`.
Matcher = Callable[[Claim, Sequence[Claim]], Matched]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One strike: its accepted reports, earliest told first."""

    id: str
    opened: datetime
    opened_by: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event that a report may tell of, with the reasons for it and against it; best first."""

    event: Event
    match: Matched
