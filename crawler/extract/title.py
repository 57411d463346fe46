"""Chooses the title of an article: without the site's name, without markup.

Reads the claims of the page and its headings, writes nothing. A claim stands as it is written, but for the
site's name at its ends; where nothing is claimed, the heading that the page's <title> repeats is the article's,
because the only <h1> of many older sites is their own name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extract.facts import Facts
from crawler.extract.text import one_line

_MAX_TITLE = 400  # characters: longer is a text in the wrong place
_SEPARATOR = re.compile(r"(?:\s+(?:[|•·»«›:—–-]|::|//|-{2,}|⋆)\s+|\s*\|\s*)")
# A name cut from a title is a few words ("Новости Казахстана на NUR.KZ"); longer tails are subtitles.
_MAX_NAME_WORDS = 5
_MIN_WORDS_LEFT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title and how it was found."""

    text: str
    how: str


def find_title(tree: HtmlElement, url: str, claims: Sequence[Facts]) -> Title | None:
    """Return the first claimed title, else the best of what the page shows; None where it shows none."""
    site = _Site(url, [name for facts in claims for name in facts.site_names])
    headings = _headings(tree)
    for facts in claims:
        for text in facts.titles:
            if 0 < len(text) <= _MAX_TITLE and not site.named(text):
                return Title(text=site.cut_from(text, headings), how=facts.how)
    shown = _shown(tree, headings, site)
    return Title(text=shown, how="page") if shown else None


def _shown(tree: HtmlElement, headings: Sequence[str], site: "_Site") -> str:
    """Return the heading that the page's title repeats, else that title without the site's name, else a heading."""
    page_title = next((one_line(element.text_content()) for element in tree.iter("title")), "")
    parts = set(_SEPARATOR.split(page_title))
    repeated = [text for text in headings if text == page_title or (text in parts and not site.named(text))]
    if repeated:
        return max(repeated, key=len)  # a site's own name, which the host may not betray, is the shorter part
    return site.cut_from(page_title, headings) or next((text for text in headings if not site.named(text)), "")


def _headings(tree: HtmlElement) -> list[str]:
    """Return the texts of the large headings, the largest first."""
    found = [(element.tag, one_line(element.text_content())) for element in tree.iter("h1", "h2", "h3")]
    return [text for level in ("h1", "h2", "h3") for tag, text in found if tag == level and text]


class _Site:
    """What a site may call itself in a title."""

    def __init__(self, url: str, names: Sequence[str]) -> None:
        self._names = {squashed(name) for name in names}
        self._host = squashed((urlsplit(url).hostname or "").removeprefix("www."))

    def named(self, text: str) -> bool:
        """Tell whether a text is the site's name: as it claims it, or as its host has it."""
        plain = squashed(text)
        return plain in self._names or (len(plain) > 2 and self._host.startswith(plain))

    def cut_from(self, title: str, headings: Sequence[str]) -> str:
        """Cut the site's name off either end of a title; a heading of the page shows where the title ends."""
        for heading in headings:
            rest = title[len(heading) :]
            if title.startswith(heading) and _SEPARATOR.match(rest) and len(heading.split()) > _MIN_WORDS_LEFT:
                return heading
        ends = list(_SEPARATOR.finditer(title))
        if ends and self.named(title[: ends[0].start()]):
            return title[ends[0].end() :]
        while ends and self._is_tail(title, ends[-1]):
            title = title[: ends.pop().start()]
        return title

    def _is_tail(self, title: str, separator: re.Match[str]) -> bool:
        """Tell whether what follows a separator is a name: one known, or a short one that holds the host's."""
        tail = title[separator.end() :]
        if self.named(tail):
            return True
        words = {squashed(word) for word in tail.split()}
        return len(words) <= _MAX_NAME_WORDS and any(len(word) > 3 and self._host.startswith(word) for word in words)


def squashed(text: str) -> str:
    """Return the letters and digits alone, in one case: "Tengri News.kz" and "tengrinews.kz" are one name."""
    return "".join(char for char in text.casefold() if char.isalnum())
