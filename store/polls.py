"""When each channel is asked again, and how it did. Writes: poll.

A channel that nobody has asked yet has no row; the night asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Store, writing
from store.values import from_iso, to_iso

PollState = Literal["active", "resting", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One channel: `due` is when a poll between nights may ask it, `held` until when nobody may, nights included.

    `pause`, `span` and `gap` are seconds: the present interval, the time that the channel's dates cover, the time
    between its last two askings. `fresh` of the `listed` addresses were new; None where nothing was listed anew.
    """

    url: str
    source: str
    asked: datetime
    due: datetime
    pause: int
    state: PollState = "active"
    by_hand: bool = False
    held: datetime | None = None
    failures: int = 0
    reached: datetime | None = None
    span: int | None = None
    gap: int | None = None
    listed: int = 0
    fresh: int | None = None


def get(store: Store, url: str) -> Poll | None:
    """Return what is known of a channel's polling; None if it was never asked."""
    for row in store.query("SELECT * FROM poll WHERE url = ?", [url]):
        return _from_row(row)
    return None


def of_sources(store: Store) -> dict[str, list[Poll]]:
    """Return the polls of every source by its name, each list by address."""
    found: dict[str, list[Poll]] = {}
    for row in store.query("SELECT * FROM poll ORDER BY source, url"):
        found.setdefault(row["source"], []).append(_from_row(row))
    return found


def due_sources(store: Store, now: datetime) -> tuple[str, ...]:
    """Return the names of the sources that have a channel to ask at `now`, the longest due first."""
    rows = store.query(
        """SELECT source, min(due) AS since FROM poll WHERE due <= :now AND (held IS NULL OR held <= :now)
           GROUP BY source ORDER BY since, source""",
        {"now": to_iso(now)},
    )
    return tuple(str(row["source"]) for row in rows)


def record(store: Store, poll: Poll) -> None:
    """Write one channel's poll inside the caller's transaction."""
    store.execute(
        """INSERT OR REPLACE INTO poll
             (url, source, state, by_hand, asked, due, pause, held, failures, reached, span, gap, listed, fresh)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            poll.url, poll.source, poll.state, int(poll.by_hand), to_iso(poll.asked), to_iso(poll.due), poll.pause,
            to_iso(poll.held), poll.failures, to_iso(poll.reached), poll.span, poll.gap, poll.listed, poll.fresh,
        ],
    )  # fmt: skip


def record_all(store: Store, found: Sequence[Poll]) -> None:
    """Write several polls in one transaction."""
    with writing(store):
        for poll in found:
            record(store, poll)


def hold(store: Store, source: str, until: datetime) -> None:
    """Let nobody ask a source's channels before `until`, nights included."""
    with writing(store):
        store.execute("UPDATE poll SET held = ? WHERE source = ?", [to_iso(until), source])


def revive(store: Store, source: str, *, now: datetime) -> int:
    """Let every channel of a source be asked as if nothing had happened; return how many there are."""
    with writing(store):
        cursor = store.conn.execute(
            """UPDATE poll SET state = 'active', by_hand = 0, failures = 0, held = NULL, due = ? WHERE source = ?""",
            [to_iso(now), source],
        )
        return cursor.rowcount


def _from_row(row: dict[str, Any]) -> Poll:
    asked, due = from_iso(row.pop("asked")), from_iso(row.pop("due"))
    assert asked is not None
    assert due is not None
    held, reached = from_iso(row.pop("held")), from_iso(row.pop("reached"))
    return Poll(asked=asked, due=due, held=held, reached=reached, **{**row, "by_hand": bool(row["by_hand"])})
