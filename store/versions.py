"""Earlier texts of an article whose address was read again. Writes: article_version.

The article's row is always the latest text; what it replaced is kept here, with the page that it came from.
"""

from dataclasses import dataclass
from datetime import datetime

from store.database import Store
from store.records import Article
from store.values import from_iso, to_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier text; `replaced` is when the next one took its place."""

    number: int
    title: str
    body: str
    published: datetime | None
    fetched: datetime
    replaced: datetime


def keep(store: Store, old: Article, *, replaced: datetime) -> None:
    """Keep an article's present text inside the caller's transaction, which is about to replace it."""
    store.execute(
        """INSERT INTO article_version
             (article_id, number, title, body, published, fetched, extractor, file, start, length, replaced)
           SELECT ?, (SELECT count(*) + 1 FROM article_version WHERE article_id = ?), ?, ?, ?, ?, ?,
             file, start, length, ? FROM (SELECT 1) LEFT JOIN capture ON capture.article_id = ?""",
        [old.id, old.id, old.title, old.body, to_iso(old.published), to_iso(old.fetched), old.extractor,
         to_iso(replaced), old.id],
    )  # fmt: skip


def of(store: Store, article_id: str) -> list[Version]:
    """Return the earlier texts of an article, oldest first."""
    rows = store.query("SELECT * FROM article_version WHERE article_id = ? ORDER BY number", [article_id])
    return [
        Version(
            number=row["number"], title=row["title"], body=row["body"], published=from_iso(row["published"]),
            fetched=datetime.fromisoformat(row["fetched"]), replaced=datetime.fromisoformat(row["replaced"]),
        )
        for row in rows
    ]  # fmt: skip
