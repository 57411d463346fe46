"""What the store takes and gives: frozen records of plain values. No SQL, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

AddressState = Literal["waiting", "stored", "refused", "gone", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as extracted: the original, which no later step changes.

    `id` is derived from the canonical address (`analysis.address.article_id`), so that the same article has the
    same id in every store. `published` is aware UTC; its precision is second, minute, day, month or None.
    """

    id: str
    source: str
    url: str
    title: str
    body: str
    published: datetime | None = None
    published_precision: str | None = None
    lang_claimed: str | None = None
    authors: tuple[str, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
    extractor: int
    fetched: datetime
    origin: str = "crawl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where a raw response lies: a WARC file (relative to the archive), start and length in bytes."""

    file: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed, sitemap or listing as last answered; the validators make the next request conditional."""

    url: str
    source: str
    kind: str
    etag: str | None = None
    last_modified: str | None = None
    body_sha: str | None = None
    checked: datetime
    status: int | None = None
    listed: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that a channel listed. `key` identifies (canonical form), `url` is what to fetch."""

    key: str
    url: str
    source: str
    channel: str
    hint_title: str | None = None
    hint_published: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days asked for, both ends included."""

    since: date
    until: date

    def has(self, moment: datetime | None) -> bool:
        """Tell whether a moment lies within; one that is not known may."""
        return moment is None or self.since <= moment.date() <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one fetched address: an article, or why none.

    `article` is set exactly when state is "stored"; `capture` may be None for an article put in by hand. `aliases`
    are further addresses that the page turned out to have: where a redirect led, what it calls its canonical one.
    `url` is the address as it was fetched, for what people read; None where nothing is said of it.
    """

    key: str
    url: str | None = None
    state: AddressState
    article: Article | None = None
    capture: Capture | None = None
    error: str | None = None
    aliases: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of an address so far: its state, the article that it brought, the last error."""

    state: AddressState
    article_id: str | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One source in one run: how many addresses were listed and fetched, articles stored, bytes received.

    `errors` want a look; `refusals` are pages that robots.txt closes or that hold no article, as they should be.
    """

    source: str
    listed: int = 0
    fetched: int = 0
    stored: int = 0
    refused: int = 0
    failed: int = 0
    bytes: int = 0
    errors: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The language of an article. `spans` are JSON-ready mappings with start, end, lang, script, confidence."""

    article_id: str
    lang: str
    script: str
    confidence: float
    spans: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprinted:
    """The fingerprint of an article: hash of the folded text, sketch for near-duplicates, its band keys."""

    article_id: str
    text_sha: str
    sketch: bytes
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """The verdict on an article, and a JSON-ready mapping for each report that it tells."""

    article_id: str
    strike: bool
    score: float
    kind: str
    why: str
    in_kazakhstan: bool | None
    evidence: tuple[Mapping[str, Any], ...]
    reports: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """The English of an article, or why there is none yet.

    `state`: done; waiting (no engine: `reason` says what to install); broken (an engine failed on it).
    `sentences` align original and English: mappings with field, start, end, english.
    """

    article_id: str
    state: Literal["done", "waiting", "broken"]
    reason: str | None = None
    engine: str | None = None
    quality: str | None = None
    title: str | None = None
    body: str | None = None
    sentences: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The place of an article among its duplicates; the first telling has duplicate_of None."""

    article_id: str
    group_id: str
    duplicate_of: str | None
