"""Where older articles are listed: sitemaps of a span of days, and the page behind a page. Pure.

A site's past stands in numbered or dated sitemaps, and in listings of many pages. Dates are claims here too: a
sitemap's lastmod says that nothing in it is newer, and never that anything is older.
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import lxml.html
from lxml.etree import ParserError

from crawler.discover.records import Child, Listed
from crawler.extract.charset import decode
from crawler.extract.dates import Context
from crawler.extract.published import in_address
from store.records import Span

# "sitemap-2021-05.xml", "posts_2021.xml", "2021/05/12.xml": the days that a sitemap is of.
_DATED = re.compile(r"(?<!\d)(20[0-3]\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_PAGE = re.compile(r"^(?:page|p|pg|paged|pagen_\d+)$", re.IGNORECASE)
_OFFSET = re.compile(r"^(?:offset|start|skip|from)$", re.IGNORECASE)
_COUNT = re.compile(r"^(?:count|limit|per_page|size)$", re.IGNORECASE)
_FEED_HEAD = 4096  # bytes: the channel's own description, before its first article
_PAGE_IN_PATH = re.compile(r"/page/(\d+)")


def overlapping(children: Sequence[Child], span: Span) -> list[Child]:
    """Return the sitemaps of an index that may list articles of a span."""
    return [child for child in children if _may_list(child, span)]


def _may_list(child: Child, span: Span) -> bool:
    if child.modified is not None and child.modified.date() < span.since:
        return False
    days = _days_of(urlsplit(child.url).path)
    return days is None or (days[0] <= span.until and days[1] >= span.since)


def _days_of(path: str) -> tuple[date, date] | None:
    """Return the first and the last day that a sitemap's name tells, None where it tells none."""
    found = _DATED.search(path)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    last = calendar.monthrange(year, month or 12)[1]
    if day > last:
        return None
    return date(year, month or 1, day or 1), date(year, month or 12, day or last)


def day_of(one: Listed, zone: tzinfo, now: datetime) -> date | None:
    """Return the day of publication that a channel or the address tells; None where neither does."""
    if one.published is not None:
        return one.published.astimezone(zone).date()
    moment = in_address(one.url, Context(fetched=now, zone=zone))
    return moment.at.date() if moment else None


def within(listed: Sequence[Listed], span: Span, *, zone: tzinfo, now: datetime) -> list[Listed]:
    """Return the addresses that may be of a span: those whose day lies in it, and those that tell no day.

    A lastmod before the span settles it: an article was not published after it was changed.
    """
    kept = []
    for one in listed:
        day = day_of(one, zone, now)
        if day is None:
            old = one.modified is not None and one.modified.astimezone(UTC).date() < span.since
            if not old:
                kept.append(one)
        elif span.since <= day <= span.until:
            kept.append(one)
    return kept


def following(url: str, body: bytes, headers: Mapping[str, str]) -> str | None:
    """Return the address of the page behind a listing's: what it calls next, links with the next number, or counts.

    None where nothing tells.
    """
    links, marked = _links(url, body, headers)
    return next(iter(marked), None) or _next_linked(url, links) or _counted_on(url)


def following_feed(url: str, body: bytes) -> str | None:
    """Return the next page of a feed, of WordPress alone: it answers `paged=2` with older articles."""
    if b"wordpress.org" not in body[:_FEED_HEAD].lower():
        return None
    return _counted_on(url if "paged=" in url else f"{url}{'&' if '?' in url else '?'}paged=1")


def _links(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the links of a page to its own host, and those that are marked as the next page."""
    decoded = decode(body, headers)
    try:
        page = lxml.html.document_fromstring((decoded.text if decoded else "").lstrip() or "<p></p>")
    except (ParserError, ValueError):
        return [], []
    found, marked = [], []
    for anchor in page.iter("a", "link"):
        target = _joined(url, anchor.get("href") or "")
        if target and anchor.tag == "a":
            found.append(target)
        if target and "next" in (anchor.get("rel") or "").lower().split():
            marked.append(target)
    return found, marked


def _joined(url: str, href: str) -> str | None:
    if not href.strip():
        return None
    try:
        joined = urljoin(url, href.strip())
        return joined if urlsplit(joined).hostname == urlsplit(url).hostname else None
    except ValueError:
        return None


def _next_linked(url: str, links: Sequence[str]) -> str | None:
    """Return the link that differs from a page's own address by the next higher number alone."""
    here, place = _numbers(url)
    better: list[tuple[int, str]] = []
    for link in links:
        numbers, bare = _numbers(link)
        changed = [name for name in {*numbers, *here} if numbers.get(name, 0) != here.get(name, 0)]
        if bare == place and len(changed) == 1 and numbers.get(changed[0], 0) > max(1, here.get(changed[0], 1)):
            better.append((numbers[changed[0]], link))
    return min(better)[1] if better else None


def _numbers(url: str) -> tuple[dict[str, int], str]:
    """Split an address into its paging numbers, by name, and the rest."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    paging = {
        name: int(value) for name, value in query if value.isdigit() and (_PAGE.match(name) or _OFFSET.match(name))
    }
    if in_path := _PAGE_IN_PATH.search(parts.path):
        paging["/page/"] = int(in_path[1])
    rest = urlencode([(name, value) for name, value in query if name not in paging])
    return paging, f"{_PAGE_IN_PATH.sub('', parts.path).rstrip('/')}?{rest}"


def _counted_on(url: str) -> str | None:
    """Return a page's own address with the next number, where it holds one: page=3, or offset=60 and count=30."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    step = next((int(value) for name, value in query if _COUNT.match(name) and value.isdigit()), 0)
    for position, (name, value) in enumerate(query):
        more = 1 if _PAGE.match(name) else step if _OFFSET.match(name) else 0
        if more and value.isdigit():
            query[position] = (name, str(int(value) + more))
            return urlunsplit(parts._replace(query=urlencode(query)))
    return None
