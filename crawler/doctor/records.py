"""What the doctor finds: verdicts on channels, a look at one article. Plain values; `to_json` for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from crawler.discover.records import Listed

Verdict = Literal[
    "works", "html instead of feed", "empty", "stale", "undated", "gone", "blocked", "needs a browser", "undecided"
]
# What a person can do nothing about at the catalogue, or need not.
FINE: frozenset[Verdict] = frozenset({"works"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One article as the extractor reads it; `error` instead of the rest where it found none."""

    url: str
    title: str = ""
    published: datetime | None = None
    characters: int = 0
    opening: str = ""
    lang: str | None = None
    how: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A channel's verdict, why, what to do, and what it gives.

    `silent` says that nothing answered. `form` is what the answer turned out to be; `dated` how many of the `count`
    addresses have a date that parses.
    """

    url: str
    type: str
    verdict: Verdict
    why: str
    advice: str = ""
    form: str | None = None
    count: int = 0
    dated: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    titles: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    article: Glance | None = None
    silent: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON, without the addresses themselves."""
        article = self.article
        return {
            "url": self.url, "type": self.type, "verdict": self.verdict, "why": self.why, "advice": self.advice,
            "form": self.form, "count": self.count, "dated": self.dated, "titles": list(self.titles),
            "oldest": self.oldest.isoformat() if self.oldest else None,
            "newest": self.newest.isoformat() if self.newest else None,
            "article": None if article is None else {
                "url": article.url, "title": article.title, "characters": article.characters,
                "published": article.published.isoformat() if article.published else None,
                "opening": article.opening, "lang": article.lang, "found": dict(article.how), "error": article.error,
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """A source's channels, judged."""

    source: str
    channels: tuple[Judged, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"source": self.source, "channels": [one.to_json() for one in self.channels]}
