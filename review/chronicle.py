"""Events as lines: what lists, the map and the charts need of each. Reads the ledger; writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from review import registers
from store import events
from store.database import Store
from store.events import Claim, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event in a line: of each field what most of its reports say; days and counts over all of them."""

    id: str
    start: date
    last: date
    employer: str | None
    settlement: str | None
    region: str | None
    sector: str | None
    action: str | None
    demands: tuple[str, ...]
    workers: tuple[int, int] | None
    reports: int

    @property
    def place(self) -> str | None:
        """Where it stands on the map: its town, or its region where the town is not known."""
        known = self.settlement if self.settlement and registers.place_at(self.settlement) else self.region
        return known if known and registers.place_at(known) else None


def lines(store: Store) -> list[Line]:
    """Return every event of which a report stands, newest first."""
    found = [line(event) for event in events.listed(store)]
    return sorted(found, key=lambda one: (one.start, one.id), reverse=True)


def line(event: Event) -> Line:
    """Put an event into a line."""
    said = [claim.fields for claim in event.claims]
    counts = [
        int(fields[name]) for fields in said for name in ("workers_min", "workers_max") if fields.get(name) is not None
    ]
    return Line(
        id=event.id, start=min(map(_start, event.claims)), last=max(map(_last, event.claims)),
        employer=_most(said, "employer"), settlement=_most(said, "settlement"), region=_most(said, "region"),
        sector=_most(said, "sector"), action=_most(said, "action_type"),
        demands=tuple(sorted({one for fields in said for one in fields.get("demands") or ()})),
        workers=(min(counts), max(counts)) if counts else None, reports=len(event.claims),
    )  # fmt: skip


def plain(one: Line) -> dict[str, Any]:
    """Return a line as a row for CSV and JSON."""
    return {
        "event": one.id, "start": one.start.isoformat(), "last": one.last.isoformat(), "employer": one.employer,
        "settlement": one.settlement, "region": one.region, "sector": one.sector, "action_type": one.action,
        "demands": "; ".join(one.demands), "workers_min": one.workers[0] if one.workers else None,
        "workers_max": one.workers[1] if one.workers else None, "reports": one.reports,
    }  # fmt: skip


def fitting(held: Iterable[Line], wanted: Mapping[str, str]) -> list[Line]:
    """Return the lines that have the wanted place, region, sector or employer."""
    return [one for one in held if all(not value or getattr(one, name) == value for name, value in wanted.items())]


def _most(said: Sequence[Mapping[str, Any]], name: str) -> str | None:
    counts = Counter(str(fields[name]) for fields in said if fields.get(name))
    return counts.most_common(1)[0][0] if counts else None


def _start(claim: Claim) -> date:
    return _day(claim, "start_date") or claim.told


def _last(claim: Claim) -> date:
    return max(_day(claim, "end_date") or claim.told, claim.told)


def _day(claim: Claim, name: str) -> date | None:
    try:
        return date.fromisoformat(str(claim.fields.get(name) or ""))
    except ValueError:
        return None
