"""`python -m crawler.probe CONTACT`: fetches the addresses that come in on standard input, a line of JSON each.

Every answer is a line of JSON on standard output. It ends when its standard input does.
"""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import outcomes, settings
from crawler.limits import Limits
from crawler.middlewares import SiteGuard
from crawler.probe.records import Ask, Fetched
from crawler.shared import utc_now
from crawler.site import Site

# Redirects are followed; every other status is an answer to judge.
_JUDGED = list(range(400, 600))


class ProbeGuard(SiteGuard):
    """Keeps each fetch on the hosts that its ask names, its robots.txt and its redirects included."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._sites: dict[str, Site] = {}

    def site_of(self, request: Request) -> Site:
        """Return the hosts on which this request may end."""
        asked_first = (request.meta.get("redirect_urls") or [request.url])[0]
        ask = request.meta.get("ask")
        if isinstance(ask, Ask):
            site = Site.of(ask.hosts, anywhere=ask.anywhere)
            self._sites[urlsplit(request.url).netloc] = site
            return site
        return self._sites.get(urlsplit(asked_first).netloc, Site.of([]))


class Prober(Spider):
    """Asks what it is told to; a pause of each host's own."""

    name = "probe"

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._open: dict[str, asyncio.TimerHandle] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Prober":
        """As Scrapy makes its spiders; it stays until its standard input ends."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._stay, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin to listen; nothing is asked before somebody says so."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=[loop], daemon=True).start()
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def _stay(self) -> None:
        raise DontCloseSpider

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(self._ask, Ask.from_json(line))
        os._exit(0)  # nothing is half written

    def _ask(self, ask: Ask) -> None:
        slots = self.crawler.engine.downloader.per_slot_settings
        slots.setdefault(urlsplit(ask.url).hostname or "", {"delay": ask.delay, "concurrency": 1})
        meta = {"ask": ask, "handle_httpstatus_list": _JUDGED, "download_maxsize": Limits().channel_bytes}
        if ask.robots:
            meta["dont_obey_robotstxt"] = True
        self._open[ask.url] = asyncio.get_running_loop().call_later(ask.patience, self._give_up, ask)
        request = Request(ask.url, callback=self._answered, errback=self._failed, meta=meta, dont_filter=True)
        self.crawler.engine.crawl(request)

    def _answered(self, response: Response) -> Iterator[Request]:
        ask: Ask = response.meta["ask"]
        self._tell(
            ask,
            Fetched(
                url=ask.url, final=response.url, at=utc_now(), status=response.status,
                headers=dict(outcomes.headers_of(response)), body=response.body,
            )
        )  # fmt: skip
        yield from ()

    def _failed(self, failure: Failure) -> None:
        ask: Ask = failure.request.meta["ask"]  # type: ignore[attr-defined]  # set by Scrapy
        self._tell(ask, Fetched(url=ask.url, final=ask.url, at=utc_now(), error=outcomes.told(failure.value)))

    def _give_up(self, ask: Ask) -> None:
        why = f"timeout: no answer within {ask.patience:.0f} seconds; its robots.txt may ask for long pauses"
        self._tell(ask, Fetched(url=ask.url, final=ask.url, at=utc_now(), error=why))

    def _tell(self, ask: Ask, fetched: Fetched) -> None:
        """Answer once: what comes after its time is nobody's."""
        timer = self._open.pop(ask.url, None)
        if timer is not None:
            timer.cancel()
            sys.stdout.write(fetched.to_json() + "\n")
            sys.stdout.flush()


def main(contact: str) -> None:
    """Run until standard input ends."""
    for name in ("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.retry"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # told in the answers
    middlewares = {
        name.replace("crawler.middlewares.SiteGuard", "crawler.probe.__main__.ProbeGuard"): order
        for name, order in settings.DOWNLOADER_MIDDLEWARES_BASE.items()
    }
    process = AsyncCrawlerProcess(
        settings.overlay(
            contact=contact,
            limits=Limits(),
            SPIDER_LOADER_CLASS="scrapy.spiderloader.SpiderLoader",
            SPIDER_MODULES=[],
            ITEM_PIPELINES={},
            DOWNLOADER_MIDDLEWARES_BASE=middlewares,
            EXTENSIONS_BASE={"crawler.throttle.CrawlDelay": 100},
            CONCURRENT_REQUESTS=32,
        )
    )
    process.crawl(Prober)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
