"""What the spiders of one process share: the frontier and the extractor's processes. Opens store and archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.archive import Archive
from crawler.extracting import Extractor
from crawler.frontier import Frontier
from crawler.limits import Limits
from crawler.past import PastFrontier
from store.database import open_store
from store.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One of each for all sources, whether seventy run or one."""

    frontier: Frontier
    extractor: Extractor


def utc_now() -> datetime:
    """Return the time, aware; the clock of a crawl outside the tests."""
    return datetime.now(UTC)


@contextmanager
def opened(
    database: Path, archive: Path, *, limits: Limits, span: Span | None = None, clock: Callable[[], datetime] = utc_now
) -> Iterator[Shared]:
    """Open store, archive and extractor for one crawl; at the end write what is still open and close them.

    With a `span` it is a backfill of those days.
    """
    store = open_store(database)
    try:
        with Archive(archive, clock()) as files:
            frontier = (
                PastFrontier(store, files, clock=clock, limits=limits, span=span)
                if span
                else Frontier(store, files, clock=clock, limits=limits)
            )
            extractor = Extractor(seconds=limits.seconds_per_extraction)
            try:
                yield Shared(frontier=frontier, extractor=extractor)
                if frontier.broken is None:
                    frontier.flush()
            finally:
                extractor.close()
    finally:
        store.close()


def shared_of(crawler: Crawler) -> Shared:
    """Open for a spider that runs alone (`scrapy crawl NAME`), and close when it closes."""
    database = Path(crawler.settings["STRIKEWATCH_DB"])
    archive = Path(crawler.settings["STRIKEWATCH_ARCHIVE"] or database.parent / "archive")
    opening = opened(database, archive, limits=Limits())
    shared = opening.__enter__()

    def close() -> None:
        opening.__exit__(None, None, None)

    crawler.signals.connect(close, signal=signals.engine_stopped, weak=False)
    return shared
