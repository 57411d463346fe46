"""Which sentences of an article tell of the same strike.

Reads what each sentence tells; gives Strikes, each with its sentences. A new strike begins where a sentence that
tells of one names another employer or, with no employer, another place or day; what follows belongs to the strike
last told of. General talk of strikes, with neither firm nor place, makes no strike of its own beside others.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from analysis.coding.parts import HOLDINGS
from analysis.coding.sameness import Strike, begins_another, fits, kinds, may_be, merged, one_spot
from analysis.coding.telling import YEAR, Told
from analysis.coding.voices import HISTORY
from analysis.employers import EmployerMention
from analysis.gazetteer import PlaceMention
from analysis.reading import Cue
from analysis.tokens import fold

# Surveys of a wave look back a year or two; what is older is told as history (December 2011).
_OLD_YEARS = 3
# A new strike takes who and where from this many sentences before it.
_LEADS = 2
_JOINED = re.compile(
    r"similar|(?<!not )\bjoined|also |также|тоже|(?<!не )присоедин|(?<!не )поддержал|косылды|сондай-ак"
)
_NOT_JOINED = re.compile(r"не присоедин|не поддерж|not join|n't join|косылган жок|косылмады")
# "Let us recall": what follows is background, if it is of an earlier year.
_RECALLED = re.compile(
    r"напомним|напоминаем|естеринизге сала|еске сал|айта кетейик|бугинге дейин|последний раз|as reported earlier"
)
_SINCE = re.compile(r"(?<!\w)(?:since|с)\s$")
_SINCE_AFTER = re.compile(r"\sжылдан\s(?:бери|бастап)")
# A town alone begins no other strike where nobody at work is named: the meat was taken to Semey.
_PEOPLE = re.compile(
    r"рабоч|работни|водител|шахтер|горняк|нефтяни|медик|врач|фельдшер|медсест|учител|курьер|строител|бригад|сотрудни|люди"
    r"|коллектив|персонал|машинист|таксист|автобус|забаст|бастов|бастую|стачк|профсоюз|[а-я]{3}щик|[а-я]{3}щиц|акци"
    r"|жумысшы|мунайшы|кенши|жургизуши|кызметкер|даригер|мугалим|курьер|курылысшы|ужым|адам|ереуил|кассир|аспаз|шы\b|ши\b"
    r"|шылар|шилер|work|strike|driver|miner|crew|nurse|doctor|teacher|staff|men\b|employee|people|courier|rider|[a-z]{3}ers\b"
)
_LISTING = re.compile(r"\s*(?:,|and|и|мен|жане|, and)\s*")


def strikes(told: Sequence[Told]) -> list[Strike]:
    """Group the sentences of an article by the strike that they tell of."""
    latest = _latest(told)
    found: list[Strike] = []
    current: list[Strike] = []
    waiting: list[Told] = []
    for one in told:
        if one.of_strike and not _is_past(one, latest):
            current = _begun_by(one, found, current, waiting)
            waiting = []
        elif current and _joins(one) and one.employers:
            before, current = current[-1], _begun_by(one, found, current, ())
            for strike in current:
                strike.beside = strike.beside or (before if strike is not before else None)
        elif _is_past(one, latest):
            continue
        elif current:
            _follow(one, current)
        else:
            waiting = [*waiting, one][-_LEADS:]
    anchored = merged([strike for strike in found if strike.anchored])
    # An article that no rule fits, but that was flagged all the same, tells of one strike somewhere.
    return anchored or found[:1] or [Strike(sentences=list(told))]


def present(told: Sequence[Told]) -> list[Told]:
    """Leave out the sentences that look far back: they say nothing of the strikes that the article is about."""
    latest = _latest(told)
    return [one for one in told if not _is_past(one, latest)] or list(told)


def _latest(told: Iterable[Told]) -> int | None:
    years = (year for one in told for year in (one.year, one.seen.year if one.seen else None) if year)
    return max(years, default=None)


def _joins(one: Told) -> bool:
    said = fold(one.text[one.start : one.end])
    return _JOINED.search(said) is not None and not _NOT_JOINED.search(said)


def _is_past(one: Told, latest: int | None) -> bool:
    if one.voice == HISTORY or any(cue.rule.meaning == "history" and not _in_name(one, cue) for cue in one.cues):
        return True
    years = [int(year[1]) for year in YEAR.finditer(one.text, one.start, one.end) if not _lasts(one, year)]
    if _RECALLED.search(fold(one.text[one.start : one.end])) and (
        not one.seen or max(years, default=9999) < one.seen.year
    ):
        return True
    return latest is not None and bool(years) and max(years) <= latest - _OLD_YEARS


def _lasts(one: Told, year: re.Match[str]) -> bool:
    """Tell whether a year says since when something is so: "the operator since 2015" does not look back."""
    before, after = one.text[max(one.start, year.start() - 10) : year.start()], one.text[year.end() : one.end]
    return _SINCE.search(fold(before)) is not None or _SINCE_AFTER.match(fold(after)) is not None


def _in_name(one: Told, cue: Cue) -> bool:
    """Tell whether words of the past are a pit's or a firm's name: the mine "10 years of Independence"."""
    names = [(name.start, name.end) for names in (one.places, one.employers, one.owners) for name in names]
    return any(start < cue.end and cue.start < end for start, end in names)


def _begun_by(one: Told, found: list[Strike], current: list[Strike], waiting: Sequence[Told]) -> list[Strike]:
    """Give the strikes that a sentence tells of: known ones, or new ones added to those found."""
    owners = {strike.employer.employer.parent for strike in found if strike.employer}
    # A pit's name says where they work: it makes no strike beside that of its firm.
    named = [mention for mention in one.employers if not mention.employer.site]
    employers = {mention.employer.key: mention for mention in named if mention.employer.name not in owners}
    if employers:
        return [_with_employer(mention, one, found, current, waiting) for mention in employers.values()]
    settlements = _listed(one)
    if settlements and not (
        current and current[-1].anchored and not _PEOPLE.search(fold(one.text[one.start : one.end]))
    ):
        placed = [
            _with_place(mention, one, found, current, waiting, listed=len(settlements) > 1) for mention in settlements
        ]
        for strike in placed if len(settlements) > 1 else ():
            strike.listed = True
        return placed
    if not current or not current[-1].anchored:
        earlier = current[-1].sentences[-1:] if current else waiting[-1:]
        firms = {mention.employer.key: mention for told in earlier for mention in told.employers}
        if len(firms) > 1:
            return [_with_employer(mention, one, found, (), earlier) for mention in firms.values()]
    if not current or begins_another(current[-1], one):
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


def _new(
    one: Told,
    waiting: Sequence[Told],
    *,
    employer: EmployerMention | None = None,
    place: PlaceMention | None = None,
) -> Strike:
    strike = Strike(employer=employer, place=place, day=one.day, sentences=[*waiting, one])
    _adopt(strike, waiting, placed=bool(one.places))
    return strike


def _join(strike: Strike, one: Told, place: PlaceMention | None = None) -> Strike:
    strike.sentences.append(one)
    strike.place = strike.place or place
    strike.day = strike.day or one.day
    return strike


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
        if strike.employer and strike.employer.employer.key == mention.employer.key:
            return _join(strike, one, place)
    for strike in current if len(current) == 1 else ():
        same = strike.anchored and fits(strike, one, place) and bool(kinds(one) & kinds(*strike.sentences))
        if strike.employer is None and (same or may_be(strike, one)):
            strike.employer = mention
            return _join(strike, one, place)
    found.append(_new(one, waiting, employer=mention, place=place))
    return found[-1]


def _with_place(
    mention: PlaceMention,
    one: Told,
    found: list[Strike],
    current: Sequence[Strike],
    waiting: Sequence[Told],
    *,
    listed: bool,
) -> Strike:
    known = [strike for strike in found if strike.place and strike.place.place == mention.place]
    unplaced = [strike for strike in current if strike.place is None]
    beside = [strike for strike in current if not listed and strike.place and one_spot(strike.place, mention)]
    for strike in (*reversed(known), *unplaced, *beside):
        if may_be(strike, one) or fits(strike, one, mention) or _goes_back(strike, one, mention):
            return _join(strike, one, mention)
    found.append(_new(one, waiting, place=mention))
    return found[-1]


def _goes_back(strike: Strike, one: Told, place: PlaceMention) -> bool:
    """Tell whether a sentence says how a firm's strike began, of which first its end was told: "It began on ..."."""
    regions = {mention.place.region for told in strike.sentences for mention in told.places}
    earlier = one.day is not None and strike.day is not None and one.day < strike.day
    return strike.employer is not None and strike.place is None and earlier and place.place.region in regions


def _adopt(strike: Strike, earlier: Sequence[Told], *, placed: bool) -> None:
    """Let a strike take employer and place from sentences just before it, nearest first.

    A sentence that is `placed`, in a region if in no town, is not in the town of the sentence before.
    """
    for one in reversed(earlier):
        if strike.employer is None and one.employers:
            strike.employer = one.employers[-1]
        if strike.place is None and one.settlements and not placed:
            strike.place = one.settlements[0]


def _follow(one: Told, current: Sequence[Strike]) -> None:
    """Add a sentence to the strike last told of; it may name who and where only right after a telling sentence."""
    strike = current[-1]
    right_after = strike.sentences[-1].of_strike
    strike.sentences.append(one)
    if len(current) > 1 or not right_after:
        return
    if strike.employer is None:
        firms = [mention for mention in (*one.employers, *one.parts.owners) if mention.employer.name not in HOLDINGS]
        strike.employer = firms[0] if firms else None
    if strike.place is None and strike.employer is not None and one.settlements:
        strike.place = one.settlements[0]
