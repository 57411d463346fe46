"""Chooses the body of an article, and is the only place that calls trafilatura.

Reads the parsed page and its claims, writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

from crawler.extract.facts import Facts
from crawler.extract.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of an article, one paragraph a line, and how it was found."""

    text: str
    how: str


def find_body(tree: HtmlElement, claims: Sequence[Facts]) -> Body | None:
    """Return the article's text, None where the page shows none."""
    for facts in claims:
        if facts.how == "selector" and facts.bodies:
            return Body(text=facts.bodies[0], how="selector")
    document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    text = clean(document.text or "") if document is not None and not isinstance(document, dict) else ""
    return Body(text=text, how="trafilatura") if text else None
