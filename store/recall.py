"""How much is missed: recall and its interval, from counts of what people looked at. Reads counts; writes nothing.

In each stratum the share of strikes has a Beta distribution, Jeffreys' (1946) with what people decided in it; 2,000
seeded draws from all strata together give the interval of recall (what was flagged and is a strike, of all strikes).
The point is Horvitz and Thompson's (1952): each strike found in an audit stands for as many articles as it had to be
drawn from.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_DRAWS = 2_000
_SEED = 1952
_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Articles of one kind: how many there are, how many people looked at, how many of those tell of a strike."""

    articles: int
    reviewed: int
    strikes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """The share of strikes that is flagged, estimated; with its 95 % interval and what it rests on."""

    value: float
    low: float
    high: float
    audited: int  # unflagged articles that people looked at
    missed: int  # of these, strikes
    flagged: int  # flagged articles that people looked at


def estimate(flagged: Stratum, unflagged: Sequence[Stratum]) -> Recall | None:
    """Estimate recall; None until a flagged strike is accepted and an audited article is looked at."""
    audited = sum(one.reviewed for one in unflagged)
    if not flagged.strikes or not audited:
        return None
    found = flagged.articles * flagged.strikes / flagged.reviewed
    missed = sum(one.articles * one.strikes / one.reviewed for one in unflagged if one.reviewed)
    chance = random.Random(_SEED)  # noqa: S311 - draws for an interval, the same each time
    drawn = sorted(_draw(flagged, unflagged, chance) for _ in range(_DRAWS))
    return Recall(
        value=found / (found + missed),
        low=drawn[int(_DRAWS * _LOW)],
        high=drawn[int(_DRAWS * _HIGH)],
        audited=audited,
        missed=sum(one.strikes for one in unflagged),
        flagged=flagged.reviewed,
    )


def _draw(flagged: Stratum, unflagged: Sequence[Stratum], chance: random.Random) -> float:
    found = _strikes(flagged, chance)
    return found / (found + sum(_strikes(one, chance) for one in unflagged))


def _strikes(one: Stratum, chance: random.Random) -> float:
    """Draw how many strikes a stratum holds: those seen, and a share of those that nobody looked at."""
    share = chance.betavariate(one.strikes + 0.5, one.reviewed - one.strikes + 0.5)
    return one.strikes + (one.articles - one.reviewed) * share
