"""Keeps to a site's Crawl-delay, under which AutoThrottle may not go. Reads robots.txt; writes delays of slots."""

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

log = logging.getLogger(__name__)


class CrawlDelay:
    """An extension that runs after AutoThrottle and raises a slot's delay to what the host asks for.

    A delay of an hour is obeyed as well: such a site gives a page or two a night, which the visit's counts show.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked: dict[str, float] = {}
        self._name = crawler.settings["ROBOTSTXT_USER_AGENT"]
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._response_downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        return cls(crawler)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(self._name)
        host = urlsplit(request.url).hostname
        if asked and host:
            log.info("%s asks for %s seconds between requests", host, asked)
            self._asked[host] = asked
            self._raise(host)

    def _response_downloaded(self, response: Response, request: Request) -> None:
        del response
        self._raise(str(request.meta.get("download_slot")))

    def _raise(self, host: str) -> None:
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self._asked.get(host, 0.0))
