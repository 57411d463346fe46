"""The crawl: all sources, one reactor, side by side. Reads the web; writes the store and the archive.

Each source has a Scrapy crawler of its own, so that its pace, its counts and its failures are its own. A process
can run one crawl: Twisted's reactor does not start twice. `crawler.child` runs it in a process for the night.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.crawler import Crawler as ScrapyCrawler

from crawler import settings
from crawler.frontier import CrawlBroken
from crawler.limits import Limits
from crawler.shared import Shared, opened, utc_now
from crawler.source import Source
from crawler.tally import CrawlReport, Ended, Tally, by_source
from store.records import Span

__all__ = ["CrawlBroken", "CrawlReport", "run"]

log = logging.getLogger(__name__)

Progress = Callable[[Mapping[str, Tally]], None]

# Scrapy logs these with a traceback; the report tells them by source and page.
_TOLD_ELSEWHERE = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.retry")


@dataclass(slots=True)
class _Course:
    """How the crawl ends: by itself, at the deadline, by a signal, or broken."""

    process: AsyncCrawlerProcess
    out_of_time: bool = False
    cut: bool = False
    stopping: set[asyncio.Task[None]] = field(default_factory=set)

    def deadline(self) -> None:
        self.out_of_time = True
        self.stop()

    def stop(self) -> None:
        """Let what is under way finish, ask nothing more. The task is kept, or it could be collected unrun."""
        self.stopping.add(asyncio.get_running_loop().create_task(self.process.stop()))

    def ended(self) -> Ended:
        if self.out_of_time:
            return "budget"
        return "signal" if self.cut else "finished"


def run(
    sources: Sequence[Source],
    *,
    database: Path,
    archive: Path,
    contact: str = "",
    limits: Limits | None = None,
    budget: float | None = None,
    channels: bool = True,
    only_due: bool = False,
    span: Span | None = None,
    progress: Progress | None = None,
    log_level: str = "WARNING",
    clock: Callable[[], datetime] = utc_now,
) -> CrawlReport:
    """Crawl the sources and return what each gave; `budget` in seconds, `contact` for the User-Agent.

    Without `channels` only what waits in the store for these sources is fetched; with `only_due` only those channels
    are asked whose time has come; with a `span` it is a backfill of those days.

    A source that fails is told of in its visit. Raises CrawlBroken if store or archive could not be written, and
    StoreError if the store cannot be opened.
    """
    limits = limits or Limits()
    with opened(database, archive, limits=limits, span=span, clock=clock) as shared:
        for source in sources:
            shared.frontier.tallies[source.name] = Tally()
        shared.frontier.on_progress = progress or (lambda _: None)
        own = {
            "STRIKEWATCH_SOURCES": tuple(sources),
            "STRIKEWATCH_CHANNELS": channels,
            "STRIKEWATCH_ONLY_DUE": only_due,
            "STRIKEWATCH_PAST": span is not None,
            "LOG_LEVEL": log_level,
        }
        course = _Course(AsyncCrawlerProcess(settings.overlay(contact=contact, limits=limits, **own)))
        shared.frontier.on_broken = course.stop
        _run_reactor(course, sources, shared, budget)
        if shared.frontier.broken is not None:
            raise shared.frontier.broken
        shared.frontier.flush()
        shared.frontier.close()
        return CrawlReport(visits=by_source(shared.frontier.tallies.items()), ended=course.ended())


def _run_reactor(course: _Course, sources: Sequence[Source], shared: Shared, budget: float | None) -> None:
    for name in _TOLD_ELSEWHERE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tasks = {source.name: _start(course, source, shared) for source in sources}
    if budget is not None:
        asyncio.get_event_loop().call_later(budget, course.deadline)
    course.process.start()
    for name, task in tasks.items():
        error = None if task.cancelled() or not task.done() else task.exception()
        if error is not None:
            shared.frontier.tallies[name].error(f"the spider broke: {type(error).__name__}: {error}")
            log.error("source %s", name, exc_info=error)


def _start(course: _Course, source: Source, shared: Shared) -> asyncio.Task[None]:
    crawler: ScrapyCrawler = course.process.create_crawler(source.name)

    def closed(reason: str) -> None:
        course.cut = course.cut or reason == "shutdown"

    crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
    return course.process.crawl(crawler, shared=shared)
