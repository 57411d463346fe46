"""Reads what the head of a page claims: og:, article:, Dublin Core, twitter:, itemprop, canonical link, html lang.

Reads the parsed page, writes nothing.
"""

from collections.abc import Iterable

from lxml.html import HtmlElement

from crawler.extract.facts import Facts, distinct
from crawler.extract.text import one_line, unescape

# In the order of trust. Of the dates, `og:article:published_time` is what several Kazakh sites write in error
# for `article:published_time`; modification dates are left out, for a later edit is no publication.
_TITLES = (
    "og:title",
    "dc.title",
    "dcterms.title",
    "twitter:title",
    "headline",
    "parsely-title",
    "sailthru.title",
    "title",
)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "article:published",
    "datepublished", "date_published", "publish_date", "publish-date", "publishdate", "publication_date",
    "pubdate", "published_date", "published-date", "publicationdate", "article.published", "article_date_original",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date",
    "dc.date.publication",
    "citation_publication_date", "citation_online_date", "originalpublicationdate", "article:create_date",
    "article:created_time", "datecreated", "created", "rnews:datepublished", "mediator_published_time",
    "displaydate", "vr:published_time", "ptime", "article:publicationdate", "date",
)  # fmt: skip
_AUTHORS = (
    "article:author",
    "author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "mediator_author",
)
_LANGS = ("og:locale", "content-language", "dc.language", "dcterms.language", "language", "inlanguage")
_SITE_NAMES = ("og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher")
_ITEMPROPS = frozenset({"datepublished", "headline", "datecreated", "author", "inlanguage"})


def read_meta(tree: HtmlElement) -> Facts:
    """Return what meta tags, microdata and the html element claim."""
    claims = _claims(tree)

    def under(names: Iterable[str]) -> list[str]:
        return [value for name in names for value in claims.get(name, ())]

    return Facts(
        how="meta",
        titles=distinct(one_line(unescape(value)) for value in under(_TITLES)),
        dates=distinct(under(_DATES)),
        authors=distinct(one_line(unescape(value)) for value in under(_AUTHORS) if not _is_address(value)),
        langs=distinct([*_html_lang(tree), *under(_LANGS)]),
        addresses=distinct([*_canonical_links(tree), *under(("og:url",))]),
        site_names=distinct(one_line(unescape(value)) for value in under(_SITE_NAMES)),
        types=distinct(under(("og:type",))),
    )


def _claims(tree: HtmlElement) -> dict[str, list[str]]:
    """Collect name -> values of every meta tag (a `property` may hold several names) and of known microdata."""
    claims: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        value = (tag.get("content") or "").strip()
        names = " ".join(tag.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv"))
        for name in names.lower().split() if value else ():
            claims.setdefault(name, []).append(value)
    return claims


def _html_lang(tree: HtmlElement) -> list[str]:
    return [
        value for key in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang") if (value := tree.get(key))
    ]


def _canonical_links(tree: HtmlElement) -> list[str]:
    return [
        href
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split() and (href := (link.get("href") or "").strip())
    ]


def _is_address(value: str) -> bool:
    """Tell a profile's address from a name: article:author holds both."""
    return value.startswith(("http://", "https://", "www.", "/"))
