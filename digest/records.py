"""What a digest tells: the values that it is composed from and the mail that comes out. Reads and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["strike", "threat"]
Course = Literal["new", "ongoing", "ended"]
Turn = Literal["ended", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTelling:
    """One article that tells the story: where, in which language, under which title."""

    source: str
    lang: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact of a story that is told otherwise than before; None where nothing was told. `what` names the fact."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One story. `english_title` and `summary` are None while the translation waits; `waiting_for` then says why.

    `id` is the article that stands for it and `story` what the story is known by from day to day. `quality` is the
    translation's own label (human, neural, rough ...; None where the original is English); `workers` is words
    ("300 to 400"); `abroad` is for a strike outside Kazakhstan; `link` leads to the desk; `since` is the day on
    which the story was told first, and `changes` is what is told otherwise since it was told last.
    """

    id: str
    kind: Kind
    score: float
    original_title: str
    lang: str
    source: str
    url: str
    story: str = ""
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
    sector: str | None = None
    workers: str | None = None
    demands: tuple[str, ...] = ()
    course: Course = "new"
    since: date | None = None
    changes: tuple[Change, ...] = ()
    abroad: bool = False
    link: str | None = None
    tellings: tuple[DigestTelling, ...] = ()

    @property
    def title(self) -> str:
        """The English title, or the original one while it waits for English."""
        return self.english_title or self.original_title

    @property
    def where(self) -> str | None:
        """Place and region; a region that repeats the place (Aktobe; Almaty city) is left out."""
        if self.place and self.region and not self.region.startswith(self.place):
            return f"{self.place}, {self.region}"
        return self.place or self.region


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestUpdate:
    """What became of a story told on an earlier day, without a new article: it ended, changed, was withdrawn."""

    item: DigestItem
    turn: Turn
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A source that needs a person, and what is wrong with it."""

    source: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """The estimated share of strikes that are found, with its 95 % interval, all from 0 to 1; `of` articles checked."""

    share: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDay:
    """All that one day has to tell. `waiting` counts articles by what they wait for; `run` counts what is held."""

    day: date
    items: tuple[DigestItem, ...] = ()
    updates: tuple[DigestUpdate, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    recall: Recall | None = None
    run: Mapping[str, int] = field(default_factory=dict)
    desk: str | None = None

    @property
    def empty(self) -> bool:
        """Whether there is no story to tell; troubles alone are no reason to write."""
        return not self.items and not self.updates


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A composed digest: a subject and the same news twice."""

    subject: str
    text: str
    html: str
