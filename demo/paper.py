"""A sample paper as its files tell it: paper.toml, articles/*.md (TOML between +++ lines, then the text), templates/.

Reads demo/papers/<name>/. A key that is unknown or of the wrong type stops the load with the file's name.
"""

import tomllib
from dataclasses import field
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

PAPERS = Path(__file__).with_name("papers")
STRICT = ConfigDict(extra="forbid")


class BadSample(Exception):
    """A file of a sample paper cannot be read; the text names the file."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Article:
    """One sample article and the way in which its page is odd, if it is."""

    path: str
    title: str
    text: str
    days_ago: int
    time: str  # HH:MM in Kazakhstan
    channels: list[str]  # names of the pages of paper.toml that link here
    links: dict[str, list[str]] = field(default_factory=dict)  # channel -> its spellings of `path`
    lang: str  # the paper's own unless the file says another; "kk-Latn" is Kazakh in Latin letters
    author: str = ""
    section: str = ""
    head: Literal["json-ld", "json-ld with body", "opengraph", "bare"] = "opengraph"
    template: str = "article.html.j2"
    amp: str = ""  # address of its AMP twin
    encoding: str = "utf-8"
    content_type: str = "text/html; charset=utf-8"  # what the header says, true or not
    status: int = 200
    kept: float = 1.0  # share of the page's bytes that is sent: a page cut short
    slow: bool = False
    edition: int = 1  # the day on which it appears
    notice: str = ""  # in the language of the article, where that is not the paper's


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Page:
    """An address that is no article: a feed, a sitemap, a listing, robots.txt, a redirect."""

    path: str
    template: str = ""
    content_type: str = "text/html; charset=utf-8"
    channel: str = ""  # the articles that it links
    type: Literal["feed", "news-sitemap", "listing", ""] = ""  # in the catalogue; empty: not there
    within: str = ""  # the catalogue's CSS selector for the part of a listing that holds its links
    title: str = ""
    gzip: bool = False
    location: str = ""  # where it redirects to


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Paper:
    """One sample paper: the facts of a source, its pages and its articles in the order of their files' names."""

    name: str
    title: str
    language: str
    languages: list[str]
    region: str
    kind: str
    zone: str
    notice: str  # says, in the paper's language, that it is a sample
    delay: float
    selectors: dict[str, str] = field(default_factory=dict)  # the catalogue's, for layouts that need them
    pages: list[Page]
    articles: list[Article]


def load(name: str) -> Paper:
    """Read one paper from demo/papers/<name>/; raises BadSample."""
    folder = PAPERS / name
    facts = _parse(folder / "paper.toml", (folder / "paper.toml").read_text("utf-8"))
    articles = [_article(path, str(facts["language"])) for path in sorted((folder / "articles").glob("*.md"))]
    try:
        return TypeAdapter(Paper).validate_python({**facts, "name": name, "articles": articles})
    except ValidationError as error:
        raise BadSample(f"{folder / 'paper.toml'}: {error}") from error


def papers() -> tuple[Paper, ...]:
    """Read every sample paper, sorted by name."""
    return tuple(load(folder.name) for folder in sorted(PAPERS.iterdir()) if (folder / "paper.toml").exists())


def _article(path: Path, language: str) -> Article:
    try:
        _, front, text = path.read_text("utf-8").split("+++\n", 2)
    except ValueError as error:
        raise BadSample(f"{path}: expected TOML between two lines of +++") from error
    fields = {"lang": language, **_parse(path, front), "text": text.strip()}
    try:
        return TypeAdapter(Article).validate_python(fields)
    except ValidationError as error:
        raise BadSample(f"{path}: {error}") from error


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSample(f"{path}: {error}") from error
