"""The crawl's frontier: which addresses are known, which wait, what a channel last answered.

A kill between two requests must lose nothing: a channel's validators and the addresses that it listed are
written together, so that a channel which answers "304 not modified" next time has no unseen address behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from store import polls
from store.articles import get, insert_article, renew
from store.database import Store, StoreError, writing
from store.polls import Poll
from store.records import Address, Became, Channel, Outcome
from store.values import from_iso, to_iso

# SQLite takes at most 32,766 parameters a statement (3.32 and later); one query of this size is also short.
KEYS_PER_QUERY = 500


# A candidate is read again on the three nights after it came out: head counts and outcomes are added in those days,
# and some forty candidates a night make it 120 pages more, each once in a night.
UPDATED_DAYS = 3


class UnknownAddress(StoreError):
    """The frontier has never met this address."""


def channel(store: Store, url: str) -> Channel | None:
    """Return what the channel at `url` last answered, or None if it was never asked."""
    for row in store.query("SELECT * FROM channel WHERE url = ?", [url]):
        checked = from_iso(row.pop("checked"))
        assert checked is not None
        return Channel(checked=checked, **row)
    return None


def items(store: Store, urls: Iterable[str]) -> int:
    """Return how many addresses these channels name by their last answers; one whose last answer is an error, none."""
    wanted = list(urls)
    marks = ",".join("?" * len(wanted))
    rows = store.query(
        f"SELECT coalesce(sum(listed), 0) AS n FROM channel WHERE error IS NULL AND url IN ({marks})", wanted
    )
    return int(next(iter(rows))["n"])


def record_channel(
    store: Store, answer: Channel, listed: Sequence[Address] = (), *, now: datetime, poll: Poll | None = None
) -> int:
    """Write a channel's answer, the addresses that it lists and its poll; return how many of them are new."""
    with writing(store):
        if poll is not None:
            polls.record(store, poll)
        store.execute(
            """INSERT INTO channel
                 (url, source, kind, etag, last_modified, body_sha, checked, status, listed, error)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (url) DO UPDATE SET source = excluded.source, kind = excluded.kind,
                 etag = excluded.etag, last_modified = excluded.last_modified, body_sha = excluded.body_sha,
                 checked = excluded.checked, status = excluded.status, listed = excluded.listed,
                 error = excluded.error""",
            [
                answer.url, answer.source, answer.kind, answer.etag, answer.last_modified, answer.body_sha,
                to_iso(answer.checked), answer.status, answer.listed, answer.error,
            ],
        )  # fmt: skip
        return sum(_insert_address(store, address, now) for address in listed)


def known(store: Store, keys: Iterable[str]) -> set[str]:
    """Return those of the canonical keys that the frontier has met before, in whatever state."""
    wanted = list(dict.fromkeys(keys))
    found: set[str] = set()
    for start in range(0, len(wanted), KEYS_PER_QUERY):
        part = wanted[start : start + KEYS_PER_QUERY]
        marks = ",".join("?" * len(part))
        found |= {row["key"] for row in store.query(f"SELECT key FROM address WHERE key IN ({marks})", part)}
    return found


def waiting(store: Store, source: str, *, now: datetime, max_attempts: int, limit: int) -> Iterator[Address]:
    """Yield addresses of a source still to fetch: the waiting, and failures whose back-off is over.

    A failure is tried again after 1, 2, 4 ... days, at most `max_attempts` times in all. The newest come first; of
    those without a date each channel has its turn, so that a calendar which never ends does not starve a feed.
    """
    rows = store.query(
        """SELECT key, url, source, channel, hint_title, hint_published, attempts FROM address
           WHERE source = :source AND (state = 'waiting' OR (state = 'failed' AND attempts < :most
             AND julianday(tried) + (1 << (attempts - 1)) * 0.9 <= julianday(:now)))
           ORDER BY hint_published DESC,
             row_number() OVER (PARTITION BY channel, hint_published IS NULL ORDER BY key), key LIMIT :limit""",
        {"source": source, "most": max_attempts, "now": to_iso(now), "limit": limit},
    )
    for row in list(rows):
        yield Address(hint_published=from_iso(row.pop("hint_published")), **row)


def ask_for(store: Store, address: Address, *, now: datetime) -> None:
    """Let an address wait, whatever became of it before, unless it brought an article: a person asks for it."""
    with writing(store):
        _insert_address(store, address, now)
        store.execute(
            """UPDATE address SET state = 'waiting', attempts = 0, source = ?, url = ?, error = NULL
               WHERE key = ? AND state != 'stored'""",
            [address.source, address.url, address.key],
        )


def ask_again(store: Store, *, now: datetime) -> int:
    """Let the addresses of fresh candidates wait once more, as such news is often updated; return how many."""
    with writing(store):
        cursor = store.conn.execute(
            f"""UPDATE address SET state = 'waiting', attempts = 0 WHERE key IN (
                  SELECT address.key FROM detection AS d JOIN article ON article.id = d.article_id
                  JOIN address ON address.article_id = d.article_id AND address.url = article.url
                  WHERE d.strike = 1 AND address.state = 'stored' AND article.origin = 'crawl'
                    AND julianday(ifnull(article.published, article.fetched)) >= julianday(:now) - {UPDATED_DAYS}
                    AND julianday(address.tried) <= julianday(:now) - 0.8)""",
            {"now": to_iso(now)},
        )
        return cursor.rowcount


def note(store: Store, addresses: Iterable[Address], *, now: datetime) -> None:
    """Make addresses known, where they are not; whoever does so settles them at once."""
    with writing(store):
        for address in addresses:
            _insert_address(store, address, now)


def became(store: Store, key: str) -> Became:
    """Return what became of an address. Raises UnknownAddress if it is not known."""
    for row in store.query("SELECT state, article_id, error FROM address WHERE key = ?", [key]):
        return Became(**row)
    raise UnknownAddress(f"{key} was never listed or asked for")


def settle(store: Store, outcomes: Sequence[Outcome], *, now: datetime) -> list[bool]:
    """Write what became of fetched addresses, articles and captures included.

    Returns for each outcome whether it brought a new article.
    """
    with writing(store):
        return [_settle_one(store, outcome, now) for outcome in outcomes]


def _insert_address(store: Store, address: Address, now: datetime) -> int:
    cursor = store.conn.execute(
        """INSERT INTO address (key, url, source, channel, hint_title, hint_published, found)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
        [
            address.key, address.url, address.source, address.channel,
            address.hint_title, to_iso(address.hint_published), to_iso(now),
        ],
    )  # fmt: skip
    return cursor.rowcount


def _settle_one(store: Store, outcome: Outcome, now: datetime) -> bool:
    new = outcome.article is not None and insert_article(store, outcome.article, outcome.capture) > 0
    if outcome.article is not None and not new and _brought(store, outcome.key) == outcome.article.id:
        renewed = get(store, outcome.article.id)  # asked again; another address of it may be a twin in other words
        renew(store, replace(outcome.article, source=renewed.source, origin=renewed.origin), outcome.capture)
    store.execute(
        """UPDATE address SET state = ?, article_id = ifnull(?, article_id), error = ?, tried = ?,
             attempts = attempts + (? = 'failed')
           WHERE key = ?""",
        [
            outcome.state,
            outcome.article.id if outcome.article else None,
            outcome.error,
            to_iso(now),
            outcome.state,
            outcome.key,
        ],
    )
    for alias in outcome.aliases:
        _insert_alias(store, alias, outcome, now)
    return new


def _brought(store: Store, key: str) -> str | None:
    """Return the article that an address brought which was asked again; a twin that was under way is settled by now."""
    rows = store.query("SELECT article_id FROM address WHERE key = ? AND state = 'waiting'", [key])
    return next((row["article_id"] for row in rows), None)


def _insert_alias(store: Store, alias: Address, outcome: Outcome, now: datetime) -> None:
    """Note another address of the same article, so that it is not fetched when a channel lists it."""
    assert outcome.article is not None
    _insert_address(store, alias, now)
    store.execute(
        "UPDATE address SET state = 'stored', article_id = ? WHERE key = ? AND state IN ('waiting', 'failed')",
        [outcome.article.id, alias.key],
    )
