"""What each source gave, night by night: the figures from which alarms are computed. Writes: measure.

Articles are counted by their row numbers and not by times: what came between two nights (a poll) belongs to the
second, and a clock that was set back loses nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Store, writing
from store.values import from_iso, to_iso, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One source in one night.

    `items` are the addresses that its channels name now, new or not; `articles` the new ones, of which `dated` have a
    publication date; `characters` the median length of their bodies; `languages` and `found` (field=way, as
    `body=json-ld`) count articles; `fetched`, `failed` and `kinds` tell of fetches that brought none.
    """

    source: str
    at: datetime
    upto: int
    reached: bool
    items: int
    articles: int = 0
    dated: int = 0
    characters: int = 0
    languages: Mapping[str, int]
    found: Mapping[str, int]
    fetched: int = 0
    failed: int = 0
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What the health of a source rests on, of one article."""

    id: str
    number: int
    title: str
    characters: int
    dated: bool
    lang: str | None
    found: Mapping[str, str]
    text_sha: str | None
    extractor: int


def record(store: Store, run: int, measures: Sequence[Measure]) -> None:
    """Write a night's measures in one transaction."""
    with writing(store):
        for one in measures:
            store.execute(
                """INSERT OR REPLACE INTO measure (run_id, source, at, upto, reached, items, articles, dated,
                     characters, languages, found, fetched, failed, kinds)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    run, one.source, to_iso(one.at), one.upto, int(one.reached), one.items, one.articles, one.dated,
                    one.characters, to_json(dict(one.languages)), to_json(dict(one.found)), one.fetched, one.failed,
                    to_json(dict(one.kinds)),
                ],
            )  # fmt: skip


def history(store: Store, source: str, *, since: datetime) -> list[Measure]:
    """Return the measures of a source after `since`, the oldest first."""
    rows = store.query("SELECT * FROM measure WHERE source = ? AND at > ? ORDER BY at, run_id", [source, to_iso(since)])
    return [_measure(row) for row in list(rows)]


def last_number(store: Store, source: str) -> int | None:
    """Return the row number of the newest article that was measured; None before the first measure."""
    row = next(iter(store.query("SELECT max(upto) AS upto FROM measure WHERE source = ?", [source])))
    return None if row["upto"] is None else int(row["upto"])


def extracted(store: Store, source: str, *, after: int | None = None, most: int) -> list[Extracted]:
    """Return the newest `most` crawled articles of a source, of those numbered above `after`; the newest first."""
    condition = "source = ? AND origin = 'crawl' AND number > ? ORDER BY number DESC LIMIT ?"
    return _extracted(store, condition, [source, after or 0, most])


def named(store: Store, ids: Sequence[str]) -> list[Extracted]:
    """Return the same of the articles with these ids."""
    return [one for article in ids for one in _extracted(store, "article.id = ?", [article])]


def newest_number(store: Store) -> int:
    """Return the row number of the newest article in the store, 0 in an empty one."""
    return int(next(iter(store.query("SELECT coalesce(max(number), 0) AS upto FROM article")))["upto"])


def _extracted(store: Store, condition: str, values: Sequence[Any]) -> list[Extracted]:
    rows = store.query(
        f"""SELECT article.id, number, title, length(body) AS characters, published IS NOT NULL AS dated, lang, found,
              text_sha, extractor
            FROM article LEFT JOIN identification ON identification.article_id = article.id
            LEFT JOIN fingerprint ON fingerprint.article_id = article.id
            WHERE {condition}""",
        list(values),
    )
    return [Extracted(**{**row, "dated": bool(row["dated"]), "found": json.loads(row["found"])}) for row in list(rows)]


def _measure(row: dict[str, Any]) -> Measure:
    at = from_iso(row.pop("at"))
    assert at is not None
    del row["run_id"]
    read = {name: json.loads(row.pop(name)) for name in ("languages", "found", "kinds")}
    return Measure(at=at, reached=bool(row.pop("reached")), **read, **row)
