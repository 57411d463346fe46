"""Which sentences of an article tell of the same strike.

Reads what each sentence tells; gives Strikes, each with its sentences. A new strike begins where a sentence that
tells of one names another employer or, with no employer, another place or day; what follows belongs to the strike
last told of. General talk of strikes, with neither firm nor place, makes no strike of its own beside others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from analysis.coding.telling import HOLDINGS, YEAR, Told
from analysis.employers import EmployerMention
from analysis.gazetteer import PlaceMention
from analysis.tokens import fold

# Surveys of a wave look back a year or two; what is older is told as history (December 2011).
_OLD_YEARS = 3
# A new strike takes who and where from this many sentences before it.
_LEADS = 2
# Two days further apart than the window of an event (guide: start day +/- 3) are two strikes.
_SAME_DAYS = 3
_JOINED = re.compile(r"similar|joined|also |также|тоже|присоедин|поддержал|косылды|сондай-ак")
_LISTING = re.compile(r"\s*(?:,|and|и|мен|жане|, and)\s*")


@dataclass(slots=True, kw_only=True)
class Strike:
    """A strike told of: who and where as far as it is known, and the sentences that tell of it."""

    employer: EmployerMention | None = None
    place: PlaceMention | None = None
    day: str | None = None
    sentences: list[Told] = field(default_factory=list)

    @property
    def anchored(self) -> bool:
        """Tell whether anything but words of strikes holds it together."""
        return self.employer is not None or self.place is not None


def strikes(told: Sequence[Told]) -> list[Strike]:
    """Group the sentences of an article by the strike that they tell of."""
    latest = max((one.year for one in told if one.year), default=None)
    found: list[Strike] = []
    current: list[Strike] = []
    waiting: list[Told] = []
    for one in told:
        if one.of_strike and not _is_past(one, latest):
            current = _begun_by(one, found, current, waiting)
            waiting = []
        elif current and _JOINED.search(fold(one.text[one.start : one.end])) and one.employers:
            current = _begun_by(one, found, current, ())
        elif _is_past(one, latest):
            continue
        elif current:
            _follow(one, current)
        else:
            waiting = [*waiting, one][-_LEADS:]
    anchored = [strike for strike in found if strike.anchored]
    return anchored or found[:1]


def _is_past(one: Told, latest: int | None) -> bool:
    if any(cue.rule.meaning == "history" for cue in one.cues):
        return True
    years = [int(year) for year in YEAR.findall(one.text, one.start, one.end)]
    return latest is not None and bool(years) and max(years) <= latest - _OLD_YEARS


def _begun_by(one: Told, found: list[Strike], current: list[Strike], waiting: Sequence[Told]) -> list[Strike]:
    """Give the strikes that a sentence tells of: known ones, or new ones added to those found."""
    employers = {mention.employer.name: mention for mention in one.employers}
    if employers:
        return [_with_employer(mention, one, found, current, waiting) for mention in employers.values()]
    settlements = _listed(one)
    if settlements:
        return [_with_place(mention, one, found, current, waiting) for mention in settlements]
    if not current or not current[-1].anchored:
        earlier = current[-1].sentences[-1:] if current else waiting[-1:]
        firms = {mention.employer.name: mention for told in earlier for mention in told.employers}
        if len(firms) > 1:
            return [_with_employer(mention, one, found, (), earlier) for mention in firms.values()]
    if not current or (one.day and current[-1].day and _apart(one.day, current[-1].day)):
        before = current[-1] if current else Strike()
        found.append(_new(one, waiting, employer=before.employer, place=before.place))
        return found[-1:]
    _join(current[-1], one)
    return current


def _listed(one: Told) -> list[PlaceMention]:
    """Give the settlements of a list ("in Ridder, Semey and Ayagoz"), or the first one named."""
    places = list({mention.place.name: mention for mention in one.settlements}.values())
    listed = places[:1]
    for before, after in pairwise(places):
        if not _LISTING.fullmatch(fold(one.text[before.end : after.start])):
            break
        listed.append(after)
    return listed


def _apart(one: str, other: str) -> bool:
    month = len("2024-06")
    if len(one) == month or len(other) == month:
        return one[:month] != other[:month]
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _SAME_DAYS


def _new(
    one: Told,
    waiting: Sequence[Told],
    *,
    employer: EmployerMention | None = None,
    place: PlaceMention | None = None,
) -> Strike:
    strike = Strike(employer=employer, place=place, day=one.day, sentences=[*waiting, one])
    _adopt(strike, waiting)
    return strike


def _join(strike: Strike, one: Told, place: PlaceMention | None = None) -> Strike:
    strike.sentences.append(one)
    strike.place = strike.place or place
    strike.day = strike.day or one.day
    return strike


def _fits(strike: Strike, one: Told, place: PlaceMention | None) -> bool:
    """Tell whether nothing that a sentence names speaks against its being of a strike."""
    if place and strike.place and strike.place.place != place.place:
        return False
    return not (one.day and strike.day and _apart(one.day, strike.day))


def _may_be(strike: Strike, one: Told) -> bool:
    """Tell whether a strike of which neither firm nor place is known may be the one that a sentence names."""
    exact = len("2024-06-12")
    days = [day for day in (strike.day, one.day) if day and len(day) == exact]
    return not strike.anchored and (len(days) < len((strike, one)) or not _apart(days[0], days[1]))


def _with_employer(
    mention: EmployerMention,
    one: Told,
    found: list[Strike],
    current: Sequence[Strike],
    waiting: Sequence[Told],
) -> Strike:
    near = sorted(one.settlements, key=lambda place: abs(place.start - mention.start))
    place = near[0] if near else None
    for strike in found:
        if strike.employer and strike.employer.employer.name == mention.employer.name:
            return _join(strike, one, place)
    for strike in current if len(current) == 1 else ():
        same = _fits(strike, one, place) and bool(_kinds(one) & _kinds(*strike.sentences))
        if strike.employer is None and (same or _may_be(strike, one)):
            strike.employer = mention
            return _join(strike, one, place)
    found.append(_new(one, waiting, employer=mention, place=place))
    return found[-1]


def _kinds(*told: Told) -> set[str]:
    """Give whether sentences tell of strikes or of threats."""
    return {
        "threat" if cue.rule.meaning == "threat" else "strike" for one in told for cue in one.cues if cue.counts
    } or {"strike", "threat"}


def _with_place(
    mention: PlaceMention, one: Told, found: list[Strike], current: Sequence[Strike], waiting: Sequence[Told]
) -> Strike:
    known = [strike for strike in found if strike.place and strike.place.place == mention.place]
    unplaced = [strike for strike in current if strike.place is None]
    for strike in (*reversed(known), *unplaced):
        if _may_be(strike, one) or _fits(strike, one, mention):
            return _join(strike, one, mention)
    found.append(_new(one, waiting, place=mention))
    return found[-1]


def _adopt(strike: Strike, earlier: Sequence[Told]) -> None:
    """Let a strike take employer and place from sentences just before it, nearest first."""
    for one in reversed(earlier):
        if strike.employer is None and one.employers:
            strike.employer = one.employers[-1]
        if strike.place is None and one.settlements:
            strike.place = one.settlements[0]


def _follow(one: Told, current: Sequence[Strike]) -> None:
    """Add a sentence to the strike last told of; it may name who and where only right after a telling sentence."""
    strike = current[-1]
    right_after = strike.sentences[-1].of_strike
    strike.sentences.append(one)
    if len(current) > 1 or not right_after:
        return
    if strike.employer is None:
        firms = [mention for mention in (*one.employers, *one.owners) if mention.employer.name not in HOLDINGS]
        strike.employer = firms[0] if firms else None
    if strike.place is None and strike.employer is not None and one.settlements:
        strike.place = one.settlements[0]
