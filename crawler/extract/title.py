"""Chooses the title of an article: without the site's name, without markup.

Reads the claims of the page and the parsed page, writes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extract.facts import Facts
from crawler.extract.text import one_line

_MAX_TITLE = 400  # characters: longer is a text in the wrong place
_SEPARATOR = re.compile(r"\s+(?:[|•·»«:—–-]|::|//|-{2,})\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title and how it was found."""

    text: str
    how: str


def find_title(tree: HtmlElement, claims: Sequence[Facts]) -> Title | None:
    """Return the best title, None where the page has none."""
    names = [name for facts in claims for name in facts.site_names]
    shown = _headings(tree)
    for facts in claims:
        for text in facts.titles:
            if text.lower() not in {name.lower() for name in names} and 0 < len(text) <= _MAX_TITLE:
                return Title(text=without_site(text, names, shown), how=facts.how)
    page_title = next((one_line(element.text_content()) for element in tree.iter("title")), "")
    if len(shown) == 1 and shown[0]:
        return Title(text=shown[0], how="page")
    if page_title:
        return Title(text=without_site(page_title, names, shown), how="page")
    return Title(text=shown[0], how="page") if shown else None


def _headings(tree: HtmlElement) -> list[str]:
    return [text for element in tree.iter("h1") if (text := one_line(element.text_content()))]


def without_site(title: str, names: Iterable[str], shown: Sequence[str]) -> str:
    """Cut a site's name off either end of a title, where the page shows that it is one."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:  # noqa: PLR2004 - a title and a name
        return title
    for heading in shown:
        if heading != title and title.startswith(heading) and len(heading) > len(title) / 3:
            return heading
    known = {name.lower() for name in names}
    if parts[-1].lower() in known:
        return title[: title.rindex(parts[-1])].rstrip(" |•·»«:—–-/")
    if parts[0].lower() in known:
        return title[len(parts[0]) :].lstrip(" |•·»«:—–-/")
    return title
