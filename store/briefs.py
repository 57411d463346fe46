"""A line about an article, for lists. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from store.database import Store
from store.values import to_json

# Of how long before and after the events are looked at that a report may belong to: as `store.events` does.
LOOK = timedelta(days=45)
# Events compared value by value; a curator is shown the best three.
MOST_EVENTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a list says of an article; `score` and `strike` are None where it is not read yet."""

    id: str
    source: str
    title: str
    english: str | None
    published: str | None
    told: str
    lang: str | None
    score: float | None
    strike: bool


def of(store: Store, ids: Iterable[str]) -> list[Brief]:
    """Return a line about each of these articles, in the order of the ids; unknown ones are left out."""
    wanted = list(ids)
    rows = store.query(
        """SELECT article.id, article.source, article.title, t.title AS english, article.published,
             min(ifnull(article.published, article.fetched), article.fetched) AS told, i.lang, d.score,
             ifnull(d.strike, 0) AS strike
           FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
           LEFT JOIN identification AS i ON i.article_id = article.id
           LEFT JOIN detection AS d ON d.article_id = article.id
           LEFT JOIN translation AS t ON t.article_id = article.id
           ORDER BY wanted.key""",
        [to_json(wanted)],
    )
    return [Brief(**{**row, "strike": bool(row["strike"])}) for row in rows]


def events_near(store: Store, told: date, fields: Mapping[str, Any], story: str | None) -> list[str]:
    """Return the ids of events told of about that time that share story, employer, town or region, newest first."""
    rows = store.query(
        f"""SELECT link.event_id AS id, max(article.published) AS latest FROM event_report AS link
            JOIN article ON article.id = link.article_id LEFT JOIN story_member AS m ON m.article_id = link.article_id
            WHERE link.unlinked IS NULL AND (m.story_id = :story
              OR min(ifnull(article.published, article.fetched), article.fetched) BETWEEN :first AND :last AND EXISTS (
                SELECT 1 FROM review WHERE review.article_id = link.article_id
                  AND ifnull(review.ordinal, 0) = link.ordinal AND review.undone IS NULL AND review.decision = 'accept'
                  AND (json_extract(review.fields, '$.employer') = :employer
                    OR json_extract(review.fields, '$.settlement') = :settlement
                    OR json_extract(review.fields, '$.region') = :region)))
            GROUP BY link.event_id ORDER BY latest DESC, id LIMIT {MOST_EVENTS}""",
        {
            "story": story, "first": (told - LOOK).isoformat(), "last": (told + LOOK).isoformat(),
            **{name: fields.get(name) for name in ("employer", "settlement", "region")},
        },
    )  # fmt: skip
    return [str(row["id"]) for row in rows]
