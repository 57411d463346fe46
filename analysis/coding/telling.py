"""What each sentence of an article tells, and which sentences tell of the same strike.

Reads the two Readings of an article; gives Strikes, each with its sentences. A new strike begins where a sentence
that tells of one names another employer or, with no employer, another place; what follows belongs to the strike last
told of. General talk of strikes, with neither firm nor place, makes no strike of its own beside others.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.coding.dates import Dated, find_dates
from analysis.coding.workers import find_workers
from analysis.employers import EmployerMention, find_employers
from analysis.gazetteer import PlaceMention, find_countries, find_places
from analysis.reading import Cue, Reading, words_of
from analysis.tokens import Token, fold

_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
# Surveys of a wave look back a year or two; what is older is told as history (December 2011).
_OLD_YEARS = 3
# A firm named after these words owns, hires or is asked to: it is not the one on strike.
_OTHER_ROLE = re.compile(
    r"(?:owned by|part of|subsidiary of|separated|from which|return of .*|return.* to|privati\w+|at many of|owner|shareholder|founder"
    r"|вход\w+ в|в состав\w*|дочерн\w+|принадлеж\w+|штат\w*|офис\w*|подряд\w+ (?:организаци\w+ )?)[\s«\"“]*$"
)
_OWNED = re.compile(r"^[»\"”\s]*(?:корпорация\w*на |компания\w*на )?(?:карасты|еншилес)")
# Firms that mostly stand in the news as owners or as the state's hand.
_HOLDINGS = frozenset({"KazMunayGas", "CNPC", "ERG", "Kazatomprom"})
# A new strike takes who and where from this many sentences before it.
_LEADS = 2
# Two days further apart than the window of an event (guide: start day +/- 3) are two strikes.
_SAME_DAYS = 3
_JOINED = re.compile(r"similar|joined|also |также|тоже|присоедин|поддержал|косылды|сондай-ак")
_LISTING = re.compile(r"\s*(?:,|and|и|мен|жане|, and)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with what it names."""

    field: str
    text: str
    start: int
    end: int
    words: tuple[Token, ...]
    cues: tuple[Cue, ...]
    employers: tuple[EmployerMention, ...]
    owners: tuple[EmployerMention, ...]
    places: tuple[PlaceMention, ...]
    countries: tuple[str, ...]
    dates: tuple[Dated, ...]
    year: int | None  # the last year that the article has named up to here

    @property
    def of_strike(self) -> bool:
        """Tell whether the sentence says that a strike took, takes or may take place."""
        telling = [cue.rule.meaning for cue in self.cues if cue.counts]
        anchored = bool(self.dates) and bool(self.places or self.employers or find_workers(self.text, self.words))
        return any(meaning != "protest" or anchored for meaning in telling)

    @property
    def settlements(self) -> tuple[PlaceMention, ...]:
        """Give the towns and fields named."""
        return tuple(mention for mention in self.places if mention.place.kind not in ("region", "district"))

    @property
    def day(self) -> str | None:
        """Give the day or month that the sentence names first, if it names one."""
        return self.dates[0].value if self.dates else None


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


def tell(readings: Iterable[Reading], published: date | None) -> list[Told]:
    """Cut an article into sentences with what each names."""
    told = []
    year: int | None = None
    for reading in readings:
        for number, part in enumerate(reading.sentences):
            years = [int(found) for found in _YEAR.findall(reading.text, part.start, part.end)]
            year = years[-1] if years else year
            told.append(_told(reading, number, year, published))
    return told


def _told(reading: Reading, number: int, year: int | None, published: date | None) -> Told:
    part = reading.sentences[number]
    words = words_of(reading.text, part, reading.script)
    employers = find_employers(reading.text, words)
    owners = [mention for mention in employers if _is_owner(reading.text, part.start, mention, employers)]
    return Told(
        field=reading.field,
        text=reading.text,
        start=part.start,
        end=part.end,
        words=words,
        cues=tuple(cue for cue in reading.cues if cue.sentence == number),
        employers=tuple(mention for mention in employers if mention not in owners),
        owners=tuple(owners),
        places=tuple(_outside(find_places(reading.text, words), employers)),
        countries=tuple(find_countries(reading.text, words)),
        dates=tuple(find_dates(words, published, year)),
        year=year,
    )


def _outside(places: Sequence[PlaceMention], employers: Sequence[EmployerMention]) -> list[PlaceMention]:
    """Leave out places that are part of a firm's name: Semey Bus, Kazakhoil Aktobe."""
    return [
        place
        for place in places
        if not any(firm.start <= place.start and place.end <= firm.end for firm in employers)
    ]


def _is_owner(text: str, start: int, mention: EmployerMention, others: Sequence[EmployerMention]) -> bool:
    before = fold(text[max(start, mention.start - 40) : mention.start])
    if _OTHER_ROLE.search(before):
        return True
    if len({other.employer.name for other in others}) == 1:
        return False
    parents = {other.employer.parent for other in others}
    return (
        mention.employer.name in parents
        or mention.employer.name in _HOLDINGS
        or _OWNED.match(fold(text[mention.end : mention.end + 40])) is not None
    )


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
        elif current:
            _follow(one, current)
        elif not _is_past(one, latest):
            waiting = [*waiting, one][-_LEADS:]
    anchored = [strike for strike in found if strike.anchored]
    return anchored or found[:1]


def _is_past(one: Told, latest: int | None) -> bool:
    if any(cue.rule.meaning == "history" for cue in one.cues):
        return True
    years = [int(year) for year in _YEAR.findall(one.text, one.start, one.end)]
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
        before = current[-1].sentences[-1:] if current else waiting[-1:]
        firms = {mention.employer.name: mention for earlier in before for mention in earlier.employers}
        if len(firms) > 1:
            return [_with_employer(mention, one, found, (), before) for mention in firms.values()]
    if not current or (one.day and current[-1].day and _apart(one.day, current[-1].day)):
        found.append(_new(one, waiting))
        return found[-1:]
    _join(current[-1], one)
    return current


def _listed(one: Told) -> list[PlaceMention]:
    """Give the settlements of a list ("in Aktau, Kalamkas and Zhetybay"), or the first one named."""
    places = list({mention.place.name: mention for mention in one.settlements}.values())
    listed = places[:1]
    for before, after in zip(places, places[1:], strict=False):
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
    one: Told, waiting: Sequence[Told], *, employer: EmployerMention | None = None, place: PlaceMention | None = None
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


def _with_employer(
    mention: EmployerMention, one: Told, found: list[Strike], current: Sequence[Strike], waiting: Sequence[Told]
) -> Strike:
    near = sorted(one.settlements, key=lambda place: abs(place.start - mention.start))
    place = near[0] if near else None
    for strike in found:
        if strike.employer and strike.employer.employer.name == mention.employer.name:
            return _join(strike, one, place)
    for strike in current if len(current) == 1 else ():
        if strike.employer is None and _fits(strike, one, place) and _kinds(one) & _kinds(*strike.sentences):
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
        if _fits(strike, one, mention):
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
        firms = [mention for mention in (*one.employers, *one.owners) if mention.employer.name not in _HOLDINGS]
        strike.employer = firms[0] if firms else None
    if strike.place is None and one.settlements:
        strike.place = one.settlements[0]
