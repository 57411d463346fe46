"""What goes in and what comes out: the records of the extractor and its errors.

Reads nothing, writes nothing. The errors form one small family:

    ExtractionError        the page gave no article; `url` says which, `why` says why
    +-- TooLarge           more bytes than MAX_PAGE_BYTES
    +-- Undecodable        bytes that are text in no charset we know (an image, an archive)
    +-- NotAnArticle       a readable page, but a listing, an error page, a cookie wall, an empty shell
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal

Precision = Literal["second", "minute", "day", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors of one source, for pages whose markup names nothing in a standard way."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response as it came: `fetched` is aware, `zone` is the source's own (None: Asia/Almaty)."""

    url: str
    body: bytes
    fetched: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    selectors: Selectors | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An article as its page tells it; a value the page does not give is empty or None.

    `body` holds one paragraph a line. `published` keeps the offset it was written in; where only a day or a
    month is known it stands at noon of the source's zone, so that the calendar day survives a change to UTC.
    `found` tells for each field that has a value where it came from ("json-ld", "meta", "selector", "time",
    "text", "url", "htmldate", "trafilatura", "page", ...).
    """

    title: str
    body: str
    published: datetime | None
    published_precision: Precision | None
    lang_claimed: str | None
    authors: tuple[str, ...]
    canonical: str | None
    charset: str
    found: Mapping[str, str]


class ExtractionError(Exception):
    """A page that gave no article."""

    def __init__(self, url: str, why: str) -> None:
        self.url = url
        self.why = why
        super().__init__(f"{url}: {why}")


class TooLarge(ExtractionError):
    """The page is larger than any article."""


class Undecodable(ExtractionError):
    """The bytes are text in no charset we know."""


class NotAnArticle(ExtractionError):
    """The page can be read, but holds no article."""
