"""Examines channels: fetches what a verdict needs (sitemaps below an index, an article or two), and judges it.

Reads the web through a `Fetch`; writes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from analysis.language import identify
from crawler.discover import ChannelError, Listed, newest, newest_children, read_channel
from crawler.doctor.records import Checkup, Glance, Judged
from crawler.doctor.verdict import FRESH, judge, judge_listed, judged, with_sent_type, with_verdict
from crawler.extract import ExtractionError, Page, extract
from crawler.probe.records import Ask, Fetch, Fetched
from crawler.source import ChannelEntry, Source

# Sitemaps asked below an index: the newest by name and date; the night asks five.
CHILDREN = 2
# Articles opened for a channel that dates nothing itself, as listings do not.
OPENED = 2
OPENING = 160


def examine(source: Source, fetch: Fetch, *, now: datetime, most: int | None = None) -> Checkup:
    """Return the verdict on every channel of a source (or the first `most`), with one article of each opened."""
    return examine_all([source], fetch, now=now, most=most)[0]


def examine_all(sources: Sequence[Source], fetch: Fetch, *, now: datetime, most: int | None = None) -> list[Checkup]:
    """Return the check-up of each source. All are asked together: a slow one makes no other wait."""
    wanted = [(source, entry) for source in sources for entry in source.channels[:most]]
    answers = fetch([ask_for(source, entry.url) for source, entry in wanted])
    found = _with_children(wanted, answers, fetch, now)
    found = _with_articles([source for source, _ in wanted], found, fetch, now)
    return [
        Checkup(
            source=source.name,
            channels=tuple(one for (owner, _), one in zip(wanted, found, strict=True) if owner is source),
        )
        for source in sources
    ]


def ask_for(source: Source, url: str) -> Ask:
    """Return the question for one address of a source: its own hosts, at its own pace."""
    return Ask(url=url, hosts=tuple(source.site.hosts), anywhere=source.site.anywhere, delay=source.delay)


def glance(source: Source, fetched: Fetched) -> Glance:
    """Return how the extractor reads one page."""
    if not fetched.good:
        return Glance(url=fetched.url, error=fetched.error or f"HTTP {fetched.status}")
    page = Page(
        url=fetched.final, body=fetched.body, fetched=fetched.at, headers=fetched.headers,
        selectors=source.page_selectors, zone=ZoneInfo(source.zone),
    )  # fmt: skip
    try:
        made = extract(page)
    except ExtractionError as error:
        return Glance(url=fetched.final, error=error.why)
    return Glance(
        url=fetched.final, title=made.title, published=made.published, characters=len(made.body),
        opening=" ".join(made.body.split())[:OPENING], lang=identify(f"{made.title}\n{made.body}").lang, how=made.found,
    )  # fmt: skip


def wanted_of(source: Source, entry: ChannelEntry, listed: Iterable[Listed]) -> list[Listed]:
    """Return those addresses that the night would take: the source's own, that fit the entry's pattern."""
    return [
        one for one in listed
        if source.site.refusal(one.url) is None and (entry.link is None or re.search(entry.link, one.url))
    ]  # fmt: skip


def _with_children(
    wanted: Sequence[tuple[Source, ChannelEntry]], answers: Sequence[Fetched], fetch: Fetch, now: datetime
) -> list[Judged]:
    """Judge each answer; for an index, judge what the newest sitemaps below it name."""
    below: list[tuple[int, Ask]] = []
    found: list[Judged] = []
    for number, ((source, entry), answer) in enumerate(zip(wanted, answers, strict=True)):
        one = judge(entry, answer, now=now, zone=ZoneInfo(source.zone))
        if one.form == "sitemap-index":
            urls = list(_children(entry, answer, source, now))
            below += [(number, ask_for(source, url)) for url in urls]
            if not urls:
                one = judged(entry, "stale", "no sitemap below the index has changed for four weeks", form=one.form)
        elif one.listed:
            one = judge_listed(entry, wanted_of(source, entry, one.listed), form=one.form or entry.type, now=now)
        found.append(with_sent_type(one, answer))
    listed: dict[int, list[Listed]] = {}
    for (number, _), answer in zip(below, fetch([ask for _, ask in below]), strict=True):
        source, entry = wanted[number]
        listed.setdefault(number, []).extend(wanted_of(source, entry, _listed(entry, answer, source)))
    for number, addresses in listed.items():
        found[number] = judge_listed(wanted[number][1], addresses, form="sitemap-index", now=now)
    return found


def _children(entry: ChannelEntry, answer: Fetched, source: Source, now: datetime) -> Iterator[str]:
    read = read_channel(entry, answer.final, answer.body, answer.headers, zone=ZoneInfo(source.zone))
    for child in newest_children(read.children, now=now, max_age=FRESH * 4, most=CHILDREN):
        yield child.url


def _listed(entry: ChannelEntry, answer: Fetched, source: Source) -> tuple[Listed, ...]:
    if not answer.good:
        return ()
    try:
        read = read_channel(entry, answer.final, answer.body, answer.headers, zone=ZoneInfo(source.zone))
    except ChannelError:
        return ()  # judged by what the other sitemaps name: none at all makes the channel empty
    return read.listed


def _with_articles(owners: Sequence[Source], found: list[Judged], fetch: Fetch, now: datetime) -> list[Judged]:
    """Open an article of each channel that names any; for one without dates, two, whose dates then count."""
    asks: list[tuple[int, Ask]] = []
    for number, (source, one) in enumerate(zip(owners, found, strict=True)):
        most = OPENED if one.verdict == "undated" else 1
        urls = [listed.url for listed in newest(one.listed, now=now, max_age=timedelta(days=36_500))[:most]]
        asks += [(number, ask_for(source, url)) for url in urls]
    opened: dict[int, list[Glance]] = {}
    for (number, _), answer in zip(asks, fetch([ask for _, ask in asks]), strict=True):
        opened.setdefault(number, []).append(glance(owners[number], answer))
    return [_opened(one, opened.get(number, []), now) for number, one in enumerate(found)]


def _opened(one: Judged, articles: Sequence[Glance], now: datetime) -> Judged:
    if not articles:
        return one
    best = next((article for article in articles if article.error is None), articles[0])
    one = replace(one, article=best)
    dates = [article.published for article in articles if article.published is not None]
    if one.verdict == "undated" and dates:
        one = replace(one, newest=max(dates))
        if max(dates) < now - FRESH:
            return with_verdict(
                one, "stale", f"{one.count} addresses; the newest of those opened is of {max(dates):%Y-%m-%d}"
            )
        return with_verdict(one, "works", f"{one.count} addresses; the articles themselves are dated")
    if one.verdict == "works" and best.error is not None:
        return with_verdict(one, "works", f"{one.why}; but the article that was opened gave none: {best.error}")
    return one
