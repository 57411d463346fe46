"""Reads a source's past: its sitemaps and listings of a span of days. Yields what became of each address.

Channels are asked one page after the other, as slowly as the night asks them. A listing often tells no dates; then
the last article of a page is read first, and tells whether the page is of the days asked for, before them (the end)
or behind them (the next page, please). What was listed waits in a frontier of its own, and what was read to its end
is not read again: stopped anywhere, it goes on from there.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from analysis.address import canonical
from crawler import outcomes
from crawler.discover import Answer, ChannelError, Listed, read_channel
from crawler.discover.older import day_of, following, following_feed, overlapping, within
from crawler.extract import ExtractionError, Page
from crawler.past import PastFrontier
from crawler.source import ChannelEntry
from spiders.news import HINT_CHARACTERS, NewsSpider
from store.past import Read
from store.records import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a channel we are: the address asked for, how deep below an index, how many pages from its front."""

    entry: ChannelEntry
    url: str
    depth: int = 0
    pages: int = 1
    dateless: int = 0  # pages in a row whose probe told no day


class PastSpider(NewsSpider):
    """Reads the past of one source."""

    frontier: PastFrontier

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._listed: set[str] = set()  # in this run: a listing that repeats itself has no end
        self._sitemaps = 0

    async def start(self) -> AsyncIterator[Request]:
        """Ask every channel from the front; pages that were read before are stepped over."""
        for entry in self._channels:
            if request := self._ask_page(Place(entry=entry, url=entry.url)):
                yield request

    def _ask_page(self, place: Place) -> Request | None:
        """Return the request for a page of a channel, or for the first behind it that was not read; None at the end."""
        limits = self.frontier.limits
        while (read := self.frontier.listing(place.url)) is not None:
            if read.following is None or place.pages >= limits.max_past_pages:
                return None
            place = replace(place, url=read.following, pages=place.pages + 1)
        if place.pages > limits.max_past_pages:
            self._tally.error(f"{place.url}: {limits.max_past_pages} pages and no end; is it a calendar?")
            return None
        return Request(
            place.url,
            callback=self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"place": place},
            meta={"download_maxsize": limits.channel_bytes},
        )

    def parse_page(self, response: Response, place: Place) -> Iterator[Request]:
        """Write what a page of a channel lists of the span, or read its last article to learn its days."""
        headers = outcomes.headers_of(response)
        try:
            answer = read_channel(place.entry, response.url, response.body, headers, zone=self._zone)
        except ChannelError as error:
            self._tally.error(f"{place.url}: {error}")
            return
        if answer.form == "sitemap-index":
            yield from self._below(place, answer)
            return
        behind = None
        if answer.form == "listing":
            behind = following(response.url, response.body, headers)
        elif answer.form == "feed":
            behind = following_feed(place.url, response.body)
        fresh = [one for one in answer.listed if self._is_new(place.entry, one)]
        if not fresh and behind:
            behind = None  # the listing repeats itself
        yield from self._judge(place, fresh, behind)

    def _below(self, place: Place, answer: Answer) -> Iterator[Request]:
        limits = self.frontier.limits
        if place.depth >= limits.max_index_depth:
            self._tally.error(f"{place.url}: an index {place.depth + 1} deep")
            return
        for child in overlapping(answer.children, self.frontier.span):
            self._sitemaps += 1
            if self._sitemaps > limits.max_past_sitemaps:
                self._tally.error(f"{place.url}: more than {limits.max_past_sitemaps} sitemaps")
                return
            if request := self._ask_page(Place(entry=place.entry, url=child.url, depth=place.depth + 1)):
                yield request

    def _judge(self, place: Place, listed: Sequence[Listed], behind: str | None) -> Iterator[Request]:
        """Decide by the days that are told; where there is a page behind and no day is told, ask the last article."""
        now, span = self.frontier.clock(), self.frontier.span
        days = [day for one in listed if (day := day_of(one, self._zone, now))]
        if behind is None or days:
            if days and max(days) < span.since:
                behind = None
            yield from self._go_on(place, listed, behind)
            return
        yield Request(
            listed[-1].url,
            callback=self.parse_probe,
            errback=self.probe_failed,
            cb_kwargs={"place": place, "listed": listed, "behind": behind},
        )

    async def parse_probe(
        self, response: Response, place: Place, listed: Sequence[Listed], behind: str
    ) -> AsyncIterator[Request]:
        """Read the day of a page's last article, and go on by it. The article itself is fetched in its turn."""
        page = Page(
            url=response.url, body=response.body, fetched=self.frontier.clock(), headers=outcomes.headers_of(response),
            selectors=self.source.page_selectors, zone=self._zone,
        )  # fmt: skip
        try:
            published = (await self.extractor.extract(page)).published
        except ExtractionError:
            published = None
        for request in self._by_probe(place, listed, behind, published.date() if published else None):
            yield request

    def probe_failed(self, failure: Failure) -> Iterator[Request]:
        """Go on without a day."""
        told = failure.request.cb_kwargs  # type: ignore[attr-defined]  # set by Scrapy
        yield from self._by_probe(told["place"], told["listed"], told["behind"], None)

    def _by_probe(self, place: Place, listed: Sequence[Listed], behind: str, day: date | None) -> Iterator[Request]:
        span, most = self.frontier.span, self.frontier.limits.max_dateless_pages
        if day is not None and day > span.until:
            listed = ()  # everything on this page is newer still
        dateless = place.dateless + 1 if day is None else 0
        end = (day is not None and day < span.since) or dateless > most
        if dateless > most:
            self._tally.error(f"{place.url}: no dates on {most} pages in a row; it is not followed further")
        yield from self._go_on(replace(place, dateless=dateless), listed, None if end else behind)

    def _go_on(self, place: Place, listed: Sequence[Listed], behind: str | None) -> Iterator[Request]:
        """Write the page as read, with its addresses of the span, and ask the page behind it."""
        kept = within(listed, self.frontier.span, zone=self._zone, now=self.frontier.clock())
        self.frontier.record_listing(
            Read(url=place.url, source=self.name, following=behind), [self._address(place, one) for one in kept]
        )
        if behind and (request := self._ask_page(replace(place, url=behind, pages=place.pages + 1))):
            yield request

    def _is_new(self, entry: ChannelEntry, one: Listed) -> bool:
        if one.url in self._listed or not self._is_ours(entry, one):
            return False
        self._listed.add(one.url)
        return True

    def _address(self, place: Place, one: Listed) -> Address:
        return Address(
            key=canonical(one.url, mirrors=self.source.mirror_map),
            url=one.url,
            source=self.name,
            channel=place.url,
            hint_title=one.title[:HINT_CHARACTERS] if one.title else None,
            hint_published=one.published,
        )

    def page_failed(self, failure: Failure) -> None:
        """Tell why a page could not be had; it is not noted as read, and the next run asks it again.

        A page behind the last one that is missing is how many listings end.
        """
        place: Place = failure.request.cb_kwargs["place"]  # type: ignore[attr-defined]  # set by Scrapy
        status = getattr(getattr(failure.value, "response", None), "status", None)
        if place.pages > 1 and status in outcomes.GONE:
            self.frontier.record_listing(Read(url=place.url, source=self.name), [])
        else:
            self._tally.error(f"{place.url}: {outcomes.told(failure.value)}")
