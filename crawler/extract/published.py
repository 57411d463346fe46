"""Chooses the moment of publication of a page, and tells by which rule.

Reads the claims of the page, its visible date elements, its address and, last, what htmldate makes of it;
writes nothing. The order is that of how often each is right: machine-readable claims, then the source's own
selector, then what readers see, then the day in the address.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extract.dates import Context, Moment, parse_date, possible
from crawler.extract.facts import Facts
from crawler.extract.text import one_line

_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d|199\d)[/-]?(?P<month>0[1-9]|1[0-2])[/-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_DATE_CLASS = re.compile(r"date|time|publish|posted|created|күні", re.IGNORECASE)
_NOT_DATE_CLASS = re.compile(
    r"update|modif|edited|timeline|expire|event|countdown|comment|related|sidebar|footer", re.IGNORECASE
)
_MAX_DATE_TEXT = 80  # characters: "Опубликовано: пятница, 04 июля 2025 года, 12:00 | обновлено ..." has 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A moment and the rule that found it."""

    moment: Moment
    how: str


def find_published(
    tree: HtmlElement, url: str, claims: Sequence[Facts], context: Context
) -> Published | None:
    """Return the publication moment by the best rule that yields a possible one; None where none does."""
    for how, text in _texts(tree, claims):
        moment = parse_date(text, context)
        if moment:
            return Published(moment=moment, how=how)
    moment = in_address(url, context)
    return Published(moment=moment, how="url") if moment else None


def _texts(tree: HtmlElement, claims: Sequence[Facts]) -> Iterator[tuple[str, str]]:
    for facts in claims:
        for date in facts.dates:
            yield facts.how, date
    yield from (("time", text) for text in _time_elements(tree))
    yield from (("text", text) for text in _dated_elements(tree))


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield the values of <time>, those that say they are the publication's first."""
    elements = [element for element in tree.iter("time") if not _is_aside(element)]
    for element in sorted(elements, key=lambda element: not _says_published(element)):
        yield from (text for text in (element.get("datetime"), one_line(element.text_content())) if text)


def _says_published(element: HtmlElement) -> bool:
    return element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower()


def _is_aside(element: HtmlElement) -> bool:
    """Tell a date that belongs to something else: an update, a comment, a neighbouring article."""
    around = [element, *element.iterancestors()]
    return any(
        ancestor.tag in {"aside", "footer"}
        or _NOT_DATE_CLASS.search(f"{ancestor.get('class')} {ancestor.get('id')}")
        for ancestor in around[:4]
    )


def _dated_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield the short texts of elements whose class says that they show a date."""
    for element in tree.iter("span", "div", "p", "li", "a", "small", "em", "b", "i", "td"):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if not _DATE_CLASS.search(names) or _is_aside(element):
            continue
        text = one_line(element.text_content())
        if 0 < len(text) <= _MAX_DATE_TEXT:
            yield text


def in_address(url: str, context: Context) -> Moment | None:
    """Return the day that a page's path names (/2026/09/12/, 2026-09-12, 20260912)."""
    for match in _IN_ADDRESS.finditer(urlsplit(url).path):
        try:
            at = datetime(int(match["year"]), int(match["month"]), int(match["day"]), tzinfo=context.zone)
        except ValueError:
            continue
        if possible(at, context):
            return Moment(at=at.replace(hour=12), precision="day")
    return None
