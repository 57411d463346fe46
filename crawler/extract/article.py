"""The extraction of one page, step by step.

Reads a Page, returns an Extraction; writes nothing.
"""

from zoneinfo import ZoneInfo

from lxml.html import HtmlElement
from trafilatura import load_html

from crawler.extract.address import find_canonical
from crawler.extract.authors import find_authors
from crawler.extract.body import find_body
from crawler.extract.charset import decode
from crawler.extract.dates import Context
from crawler.extract.json_ld import read_json_ld
from crawler.extract.kind import refused, require_page, require_text
from crawler.extract.language import find_language
from crawler.extract.meta import read_meta
from crawler.extract.page import Extraction, NotAnArticle, Page, TooLarge, Undecodable
from crawler.extract.published import find_published
from crawler.extract.selected import read_selected
from crawler.extract.title import find_title

VERSION = 3  # of the extractor: raise it when results change, and `reextract` brings stored pages up to it

# Bytes. The largest of the 1,664 pages of our extraction data has 2.9 MB; parsing takes about ten times that in
# memory, and a crawl reads one page at a time.
MAX_PAGE_BYTES = 10_000_000
# The largest of the same pages has 10,106; trafilatura takes 40 seconds over 100,000, and the crawl waits.
MAX_ELEMENTS = 40_000
DEFAULT_ZONE = ZoneInfo("Asia/Almaty")


def extract(page: Page) -> Extraction:
    """Return the article of a page.

    Raises TooLarge, Undecodable or NotAnArticle, each naming the address and the reason.
    """
    found, refusal = examine(page)
    if refusal is not None:
        raise refusal
    return found


def examine(page: Page) -> tuple[Extraction, NotAnArticle | None]:
    """Return what a readable page holds, and the reason why it is no article for us, if there is one.

    Raises TooLarge, Undecodable or, where there is no page at all, NotAnArticle.
    """
    if len(page.body) > MAX_PAGE_BYTES:
        raise TooLarge(page.url, f"{len(page.body)} bytes, more than {MAX_PAGE_BYTES}")
    require_text(page.url, page.body)
    decoded = decode(page.body, page.headers)
    if decoded is None:
        raise Undecodable(page.url, "text in no charset we know")
    require_page(page.url, decoded.text)
    tree = _parse(page.url, decoded.text)
    claims = (read_json_ld(tree), read_meta(tree), read_selected(tree, page.selectors))
    title = find_title(tree, page.url, claims)
    context = Context(fetched=page.fetched, zone=page.zone or DEFAULT_ZONE)
    published = find_published(tree, page.url, claims, context, title.text if title else "")
    body = find_body(tree, claims, title.text if title else "", page.url)
    refusal = refused(page.url, title.text if title else "", body.text if body else "", tree, claims)
    lang, authors, canonical = (
        find_language(claims, page.headers),
        find_authors(claims, tree),
        find_canonical(page.url, claims),
    )
    chosen = {
        "title": title,
        "body": body,
        "published": published,
        "lang_claimed": lang,
        "authors": authors,
        "canonical": canonical,
    }
    found = Extraction(
        title=title.text if title else "",
        body=body.text if body else "",
        published=published.moment.at if published else None,
        published_precision=published.moment.precision if published else None,
        lang_claimed=lang.lang if lang else None,
        authors=authors.names if authors else (),
        canonical=canonical.url if canonical else None,
        charset=decoded.charset,
        found={**{name: value.how for name, value in chosen.items() if value}, "charset": decoded.how},
    )
    return found, refusal


def _parse(url: str, text: str) -> HtmlElement:
    """Parse once; every step reads this tree, and trafilatura copies what it changes."""
    tree = load_html(text)
    if tree is None:
        raise NotAnArticle(url, "no HTML in it")
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        raise TooLarge(url, f"{elements} elements, more than {MAX_ELEMENTS}")
    return tree
