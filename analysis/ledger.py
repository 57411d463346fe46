"""One row for each event, as labour researchers tabulate strikes: the columns, and how reports become values.

Reads an event's accepted reports; gives a flat row. Writes nothing. docs/codebook.md is the same list for people, held
to this one by a test; column names follow the Labor Action Tracker (LAT) and ACLED where they have one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from analysis.events import Claim, conflicts, day, value
from analysis.gazetteer import load

STRIKES: Final = frozenset({"strike", "slowdown", "refusal to surface or to start the shift", "lockout"})
"""Kinds of action in which work stops: a strike to the Labor Action Tracker; all others are labour protests."""
COMPARED: Final = (
    "employer", "settlement", "region", "site", "sector", "action_type", "status", "union", "contractor_of",
    "parent", "workers_min", "workers_max", "start_date", "end_date", "outcome",
)  # fmt: skip
"""Fields of which it is told when the reports of an event differ."""
_LATEST: Final = frozenset({"status", "outcome"})


class Told(Claim, Protocol):
    """A report with who told it; `store.events.Claim` is one."""

    @property
    def source(self) -> str:
        """The paper."""

    @property
    def reviewer(self) -> str:
        """Who accepted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the export: what it holds, and what the two data sets that people know call it."""

    name: str
    meaning: str
    lat: str = ""
    acled: str = ""


COLUMNS: Final = (
    Column(name="event_id", meaning="identifier; the same in every export", lat="ID", acled="event_id_cnty"),
    Column(name="event_date", meaning="first day: the earliest start that a report gives, else the first telling",
           lat="Start Date", acled="event_date"),
    Column(name="end_date", meaning="last day, where a report gives it; the latest of several", lat="End Date"),
    Column(name="duration_days", meaning="days from event_date to end_date, both counted", lat="Duration Amount"),
    Column(name="year", meaning="year of event_date", acled="year"),
    Column(name="time_precision", meaning="1 the day is told; 2 taken from the day of the telling; 3 only the month",
           acled="time_precision"),
    Column(name="event_type", meaning="Strike where work stops, else Protest", lat="Strike or Protest",
           acled="event_type (Protests)"),
    Column(name="action_type", meaning="what the workers do, in the words of the reports", acled="sub_event_type"),
    Column(name="status", meaning="planned, threatened, ongoing, ended, denied or historical, as last told"),
    Column(name="outcome", meaning="won, partly, lost, unresolved or unknown, as last told"),
    Column(name="employer", meaning="whom the workers work for", lat="Employer", acled="assoc_actor_1"),
    Column(name="contractor_of", meaning="the firm that the employer works for"),
    Column(name="parent", meaning="the firm that owns the employer"),
    Column(name="labor_organization", meaning="the union that leads it or speaks for it", lat="Labor Organization",
           acled="actor1"),
    Column(name="industry", meaning="sector", lat="Industry"),
    Column(name="participants_min", meaning="the smallest head count that a report gives",
           lat="Approximate Number of Participants", acled="tags (crowd size)"),
    Column(name="participants_max", meaning="the largest"),
    Column(name="worker_demands", meaning="all demands told of, parted by semicolons", lat="Worker Demands"),
    Column(name="employer_response", meaning="what the employer did, parted by semicolons"),
    Column(name="state_response", meaning="what officials, police and courts did, parted by semicolons"),
    Column(name="country", meaning="Kazakhstan, or the country abroad", acled="country"),
    Column(name="admin1", meaning="region: one of 17 oblasts and 3 cities", lat="State", acled="admin1"),
    Column(name="location", meaning="settlement", lat="City", acled="location"),
    Column(name="site", meaning="field, mine, plant, depot", lat="Address"),
    Column(name="latitude", meaning="of the settlement, else of the region's centre", lat="Latitude", acled="latitude"),
    Column(name="longitude", meaning="likewise", lat="Longitude", acled="longitude"),
    Column(name="geo_precision", meaning="1 the settlement is told; 2 the region; 3 neither", acled="geo_precision"),
    Column(name="source", meaning="papers that told it, in the order of telling", lat="Sources", acled="source"),
    Column(name="source_urls", meaning="addresses of the articles, parted by blanks", lat="Source links"),
    Column(name="first_told", meaning="day of the first accepted telling"),
    Column(name="last_told", meaning="day of the last accepted telling", acled="timestamp"),
    Column(name="reports", meaning="number of accepted reports"),
    Column(name="conflicts", meaning="where the reports differ: field, then each value with who told it",
           acled="notes"),
    Column(name="coders", meaning="who accepted the reports"),
)  # fmt: skip


def row(event_id: str, claims: Sequence[Told], urls: Sequence[str]) -> dict[str, Any]:
    """Return an event as one row: COLUMNS in their order; None for what no report says."""
    start, precision = _start(claims)
    end = max((found for one in claims if (found := day(one, "end_date")) is not None), default=None)
    settlement, region = _value(claims, "settlement"), _value(claims, "region")
    at, geo = _at(settlement, region)
    action = _value(claims, "action_type")
    told = {
        "event_id": event_id,
        "event_date": start.isoformat(),
        "end_date": end and end.isoformat(),
        "duration_days": (end - start).days + 1 if end is not None and end >= start else None,
        "year": start.year,
        "time_precision": precision,
        "event_type": None if action is None else "Strike" if action in STRIKES else "Protest",
        "labor_organization": _value(claims, "union"),
        "industry": _value(claims, "sector"),
        "participants_min": min(_counts(claims, "workers_min"), default=None),
        "participants_max": max(_counts(claims, "workers_min", "workers_max"), default=None),
        "worker_demands": _listed(claims, "demands"),
        "employer_response": _listed(claims, "employer_response"),
        "state_response": _listed(claims, "state_response"),
        "country": "Kazakhstan" if region is None or f"region {region}" in load() else region,
        "admin1": region,
        "location": settlement,
        "latitude": at and at[0],
        "longitude": at and at[1],
        "geo_precision": geo,
        "source": "; ".join(dict.fromkeys(one.source for one in claims)),
        "source_urls": " ".join(dict.fromkeys(urls)),
        "first_told": min(one.told for one in claims).isoformat(),
        "last_told": max(one.told for one in claims).isoformat(),
        "reports": len(claims),
        "conflicts": said_differently(claims),
        "coders": "; ".join(sorted({name for one in claims for name in one.reviewer.split(", ") if name})),
    }
    return {
        column.name: told[column.name] if column.name in told else _value(claims, column.name) for column in COLUMNS
    }


def said_differently(claims: Sequence[Told]) -> str | None:
    """Tell in one line where the reports of an event differ, each value with who told it."""
    told = [
        f"{name}: {', '.join(f'{said} ({_who(tellers)})' for said, tellers in values.items())}"
        for name, values in conflicts(claims, COMPARED).items()
    ]
    return "; ".join(told) or None


def _who(claims: Iterable[Told]) -> str:
    return " and ".join(dict.fromkeys(one.source for one in claims))


def _value(claims: Sequence[Told], name: str) -> str | None:
    """Return the value that most papers tell, of equally many the one told last; status and outcome as last told."""
    told = [(said, one) for one in claims if (said := value(one, name)) is not None]
    papers = Counter(said for said, _ in {(said, one.source) for said, one in told})
    rank: Callable[[tuple[str, Told]], tuple[int, date]] = lambda pair: (  # noqa: E731
        0 if name in _LATEST else papers[pair[0]],
        pair[1].told,
    )
    return max(told, key=rank)[0] if told else None


def _start(claims: Sequence[Told]) -> tuple[date, int]:
    starts = [found for one in claims if (found := day(one, "start_date")) is not None]
    if starts:
        return min(starts), 1
    only_month = any(value(one, "start_date") for one in claims)
    return min(one.told for one in claims), 3 if only_month else 2


def _counts(claims: Sequence[Told], *names: str) -> list[int]:
    return [int(said) for one in claims for name in names if (said := value(one, name)) and said.isdigit()]


def _listed(claims: Sequence[Told], name: str) -> str | None:
    found = {str(one) for claim in claims for one in claim.fields.get(name) or ()}
    return "; ".join(sorted(found)) or None


def _at(settlement: str | None, region: str | None) -> tuple[tuple[float, float] | None, int]:
    known = load()
    for precision, name in ((1, settlement), (2, region and f"region {region}")):
        if name is not None and name in known:
            return known[name].at, precision
    return None, 1 if settlement else 2 if region else 3
