"""Which reports tell of the same strike: the key of an event, compared value by value.

Reads coded reports as plain values; writes nothing. The key is employer x settlement x start day, three days either
way; a strike goes on while the gaps between what is told of it stay within seven days. Different employers are
different events, even in one town on one day; values that a report does not give neither join nor part.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, Final, Protocol, TypeVar

from analysis.employers import load

START_DAYS: Final = 3
"""How far the start days of two reports of one strike may lie apart: ../shared/guide/events.md."""
GAP_DAYS: Final = 7
"""The longest silence within one strike, from the same place."""
SPELLED_ALIKE: Final = 0.8
"""Share of letters in common at which two spellings name one firm, once written in one way: "Uralsk Avtotrans" and
"Oral Avtotrans" have .86, "Karazhanbas" and "Karazhanbasmunai" .80; two firms of one trade less, "Ozenmunaigas" and
"Embamunaigas" .75, "Shymkent Bus" and "Semey Bus" .53. Two abbreviations before one word (KMK, AMK) do pass."""


_LATIN: Final = {"kh": "h", "zh": "j", "gh": "g", "iy": "i", "yy": "i", "ts": "c", "ph": "f"}
_DIGRAPH: Final = re.compile("|".join(_LATIN))
_LETTER: Final = str.maketrans(
    {"q": "k", "w": "v", "y": "i", "x": "h", "ı": "i", "ú": "u", "ü": "u", "ö": "o", "ä": "a"}
)


class Claim(Protocol):
    """One accepted report: what it says, told on which day, in which story. `store.events.Claim` is one."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The report's values, as ../shared/guide/events.md names them."""

    @property
    def told(self) -> date:
        """The day on which its article was told."""

    @property
    def story(self) -> str | None:
        """The story that its article belongs to."""


C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whether a report tells of an event: `certain` needs nobody to look; `against` forbids it unless a person says."""

    certain: bool
    strength: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def match(claim: Claim, event: Sequence[Claim]) -> Match:
    """Compare a report with an event's reports: certain with the employer (or story) and the place and time at one."""
    employer, place = _employers(claim, event), _places(claim, event)
    time, story = _times(claim, event), _same_story(claim, event)
    told = [one for one in (employer, place, time, story) if one is not None]
    reasons = tuple(reason for good, reason in told if good)
    against = tuple(reason for good, reason in told if not good)
    key = (employer is not None and employer[0]) or (story is not None and employer is None)
    certain = bool(key and place is not None and place[0] and time[0] and not against)
    return Match(certain=certain, strength=2 * len(reasons) - 3 * len(against), reasons=reasons, against=against)


def same_employer(one: str, other: str) -> bool:
    """Say whether two names are of one firm: spelled alike, or one owns the other (the register's `parent`)."""
    if _plain(one) == _plain(other) or _owner(one) == other or _owner(other) == one:
        return True
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio() >= SPELLED_ALIKE


def conflicts(claims: Iterable[C], names: Iterable[str]) -> dict[str, dict[str, tuple[C, ...]]]:
    """Return the fields on which the reports of an event differ: field -> value -> who said it."""
    differing: dict[str, dict[str, tuple[C, ...]]] = {}
    claims = tuple(claims)
    for name in names:
        values: dict[str, tuple[C, ...]] = {}
        for claim in claims:
            if (said := value(claim, name)) is not None:
                values[said] = (*values.get(said, ()), claim)
        if len(values) > 1:
            differing[name] = values
    return differing


def value(claim: Claim, name: str) -> str | None:
    """Return one value of a report as text; None where it does not say."""
    found = claim.fields.get(name)
    return str(found) if found not in (None, "", [], ()) else None


def day(claim: Claim, name: str) -> date | None:
    """Return a date of a report; None where it gives none, or one without a day."""
    try:
        return date.fromisoformat(value(claim, name) or "")
    except ValueError:
        return None


def _span(claim: Claim) -> tuple[date, date]:
    """Return the days that a report speaks of: from its start, else its telling, to its end, else its telling."""
    start = day(claim, "start_date") or claim.told
    return start, max(start, day(claim, "end_date") or claim.told)


_Said = tuple[bool, str]


def _employers(claim: Claim, event: Sequence[Claim]) -> _Said | None:
    mine = value(claim, "employer")
    theirs = sorted({name for one in event if (name := value(one, "employer")) is not None})
    if mine is None or not theirs:
        return None
    alike = next((name for name in theirs if same_employer(mine, name)), None)
    if alike is not None:
        return True, f"the same employer: {mine}" if alike == mine else f"one employer: {mine}, {alike}"
    return False, f"different employers: {mine}; {', '.join(theirs)}"


def _places(claim: Claim, event: Sequence[Claim]) -> _Said | None:
    for name in ("settlement", "region"):
        mine = value(claim, name)
        theirs = sorted({place for one in event if (place := value(one, name)) is not None})
        if mine is not None and theirs:
            same = mine in theirs
            return same, f"the same {name}: {mine}" if same else f"another {name}: {mine}; {', '.join(theirs)}"
    return None


def _times(claim: Claim, event: Sequence[Claim]) -> _Said:
    """Compare days: starts within START_DAYS, or a continuation with no gap of more than GAP_DAYS."""
    start = day(claim, "start_date")
    starts = [known for one in event if (known := day(one, "start_date")) is not None]
    if start is not None and any(abs(start - known) <= timedelta(START_DAYS) for known in starts):
        return True, f"starts within {START_DAYS} days: {start}"
    gap = _widest_gap([claim, *event])
    if gap <= GAP_DAYS:
        return True, f"no silence of more than {GAP_DAYS} days"
    return False, f"{gap} days of silence between them"


def _widest_gap(claims: Iterable[Claim]) -> int:
    """Return the most days in a row, between the first and the last day told of, of which nobody tells."""
    spans = sorted(map(_span, claims))
    reach, widest = spans[0][1], 0
    for _, (start, end) in pairwise(spans):
        widest, reach = max(widest, (start - reach).days), max(reach, end)
    return widest


def _same_story(claim: Claim, event: Sequence[Claim]) -> _Said | None:
    if claim.story is not None and any(claim.story == one.story for one in event):
        return True, "told in the same story"
    return None


def _plain(name: str) -> str:
    """Write a name as one of the ways to put Kazakh and Russian into Latin letters: Aqqu is Akku, Burgylay Burgilai."""
    letters = "".join(letter for letter in name.lower() if letter.isalnum())
    return _DIGRAPH.sub(lambda two: _LATIN[two.group()], letters).translate(_LETTER)


def _owner(name: str) -> str | None:
    known = load().get(name)
    return known.parent if known else None
