"""Chooses the body of an article, and is the only place that calls trafilatura's extraction.

Reads the parsed page and its claims, writes nothing. JSON-LD's articleBody is the site's own word on what
belongs to the article, but seven in ten come as one line without paragraphs and one in four is cut short. So it
is a witness rather than the text: trafilatura finds the paragraphs, the witness says which of them are none of
the article's, and it speaks for itself only where trafilatura has found nothing like it, or where it is whole
and has its paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

from crawler.extract.asides import without_asides
from crawler.extract.facts import Facts
from crawler.extract.linked import without_linked
from crawler.extract.text import clean

# The witness must be about as long as what it judges: below, it is a teaser or cut short; above, the page.
# Of 69 pages of our data with an articleBody and a gold text, this rule betters 8 and worsens 1 by .02.
_WITNESS_SHARE = (0.7, 1.3)
# A claimed body this many times as long means that trafilatura has missed the article (a shell, a paywall
# overlay): 2 of the 69, one of them from F1 0 to .75.
_MISSED = 1.5
_MIN_CLAIMED = 200  # characters: shorter claims are teasers
# Words of a paragraph that must stand in the claimed body where its text was edited in between.
_SHARED_WORDS = 0.9
_LONG_PARAGRAPH = 12  # words: fewer are shared by chance
_WORD = re.compile(r"\w+")
# Characters from which trafilatura's own rules are not doubted. By default it prefers what readability or jusText
# take wherever that is twice as long, and they take the page: of 153 pages with a gold text that raises the error of
# three to .35-.54 and helps none above 1,000; of 990 pages with gold snippets 11 are better and 12 worse for it above,
# 17 better and 9 worse below. Asked only then, in one page of nine, it also saves a fifth of a page's time. Below it
# the precise variant is asked too: F1 rises from .9253 to .9273 on 130 of the 153 and from .9325 to .9413 on the other
# 23, and falls from .9271 to .9268 on the 990.
_ENOUGH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of an article, one paragraph a line, and how it was found."""

    text: str
    how: str


def find_body(tree: HtmlElement, claims: Sequence[Facts], title: str = "", url: str = "") -> Body | None:
    """Return the article's text without its headline and what advertises other articles, None if there is none."""
    body = _choose(tree, claims)
    if body is None:
        return None
    text = without_linked(without_asides(body.text), tree, url)
    return Body(text=_without_headline(text, title), how=body.how)


def _without_headline(text: str, title: str) -> str:
    """Drop a first line that only repeats the title: it would be read, and count as evidence, twice."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and _words(first) == _words(title) else text


def _choose(tree: HtmlElement, claims: Sequence[Facts]) -> Body | None:
    for facts in claims:
        if facts.how == "selector" and facts.bodies:
            return Body(text=facts.bodies[0], how="selector")
    claimed = max((body for facts in claims for body in facts.bodies), key=len, default="")
    shown = _by_trafilatura(tree)
    if len(claimed) >= _MIN_CLAIMED and len(claimed) > _MISSED * len(shown):
        return Body(text=claimed, how="json-ld")
    if claimed.count("\n") > shown.count("\n") and _words(claimed) == _words(shown):
        return Body(text=claimed, how="json-ld")  # in a shell trafilatura reads the claim too, but in one line
    low, high = (share * len(shown) for share in _WITNESS_SHARE)
    if shown and low <= len(claimed) <= high:
        return Body(text=_witnessed(shown, claimed), how="json-ld+trafilatura")
    return Body(text=shown, how="trafilatura") if shown else None


def _by_trafilatura(tree: HtmlElement) -> str:
    """Return what trafilatura's own rules find; where that is little, what two of its three ways agree on.

    Its fallbacks find articles that its rules miss, and take whole pages: where it still prefers its own text when
    asked to be precise, that text stands.
    """
    own = _asked(tree, fast=True)
    if len(own) >= _ENOUGH:
        return own
    other = _asked(tree)
    return own if other != own and own and _asked(tree, favor_precision=True) == own else other


def _asked(tree: HtmlElement, *, fast: bool = False, favor_precision: bool = False) -> str:
    document = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=False, fast=fast, favor_precision=favor_precision
    )
    return clean(document.text or "") if document is not None and not isinstance(document, dict) else ""


def _witnessed(shown: str, claimed: str) -> str:
    """Drop the paragraphs behind the first one in the claimed body that are not in it themselves.

    What stands before it is kept: leads and subtitles are often left out of the articleBody.
    """
    words = _words(claimed)
    known = set(words)
    text = f" {' '.join(words)} "
    paragraphs = shown.split("\n")
    inside = [_is_in(_words(paragraph), text, known) for paragraph in paragraphs]
    if not any(inside):
        return shown
    first = inside.index(True)
    return "\n".join(line for position, line in enumerate(paragraphs) if inside[position] or position < first)


def _is_in(words: list[str], text: str, known: set[str]) -> bool:
    if f" {' '.join(words)} " in text:
        return True
    return len(words) > _LONG_PARAGRAPH and sum(word in known for word in words) > _SHARED_WORDS * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
