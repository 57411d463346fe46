"""The dates that a page shows its readers: <time>, elements whose class says date, lines that are a date.

Reads the parsed page, writes nothing. Gives texts; `dates` reads them.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from crawler.extract.text import one_line

_DATE_CLASS = re.compile(r"date|time|publish|posted|created|күні", re.IGNORECASE)
_NOT_DATE_CLASS = re.compile(
    r"update|modif|edited|timeline|expire|event|countdown|comment|related|sidebar|footer", re.IGNORECASE
)
_MAX_DATE_TEXT = 80  # characters: "Опубликовано: пятница, 04 июля 2025 года, 12:00 | обновлено ..." has 70
# A line that is a date and little else stands at most this many pieces of text from the headline.
_LINES_BEFORE, _LINES_AFTER = 6, 12
_MAX_LINE = 60
# One that begins with its date goes on with author and source: "22.11.2026 - 04:30 - Источник: ...".
_MAX_DATED_LINE = 140
_DATED = re.compile(r"\W{0,3}\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\d{1,2}[./]\d\d\b")
_NUMBER = re.compile(r"\d+")
_ANCESTORS = 4  # elements: the class that says "related" stands on the box around, not farther


def time_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield the values of microdata and of <time>, those that say they are the publication's first."""
    for element in tree.xpath("//*[contains(@itemprop, 'datePublished')]"):
        yield from (text for text in (element.get("content"), element.get("datetime")) if text)
    elements = [element for element in tree.iter("time") if not is_aside(element)]
    for element in sorted(elements, key=lambda element: not _says_published(element)):
        yield from (text for text in (element.get("datetime"), one_line(element.text_content())) if text)


def dated_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield the short texts of elements whose class says that they show a date."""
    for element in tree.iter("span", "div", "p", "li", "a", "small", "em", "b", "i", "td"):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if not _DATE_CLASS.search(names) or is_aside(element):
            continue
        text = one_line(element.text_content())
        if 0 < len(text) <= _MAX_DATE_TEXT:
            yield text


def date_lines(tree: HtmlElement, title: str = "") -> Iterator[str]:
    """Yield the short texts with a year around the headline, those below it first."""
    heading = _headline(tree, title)
    if heading is None:
        return
    nodes = [node for node in tree.xpath("//body//text()[normalize-space()]") if not _is_hidden(node.getparent())]
    inside = [
        position
        for position, node in enumerate(nodes)
        if node.getparent() is heading or heading in node.getparent().iterancestors()
    ]
    if not inside:
        return
    after = nodes[inside[-1] + 1 : inside[-1] + 1 + _LINES_AFTER]
    before = nodes[max(0, inside[0] - _LINES_BEFORE) : inside[0]]
    for node in [*after, *reversed(before)]:
        text = one_line(str(node))
        most = _MAX_DATED_LINE if _DATED.match(text) else _MAX_LINE
        if len(text) <= most and _YEAR.search(text) and not is_aside(node.getparent()):
            yield text


def shows_day(tree: HtmlElement, day: date) -> bool:
    """Tell whether the page shows a day, with its year, in a line of little else that belongs to the article."""
    for node in tree.xpath("//body//text()[normalize-space()]"):
        text = one_line(str(node)) if len(node) <= 4 * _MAX_LINE else ""
        if 0 < len(text) <= _MAX_LINE and str(day.year) in text and not _is_hidden(node.getparent()):
            numbers = {int(number) for number in _NUMBER.findall(text)}
            if day.day in numbers and not is_aside(node.getparent()):
                return True
    return False


def _headline(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Return the longest heading that is the title or a part of it, else the first of the largest."""
    headings = [(heading, one_line(heading.text_content())) for heading in [*tree.iter("h1"), *tree.iter("h2")]]
    within = [(heading, text) for heading, text in headings if text and text in title]
    if within:
        return max(within, key=lambda one: len(one[1]))[0]
    return headings[0][0] if headings else None


def _is_hidden(element: HtmlElement) -> bool:
    return element.tag in {"script", "style", "noscript", "template"}


def _says_published(element: HtmlElement) -> bool:
    return element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower()


def is_aside(element: HtmlElement) -> bool:
    """Tell a date that belongs to something else: an update, a comment, a neighbouring article."""
    around = [element, *element.iterancestors()][:_ANCESTORS]
    return any(
        box.tag in {"aside", "footer"} or _NOT_DATE_CLASS.search(f"{box.get('class')} {box.get('id')}")
        for box in around
    )
