"""Articles as they were extracted. Writes: article, capture, and the originals in the search index."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from store import search, versions
from store.database import Store, StoreError, writing
from store.records import Article, Capture
from store.values import from_iso, to_iso, to_json

# The tables that hold what the steps made of an article: void as soon as its text changes.
DERIVED = ("identification", "fingerprint", "band", "detection", "report", "translation", "grouping", "embedding")


class UnknownArticle(StoreError):
    """No article has that id."""


class AmbiguousArticle(StoreError):
    """A shortened id fits more than one article."""


def add(store: Store, article: Article, capture: Capture | None = None) -> bool:
    """Put one article in; False if the store has it already, which changes nothing."""
    with writing(store):
        return bool(insert_article(store, article, capture))


def insert_article(store: Store, article: Article, capture: Capture | None) -> int:
    """Insert inside the caller's transaction; return 1 if the article is new, 0 if its id was there."""
    cursor = store.conn.execute(
        """INSERT INTO article (id, source, url, title, body, published, published_precision, lang_claimed,
             authors, found, extractor, fetched, origin)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
        [
            article.id, article.source, article.url, article.title, article.body, to_iso(article.published),
            article.published_precision, article.lang_claimed, to_json(article.authors),
            to_json(dict(article.found)), article.extractor, to_iso(article.fetched), article.origin,
        ],
    )  # fmt: skip
    if not cursor.rowcount:
        return 0
    assert cursor.lastrowid is not None
    search.insert(store, cursor.lastrowid, article.title, article.body)
    if capture is not None:
        _point_to(store, article.id, capture)
    return 1


def _point_to(store: Store, article_id: str, capture: Capture) -> None:
    store.execute(
        "INSERT OR REPLACE INTO capture (article_id, file, start, length) VALUES (?, ?, ?, ?)",
        [article_id, capture.file, capture.start, capture.length],
    )


def revise(store: Store, article: Article, capture: Capture | None = None) -> bool:
    """Replace what was extracted, from the same capture or from a later one; True if title or text changed.

    A changed text voids every later step's row, in the same transaction, so that the night does them anew. What the
    page said before is kept if it was fetched at another time: then the page has changed, and not our extractor.
    """
    with writing(store):
        return renew(store, article, capture)


def renew(store: Store, article: Article, capture: Capture | None = None) -> bool:
    """Do as `revise`, inside the caller's transaction."""
    old = get(store, article.id)
    changed = (old.title, old.body) != (article.title, article.body)
    if changed and old.fetched != article.fetched:
        versions.keep(store, old, replaced=article.fetched)
    store.execute(
        """UPDATE article SET title = ?, body = ?, published = ?, published_precision = ?, lang_claimed = ?,
             authors = ?, found = ?, extractor = ?, source = ?, origin = ?, url = ?, fetched = ? WHERE id = ?""",
        [
            article.title, article.body, to_iso(article.published), article.published_precision,
            article.lang_claimed, to_json(article.authors), to_json(dict(article.found)),
            article.extractor, article.source, article.origin, article.url, to_iso(article.fetched), article.id,
        ],
    )  # fmt: skip
    if capture is not None:
        _point_to(store, article.id, capture)
    if changed:
        search.replace_original(store, article.id, old, article)
        for table in DERIVED:
            store.execute(f"DELETE FROM {table} WHERE article_id = ?", [article.id])
    return changed


def get(store: Store, article_id: str) -> Article:
    """Return one article by its id; UnknownArticle if there is none."""
    for row in store.query("SELECT * FROM article WHERE id = ?", [article_id]):
        return from_row(row)
    raise UnknownArticle(f"no article {article_id}; `strikewatch queue` lists the ids")


def resolve(store: Store, prefix: str) -> str:
    """Return the one article id that begins with `prefix`; UnknownArticle or AmbiguousArticle otherwise."""
    rows = store.query(
        "SELECT id FROM article WHERE id >= ? AND id < ? || x'f48fbfbf' ORDER BY id LIMIT 3", [prefix, prefix]
    )
    ids = [row["id"] for row in rows]
    if not ids or not prefix:
        raise UnknownArticle(f"no article {prefix!r}; `strikewatch queue` lists the ids")
    if len(ids) > 1 and ids[0] != prefix:
        raise AmbiguousArticle(f"{prefix!r} fits {', '.join(ids)} and perhaps more; give more letters")
    return str(ids[0])


def captured_before(store: Store, extractor: int) -> Iterator[tuple[Article, Capture]]:
    """Yield archived articles whose extractor is older than `extractor`, by WARC file and place in it."""
    file, start = "", -1
    while True:
        rows = list(
            store.query(
                """SELECT article.*, file, start, length FROM article JOIN capture ON capture.article_id = article.id
                   WHERE extractor < ? AND (file, start) > (?, ?) ORDER BY file, start LIMIT 100""",
                [extractor, file, start],
            )
        )
        if not rows:
            return
        for row in rows:
            file, start = row.pop("file"), row.pop("start")
            yield from_row(row), Capture(file=file, start=start, length=row.pop("length"))


def count_captured_before(store: Store, extractor: int) -> int:
    """Return how many articles `captured_before` would yield."""
    rows = store.query(
        """SELECT count(*) AS n FROM article JOIN capture ON capture.article_id = article.id WHERE extractor < ?""",
        [extractor],
    )
    return int(next(iter(rows))["n"])


def from_row(row: dict[str, Any]) -> Article:
    """Make the record from a row of the table `article`; further columns are left aside."""
    fetched = from_iso(row["fetched"])
    assert isinstance(fetched, datetime)
    return Article(
        id=row["id"], source=row["source"], url=row["url"], title=row["title"], body=row["body"],
        published=from_iso(row["published"]), published_precision=row["published_precision"],
        lang_claimed=row["lang_claimed"], authors=tuple(json.loads(row["authors"])),
        found=json.loads(row["found"]), extractor=row["extractor"], fetched=fetched, origin=row["origin"],
    )  # fmt: skip


def repoint_captures(store: Store, moved: Iterable[tuple[str, Capture]], gone: Iterable[str]) -> None:
    """Write where raw pages lie now, and forget those that are gone, in one transaction."""
    with writing(store):
        for article_id, capture in moved:
            _point_to(store, article_id, capture)
        store.conn.executemany("DELETE FROM capture WHERE article_id = ?", [(one,) for one in gone])
