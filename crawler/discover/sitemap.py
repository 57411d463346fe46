"""Reads sitemaps, news sitemaps and sitemap indexes, plain or gzip. Bytes in, listed addresses out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from io import BytesIO

from lxml import etree

from crawler.discover.address import fetchable
from crawler.discover.markup import refuse_bombs, root_tag, unpacked
from crawler.discover.records import Answer, Child, Listed, NotAChannel

# The protocol allows 50,000 addresses a file; the one known to break it has 65,398. More is a calendar that
# never ends.
MOST_ADDRESSES = 100_000
_FULL_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def read_sitemap(body: bytes, headers: Mapping[str, str], url: str, *, zone: tzinfo) -> Answer:
    """Return a sitemap's addresses or an index's sitemaps. Raises NotAChannel, or Hostile for a bomb."""
    del headers  # XML says its own charset
    body = unpacked(body)
    root = root_tag(body)
    if root not in {"urlset", "sitemapindex"}:
        what = "a web page" if root == "html" else f"<{root}>" if root else "no markup"
        raise NotAChannel(f"{what} instead of a sitemap")
    refuse_bombs(body)
    if root == "sitemapindex":
        return Answer(form="sitemap-index", children=tuple(_children(body, url, zone)))
    listed = tuple(_addresses(body, url, zone))
    news = any(one.published for one in listed)
    return Answer(form="news-sitemap" if news else "sitemap", listed=listed)


def _children(body: bytes, base: str, zone: tzinfo) -> Iterator[Child]:
    for fields in _elements(body, "sitemap"):
        url = fetchable(fields.get("loc", ""), base) if fields.get("loc") else None
        if url is not None:
            yield Child(url=url, modified=read_time(fields.get("lastmod"), zone))


def _addresses(body: bytes, base: str, zone: tzinfo) -> Iterator[Listed]:
    for fields in _elements(body, "url"):
        url = fetchable(fields.get("loc", ""), base) if fields.get("loc") else None
        if url is None:
            continue
        said = fields.get("publication_date")
        published = read_time(said, zone) if said and _FULL_TIME.match(said) else None
        modified = read_time(fields.get("lastmod") or said, zone)
        yield Listed(url=url, title=fields.get("title"), published=published, modified=modified)


def _elements(body: bytes, name: str) -> Iterator[dict[str, str]]:
    """Yield the texts below each `name` element by local name, the first of each; memory stays bounded."""
    steps = etree.iterparse(
        BytesIO(body.lstrip()),
        tag=(name, "{*}" + name),
        recover=True,
        resolve_entities=False,
        no_network=True,
    )
    for count, (_, element) in enumerate(steps):
        if count >= MOST_ADDRESSES:
            return
        fields: dict[str, str] = {}
        for below in element.iter("{*}*", "*"):
            text = " ".join((below.text or "").split())
            # An image's own <image:loc> and <image:title> come after, or not at all: the first one stays.
            if text and "image" not in str(below.tag).rpartition("}")[0]:
                fields.setdefault(str(below.tag).rpartition("}")[2], text)
        yield fields
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def read_time(said: str | None, zone: tzinfo) -> datetime | None:
    """Read a W3C time; a day is its noon in `zone`, which also stands in for a missing offset."""
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    if len(said.strip()) <= len("2026-11-22"):
        moment = moment.replace(hour=12)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
