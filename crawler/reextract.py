"""Reads archived pages again with the present extractor. Reads: store and archive. Writes: articles, nothing else.

No page is fetched. A title or date that once came from the channel stays, where the page still has none. A page that
the present extractor refuses keeps its article as it was, and is counted and named: an article is never lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.archive import NoCapture, read_capture
from crawler.extract import VERSION, ExtractionError, Page, extract
from crawler.outcomes import to_article
from crawler.source import Source
from store import articles
from store.database import Store
from store.records import Article, Capture


@dataclass(slots=True, kw_only=True)
class Reextracted:
    """What a pass did: articles read again, of these changed in title or text, and those left with the reason."""

    read: int = 0
    changed: int = 0
    left: list[str]


def reextract(
    store: Store,
    archive: Path,
    sources: Mapping[str, Source],
    *,
    version: int = VERSION,
    progress: Callable[[int], None] = lambda _: None,
) -> Reextracted:
    """Read every archived article whose extractor is older than `version`; one transaction an article.

    `sources` by name give zone and selectors; an article of a source that has left the catalogue is read without.
    Stopped anywhere, it goes on where it was: what has been read again carries the present version.
    """
    done = Reextracted(left=[])
    for article, capture in articles.captured_before(store, version):
        try:
            again = _again(article, capture, archive, sources.get(article.source))
        except (NoCapture, ExtractionError) as error:
            done.left.append(f"{article.id} {article.url}: {error}")
        else:
            done.changed += articles.revise(store, again)
            done.read += 1
        progress(1)
    return done


def _again(article: Article, capture: Capture, archive: Path, source: Source | None) -> Article:
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
