"""A line about an article, for lists. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.database import Store
from store.values import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a list says of an article; `score` and `strike` are None where it is not read yet."""

    id: str
    source: str
    title: str
    english: str | None
    published: str | None
    lang: str | None
    score: float | None
    strike: bool


def of(store: Store, ids: Iterable[str]) -> list[Brief]:
    """Return a line about each of these articles, in the order of the ids; unknown ones are left out."""
    wanted = list(ids)
    rows = store.query(
        """SELECT article.id, article.source, article.title, t.title AS english, article.published, i.lang, d.score,
             ifnull(d.strike, 0) AS strike
           FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
           LEFT JOIN identification AS i ON i.article_id = article.id
           LEFT JOIN detection AS d ON d.article_id = article.id
           LEFT JOIN translation AS t ON t.article_id = article.id
           ORDER BY wanted.key""",
        [to_json(wanted)],
    )
    return [Brief(**{**row, "strike": bool(row["strike"])}) for row in rows]
