"""Where raw pages lie, by file, and which of them led to nothing. Reads only; `store.articles` writes the table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from store.database import Store
from store.values import to_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One raw page in a WARC file; `idle` where nothing came of it."""

    article_id: str
    file: str
    start: int
    length: int
    idle: bool


# Old, found by the crawl, never flagged, never told, never reviewed: nobody will ask what the page looked like.
_IDLE: Final = """
    article.origin = 'crawl' AND article.fetched < :before
    AND NOT EXISTS (SELECT 1 FROM detection AS d WHERE d.article_id = article.id AND d.strike = 1)
    AND NOT EXISTS (SELECT 1 FROM told WHERE told.article_id = article.id)
    AND NOT EXISTS (SELECT 1 FROM review WHERE review.article_id = article.id)"""


def files(store: Store) -> set[str]:
    """Return the WARC files to which any row points."""
    return {str(row["file"]) for row in store.query("SELECT DISTINCT file FROM capture")}


def files_with_idle(store: Store, *, before: datetime) -> list[str]:
    """Return the files that hold a page fetched before then of which nothing came."""
    rows = store.query(
        f"""SELECT DISTINCT file FROM capture JOIN article ON article.id = capture.article_id
            WHERE {_IDLE} ORDER BY file""",
        {"before": to_iso(before)},
    )
    return [str(row["file"]) for row in rows]


def in_file(store: Store, file: str, *, before: datetime) -> list[Held]:
    """Return the pages of a file, in their order."""
    rows = store.query(
        f"""SELECT capture.article_id, file, start, length, ({_IDLE}) AS idle
            FROM capture JOIN article ON article.id = capture.article_id WHERE file = :file ORDER BY start""",
        {"before": to_iso(before), "file": file},
    )
    return [Held(**{**row, "idle": bool(row["idle"])}) for row in rows]
