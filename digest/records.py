"""What a digest tells: the values that it is composed from and the mail that comes out. Reads and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["strike", "threat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTelling:
    """One article that tells the story: where, in which language, under which title."""

    source: str
    lang: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One story. `english_title` and `summary` are None while the translation waits; `waiting_for` then says why.

    `quality` is the translation's own label (human, neural, rough ...; None where the original is English);
    `workers` is words ("about 300"); `abroad` is for a strike outside Kazakhstan; `link` leads to the desk.
    """

    id: str
    kind: Kind
    score: float
    original_title: str
    lang: str
    source: str
    url: str
    published: datetime | None = None
    english_title: str | None = None
    summary: str | None = None
    quality: str | None = None
    warnings: tuple[str, ...] = ()
    waiting_for: str | None = None
    evidence: tuple[str, ...] = ()
    place: str | None = None
    region: str | None = None
    employer: str | None = None
    workers: str | None = None
    demands: tuple[str, ...] = ()
    ongoing: bool = False
    abroad: bool = False
    link: str | None = None
    tellings: tuple[DigestTelling, ...] = ()

    @property
    def where(self) -> str | None:
        """Place and region; a region that repeats the place (Aktobe; Almaty city) is left out."""
        if self.place and self.region and not self.region.startswith(self.place):
            return f"{self.place}, {self.region}"
        return self.place or self.region


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A source that needs a person, and what is wrong with it."""

    source: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDay:
    """All that one day has to tell. `waiting` counts articles by what they wait for; `run` is one line a fact."""

    day: date
    items: tuple[DigestItem, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    run: tuple[str, ...] = ()
    desk: str | None = None

    @property
    def empty(self) -> bool:
        """Whether there is no story to tell; troubles alone are no reason to write."""
        return not self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A composed digest: a subject and the same news twice."""

    subject: str
    text: str
    html: str
