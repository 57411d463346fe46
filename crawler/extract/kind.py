"""Tells whether a page is an article at all.

Reads what was extracted from it, writes nothing; raises NotAnArticle.
"""

import re

from lxml.html import HtmlElement

from crawler.extract.page import NotAnArticle

_NOT_FOUND = re.compile(
    r"^\W*(?:ошибка\s*)?(?:40[34]|410|50[0-4])\b|страниц[аы] не (?:найден|существ)|page not found|not found$|"
    r"бет табылмады|парақша табылмады|бет жоқ|доступ (?:запрещ|ограничен)|access denied|just a moment|"
    r"attention required|are you a robot|проверка браузера|checking your browser",
    re.IGNORECASE,
)
# Characters. The shortest true news in our data is a two-sentence notice of 130.
MIN_BODY = 60


def require_article(url: str, title: str, body: str, tree: HtmlElement) -> None:
    """Raise NotAnArticle, with the reason, for soft 404s, walls and empty shells."""
    if _NOT_FOUND.search(title):
        raise NotAnArticle(url, f"the page says it is none: {title[:80]!r}")
    if len(body) < MIN_BODY:
        shell = " (a shell that a browser would fill)" if list(tree.iter("script")) and not body else ""
        raise NotAnArticle(url, f"{len(body)} characters of text{shell}, fewer than {MIN_BODY}")
