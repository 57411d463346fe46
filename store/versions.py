"""Earlier texts of an article whose address was read again. Writes: article_version.

The article's row is always the latest text; what it replaced is kept here, with the page that it came from.
"""

from dataclasses import dataclass
from datetime import datetime

from store.database import Store
from store.records import Article, Capture
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


def slot_in(store: Store, article: Article, capture: Capture | None = None) -> bool:
    """Put an earlier text among the others of its article, in the order of fetching, inside the caller's transaction.

    For what arrives late, from another machine or archive. False if the article's row or a version has that text.
    """
    known = store.conn.execute(
        """SELECT 1 FROM article WHERE id = :id AND title = :title AND body = :body UNION ALL
           SELECT 1 FROM article_version WHERE article_id = :id AND title = :title AND body = :body""",
        {"id": article.id, "title": article.title, "body": article.body},
    ).fetchone()
    if known:
        return False
    place = capture or Capture(file="", start=0, length=0)
    store.execute(
        """INSERT INTO article_version
             (article_id, number, title, body, published, fetched, extractor, file, start, length, replaced)
           VALUES (?, (SELECT -1 - count(*) FROM article_version WHERE article_id = ?), ?, ?, ?, ?, ?,
             nullif(?, ''), nullif(?, 0), nullif(?, 0), '')""",
        [article.id, article.id, article.title, article.body, to_iso(article.published), to_iso(article.fetched),
         article.extractor, place.file, place.start, place.length],
    )  # fmt: skip
    _number_anew(store, article.id)
    return True


def _number_anew(store: Store, article_id: str) -> None:
    """Give the versions of an article the numbers 1, 2 ... and each the time at which the next one replaced it."""
    latest = store.conn.execute("SELECT fetched FROM article WHERE id = ?", [article_id]).fetchone()[0]
    rows = store.conn.execute(
        "SELECT rowid, fetched FROM article_version WHERE article_id = ? ORDER BY fetched, title, body", [article_id]
    ).fetchall()
    replaced = [*(fetched for _, fetched in rows[1:]), latest]
    # Through numbers that none has, since each is unique at any moment.
    store.execute("UPDATE article_version SET number = -number - 1000000 WHERE article_id = ?", [article_id])
    for number, ((row, _), moment) in enumerate(zip(rows, replaced, strict=True), start=1):
        store.execute("UPDATE article_version SET number = ?, replaced = ? WHERE rowid = ?", [number, moment, row])
