"""Reads feeds: RSS 0.9 to 2, RDF, Atom, and what calls itself that. Bytes in, listed addresses out."""

import calendar
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import feedparser

from crawler.discover.address import fetchable
from crawler.discover.markup import refuse_bombs, root_tag, unpacked
from crawler.discover.records import Answer, Listed, NotAChannel

_ROOTS = {"rss", "rdf", "feed", "channel"}
_PERIODS = {
    "hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30), "yearly": timedelta(days=365),
}  # fmt: skip
_MOST_MINUTES = 366 * 24 * 60
_DIGITS = 9  # of a count; more is no count


def read_feed(body: bytes, headers: Mapping[str, str], url: str, *, zone: tzinfo) -> Answer:
    """Return a feed's items in its order. Raises NotAChannel for a web page, Hostile for an entity bomb."""
    del zone  # feedparser reads a time without a zone as UTC, as RSS says
    body = unpacked(body)
    root = root_tag(body)
    if root not in _ROOTS:
        raise NotAChannel(_instead(root, body))
    refuse_bombs(body)
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    parsed = feedparser.parse(
        body.lstrip(),
        response_headers={"content-type": content_type, "content-location": url},
        sanitize_html=False,  # only addresses, titles and dates are used
    )
    if not parsed.version and not parsed.entries:
        raise NotAChannel(f"a feed that cannot be read: {parsed.get('bozo_exception', 'no version, no items')}")
    listed = tuple(_items(parsed.entries, url, rss=parsed.version.startswith("rss")))
    return Answer(form="feed", listed=listed, fresh_for=_fresh_for(parsed.feed))


def _fresh_for(feed: Any) -> timedelta | None:
    """Return how long a feed asks to be left alone: RSS's ttl in minutes, or the syndication module's period."""
    minutes = str(feed.get("ttl") or "").strip()
    if minutes.isdecimal():
        return timedelta(minutes=min(int(minutes), _MOST_MINUTES))
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    times = str(feed.get("sy_updatefrequency") or "1").strip()
    return period / max(int(times), 1) if period and times.isdecimal() and len(times) < _DIGITS else None


def _items(entries: list[Any], base: str, *, rss: bool) -> Iterator[Listed]:
    for entry in entries:
        url = fetchable(entry.get("link") or "", base) if entry.get("link") else None
        if url is not None:
            title = " ".join((entry.get("title") or "").split())
            # `dict.get`, because feedparser's own gives one of the two dates for the other, with a warning.
            published = _moment(dict.get(entry, "published_parsed"))
            updated = _moment(dict.get(entry, "updated_parsed"))
            # RSS has one date; RDF's dc:date comes as "updated". Atom tells the two apart.
            yield Listed(
                url=url,
                title=title or None,
                published=published or (updated if rss else None),
                modified=updated,
            )


def _moment(parsed: time.struct_time | None) -> datetime | None:
    try:
        return None if parsed is None else datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):  # the year 0 or 99999
        return None


def _instead(root: str, body: bytes) -> str:
    if root == "html":
        return "a web page instead of a feed"
    if not body.strip():
        return "nothing at all"
    return f"<{root}> instead of a feed" if root else "no markup instead of a feed"
