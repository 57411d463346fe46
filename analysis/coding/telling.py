"""What each sentence of an article tells, and which sentences tell of the same strike.

Reads the two Readings of an article; gives Strikes, each with its sentences. A new strike begins where a sentence
that tells of one names another employer or, with no employer, another place; what follows belongs to the strike last
told of. General talk of strikes, with neither firm nor place, makes no strike of its own beside others.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.employers import Employer, EmployerMention, find_employers
from analysis.gazetteer import PlaceMention, find_countries, find_places
from analysis.reading import Cue, Reading
from analysis.tokens import Token, fold, tokens

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
_LEADS = 2


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
    year: int | None  # the last year that the article has named up to here

    @property
    def of_strike(self) -> bool:
        """Tell whether the sentence says that a strike took, takes or may take place."""
        return any(cue.counts and cue.rule.meaning != "protest" for cue in self.cues)

    @property
    def settlements(self) -> tuple[PlaceMention, ...]:
        """Give the towns and fields named."""
        return tuple(mention for mention in self.places if mention.place.kind != "region")


@dataclass(slots=True, kw_only=True)
class Strike:
    """A strike told of: who and where as far as it is known, and the sentences that tell of it."""

    employer: EmployerMention | None = None
    place: PlaceMention | None = None
    sentences: list[Told] = field(default_factory=list)

    @property
    def anchored(self) -> bool:
        """Tell whether anything but words of strikes holds it together."""
        return self.employer is not None or self.place is not None


def tell(readings: Iterable[Reading]) -> list[Told]:
    """Cut an article into sentences with what each names."""
    told = []
    year: int | None = None
    for reading in readings:
        for number, part in enumerate(reading.sentences):
            years = [int(found) for found in _YEAR.findall(reading.text, part.start, part.end)]
            year = years[-1] if years else year
            told.append(_told(reading, number, year))
    return told


def _told(reading: Reading, number: int, year: int | None) -> Told:
    part = reading.sentences[number]
    words = tokens(reading.text, part.start, part.end)
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
        elif current:
            _follow(one, current)
        else:
            waiting = [*waiting, one]
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
    settlements = {mention.place.name: mention for mention in one.settlements}
    if settlements:
        return [_with_place(mention, one, found, current, waiting) for mention in settlements.values()]
    if not current:
        found.append(Strike(sentences=[*waiting]))
        _adopt(found[-1], waiting)
        current = [found[-1]]
    for strike in current[-1:]:
        strike.sentences.append(one)
    return current


def _with_employer(
    mention: EmployerMention,
    one: Told,
    found: list[Strike],
    current: Sequence[Strike],
    waiting: Sequence[Told],
) -> Strike:
    place = one.settlements[0] if one.settlements else None
    for strike in found:
        if strike.employer and _same(strike.employer.employer, mention.employer):
            strike.sentences.append(one)
            strike.place = strike.place or place
            return strike
    for strike in current:
        if strike.employer is None and (not place or not strike.place or strike.place.place == place.place):
            strike.employer, strike.place = mention, strike.place or place
            strike.sentences.append(one)
            return strike
    found.append(Strike(employer=mention, place=place, sentences=[*waiting, one]))
    if not place:
        _adopt(found[-1], waiting)
    return found[-1]


def _with_place(
    mention: PlaceMention, one: Told, found: list[Strike], current: Sequence[Strike], waiting: Sequence[Told]
) -> Strike:
    fits = [strike for strike in current if strike.place is None or strike.place.place == mention.place]
    fits += [strike for strike in found if strike.place and strike.place.place == mention.place]
    if fits and not _is_new(one):
        fits[0].place = fits[0].place or mention
        fits[0].sentences.append(one)
        return fits[0]
    if fits and (fits[0].place is None or fits[0] in current or len(found) == 1):
        fits[0].place = fits[0].place or mention
        fits[0].sentences.append(one)
        return fits[0]
    found.append(Strike(place=mention, sentences=[*waiting, one]))
    _adopt(found[-1], waiting)
    return found[-1]


def _is_new(one: Told) -> bool:
    return any(cue.counts and cue.rule.meaning in {"strike", "threat"} for cue in one.cues)


def _same(one: Employer, other: Employer) -> bool:
    return one.name == other.name


def _adopt(strike: Strike, earlier: Sequence[Told]) -> None:
    """Let a strike take employer and place from sentences just before it, nearest first."""
    for one in reversed(earlier):
        if strike.employer is None and one.employers:
            strike.employer = one.employers[-1]
        if strike.place is None and one.settlements:
            strike.place = one.settlements[0]


def _follow(one: Told, current: Sequence[Strike]) -> None:
    strike = current[-1]
    strike.sentences.append(one)
    near = sum(not told.of_strike for told in strike.sentences[-_LEADS:]) <= _LEADS
    if near and strike.employer is None and one.employers and len(current) == 1:
        firms = [mention for mention in one.employers if mention.employer.name not in _HOLDINGS]
        strike.employer = firms[0] if firms else None
    if strike.employer is None and one.owners and len(current) == 1:
        strike.employer = one.owners[0]
    if strike.place is None and one.settlements and len(current) == 1:
        strike.place = one.settlements[0]
