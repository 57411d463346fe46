"""What each sentence of an article names: firms, owners, places, countries, days, and cues of a strike.

Reads the two Readings of an article and the day of publication; gives Told, one for each sentence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.coding.dates import Dated, find_dates
from analysis.coding.workers import find_workers
from analysis.employers import EmployerMention, find_employers
from analysis.gazetteer import PlaceMention, find_countries, find_places
from analysis.reading import Cue, Reading, words_of
from analysis.tokens import Token, fold

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
# A firm named after these words owns, hires or is asked to: it is not the one on strike.
_OTHER_ROLE = re.compile(
    r"(?:owned by|part of|subsidiary of|separated|from which|return of .*|return.* to|privati\w+|at many of|owner"
    r"|shareholder|founder"
    r"|вход\w+ в|в состав\w*|дочерн\w+|принадлеж\w+|штат\w*|офис\w*|подряд\w+ (?:организаци\w+ )?)[\s«\"“]*$"
)
_OWNED = re.compile(r"^[»\"”\s]*(?:корпорация\w*на |компания\w*на )?(?:карасты|еншилес)")
# Firms that mostly stand in the news as owners or as the state's hand.
HOLDINGS = frozenset({"KazMunayGas", "CNPC", "ERG", "Kazatomprom"})


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


def tell(readings: Iterable[Reading], published: date | None) -> list[Told]:
    """Cut an article into sentences with what each names."""
    told = []
    year: int | None = None
    for reading in readings:
        cues: dict[int, list[Cue]] = defaultdict(list)
        for cue in reading.cues:
            cues[cue.sentence].append(cue)
        for number, part in enumerate(reading.sentences):
            years = [int(found) for found in YEAR.findall(reading.text, part.start, part.end)]
            year = years[-1] if years else year
            told.append(_told(reading, number, cues[number], year, published))
    return told


def _told(reading: Reading, number: int, cues: Iterable[Cue], year: int | None, published: date | None) -> Told:
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
        cues=tuple(cues),
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
        place for place in places if not any(firm.start <= place.start and place.end <= firm.end for firm in employers)
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
        or mention.employer.name in HOLDINGS
        or _OWNED.match(fold(text[mention.end : mention.end + 40])) is not None
    )
