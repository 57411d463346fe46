"""What a curator and a reader see of an article: every step's result in one mapping. Reads only."""

import json
from collections.abc import Iterator
from typing import Any

from store import audits, doubts, versions
from store.database import Store
from store.values import to_iso
from store.worth import VALUE

# Columns that hold JSON, decoded on the way out.
_JSON = ("authors", "found", "spans", "evidence", "sentences", "warnings")

_WHOLE = """
    SELECT article.id, article.source, article.url, article.title, article.body, article.published,
      article.published_precision, article.lang_claimed, article.authors, article.found, article.fetched,
      article.origin, i.lang, i.script, i.confidence, i.spans, d.strike, d.score, d.kind, d.why, d.in_kazakhstan,
      d.evidence, g.group_id AS "group", g.duplicate_of, m.story_id AS story,
      t.state AS translation, t.reason AS waiting_for, t.engine,
      t.quality, t.title AS english_title, t.body AS english, t.sentences, t.warnings,
      d.version AS detection_version, t.version AS translation_version
    FROM article
    LEFT JOIN identification AS i ON i.article_id = article.id
    LEFT JOIN detection AS d ON d.article_id = article.id
    LEFT JOIN grouping AS g ON g.article_id = article.id
    LEFT JOIN story_member AS m ON m.article_id = article.id
    LEFT JOIN translation AS t ON t.article_id = article.id
"""


def flagged(store: Store, *, limit: int, everything: bool = False) -> Iterator[dict[str, Any]]:
    """Yield candidate reports for the curator, the most worth a look first: one mapping for each story.

    `store.worth` has what a look is worth. `everything` gives the other tellings as well.
    """
    which = "d.strike = 1" if everything else "article.id IN (SELECT article_id FROM candidate)"
    rows = store.query(
        f"""{_WHOLE} WHERE {which}
            ORDER BY {VALUE} DESC, article.id LIMIT ?""",
        [limit],
    )
    for row in list(rows):
        yield {**_decoded(row), "tellings": tellings(store, row), "reports": reports(store, row["id"])}


def audited(store: Store) -> Iterator[dict[str, Any]]:
    """Yield the unflagged articles that were drawn to estimate what is missed, and wait for a decision."""
    for one in audits.waiting(store):
        for row in store.query(f"{_WHOLE} WHERE article.id = ?", [one.article_id]):
            yield {**_decoded(row), "tellings": tellings(store, row), "reports": reports(store, row["id"])}


def whole(store: Store, article_id: str) -> dict[str, Any] | None:
    """Return everything known of one article, or None."""
    for row in store.query(f"{_WHOLE} WHERE article.id = ?", [article_id]):
        also = {
            "tellings": tellings(store, row),
            "reports": reports(store, row["id"]),
            "versions": [
                {"number": one.number, "title": one.title, "body": one.body, "fetched": to_iso(one.fetched)}
                for one in versions.of(store, row["id"])
            ],
        }
        return {**_decoded(row), **also, "doubt": doubts.about(store, row["id"])}
    return None


def reports(store: Store, article_id: str) -> list[dict[str, Any]]:
    """Return the coded reports of an article, in the order in which it tells them."""
    rows = store.query("SELECT fields FROM report WHERE article_id = ? ORDER BY ordinal", [article_id])
    return [json.loads(row["fields"]) for row in rows]


def tellings(store: Store, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the other articles of the row's story and group: id, source, url, title, lang, whether a copy."""
    rows = store.query(
        """SELECT article.id, article.source, article.url, article.title, i.lang, ifnull(g.group_id = :group, 0) AS copy
           FROM (SELECT article_id FROM story_member WHERE story_id = :story
                 UNION SELECT article_id FROM grouping WHERE group_id = :group) AS other
           JOIN article ON article.id = other.article_id
           LEFT JOIN grouping AS g ON g.article_id = other.article_id
           LEFT JOIN identification AS i ON i.article_id = other.article_id
           WHERE other.article_id != :id ORDER BY article.published, article.id""",
        {"group": row["group"], "story": row["story"], "id": row["id"]},
    )
    return list(rows)


def counts(store: Store) -> dict[str, int]:
    """Return how many articles there are, by what the steps made of them."""
    rows = store.query(
        """SELECT (SELECT count(*) FROM article) AS articles,
             (SELECT count(*) FROM detection WHERE strike = 1) AS flagged,
             (SELECT count(*) FROM grouping WHERE duplicate_of IS NOT NULL) AS duplicates,
             (SELECT count(*) FROM translation WHERE state = 'done') AS in_english,
             (SELECT count(*) FROM address WHERE state = 'waiting') AS addresses_waiting,
             (SELECT count(*) FROM address WHERE state = 'failed') AS addresses_failed"""
    )
    return dict(next(iter(rows)))


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: json.loads(row[name] or "[]") for name in _JSON}
    flags = {name: None if row[name] is None else bool(row[name]) for name in ("strike", "in_kazakhstan")}
    return {**row, **plain, **flags}
