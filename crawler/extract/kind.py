"""Tells whether a page is an article at all.

Reads the page's bytes, its claims and what was extracted; writes nothing; raises Undecodable for what is no
text, NotAnArticle for feeds, listings, soft 404s, walls and empty shells.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extract.facts import Facts
from crawler.extract.page import NotAnArticle, Undecodable
from crawler.extract.text import one_line

# Characters. The shortest true news in our data is a two-sentence notice of 130.
MIN_BODY = 60
# A wall or an error has little text besides itself; an article about cookies or error 404 has more.
_MAX_WALL = 600
# A listing's text is the texts of its links. Of 990 articles one passes this share, with 150 characters; the
# tag pages in our data have a quarter.
LINKED_SHARE = 0.2
_MIN_LINKED = 5  # lines: an article may end with a few links
_LINK_TEXT = 30  # characters: shorter links are menus and names
_TEASERS = 8  # linked headings on a home page

_BINARY = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"RIFF": "an image or a sound",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "compressed bytes",
    b"\x28\xb5\x2f\xfd": "compressed bytes",
    b"\x00\x00\x00": "a video",
    b"ID3": "a sound",
}
# Only the head is looked at, and no part of the pattern can match what the next one does: over a page of many
# comments a careless pattern here takes minutes.
_HEAD = 4_096
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(rss|feed|urlset|sitemapindex|rdf:RDF)\b")
_NO_PAGE = re.compile(
    r"^\W*(?:ошибка|error|қате)?\W*(?:40[34]|410|50[0-4])\b|страниц[аы] не (?:найден|существ)|"
    r"(?:page|article|file) (?:was )?not found|бет(?:і)? табылмады|парақша табылмады|бет жоқ|"
    r"(?:материал|новость|запись) (?:не найден|удален|удал[её]н)",
    re.IGNORECASE,
)
# A title that says nothing else: such a page is missing however much else stands on it, the latest news say.
_NO_PAGE_TITLE = re.compile(
    r"^\W*(?:(?:ошибка|error|қате)?\W*(?:404|410)\b\W*(?:not found|ошибка|error|қате|страница не найдена)?|"
    r"(?:(?:404|410)\W+)?(?:страниц[аы] не (?:найден|существ)\w*|(?:the )?page (?:was )?not found|not found|"
    r"(?:бет|парақша) табылмады|ничего не найдено))\W*$",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"доступ (?:запрещ|ограничен)|access denied|just a moment|attention required|are you (?:a robot|human)|"
    r"не робот|(?:проверка|проверяем) (?:вашего )?браузер|checking your browser|ddos|"
    r"(?:enable|включите|қосыңыз).{0,20}javascript|javascript.{0,30}(?:отключ|disabled|required)|"
    r"(?:мы используем|this (?:site|website) uses|we use|сайт пайдаланады).{0,40}cookie|accept (?:all )?cookies|"
    r"принять (?:все )?cookie|файлы cookie|captcha|капч",
    re.IGNORECASE,
)
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "Blog"})


def require_text(url: str, body: bytes) -> None:
    """Raise Undecodable for an empty response and for bytes that begin as a picture, a PDF or an archive does."""
    if not body.strip():
        raise Undecodable(url, "no bytes")
    what = next((name for mark, name in _BINARY.items() if body.startswith(mark)), None)
    if what:
        raise Undecodable(url, f"{what}, not a page")


def require_page(url: str, text: str) -> None:
    """Raise NotAnArticle for a feed or a sitemap that came where a page was asked for."""
    feed = _FEED.match(text[:_HEAD])
    if feed:
        raise NotAnArticle(url, f"a feed or sitemap (<{feed[1]}>), not a page")


def refused(url: str, title: str, body: str, tree: HtmlElement, claims: Sequence[Facts]) -> NotAnArticle | None:
    """Return why a page is no article: a soft 404, a wall, a listing or an empty shell; None if it is one."""
    why = _missing_or_wall(title, body) or _too_short(body, tree)
    if why is None and (listing := _listing(url, body, tree, claims)):
        why = f"a listing: {listing}"
    return NotAnArticle(url, why) if why else None


def _missing_or_wall(title: str, body: str) -> str | None:
    if _NO_PAGE_TITLE.match(title):
        return f"a missing page, it says {one_line(title)[:60]!r}"
    if len(body) <= _MAX_WALL:
        for pattern, what in ((_NO_PAGE, "a missing page"), (_WALL, "a wall")):
            found = pattern.search(title) or pattern.search(body)
            if found:
                return f"{what}, it says {one_line(found[0])[:60]!r}"
    return None


def _too_short(body: str, tree: HtmlElement) -> str | None:
    if len(body) >= MIN_BODY:
        return None
    return f"{len(body)} characters of text, fewer than {MIN_BODY}{_where_else(body, tree)}"


def _where_else(body: str, tree: HtmlElement) -> str:
    """Say where the text of a page without text may lie: in a frame, or in what a browser would run."""
    frame = next((frame.get("src") for frame in tree.iter("frame", "iframe") if frame.get("src")), None)
    if frame:
        return f"; it shows {one_line(frame)[:80]} in a frame"
    empty = not body and next(tree.iter("script"), None) is not None
    return ", a shell that a browser would fill" if empty else ""


def _listing(url: str, body: str, tree: HtmlElement, claims: Sequence[Facts]) -> str | None:
    """Return what shows that the page is a list of articles; a page that claims its own date is none."""
    if any(facts.dates or facts.bodies for facts in claims):
        return None
    lists = sorted(_LISTS & {kind for facts in claims for kind in facts.types})
    if lists:
        return f"its JSON-LD says {lists[0]}"
    linked = _linked_lines(body, tree)
    if len(linked) >= _MIN_LINKED and sum(map(len, linked)) > LINKED_SHARE * len(body):
        return f"{len(linked)} lines are links to other pages"
    teasers = sum(1 for heading in tree.iter("h2", "h3", "h4") if heading.find(".//a[@href]") is not None)
    if not urlsplit(url).path.strip("/") and not urlsplit(url).query and teasers >= _TEASERS:
        return f"the home page, with {teasers} linked headings"
    return None


def _linked_lines(body: str, tree: HtmlElement) -> list[str]:
    """Return the lines of the body that are the text of a link."""
    links = {text for link in tree.iter("a") if len(text := one_line(link.text_content())) >= _LINK_TEXT}
    return (
        [line for line in body.split("\n") if len(line) >= _LINK_TEXT and line.lstrip("- ") in links] if links else []
    )
