"""Reads an archived page again with the present extractor. Reads the archive; writes nothing (see scale.again).

No page is fetched. A title or date that once came from the channel stays, where the page still has none. A page that
the present extractor refuses keeps its article as it was, and is counted and named: an article is never lost.
"""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.archive import read_capture
from crawler.extract import Page, extract
from crawler.outcomes import to_article
from crawler.source import Source
from store.records import Article, Capture


def read_again(article: Article, capture: Capture, archive: Path, source: Source | None) -> Article:
    """Return an article as the present extractor reads its archived page. Raises NoCapture and ExtractionError."""
    page = _page(capture, archive, source)
    made = to_article(article.source, article.url, page, extract(page))
    kept = replace(made, id=article.id, url=article.url, fetched=article.fetched, origin=article.origin)
    found = dict(kept.found)
    if not kept.title and article.found.get("title") == "channel":
        kept, found["title"] = replace(kept, title=article.title), "channel"
    if kept.published is None and article.found.get("published") == "channel":
        kept = replace(kept, published=article.published, published_precision=article.published_precision)
        found["published"] = "channel"
    return replace(kept, found=found)


def _page(capture: Capture, archive: Path, source: Source | None) -> Page:
    page = read_capture(archive / capture.file, capture.start, capture.length)
    if source is None:
        return page
    return replace(page, selectors=source.page_selectors, zone=ZoneInfo(source.zone))
