"""Articles put in by hand. Reads text and HTML files and what the person says of them; writes the store."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analysis.address import article_id
from crawler.extract import VERSION, Extraction, Page, extract, extract_text
from crawler.extract.charset import decode
from store import articles
from store.database import Store
from store.records import Article

# What a person hands in stands under this source unless the person names another.
TIPS = "tips"

# What people attach to mails beside text and pages. Some of it begins as text does, and would be taken for it.
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a document of an office program, or another ZIP archive",
    b"\xd0\xcf\x11\xe0": "a document of an office program",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
}


class UnreadableTip(Exception):
    """The file cannot be read as an article; the message names it and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person says of a tip; None is to be found in the tip itself. `published` is aware."""

    url: str | None = None
    title: str | None = None
    lang: str | None = None
    published: datetime | None = None
    source: str | None = None


def add_file(store: Store, path: Path, given: Given, *, now: datetime) -> tuple[Article, bool]:
    """Put one file in; return the article and whether it is new. Raises UnreadableTip or an ExtractionError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTip(f"{path}: {error.strerror}") from error
    article = _article(path, _extracted(path, data, given, now), given, now)
    return article, articles.add(store, article)


def _extracted(path: Path, data: bytes, given: Given, now: datetime) -> Extraction:
    if kind := next((kind for start, kind in _FORMATS.items() if data.startswith(start)), None):
        raise UnreadableTip(f"{path}: {kind}, which is not read; save it as text or as HTML first")
    url = given.url or path.resolve().as_uri()
    if _is_html(path, data):
        return extract(Page(url=url, body=data, fetched=now))
    decoded = decode(data, {})
    if decoded is None:
        raise UnreadableTip(f"{path}: text in no charset we know")
    return extract_text(decoded.text, fetched=now, url=url)


def _is_html(path: Path, data: bytes) -> bool:
    start = data[:1000].lower()
    return path.suffix.lower() in (".html", ".htm", ".xhtml") or b"<html" in start or b"<!doctype html" in start


def _article(path: Path, found: Extraction, given: Given, now: datetime) -> Article:
    title = given.title or found.title
    url = given.url or found.canonical
    return Article(
        id=article_id(url) if url else _content_id(title, found.body),
        source=given.source or TIPS,
        url=url or f"tip:{path.name}",
        title=title,
        body=found.body,
        published=given.published or found.published,
        published_precision="day" if given.published else found.published_precision,
        lang_claimed=given.lang or found.lang_claimed,
        authors=found.authors,
        found=_how(found, given),
        extractor=VERSION,
        fetched=now,
        origin="tip",
    )


def _how(found: Extraction, given: Given) -> Mapping[str, str]:
    said = {"title": given.title, "published": given.published, "lang_claimed": given.lang, "canonical": given.url}
    return {**found.found, **{name: "given" for name, value in said.items() if value}}


def _content_id(title: str, body: str) -> str:
    """Return 16 hexadecimal digits, as `article_id` gives: a text with no address is known by its words."""
    return hashlib.sha256(f"tip\n{title}\n{body}".encode()).hexdigest()[:16]
