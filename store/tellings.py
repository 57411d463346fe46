"""Articles as stories see them, and their place among meanings. Writes: embedding.

Only what a curator may come to see is embedded and put into stories: what is flagged, and what came near it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from store.articles import from_row
from store.database import Store, writing
from store.records import Article

# Of 2,000 articles of a night some 40 are flagged or come near: ten seconds of embedding. All of them would take eight
# minutes, and nobody would look at their stories.
NEAR = 0.1
_SEEN = f"(d.strike = 1 OR d.strike = 0 AND d.score >= {NEAR})"  # as its index on both has it
# When an article was told; one that gives a day in the future was told when it was fetched.
_AT = "min(ifnull(article.published, article.fetched), article.fetched)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article with what the steps made of it; `vector` is None where there was no model, `story` where none yet."""

    id: str
    title: str
    body: str
    at: datetime
    lang: str
    group: str
    strike: bool
    reports: tuple[Mapping[str, Any], ...]
    vector: bytes | None
    story: str | None


def unembedded(store: Store, version: str, *, limit: int) -> list[tuple[Article, str]]:
    """Return up to `limit` articles, by id, that lack their embedding of this version, with their language."""
    rows = store.query(
        f"""SELECT article.*, ifnull(i.lang, 'und') AS lang {_lacking_embedding()} ORDER BY article.id LIMIT ?""",
        [version, limit],
    )
    return [(from_row(row), row["lang"]) for row in rows]


def count_unembedded(store: Store, version: str) -> int:
    """Return how many articles lack their embedding of this version."""
    return int(next(iter(store.query(f"SELECT count(*) AS n {_lacking_embedding()}", [version])))["n"])


def save_embedded(store: Store, version: str, batch: Sequence[tuple[str, bytes]]) -> None:
    """Write the vectors of a batch: article id and bytes."""
    with writing(store):
        store.conn.executemany(
            "INSERT OR REPLACE INTO embedding (article_id, version, vector) VALUES (?, ?, ?)",
            [(article_id, version, vector) for article_id, vector in batch],
        )


def due(store: Store, version: str) -> dict[date, list[str]]:
    """Return what lacks its story in this version: ids by the day on which it was told, both sorted."""
    rows = store.query(
        f"""SELECT article.id, substr({_AT}, 1, 10) AS day FROM detection AS d
            JOIN article ON article.id = d.article_id
            LEFT JOIN story_member AS m ON m.article_id = d.article_id LEFT JOIN story ON story.id = m.story_id
            WHERE {_SEEN} AND m.version IS NOT ? AND ifnull(story.edited, 0) = 0 ORDER BY day, article.id""",
        [version],
    )
    days: dict[date, list[str]] = {}
    for row in rows:
        days.setdefault(date.fromisoformat(row["day"]), []).append(row["id"])
    return days


def told(store: Store, ids: Sequence[str]) -> list[Telling]:
    """Return articles by their ids, in the order of ids."""
    where = "WHERE article.id IN (SELECT value FROM json_each(?)) ORDER BY article.id"
    return [_telling(row) for row in store.query(f"{_TELLING} {where}", [json.dumps(list(ids))])]


def seated(store: Store, version: str, *, since: str, until: str) -> list[Telling]:
    """Return the articles of the stories that were told of between two times: those that new ones may join."""
    rows = store.query(
        f"""{_TELLING} WHERE m.day >= ? AND m.day <= ?
              AND (m.version = ? OR (SELECT edited FROM story WHERE story.id = m.story_id) = 1)
            ORDER BY m.day, m.article_id""",
        [since, until, version],
    )
    return [_telling(row) for row in rows]


def begun(store: Store, ids: Sequence[str]) -> set[str]:
    """Return which of these articles have begun a story at some time."""
    rows = store.query("SELECT id FROM story WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])
    return {str(row["id"]) for row in rows}


def _lacking_embedding() -> str:
    return f"""FROM detection AS d JOIN article ON article.id = d.article_id
        LEFT JOIN identification AS i ON i.article_id = d.article_id
        LEFT JOIN embedding AS e ON e.article_id = d.article_id WHERE {_SEEN} AND e.version IS NOT ?"""


_TELLING = f"""
    SELECT article.id, article.title, article.body, {_AT} AS at, ifnull(i.lang, 'und') AS lang,
      ifnull(g.group_id, article.id) AS group_id, d.strike, e.vector, m.story_id,
      (SELECT json_group_array(json(fields)) FROM report WHERE report.article_id = article.id) AS reports
    FROM article JOIN detection AS d ON d.article_id = article.id
    LEFT JOIN identification AS i ON i.article_id = article.id
    LEFT JOIN grouping AS g ON g.article_id = article.id
    LEFT JOIN embedding AS e ON e.article_id = article.id
    LEFT JOIN story_member AS m ON m.article_id = article.id"""


def _telling(row: dict[str, Any]) -> Telling:
    return Telling(
        id=row["id"], title=row["title"], body=row["body"], at=datetime.fromisoformat(row["at"]), lang=row["lang"],
        group=row["group_id"], strike=bool(row["strike"]), reports=tuple(json.loads(row["reports"])),
        vector=row["vector"], story=row["story_id"],
    )  # fmt: skip
