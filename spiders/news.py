"""The one news spider. Reads a source's channels and articles over HTTP; yields what became of each address.

It asks the channels first, each on the terms of its last answer, and writes what they list. Then it fetches what
waits in the store, newest first, whether it was listed tonight or on a night that was cut off.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from analysis.address import BadAddress, canonical
from crawler import channels, outcomes
from crawler.discover import Answer, ChannelError, Listed, newest, newest_children, read_channel
from crawler.discover.shape import is_service
from crawler.extract import ExtractionError, Page
from crawler.shared import Shared, shared_of
from crawler.source import ChannelEntry, Source
from store.records import Address, Channel, Outcome

# The address's own words for the store; a headline is shorter, a teaser is cut.
HINT_CHARACTERS = 300


class NewsSpider(Spider):
    """Reads one source of the catalogue; `source` is set by the loader that makes the class."""

    source: Source

    def __init__(self, shared: Shared, *, asking: bool = True, only_due: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.frontier = shared.frontier
        self._channels = [
            one for one in self.source.channels if asking and self.frontier.may_ask(one.url, only_due=only_due)
        ]
        self.extractor = shared.extractor
        self._left = self.frontier.limits.max_new
        self._asked: set[str] = set()
        self._zone = ZoneInfo(self.source.zone)
        self._tally = self.frontier.tallies[self.name]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes its spiders; alone (`scrapy crawl NAME`) it opens store and archive by itself."""
        shared = kwargs.pop("shared", None) or shared_of(crawler)
        asking = crawler.settings.getbool("STRIKEWATCH_CHANNELS", True)
        only_due = crawler.settings.getbool("STRIKEWATCH_ONLY_DUE", False)
        spider = super().from_crawler(crawler, *args, shared=shared, asking=asking, only_due=only_due, **kwargs)
        for handler, signal in (
            (spider._refill, signals.spider_idle),
            (spider._count, signals.response_downloaded),
            (spider._broke, signals.spider_error),
            (spider._broke, signals.item_error),
        ):
            crawler.signals.connect(handler, signal=signal)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask every channel; the articles follow when the spider is idle."""
        for entry in self._channels:
            yield self._ask(entry, entry.url)

    def _ask(self, entry: ChannelEntry, url: str, *, nested: bool = False) -> Request:
        last = self.frontier.last_answer(url)
        headers = {}
        if last is not None and last.etag:
            headers["If-None-Match"] = last.etag
        if last is not None and last.last_modified:
            headers["If-Modified-Since"] = last.last_modified
        return Request(
            url,
            headers=headers,
            callback=self.parse_channel,
            errback=self.channel_failed,
            cb_kwargs={"entry": entry, "asked": url, "nested": nested},
            meta={"handle_httpstatus_list": [304], "download_maxsize": self.frontier.limits.channel_bytes},
        )

    def parse_channel(self, response: Response, entry: ChannelEntry, asked: str, nested: bool) -> Iterator[Request]:
        """Write what a channel lists, or ask the sitemaps of an index."""
        last = self.frontier.last_answer(asked)
        sha = hashlib.sha256(response.body).hexdigest()
        now = self.frontier.clock()
        if last is not None and (response.status == 304 or sha == last.body_sha):
            same = replace(last, checked=now, status=response.status, error=None)
            self.frontier.record(same, seen=None if nested else channels.unchanged(response, same))
            return
        try:
            answer = read_channel(entry, response.url, response.body, outcomes.headers_of(response), zone=self._zone)
        except ChannelError as error:
            self._record_failure(entry, asked, str(error), response)
            return
        said = Channel(
            url=asked, source=self.name, kind=answer.form, checked=now, status=response.status,
            listed=len(answer.listed) + len(answer.children),
        )  # fmt: skip
        if answer.form == "sitemap-index":
            # No validators are kept: an index may stay the same while the sitemaps below it change.
            if nested:
                self.frontier.record(replace(said, error="an index below an index"))
                return
            self.frontier.record(said, seen=channels.read(response, answer, now))
            yield from self._children(entry, answer)
            return
        etag, last_modified = _header(response, "ETag"), _header(response, "Last-Modified")
        said = replace(said, etag=etag, last_modified=last_modified, body_sha=sha)
        seen = None if nested else channels.read(response, answer, now)
        self.frontier.record(said, self._addresses(entry, asked, answer), seen=seen)

    def _children(self, entry: ChannelEntry, answer: Answer) -> Iterator[Request]:
        limits = self.frontier.limits
        for child in newest_children(
            answer.children, now=self.frontier.clock(), max_age=limits.max_age, most=limits.max_children
        ):
            yield self._ask(entry, child.url, nested=True)

    def _addresses(self, entry: ChannelEntry, channel: str, answer: Answer) -> list[Address]:
        """Return what is worth remembering of a channel: this source's own, matching, the newest."""
        limits = self.frontier.limits
        young = newest(answer.listed, now=self.frontier.clock(), max_age=limits.max_age)
        # A plain sitemap lists the whole site, its page about itself included.
        own = (one for one in young if entry.link or answer.form != "sitemap" or not is_service(one.url))
        kept = islice((one for one in own if self._is_ours(entry, one)), limits.max_listed)
        return [
            Address(
                key=canonical(one.url, mirrors=self.source.mirror_map),
                url=one.url,
                source=self.name,
                channel=channel,
                hint_title=one.title[:HINT_CHARACTERS] if one.title else None,
                hint_published=one.published,
            )
            for one in kept
        ]

    def _is_ours(self, entry: ChannelEntry, listed: Listed) -> bool:
        if entry.link is not None and not re.search(entry.link, listed.url):
            return False
        try:
            canonical(listed.url)
        except BadAddress:
            return False
        return self.source.site.refusal(listed.url) is None

    def channel_failed(self, failure: Failure) -> None:
        """Write why a channel could not be had; its validators stay, for they belong to its last good answer."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        entry, asked = request.cb_kwargs["entry"], request.cb_kwargs["asked"]
        response = getattr(failure.value, "response", None)
        self._record_failure(entry, asked, outcomes.told(failure.value), response)

    def _record_failure(self, entry: ChannelEntry, asked: str, error: str, response: Response | None) -> None:
        now = self.frontier.clock()
        last = self.frontier.last_answer(asked) or Channel(url=asked, source=self.name, kind=entry.type, checked=now)
        said = replace(last, checked=now, status=response.status if response is not None else None, error=error)
        # A sitemap below an index has no pace of its own.
        self.frontier.record(said, seen=channels.failed(response, now) if asked == entry.url else None)

    def _refill(self) -> None:
        """Fetch more of what waits; without any, Scrapy closes the idle spider."""
        most = min(self._left, self.frontier.limits.refill)
        # Those asked already are looked over too: one whose outcome was lost must not be asked in a circle.
        found = self.frontier.waiting(self.name, most + len(self._asked)) if most else []
        fresh = [address for address in found if address.key not in self._asked][:most]
        if not fresh:
            return
        for address in fresh:
            self._asked.add(address.key)
            self.crawler.engine.crawl(self._fetch(address))
        self._left -= len(fresh)
        raise DontCloseSpider

    def _fetch(self, address: Address) -> Request:
        return Request(
            address.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"address": address},
        )

    async def parse_article(self, response: Response, address: Address) -> AsyncIterator[Outcome]:
        """Archive a page, have it extracted, and yield the article or why there is none."""
        if outcomes.leads_home(response, address):
            yield Outcome(key=address.key, state="gone", error="it leads to the front page")
            return
        fetched = self.frontier.clock()
        headers = outcomes.header_pairs(response)
        capture = self.frontier.archived(response.url, response.status, headers, response.body, fetched)
        page = Page(
            url=response.url, body=response.body, fetched=fetched, headers=dict(headers),
            selectors=self.source.page_selectors, zone=self._zone,
        )  # fmt: skip
        try:
            extraction = await self.extractor.extract(page)
        except ExtractionError as error:
            yield outcomes.from_refusal(address, error)
        else:
            yield outcomes.from_extraction(self.source, address, page, capture, extraction)

    def article_failed(self, failure: Failure) -> Iterator[Outcome]:
        """Yield why a page could not be had."""
        address: Address = failure.request.cb_kwargs["address"]  # type: ignore[attr-defined]  # set by Scrapy
        yield outcomes.from_failure(address, failure.value)
        wait = channels.asked_to_wait(getattr(failure.value, "response", None), self.frontier.clock())
        if wait is not None:
            self.frontier.hold(self.name, wait)
            raise CloseSpider("asked to wait")  # what is left waits in the store

    def _broke(self, failure: Failure, response: Response | None) -> None:
        """Count a fault of our own code, with source and page, and let the address be tried another night."""
        request = response.request if response is not None else None
        address = request.cb_kwargs.get("address") if request is not None else None
        text = f"our own code broke: {type(failure.value).__name__}: {failure.value}"
        if isinstance(address, Address):
            self.frontier.settle(self.name, Outcome(key=address.key, url=address.url, state="failed", error=text))
        else:
            self._tally.error(f"{response.url if response is not None else self.name}: {text}")

    def _count(self, response: Response) -> None:
        """Count what came over the line: the body as it was sent and the header lines."""
        head = sum(len(name) + len(value) + 4 for name, values in response.headers.items() for value in values)
        self._tally.bytes += len(response.body) + head


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
