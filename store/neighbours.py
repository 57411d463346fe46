"""What may be a duplicate of what: fingerprints by id, and the index of bands and text hashes. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.articles import UnknownArticle
from store.database import Store
from store.values import from_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """An article as grouping sees it: `sketch` is the fingerprint's bytes."""

    id: str
    published: datetime | None
    sketch: bytes


def ungrouped(store: Store, version: str, *, after: str = "", limit: int) -> list[str]:
    """Return up to `limit` ids beyond `after` of articles that have a fingerprint and no place in this version."""
    rows = store.query(
        """SELECT f.article_id AS id FROM fingerprint AS f LEFT JOIN grouping AS g ON g.article_id = f.article_id
           WHERE g.version IS NOT ? AND f.article_id > ? ORDER BY f.article_id LIMIT ?""",
        [version, after, limit],
    )
    return [str(row["id"]) for row in rows]


def sketched(store: Store, article_id: str) -> Sketched:
    """Return an article's fingerprint and date; UnknownArticle if it has no fingerprint."""
    rows = store.query(
        """SELECT f.article_id AS id, published, sketch FROM fingerprint AS f
           JOIN article ON article.id = f.article_id WHERE f.article_id = ?""",
        [article_id],
    )
    for row in rows:
        return Sketched(id=row["id"], published=from_iso(row["published"]), sketch=row["sketch"])
    raise UnknownArticle(f"article {article_id} has no fingerprint")


def candidates(store: Store, bands: Sequence[int], text_sha: str, *, most: int) -> list[str]:
    """Return the ids, sorted, of articles with the same text hash or a band in common, at most `most` a key.

    A band that more share is boilerplate; which of them are looked at is settled by id, never by arrival.
    """
    # Plain cursors: twenty-one small queries an article, and sqlite-utils' `query` guards each with a savepoint.
    found = {
        str(other)
        for band in bands
        for (other,) in store.conn.execute(
            "SELECT article_id FROM band WHERE band = ? ORDER BY article_id LIMIT ?", (band, most)
        )
    }
    same = store.conn.execute(
        "SELECT article_id FROM fingerprint WHERE text_sha = ? ORDER BY article_id LIMIT ?", (text_sha, most)
    )
    return sorted(found | {str(other) for (other,) in same})
