"""What a channel lists: feeds, sitemaps and listing pages read from their bytes. Pure: no web, no database.

ChannelError
+-- NotAChannel   the answer is something else than the catalogue says (a web page, nothing at all)
+-- Hostile       the answer is built to exhaust a reader: an entity bomb, a gzip bomb
"""

from collections.abc import Mapping
from datetime import tzinfo

from crawler.discover.feed import read_feed
from crawler.discover.listing import read_listing
from crawler.discover.recent import newest, newest_children
from crawler.discover.records import Answer, ChannelError, Child, Hostile, Listed, NotAChannel
from crawler.discover.sitemap import read_sitemap
from crawler.source import ChannelEntry

__all__ = [
    "Answer",
    "ChannelError",
    "Child",
    "Hostile",
    "Listed",
    "NotAChannel",
    "newest",
    "newest_children",
    "read_channel",
]


def read_channel(entry: ChannelEntry, url: str, body: bytes, headers: Mapping[str, str], *, zone: tzinfo) -> Answer:
    """Read a channel's answer as the type its catalogue entry claims; `zone` is for times that name none.

    A feed that turns out to be a sitemap, or the other way round, is read as what it is. Raises ChannelError.
    """
    if entry.type == "listing":
        return read_listing(body, headers, url, link=entry.link, within=entry.within)
    readers = [read_feed, read_sitemap] if entry.type == "feed" else [read_sitemap, read_feed]
    try:
        return readers[0](body, headers, url, zone=zone)
    except NotAChannel as first:
        try:
            return readers[1](body, headers, url, zone=zone)
        except NotAChannel:
            raise first from None
