"""What is wrong with the sources, from the night on which it began to the one on which it ended. Writes: alarm."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Store, writing
from store.values import from_iso, to_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one night finds wrong with a source: a kind (one alarm each) and a sentence for people."""

    source: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An alarm: when it opened, the last night on which it held, on how many nights, and when it closed."""

    source: str
    kind: str
    what: str
    opened: datetime
    seen: datetime
    nights: int
    closed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a night did to the alarms."""

    opened: int
    closed: int


def sources_in_trouble(store: Store) -> tuple[Alarm, ...]:
    """Return the open alarms, by source and kind: for the digest, `status` and the exit status of the night."""
    return _select(store, "closed IS NULL ORDER BY source, kind")


def closed_since(store: Store, since: datetime) -> tuple[Alarm, ...]:
    """Return the alarms that closed after `since`, the oldest first."""
    return _select(store, "closed > ? ORDER BY closed, source, kind", [to_iso(since)])


def history(store: Store, source: str) -> tuple[Alarm, ...]:
    """Return every alarm that a source ever had, the latest first."""
    return _select(store, "source = ? ORDER BY opened DESC, kind", [source])


def settle(store: Store, judged: Collection[str], found: Sequence[Finding], *, now: datetime) -> Change:
    """Open, keep and close alarms in one transaction.

    `judged` are the sources that this night could judge: an alarm of one of them that is not found again is closed;
    all others stay as they are.
    """
    wanted = {(one.source, one.kind): one for one in found}
    with writing(store):
        standing = {(one.source, one.kind) for one in sources_in_trouble(store)}
        for one in wanted.values():
            _open_or_keep(store, one, now, is_open=(one.source, one.kind) in standing)
        over = [key for key in standing if key[0] in judged and key not in wanted]
        for source, kind in over:
            store.execute(
                "UPDATE alarm SET closed = ? WHERE source = ? AND kind = ? AND closed IS NULL",
                [to_iso(now), source, kind],
            )
    return Change(opened=len(wanted.keys() - standing), closed=len(over))


def _open_or_keep(store: Store, one: Finding, now: datetime, *, is_open: bool) -> None:
    if is_open:
        store.execute(
            """UPDATE alarm SET nights = nights + (substr(seen, 1, 10) < substr(:now, 1, 10)), seen = :now, what = :what
               WHERE source = :source AND kind = :kind AND closed IS NULL""",
            {"now": to_iso(now), "what": one.what, "source": one.source, "kind": one.kind},
        )
    else:
        store.execute(
            "INSERT INTO alarm (source, kind, opened, seen, what) VALUES (?, ?, ?, ?, ?)",
            [one.source, one.kind, to_iso(now), to_iso(now), one.what],
        )


def _select(store: Store, condition: str, values: Sequence[Any] = ()) -> tuple[Alarm, ...]:
    rows = store.query(
        f"SELECT source, kind, what, opened, seen, nights, closed FROM alarm WHERE {condition}", list(values)
    )
    return tuple(_alarm(row) for row in list(rows))


def _alarm(row: dict[str, Any]) -> Alarm:
    opened, seen = from_iso(row.pop("opened")), from_iso(row.pop("seen"))
    assert opened is not None
    assert seen is not None
    return Alarm(opened=opened, seen=seen, closed=from_iso(row.pop("closed")), **row)
