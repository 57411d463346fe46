"""Where a site's channels may be: what its pages and robots.txt name, and the usual places. Pure.

A candidate is a guess until it has been examined like any channel of the catalogue.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html

from crawler.discover.address import fetchable
from crawler.discover.markup import root_tag
from crawler.extract.charset import decode
from crawler.probe.records import Fetched
from crawler.site import host_of
from crawler.source import ChannelType

# Where the generators that news sites use put their feeds and sitemaps (WordPress, Joomla, Bitrix, Drupal, Yandex and
# Google News exports), and where the sites of our own catalogue do.
USUAL_FEEDS = (
    "/feed/", "/rss", "/rss/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news.rss", "/rss/all.rss",
    "/export/rss2/archive/index.xml", "/yandex.xml", "/?format=feed&type=rss",
)  # fmt: skip
USUAL_SITEMAPS = (
    "/sitemap.news.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/google-news.xml",
    "/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/wp-sitemap.xml", "/sitemap/index.xml",
)  # fmt: skip
USUAL_LISTINGS = ("/news/", "/novosti/", "/ru/news/", "/kk/news/", "/zhanalyqtar/", "/kz/", "/category/news/")

_FEED_LINK = re.compile(r"(?:/|\b)(?:rss|feed|atom)(?:\b|/)|\.(?:rss|rdf)$", re.IGNORECASE)
# Feeds of comments, of single articles and of persons name no news.
_NO_NEWS = re.compile(r"comments?/feed|/feed/.+/|[?&]p=\d|/amp\b|podcast|/author/", re.IGNORECASE)
_SECTION = re.compile(r"news|novost|zhanal|janal|habar|kundelik|новост\w*|жаңалық\w*|қоғам|общество", re.IGNORECASE)
# Slashes in the address of a section, as "/ru/news/"; an article lies deeper, or has a number.
_DEEP = 3
_SITEMAP_LINE = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_ROOTS: dict[str, ChannelType] = {
    "rss": "feed", "rdf": "feed", "feed": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be a channel, and who named it."""

    url: str
    type: ChannelType
    named_by: str


def candidates(address: str, homepage: str, pages: Sequence[Fetched], rules: Fetched) -> list[Candidate]:
    """Return what may be a channel, each address once; `pages` are the address and the front page, `rules` robots.txt.

    First what was asked for, then what the site names itself, then the usual places.
    """
    found = [*_asked_for(address, pages[0]), *_of_robots(rules), *_of_pages(pages), *_usual(homepage)]
    return _unique(found)


def _asked_for(address: str, page: Fetched) -> Iterator[Candidate]:
    root = root_tag(page.body) if page.good else ""
    yield Candidate(url=address, type=_ROOTS.get(root, "listing"), named_by="you")


def _of_robots(rules: Fetched) -> Iterator[Candidate]:
    for line in _SITEMAP_LINE.findall(rules.body) if rules.good else ():
        if url := fetchable(line.decode("utf-8", "replace"), rules.final):
            yield Candidate(url=url, type="sitemap", named_by="robots.txt")


def _of_pages(pages: Sequence[Fetched]) -> Iterator[Candidate]:
    for page in pages:
        tree = _parsed(page)
        if tree is None:
            continue
        for link in tree.iter("link"):
            kind, href = (link.get("type") or "").lower(), fetchable(link.get("href") or "", page.final)
            if "alternate" in (link.get("rel") or "").lower() and href and ("rss" in kind or "atom" in kind):
                yield Candidate(url=href, type="feed", named_by="<link rel=alternate>")
        for anchor in tree.iter("a"):
            yield from _of_anchor(anchor.get("href") or "", str(anchor.text_content()), page.final)


def _parsed(page: Fetched) -> lxml.html.HtmlElement | None:
    decoded = decode(page.body, page.headers) if page.good and root_tag(page.body) == "html" else None
    if decoded is None or not decoded.text.strip():
        return None
    utf_8 = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(decoded.text.encode("utf-8"), parser=utf_8)


def _of_anchor(href: str, text: str, base: str) -> Iterator[Candidate]:
    url = fetchable(href, base) if href else None
    if url is None or host_of(url) != host_of(base):
        return
    path = urlsplit(url).path
    if _FEED_LINK.search(path):
        yield Candidate(url=url, type="feed", named_by="a link")
    elif path.lower().endswith(".xml"):
        yield Candidate(url=url, type="sitemap", named_by="a link")
    elif path.strip("/") and path.count("/") <= _DEEP and (_SECTION.search(path) or _SECTION.fullmatch(text.strip())):
        yield Candidate(url=url, type="listing", named_by="a link")


def _usual(homepage: str) -> Iterator[Candidate]:
    yield Candidate(url=homepage, type="listing", named_by="the front page")
    kinds: tuple[tuple[ChannelType, tuple[str, ...]], ...] = (
        ("sitemap", USUAL_SITEMAPS), ("feed", USUAL_FEEDS), ("listing", USUAL_LISTINGS),
    )  # fmt: skip
    for kind, paths in kinds:
        for path in paths:
            yield Candidate(url=urljoin(homepage, path), type=kind, named_by="the usual place")


def _unique(found: Iterable[Candidate]) -> list[Candidate]:
    """Keep the first of those that differ by scheme, www or a final slash."""
    seen: dict[str, Candidate] = {}
    for one in found:
        parts = urlsplit(one.url)
        same = f"{host_of(one.url)}{parts.path.rstrip('/')}?{parts.query}"
        if one.named_by == "you" or not _NO_NEWS.search(one.url):
            seen.setdefault(same, one)
    return list(seen.values())
