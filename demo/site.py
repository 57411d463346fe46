"""Every address of a sample paper on a given day, and what is answered there.

Reads a Paper; writes nothing. The server only looks addresses up here.
"""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime

from demo import render
from demo.paper import Article, Paper
from demo.render import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What one address answers."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None
    location: str = ""
    slow: bool = False

    @property
    def etag(self) -> str:
        """Return the strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def resources(paper: Paper, *, base: str, now: datetime, edition: int) -> dict[str, Resource]:
    """Return every address (a path) of the paper; `base` is scheme, host and port without a final slash."""
    told = [render.tell(article, now) for article in paper.articles if article.edition <= edition]
    found = {one.article.path: _article(paper, one, base) for one in told}
    found |= {one.article.amp: _amp(paper, one, base) for one in told if one.article.amp}
    return found | _pages(paper, told, base)


def _article(paper: Paper, told: Told, base: str) -> Resource:
    article = told.article
    body = render.article_page(paper, told, base).encode(article.encoding)
    return Resource(
        status=article.status,
        content_type=article.content_type,
        body=body[: round(len(body) * article.kept)],
        modified=told.published,
        slow=article.slow,
    )


def _amp(paper: Paper, told: Told, base: str) -> Resource:
    body = render.article_page(paper, told, base, template="amp.html.j2").encode()
    return Resource(status=200, content_type="text/html; charset=utf-8", body=body, modified=told.published)


def _pages(paper: Paper, told: list[Told], base: str) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for page in paper.pages:
        if page.location:
            body, status = b"", 301
        else:
            body, status = render.plain_page(paper, page, told, base).encode(), 200
        found[page.path] = Resource(
            status=status,
            content_type=page.content_type,
            body=gzip.compress(body, mtime=0) if page.gzip else body,
            modified=_newest(told, page.channel),
            location=page.location and base + page.location,
        )
    return found


def _newest(told: list[Told], channel: str) -> datetime | None:
    linked: list[Article] = [one.article for one in told if channel in one.article.channels]
    return max((one.published for one in told if one.article in linked), default=None)
