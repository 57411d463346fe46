"""The last verdict of `sources check` on each channel, and since when it has been the same. Writes: verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Store, writing
from store.values import from_iso, to_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was said of a channel at `at`; the same word has stood since `since`."""

    url: str
    source: str
    verdict: str
    why: str
    advice: str
    listed: int
    dated: int
    newest: datetime | None
    at: datetime
    since: datetime


def record_all(store: Store, found: Iterable[Verdict]) -> None:
    """Keep the verdicts in place of earlier ones; `since` stays where the word is the one that stood before."""
    with writing(store):
        for one in found:
            store.execute(
                """INSERT INTO verdict (url, source, verdict, why, advice, listed, dated, newest, at, since)
                   VALUES (:url, :source, :verdict, :why, :advice, :listed, :dated, :newest, :at, :since)
                   ON CONFLICT (url) DO UPDATE SET source = excluded.source, why = excluded.why,
                     advice = excluded.advice, listed = excluded.listed, dated = excluded.dated,
                     newest = excluded.newest, at = excluded.at, verdict = excluded.verdict,
                     since = CASE verdict.verdict WHEN excluded.verdict THEN verdict.since ELSE excluded.since END""",
                _row(one),
            )


def standing(store: Store) -> list[Verdict]:
    """Return the last verdict on every channel, by source and address."""
    return [_from_row(row) for row in store.query("SELECT * FROM verdict ORDER BY source, url")]


def _row(one: Verdict) -> dict[str, Any]:
    return {
        "url": one.url, "source": one.source, "verdict": one.verdict, "why": one.why, "advice": one.advice,
        "listed": one.listed, "dated": one.dated, "newest": to_iso(one.newest),
        "at": to_iso(one.at), "since": to_iso(one.since),
    }  # fmt: skip


def _from_row(row: dict[str, Any]) -> Verdict:
    at, since = from_iso(row.pop("at")), from_iso(row.pop("since"))
    assert at is not None
    assert since is not None
    return Verdict(newest=from_iso(row.pop("newest")), at=at, since=since, **row)
