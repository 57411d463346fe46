"""What a backfill has listed and not fetched yet. Writes: past, past_listing, and what it brings into the frontier.

It is a frontier of its own: an address of 2019 that waits here is never fetched by a night, and what it brings is of
the origin "backfill", so that no digest tells it as news. An address leaves when it is settled for good; from then on
the night's frontier knows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from store import frontier
from store.database import Store, writing
from store.records import Address, Outcome, Span
from store.values import from_iso, to_iso

ORIGIN = "backfill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A listing that was read for a span; `following` is the page behind it, None for the last one."""

    url: str
    source: str
    following: str | None = None


def record(store: Store, read: Read, span: Span, listed: Iterable[Address], *, now: datetime) -> int:
    """Write that a listing was read and what it lists, in one transaction; return how many addresses are new."""
    wanted = {address.key: address for address in listed}
    with writing(store):
        known = frontier.known(store, wanted)
        store.execute(
            """INSERT INTO past_listing (url, since, until, source, following, at) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (url, since, until) DO UPDATE SET following = excluded.following, at = excluded.at""",
            [read.url, span.since.isoformat(), span.until.isoformat(), read.source, read.following, to_iso(now)],
        )
        return sum(_insert(store, address, now) for key, address in wanted.items() if key not in known)


def listing(store: Store, url: str, span: Span) -> Read | None:
    """Return what is known of a listing that was read for this span; None if it was not."""
    row = store.conn.execute(
        "SELECT url, source, following FROM past_listing WHERE url = ? AND since = ? AND until = ?",
        [url, span.since.isoformat(), span.until.isoformat()],
    ).fetchone()
    return Read(url=row[0], source=row[1], following=row[2]) if row else None


def waiting(store: Store, source: str, *, now: datetime, max_attempts: int, limit: int) -> list[Address]:
    """Return addresses still to fetch, the newest first; failures wait 1, 2 and 4 days, as the night's do."""
    rows = store.query(
        """SELECT key, url, source, channel, hint_title, hint_published, attempts FROM past
           WHERE source = :source AND (attempts = 0 OR (attempts < :most
             AND julianday(tried) + (1 << (attempts - 1)) * 0.9 <= julianday(:now)))
           ORDER BY hint_published DESC, key LIMIT :limit""",
        {"source": source, "most": max_attempts, "now": to_iso(now), "limit": limit},
    )
    return [Address(hint_published=from_iso(row.pop("hint_published")), **row) for row in list(rows)]


def left(store: Store, source: str) -> int:
    """Return how many addresses of a source are still to fetch, failures included."""
    return int(store.conn.execute("SELECT count(*) FROM past WHERE source = ?", [source]).fetchone()[0])


def settle(store: Store, outcomes: Sequence[Outcome], span: Span, *, now: datetime) -> list[bool]:
    """Write what became of fetched addresses; an article of another day is left aside, for a night or never.

    Returns for each outcome whether it brought a new article.
    """
    with writing(store):
        return [_settle(store, outcome, span, now) for outcome in outcomes]


def _settle(store: Store, outcome: Outcome, span: Span, now: datetime) -> bool:
    if outcome.state == "failed":
        store.execute(
            "UPDATE past SET attempts = attempts + 1, tried = ?, error = ? WHERE key = ?",
            [to_iso(now), outcome.error, outcome.key],
        )
        return False
    article = outcome.article
    new = False
    if article is None or span.has(article.published):
        if article is not None:
            outcome = replace(outcome, article=replace(article, origin=ORIGIN))
        frontier.note(store, _address(store, outcome.key), now=now)
        new = frontier.settle(store, [outcome], now=now)[0]
    store.execute("DELETE FROM past WHERE key = ?", [outcome.key])
    return new


def _address(store: Store, key: str) -> list[Address]:
    rows = store.query("SELECT key, url, source, channel, hint_title, hint_published FROM past WHERE key = ?", [key])
    return [Address(hint_published=from_iso(row.pop("hint_published")), **row) for row in list(rows)]


def _insert(store: Store, address: Address, now: datetime) -> int:
    return store.conn.execute(
        """INSERT INTO past (key, url, source, channel, hint_title, hint_published, found)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
        [
            address.key, address.url, address.source, address.channel,
            address.hint_title, to_iso(address.hint_published), to_iso(now),
        ],
    ).rowcount  # fmt: skip
