"""How likely two articles tell of one event, and why: meaning, firms, places, numbers and trade together.

Reads accounts (an article as stories see it); gives a Likeness. Writes nothing. Of two articles of which one tells of
a strike, facts weigh beside meaning, and another employer or another town parts them whatever they sound like. Of
other news, meaning alone decides.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from analysis.clues import Clues, place_named
from analysis.events import same_employer
from analysis.meaning import Vectors

# Logistic weights, rounded from a ridge fit on pairs of the made tellings in tests/gold/stories.jsonl (F1 of pairs .96
# in fivefold cross-validation, .93 by the meaning alone).
MEANING: Final = 10.0
EMPLOYER: Final = 1.2
TOWN: Final = 1.2
NUMBERS: Final = 1.1
SECTOR: Final = 1.0
NOTHING: Final = -3.9
NEWS_MEANING: Final = 14.0
NEWS_AT: Final = 0.565
"""Cosine at which two pieces of general news are one event: best F1 on the labelled pairs is flat from .55 to .58."""
VIEWS_MEANING: Final = 10.0
VIEWS_AT: Final = 1.12
"""Sum of two cosines, of headline with 500 characters and of one headline with the other's opening, from which other
news is one event: the F1 of the labelled pairs is .88 from 1.10 to 1.16, where the openings alone give .85; chosen on
one half and measured on the other, .875 against .843 on the mean of 300 halvings."""
NEAR_KM: Final = 60.0
"""A field or a pit and the town that it is named after: Zhanaozen and Tenge 15 km, Zhezkazgan and Zhomart 40."""
MOST_NUMBERS: Final = 2
NAMED_BY_ONE: Final = 2
"""Firms, towns or trades that a telling of one strike names (a contractor and its client); of an article that names
more, which tells of many strikes, a name in common counts for as much less."""
STARTS_APART: Final = 30
"""Days between the start days told of at which two strikes are two, though undated articles sound alike. A start is
read a week or so wrong at times, and never by a month."""
SAME: Final = 0.5
DAY: Final = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An article as stories see it: when it told, of which group of near-copies, its clues and its meaning.

    `whole` and `headline` are further views, of news that tells of no strike.
    """

    id: str
    at: datetime | None
    group: str
    strike: bool
    clues: Clues = field(default_factory=Clues)
    among_news: Vectors | None = None
    among_strikes: Vectors | None = None
    whole: Vectors | None = None
    headline: Vectors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely two articles tell of one event, 0 to 1, and why; -1 where they cannot."""

    value: float
    why: tuple[str, ...]


def likeness(a: Account, b: Account) -> Likeness:
    """Compare two articles, whenever they were told."""
    if a.group == b.group:
        return Likeness(value=1.0, why=("the same text",))
    if not (a.strike or b.strike):
        return _as_news(a, b)
    if against := _apart(a.clues, b.clues):
        return Likeness(value=-1.0, why=(against,))
    cosine = _cosine(a.among_strikes, b.among_strikes)
    found = [(MEANING * cosine, f"meaning {cosine:.2f}"), *_facts(a.clues, b.clues)]
    logit = NOTHING + sum(weight for weight, _ in found)
    return Likeness(value=_logistic(logit), why=tuple(reason for weight, reason in found if reason and weight > 0))


def _as_news(a: Account, b: Account) -> Likeness:
    """Compare two pieces of other news: by their openings or, where they were embedded, by three views of them."""
    cosine = _cosine(a.among_news, b.among_news)
    logit = NEWS_MEANING * (cosine - NEWS_AT)
    if a.headline is not None and b.headline is not None:
        told = max(_cosine(a.headline, b.among_news), _cosine(b.headline, a.among_news))
        logit = VIEWS_MEANING * (_cosine(a.whole, b.whole) + told - VIEWS_AT)
    return Likeness(value=_logistic(logit), why=(f"meaning {cosine:.2f}",))


def one_firm(ours: Iterable[str], theirs: Iterable[str]) -> str | None:
    """Return the firm that both name, however spelled; None if there is none."""
    theirs = sorted(theirs)
    return next((name for name in sorted(ours) if any(_same_firm(name, other) for other in theirs)), None)


def kilometres(ours: Iterable[str], theirs: Iterable[str]) -> float | None:
    """Return how far apart the nearest two of their towns are; None where either names none."""
    theirs = tuple(theirs)
    return min((_between(*sorted((one, other))) for one in ours for other in theirs), default=None)


def _apart(a: Clues, b: Clues) -> str | None:
    """Say why two strikes cannot be one: firms that differ, or towns far from each other."""
    if a.employers and b.employers and one_firm(a.named, b.named) is None:
        return f"different employers: {', '.join(sorted(a.employers))}; {', '.join(sorted(b.employers))}"
    days = _days_between(a.starts, b.starts)
    if days is not None and days > STARTS_APART:
        return f"{days} days between their starts"
    far = kilometres(a.towns, b.towns)
    if far is not None and far > NEAR_KM:
        return f"different places: {', '.join(sorted(a.towns))}; {', '.join(sorted(b.towns))}"
    return None


def _facts(a: Clues, b: Clues) -> Iterable[tuple[float, str]]:
    if firm := one_firm(a.named, b.named):
        yield EMPLOYER * _share(a.named, b.named), f"the same employer: {firm}"
    if towns := a.towns & b.towns:
        yield TOWN * _share(a.towns, b.towns), f"the same place: {', '.join(sorted(towns))}"
    ours, theirs = (one.numbers | set(map(str, one.workers)) for one in (a, b))
    if shared := ours & theirs:
        yield NUMBERS * min(MOST_NUMBERS, len(shared)), f"the same numbers: {', '.join(sorted(shared))}"
    elif ours and theirs:
        yield -NUMBERS / 2, ""
    if a.sectors and b.sectors:
        share = SECTOR * _share(a.sectors, b.sectors)
        yield (share, "the same trade") if a.sectors & b.sectors else (-share, "")


def _share(ours: Collection[str], theirs: Collection[str]) -> float:
    return min(1.0, NAMED_BY_ONE / max(len(ours), len(theirs), 1))


def _days_between(ours: Iterable[str], theirs: Iterable[str]) -> int | None:
    """Return how far apart the nearest two of their start days are; None where either tells none to the day."""
    theirs = tuple(theirs)
    days = (
        abs((_day(one) - _day(other)).days) for one in ours for other in theirs if len(one) == len(other) == len(DAY)
    )
    return min(days, default=None)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _cosine(a: Vectors | None, b: Vectors | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


@lru_cache(maxsize=1 << 14)
def _same_firm(one: str, other: str) -> bool:
    return same_employer(one, other)


@lru_cache(maxsize=1 << 14)
def _between(one: str, other: str) -> float:
    """Return the distance of two towns in km; none between equal names, too far if either is not in the gazetteer."""
    here, there = place_named(one), place_named(other)
    if one == other:
        return 0.0
    if here is None or there is None:
        return math.inf
    north = (here.at[0] - there.at[0]) * 111.2
    east = (here.at[1] - there.at[1]) * 111.2 * math.cos(math.radians(here.at[0]))
    return math.hypot(north, east)
