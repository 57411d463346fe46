"""From a sample article or page to the text that is sent: jinja templates, and dates in the article's language.

Reads the templates of demo/papers/<name>/templates/. Pure otherwise: the same paper, address and day, the same text.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache

import jinja2

from demo.dates import Days, moment
from demo.paper import PAPERS, Article, Page, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article on a given day: its dates are written out."""

    article: Article
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    day: str

    @property
    def lead(self) -> str:
        """Return the first paragraph."""
        return self.paragraphs[0] if self.paragraphs else ""

    @property
    def rfc822(self) -> str:
        """Return the time as RSS wants it."""
        return format_datetime(self.published)


def tell(article: Article, now: datetime) -> Told:
    """Write out the article's dates as they are for a reader of `now`."""
    published = moment(now, article.days_ago, article.time)
    days = Days(lang=article.lang, published=published)
    words: dict[str, Callable[..., object]] = {
        "day": days.day,
        "date": days.dated,
        "weekday": days.weekday,
        "year": days.year,
    }
    text = _sentences(article.text, words)
    return Told(
        article=article,
        title=_sentences(article.title, words),
        paragraphs=tuple(" ".join(block.split()) for block in text.split("\n\n") if block.strip()),
        published=published,
        day=days.dated(0),
    )


def article_page(paper: Paper, told: Told, base: str, *, template: str = "") -> str:
    """Render the article's page; `template` is another dress of it (the AMP twin)."""
    found = _templates(paper.name).get_template(template or told.article.template)
    return found.render(paper=paper, told=told, article=told.article, base=base, json_ld=json_ld(paper, told, base))


def plain_page(paper: Paper, page: Page, told: list[Told], base: str) -> str:
    """Render a feed, sitemap, listing or robots.txt over the articles that it links, newest first."""
    entries = [
        {"told": one, "link": base + link}
        for one in sorted(told, key=lambda one: (one.published, one.article.path), reverse=True)
        if page.channel in one.article.channels
        for link in one.article.links.get(page.channel, [one.article.path])
    ]
    newest = max((one.published for one in told), default=None)
    return (
        _templates(paper.name)
        .get_template(page.template)
        .render(paper=paper, page=page, entries=entries, base=base, newest=newest)
    )


def json_ld(paper: Paper, told: Told, base: str) -> str:
    """Return the article as schema.org's NewsArticle."""
    value: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "inLanguage": told.article.lang,
        "datePublished": told.published.isoformat(),
        "mainEntityOfPage": base + told.article.path,
        "publisher": {"@type": "Organization", "name": paper.title},
    }
    if told.article.author:
        value["author"] = {"@type": "Person", "name": told.article.author}
    if told.article.head == "json-ld with body":
        value["articleBody"] = "\n\n".join(told.paragraphs)
    return json.dumps(value, ensure_ascii=False)


def _sentences(text: str, words: dict[str, Callable[..., object]]) -> str:
    return _compiled(text).render(words)


@cache
def _compiled(text: str) -> jinja2.Template:
    # Plain text: it is escaped where a page's template places it in markup.
    plain = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701
    return plain.from_string(text)


@cache
def _templates(name: str) -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(PAPERS / name / "templates")
    return jinja2.Environment(
        loader=loader, undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
