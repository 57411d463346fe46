"""What Scrapy must not do for us: leave a source's site, ask into our own network, take a sick robots.txt for a yes.

IgnoreRequest (of scrapy)
+-- OffLimits      the address is another site's, of another scheme, or inside a private network
+-- RobotsUnknown  the site's robots.txt answered with a server error
"""

import asyncio
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler import resolving
from crawler.site import Site
from crawler.source import Source

SERVER_ERROR = 500
CLIENT_ERROR = 400


class OffLimits(IgnoreRequest):
    """The address is not this source's to fetch."""


class RobotsUnknown(IgnoreRequest):
    """Whether the site allows the address cannot be known tonight."""


class SiteGuard:
    """Refuses every request that leaves the source, be it a listed address or the target of a redirect."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise OffLimits for an address that is not the source's."""
        refusal = self.site_of(request).refusal(request.url)
        if refusal:
            sent = " (it was sent there)" if request.meta.get("redirect_times") else ""
            raise OffLimits(refusal + sent)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise OffLimits where a name was looked up and leads inside: Twisted only says that it was not found."""
        del exception
        inside = resolving.refusal(urlsplit(request.url).hostname or "")
        if inside:
            raise OffLimits(inside)

    def site_of(self, request: Request) -> Site:
        """Return the hosts on which this request may end: its spider's source's."""
        del request
        source = getattr(self._crawler.spider, "source", None)
        assert isinstance(source, Source)
        return source.site


class Robots(RobotsTxtMiddleware):
    """Asks one after the other what a host's robots.txt says.

    Scrapy 2.19 lets all requests that wait for the same robots.txt await one Deferred, whose result only the first of
    them gets; the others get None, which it takes for "everything is allowed".
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: dict[str, asyncio.Lock] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules for the request's host; None if there are none."""
        async with self._turns.setdefault(urlsplit(request.url).netloc, asyncio.Lock()):
            return await super().robot_parser(request)


class RobotsAnswers:
    """Reads the status of a robots.txt as RFC 9309 says: 4xx is no rule at all, 5xx is "not now" for the host.

    Scrapy parses the body of an error page and, finding no rule in it, allows everything.
    """

    def __init__(self) -> None:
        self._unknown: dict[str, int] = {}

    def process_response(self, request: Request, response: Response) -> Response:
        """Empty the error page that stands for a robots.txt, and remember hosts whose server failed."""
        if not _asks_robots(request) or response.status < CLIENT_ERROR:
            return response
        if response.status >= SERVER_ERROR:
            self._unknown[urlsplit(request.url).netloc] = response.status
        return response.replace(body=b"")

    def process_request(self, request: Request) -> None:
        """Raise RobotsUnknown for a host whose robots.txt could not be had."""
        status = self._unknown.get(urlsplit(request.url).netloc)
        if status is not None and not _asks_robots(request):
            raise RobotsUnknown(f"robots.txt: HTTP {status}")


def _asks_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt"))
