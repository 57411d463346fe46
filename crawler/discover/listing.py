"""Reads listing pages: the addresses on a section page that look like articles. Bytes in, listed addresses out."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import ParserError

from crawler.discover.address import fetchable
from crawler.discover.records import Answer, Listed, NotAChannel
from crawler.extract.charset import decode
from crawler.site import host_of

# Sections, people and services of a site; an article's address names none of these as a whole segment.
_NO_ARTICLE = re.compile(
    r"(?:tags?|categor(?:y|ies)|authors?|pages?|search|login|register|users?|rss|feed|about|contacts?|reklama"
    r"|advertising|archive|topics?|video|photo|gallery|static|assets|uploads?|wp-(?:content|admin|login\.php))",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|avi|css|js|xml|ico)$", re.IGNORECASE)
# An article has a number of three digits or more, or a slug of three words or more, in its last segment: "12345",
# "news-12345.html", "zabastovka-v-aktau-tretij-den". Sections have one or two words.
_LIKE_ARTICLE = re.compile(r"\d{3,}|[^\W_]+(?:[-_][^\W_]+){2,}")


def read_listing(
    body: bytes, headers: Mapping[str, str], url: str, *, link: str | None = None, within: str | None = None
) -> Answer:
    """Return the article addresses of a page in its order, with the longest link text as title.

    `link` is a regular expression that an address must contain, `within` a CSS selector of the page's part that
    lists; without `link` the address must look like an article of the same host. Raises NotAChannel.
    """
    page = _parsed(body, headers)
    titles: dict[str, str] = {}
    for address, text in _links(page, within, url):
        if _wanted(address, url, link):
            titles[address] = max(titles.get(address, ""), text, key=len)
    if not titles:
        raise NotAChannel("no link on the page looks like an article's; has the site changed?")
    listed = tuple(Listed(url=address, title=title or None) for address, title in titles.items())
    return Answer(form="listing", listed=listed)


def _parsed(body: bytes, headers: Mapping[str, str]) -> lxml.html.HtmlElement:
    decoded = decode(body, headers)
    if decoded is None or not decoded.text.strip():
        raise NotAChannel("nothing readable instead of a listing page")
    try:
        # An XML declaration inside a text makes lxml refuse it.
        return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    except (ParserError, ValueError) as error:
        raise NotAChannel(f"no markup instead of a listing page: {error}") from error


def _links(page: lxml.html.HtmlElement, within: str | None, url: str) -> Iterator[tuple[str, str]]:
    base = next(iter(page.xpath("//base/@href")), url)
    parts = page.cssselect(within) if within else [page]
    for part in parts:
        for anchor in part.iter("a"):
            address = fetchable(anchor.get("href") or "", base if "://" in base else url)
            if anchor.get("href") and address:
                yield address, " ".join(str(anchor.text_content()).split())


def _wanted(address: str, page: str, link: str | None) -> bool:
    if address.rstrip("/") == page.rstrip("/"):
        return False
    if link is not None:
        return re.search(link, address) is not None
    parts = urlsplit(address)
    segments = [segment for segment in parts.path.split("/") if segment]
    if host_of(address) != host_of(page) or not segments or _FILE.search(parts.path):
        return False
    if any(_NO_ARTICLE.fullmatch(segment) for segment in segments):
        return False
    return _LIKE_ARTICLE.search(segments[-1]) is not None
