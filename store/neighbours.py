"""What may be a duplicate of what: fingerprints by id, and the index of bands and text hashes. Reads only."""

import json
from collections import Counter
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


def sketched(store: Store, ids: Sequence[str]) -> list[Sketched]:
    """Return the fingerprints and dates of articles, by id; UnknownArticle if one of them has no fingerprint."""
    rows = store.conn.execute(
        """SELECT f.article_id, published, sketch FROM fingerprint AS f JOIN article ON article.id = f.article_id
           WHERE f.article_id IN (SELECT value FROM json_each(?)) ORDER BY f.article_id""",
        [json.dumps(list(ids))],
    ).fetchall()
    if len(rows) < len(set(ids)):
        lost = set(ids) - {row[0] for row in rows}
        raise UnknownArticle(f"article {min(lost)} has no fingerprint")
    return [Sketched(id=row[0], published=from_iso(row[1]), sketch=row[2]) for row in rows]


def candidates(store: Store, bands: Sequence[int], text_sha: str, *, bucket: int, most: int) -> list[str]:
    """Return the ids, sorted, of articles with the same text hash, and of the `most` that share the most bands.

    Of a band that more than `bucket` articles share, which is boilerplate, the smallest ids are looked at: that, and
    which of equally many bands is preferred, is settled by id and never by arrival.
    """
    shared: Counter[str] = Counter()
    for band in bands:  # twenty seeks: one query of all bands would walk the whole of those that everybody shares
        found = store.conn.execute(
            "SELECT article_id FROM band WHERE band = ? ORDER BY article_id LIMIT ?", (band, bucket)
        )
        shared.update(other for (other,) in found)
    same = store.conn.execute(
        "SELECT article_id FROM fingerprint WHERE text_sha = ? ORDER BY article_id LIMIT ?", (text_sha, bucket)
    )
    best = sorted(shared, key=lambda other: (-shared[other], other))[:most]
    return sorted({*best, *(str(other) for (other,) in same)})
