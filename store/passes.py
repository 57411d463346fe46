"""The night's passes: which articles lack a step's current version, and what the step made of them.

Every step owns one table (`fingerprint` owns `band` and `detection` owns `report` besides), whose rows carry the
version of the code that wrote them. A pass takes articles without a row of the current version and writes a batch
in one transaction: it can be killed anywhere, and a new version of a step is simply more work for the next night.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from store.articles import from_row
from store.database import Store, writing
from store.records import Article, Detected, Fingerprinted, Grouped, Identified
from store.values import to_json

Step = Literal["identification", "fingerprint", "detection", "grouping"]
# A step that comes first, and its version: what it has not read yet is not due, or a step that is run alone would
# write results of the current version from what the other has yet to find.
Behind = tuple[Step, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article with the language that `identify` found for it; `spans` as it wrote them."""

    article: Article
    lang: str
    script: str
    spans: tuple[dict[str, Any], ...]


def lacking(
    store: Store, step: Step, version: str, *, behind: Behind = None, after: str = "", limit: int
) -> list[Article]:
    """Return up to `limit` articles that `step` has not read in this version, by id, beyond the id `after`.

    The order is that of the ids, which are hashes: it does not depend on when an article came.
    """
    due, values = _due(step, version, behind)
    rows = store.query(
        f"SELECT article.* {due} AND article.id > ? ORDER BY article.id LIMIT ?", [*values, after, limit]
    )
    return [from_row(row) for row in rows]


def count_lacking(store: Store, step: Step, version: str, *, behind: Behind = None) -> int:
    """Return how many articles `step` has not read in this version."""
    due, values = _due(step, version, behind)
    return int(next(iter(store.query(f"SELECT count(*) AS n {due}", values)))["n"])


def _due(step: Step, version: str, behind: Behind) -> tuple[str, list[str]]:
    due = f"FROM article LEFT JOIN {step} AS done ON done.article_id = article.id WHERE done.version IS NOT ?"
    if behind is None:
        return due, [version]
    first = f"SELECT 1 FROM {behind[0]} AS first WHERE first.article_id = article.id AND first.version = ?"
    return f"{due} AND EXISTS ({first})", [version, behind[1]]


def read(store: Store, article: Article) -> Read:
    """Return an article with its language; one that is not identified yet counts as `und`."""
    rows = store.query("SELECT lang, script, spans FROM identification WHERE article_id = ?", [article.id])
    row = next(iter(rows), {"lang": "und", "script": "Zyyy", "spans": "[]"})
    return Read(article=article, lang=row["lang"], script=row["script"], spans=tuple(json.loads(row["spans"])))


def language(store: Store, article_id: str) -> str:
    """Return the language of an article, or `und` where it is not identified yet."""
    rows = store.query("SELECT lang FROM identification WHERE article_id = ?", [article_id])
    return str(next(iter(rows), {"lang": "und"})["lang"])


def save_identified(store: Store, version: str, batch: Sequence[Identified]) -> None:
    """Write the languages of a batch."""
    with writing(store):
        for one in batch:
            store.execute(
                """INSERT OR REPLACE INTO identification (article_id, version, lang, script, confidence, spans)
                   VALUES (?, ?, ?, ?, ?, ?)""",
                [one.article_id, version, one.lang, one.script, one.confidence, to_json(one.spans)],
            )


def save_fingerprinted(store: Store, version: str, batch: Sequence[Fingerprinted]) -> None:
    """Write the fingerprints of a batch and the bands by which near-duplicates find them."""
    with writing(store):
        for one in batch:
            store.execute(
                "INSERT OR REPLACE INTO fingerprint (article_id, version, text_sha, sketch) VALUES (?, ?, ?, ?)",
                [one.article_id, version, one.text_sha, one.sketch],
            )
            store.execute("DELETE FROM band WHERE article_id = ?", [one.article_id])
            store.conn.executemany(
                "INSERT OR IGNORE INTO band (band, article_id) VALUES (?, ?)",
                [(band, one.article_id) for band in one.bands],
            )


def save_detected(store: Store, version: str, batch: Sequence[Detected]) -> None:
    """Write the verdicts of a batch and the reports that go with them."""
    with writing(store):
        for one in batch:
            store.execute(
                """INSERT OR REPLACE INTO detection
                     (article_id, version, strike, score, kind, why, in_kazakhstan, evidence)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    one.article_id, version, int(one.strike), one.score, one.kind, one.why,
                    None if one.in_kazakhstan is None else int(one.in_kazakhstan), to_json(one.evidence),
                ],
            )  # fmt: skip
            store.execute("DELETE FROM report WHERE article_id = ?", [one.article_id])
            store.conn.executemany(
                "INSERT INTO report (article_id, ordinal, version, fields) VALUES (?, ?, ?, ?)",
                [(one.article_id, place, version, to_json(dict(r))) for place, r in enumerate(one.reports, 1)],
            )


def save_grouped(store: Store, version: str, batch: Sequence[Grouped]) -> None:
    """Write the places of a batch among their duplicates."""
    with writing(store):
        for one in batch:
            store.execute(
                """INSERT OR REPLACE INTO grouping (article_id, version, group_id, duplicate_of)
                   VALUES (?, ?, ?, ?)""",
                [one.article_id, version, one.group_id, one.duplicate_of],
            )
