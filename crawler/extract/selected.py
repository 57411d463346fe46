"""Reads what the source's own CSS selectors point at.

Reads the parsed page and the source's Selectors, writes nothing. A selector that matches nothing is no error
here: layouts change, and the source's health figures show it.
"""

from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.extract.facts import Facts, distinct
from crawler.extract.page import Selectors
from crawler.extract.text import clean, one_line

_BLOCKS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "section", "article", "ul", "ol", "br"}
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "button", "form", "iframe", "svg"})


def read_selected(tree: HtmlElement, selectors: Selectors | None) -> Facts:
    """Return the text under each selector; the matches of `body` are joined, those of the others tried in turn."""
    if selectors is None:
        return Facts(how="selector")
    body = "\n".join(visible_text(match) for match in _matches(tree, selectors.body))
    return Facts(
        how="selector",
        titles=distinct(one_line(visible_text(match)) for match in _matches(tree, selectors.title)),
        bodies=distinct([clean(body)]),
        dates=distinct(value for match in _matches(tree, selectors.date) for value in _date_values(match)),
        authors=distinct(one_line(visible_text(match)) for match in _matches(tree, selectors.author)),
    )


def visible_text(element: HtmlElement) -> str:
    """Return the text that a reader sees below an element, one block a line."""
    parts: list[str] = []
    _collect(element, parts)
    return clean("".join(parts))


def _collect(element: HtmlElement, parts: list[str]) -> None:
    """Append the text of an element and its children, a line end around each block.

    Recursion is bounded: libxml2 refuses trees deeper than 256.
    """
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    edge = "\n" if element.tag in _BLOCKS else ""
    parts.append(edge + (element.text or ""))
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    parts.append(edge)


def _date_values(match: HtmlElement) -> list[str]:
    """Return a date element's machine-readable value, then its text."""
    return [value for value in (match.get("datetime"), match.get("content"), one_line(visible_text(match))) if value]


def _matches(tree: HtmlElement, selector: str | None) -> list[HtmlElement]:
    if not selector:
        return []
    found = _compiled(selector)(tree)
    return [match for match in found if isinstance(match, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=512)
def _compiled(selector: str) -> CSSSelector:
    """Compile a selector once; the catalogue's check has refused those that do not parse."""
    return CSSSelector(selector)
