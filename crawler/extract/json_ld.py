"""Reads schema.org JSON-LD, as news sites write it: lists, graphs, nested and broken.

Reads the parsed page, writes nothing. The block about the article itself comes first; blocks about the site,
its bread crumbs or its organisation give only the site's name.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from crawler.extract.facts import Facts, distinct
from crawler.extract.text import one_line, unescape, without_markup

# Types whose headline and date are those of the page.
_ARTICLE = re.compile(r"(Article|Posting|Report|Review|Blog|Recipe|HowTo)$")
_PAGE = frozenset({"WebPage", "ItemPage", "VideoObject", "AudioObject", "Event", "CreativeWork"})
_SITE = frozenset({"WebSite", "Organization", "NewsMediaOrganization", "NewsOrganization"})
# A list of articles is a listing's: its items are not this page.
_LISTS = frozenset({"itemListElement", "hasPart", "mentions", "citation", "isPartOf", "comment", "relatedLink"})
_MAX_DEPTH = 12  # real blocks nest 5 deep at most; a hostile one must not exhaust the stack
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|\]\]>|/\*\]\]>\*/)\s*;?\s*$")


def read_json_ld(tree: HtmlElement) -> Facts:
    """Return what the page's JSON-LD claims; empty Facts where there is none."""
    things = [thing for block in _blocks(tree) for thing in _things(block, 0)]
    ranked = sorted((thing for thing in things if _rank(thing) < _UNRANKED), key=_rank)
    articles = [thing for thing in ranked if _rank(thing) == 0]
    sites = [thing for thing in things if _types(thing) & _SITE]
    return Facts(
        how="json-ld",
        titles=distinct(one_line(unescape(text)) for thing in ranked for text in _titles(thing)),
        bodies=distinct(without_markup(text) for thing in articles for text in _texts(thing, "articleBody", "text")),
        dates=distinct(
            text for thing in ranked for text in _texts(thing, "datePublished", "dateCreated", "uploadDate")
        ),
        authors=distinct(one_line(unescape(name)) for thing in articles for name in _names(thing.get("author"))),
        langs=distinct(text for thing in ranked for text in _texts(thing, "inLanguage")),
        addresses=distinct(_addresses(ranked)),
        site_names=distinct(
            one_line(unescape(name))
            for name in [
                *(name for thing in articles for name in _names(thing.get("publisher"))),
                *(name for thing in sites for name in _texts(thing, "name", "alternateName")),
            ]
        ),
        types=distinct(sorted({kind for thing in things for kind in _types(thing)})),
    )


def _blocks(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and (script.text or "").strip():
            yield from parse(script.text or "")


def parse(text: str) -> list[object]:
    """Parse one block, forgiving what sites get wrong: raw line ends, trailing commas, comments, entities."""
    text = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return [json.loads(candidate, strict=False)]
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> list[object]:
    """Take the plain string values out of a block that no parser accepts, if it speaks of an article."""
    kind = re.search(r'"@type"\s*:\s*\[?\s*"(\w+)"', text)
    if not kind:
        return []
    thing: dict[str, object] = {"@type": kind[1]}
    for key in ("headline", "datePublished", "articleBody", "inLanguage", "url"):
        value = re.search(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.)*)"', text)
        if value:
            thing[key] = value[1].replace(r"\"", '"').replace(r"\n", "\n").replace(r"\/", "/")
    return [thing]


def _things(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield every typed object of a block, outermost first, but not the items of lists of other pages."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key, inner in value.items():
            if key not in _LISTS and isinstance(inner, dict | list):
                yield from _things(inner, depth + 1)


def _types(thing: Mapping[str, object]) -> set[str]:
    kinds = thing.get("@type")
    many = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1].removeprefix("schema:") for kind in many if isinstance(kind, str)}


_UNRANKED = 2


def _rank(thing: Mapping[str, object]) -> int:
    """0 for an article, 1 for a page, 2 for what says nothing of this page."""
    kinds = _types(thing)
    if any(_ARTICLE.search(kind) for kind in kinds) and (
        "headline" in thing or "datePublished" in thing or "articleBody" in thing
    ):
        return 0
    return 1 if kinds & _PAGE else _UNRANKED


def _titles(thing: Mapping[str, object]) -> list[str]:
    """Return what a thing calls itself; of a page or a video only what it calls a headline."""
    return _texts(thing, "headline", "name") if _rank(thing) == 0 else _texts(thing, "headline")


def _texts(thing: Mapping[str, object], *keys: str) -> list[str]:
    """Return the string values under the keys; a list gives its strings, a language map its values."""
    return [text for key in keys for text in _strings(thing.get(key))]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value if isinstance(item, str | dict) for text in _strings(item)]
    if isinstance(value, dict):
        return _strings(value.get("@value")) or _strings(value.get("alternateName")) or _strings(value.get("name"))
    return []


def _names(value: object) -> list[str]:
    """Return the names of people or organisations, however they are nested."""
    if isinstance(value, dict):
        return _strings(value.get("name"))
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    return _strings(value)


def _addresses(things: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for thing in things:
        for key in ("mainEntityOfPage", "url", "@id"):
            value = thing.get(key)
            yield from _strings(value.get("@id") if isinstance(value, dict) else value)
