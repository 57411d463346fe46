"""The authors whom a page names: people's names, without "By" and without addresses.

Reads claims and, where these name nobody, links marked rel=author and microdata; writes nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extract.facts import Facts, distinct
from crawler.extract.shown_dates import is_aside
from crawler.extract.text import one_line

_BY = re.compile(r"^(?:by|автор(?:ы)?|текст|мәтін|авторы|written by|submitted by)\b\s*:?\s*", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:;|,(?!\s*(?:jr|sr|phd|md)\b)|\band\b|\s(?:и|және)\s|\s&\s)\s*", re.IGNORECASE)
_NOBODY = frozenset({"admin", "administrator", "редакция", "редактор", "editor", "root", "user", "none", "null", "-"})
_MAX_NAME = 80
# Names in the markup of one article: more stand under the teasers of others.
_MAX_MARKED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Names in the page's order, and how they were found."""

    names: tuple[str, ...]
    how: str


def find_authors(claims: Sequence[Facts], tree: HtmlElement) -> Authors | None:
    """Return the names of the first place that names anyone."""
    for facts in claims:
        names = distinct(name for claimed in facts.authors for name in _people(claimed))
        if names:
            return Authors(names=names, how=facts.how)
    marked = distinct(name for text in _marked(tree) for name in _people(text))
    return Authors(names=marked, how="page") if 0 < len(marked) <= _MAX_MARKED else None


def _marked(tree: HtmlElement) -> list[str]:
    """Return the texts that the markup says are an author's name, outside the boxes of other articles."""
    found = tree.xpath("//body//*[@rel][contains(concat(' ', @rel, ' '), ' author ')] | //body//*[@itemprop='author']")
    return [text for element in found if not is_aside(element) and 0 < len(text := _name_in(element)) <= _MAX_NAME]


def _name_in(element: HtmlElement) -> str:
    """Return the name below an element: what is marked as the name, else all of its text."""
    name = element.xpath(".//*[@itemprop='name']")
    return one_line((name[0] if name else element).text_content())


def _people(claimed: str) -> list[str]:
    whole = _BY.sub("", one_line(claimed))
    return [name for part in _SPLIT.split(whole) if (name := part.strip(" .,|")) and _is_name(name)]


def _is_name(text: str) -> bool:
    plain = text.lower()
    return (
        len(text) <= _MAX_NAME
        and plain not in _NOBODY
        and not plain.startswith(("http", "www.", "@"))
        and any(char.isalpha() for char in text)
    )
