"""Drops from a body the lines that are nothing but a link to another page of the site.

Reads a text, the parsed page and its address; writes nothing. Such a line is the headline of another article, in
whatever language the words around it are. A link to another site stays: it may be the document that the article
tells of.
"""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extract.address import same_site

# Words: shorter links are names and "here". Of 990 pages with gold snippets this takes 13 wrong lines out and one
# right one (F1 from .9276 to .9297), and changes nothing at three words or at four.
_HEADLINE = 5
_SHORTEST = 2 * _HEADLINE - 1  # characters that so many words have: most links are shorter, and looked at no more
# What may stand before it: "Read also:" in any language.
_LABEL = re.compile(r"^[\W_]*[^:»>.!?]{2,30}[:»>]\s*")
# A body of more links is a listing's, and `kind` must see them.
_MAX_LOSS = 0.2


def without_linked(body: str, tree: HtmlElement, url: str) -> str:
    """Return a body without lines that are whole links, with a short label before them or none."""
    lines = body.split("\n")
    said = {text for line in lines for text in _told(line) if len(text.split()) >= _HEADLINE}
    headlines = {
        text
        for link in tree.iter("a")
        if len(raw := link.text_content() if len(link) else link.text or "") >= _SHORTEST
        and (text := " ".join(raw.split())) in said
        and _within(link.get("href"), url)
    }
    text = "\n".join(line for line in lines if headlines.isdisjoint(_told(line))) if headlines else body
    return text if len(text) >= (1 - _MAX_LOSS) * len(body) else body


def _told(line: str) -> tuple[str, str]:
    """Return a line without the marks of a list, and what stands behind a label in it."""
    line = line.strip("-–—•*<> »")
    return line, _LABEL.sub("", line, count=1)


def _within(href: str | None, url: str) -> bool:
    """Tell whether a link leads to another page of the same site."""
    if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    try:
        return same_site(urlsplit(urljoin(url, href)).hostname, urlsplit(url).hostname)
    except ValueError:
        return False
