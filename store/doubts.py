"""Articles that were extracted unlike the others of their source. Writes: doubt."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from store.database import Store, writing
from store.values import to_iso


def settle(store: Store, judged: Collection[tuple[str, int]], why: Mapping[str, str], *, now: datetime) -> None:
    """Write the doubts about `judged` articles (id, extractor's version) anew; one not in `why` is cleared."""
    with writing(store):
        for article, extractor in judged:
            if article in why:
                store.execute(
                    """INSERT INTO doubt (article_id, extractor, why, at) VALUES (:id, :extractor, :why, :at)
                       ON CONFLICT (article_id) DO UPDATE SET extractor = :extractor, why = :why
                       WHERE extractor != :extractor OR why != :why""",
                    {"id": article, "extractor": extractor, "why": why[article], "at": to_iso(now)},
                )
            else:
                store.execute("DELETE FROM doubt WHERE article_id = ?", [article])


def about(store: Store, article_id: str) -> str | None:
    """Return why an article's text is doubted; None where it is not."""
    for row in store.query("SELECT why FROM doubt WHERE article_id = ?", [article_id]):
        return str(row["why"])
    return None


def reread(store: Store, source: str) -> list[str]:
    """Return the doubted articles of a source that another version of the extractor has read since."""
    rows = store.query(
        """SELECT id FROM doubt JOIN article ON article.id = doubt.article_id
           WHERE article.source = ? AND article.extractor != doubt.extractor ORDER BY id""",
        [source],
    )
    return [str(row["id"]) for row in rows]


def by_source(store: Store) -> list[dict[str, Any]]:
    """Return for each source with doubted articles how many, and the latest of them with the reason."""
    rows = store.query(
        """SELECT source, count(*) AS articles, article_id, why, max(at) AS at
           FROM doubt JOIN article ON article.id = doubt.article_id GROUP BY source ORDER BY source"""
    )
    return [dict(row) for row in rows]
