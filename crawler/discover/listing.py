"""Reads listing pages: the addresses on a section page that look like articles. Bytes in, listed addresses out."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import ParserError

from crawler.discover.address import fetchable
from crawler.discover.records import Answer, Listed, NotAChannel
from crawler.discover.shape import is_like_article
from crawler.extract.charset import decode
from crawler.site import host_of


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
        titles[address] = max(titles.get(address, ""), text, key=len)
    wanted = {address: title for address, title in titles.items() if _wanted(address, title, url, link)}
    if not wanted:
        raise NotAChannel("no link on the page looks like an article's; has the site changed?")
    listed = tuple(Listed(url=address, title=title or None) for address, title in wanted.items())
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


def _wanted(address: str, title: str, page: str, link: str | None) -> bool:
    if address.rstrip("/") == page.rstrip("/"):
        return False
    if link is not None:
        return re.search(link, address) is not None
    # The same path with another query is the next page of the list, unless the query has an article's number.
    same_path = urlsplit(address).path.rstrip("/") == urlsplit(page).path.rstrip("/")
    return host_of(address) == host_of(page) and is_like_article(address, "" if same_path else title)
