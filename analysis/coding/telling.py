"""What each sentence of an article names: firms and their parts in it, places, countries, days, cues of a strike.

Reads the two Readings of an article and the day of publication; gives Told, one for each sentence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from analysis.coding import values
from analysis.coding.calendar import Dated, day_at
from analysis.coding.claims import Headcount
from analysis.coding.dates import find_dates
from analysis.coding.parts import Parts, parts_of
from analysis.coding.voices import voices
from analysis.coding.workers import find_workers
from analysis.employers import EmployerMention, find_employers
from analysis.fields import words_of
from analysis.gazetteer import SITES, PlaceMention, find_countries, find_places
from analysis.reading import Cue, Reading
from analysis.tokens import Sentence, Token, fold, sentences, tokens

YEAR = re.compile(r"(?<![-\w])(19[5-9]\d|20[0-4]\d)\b")  # not that of a name: "Tazalyk-2012"
# A dateline stands by itself near the beginning: "**16 February 2022**", "Submitted by ... on 11 January, 2022".
_DATELINE_WITHIN = 700
_DATELINE_LONG = 100
_LETTERS = "A-ZА-ЯЁӘҒҚҢӨҰҮІ"
# Where the paper writes from: "ALMATY (Agency) -", "АКТАУ, 19 февраля —", "Астана. 7 марта. Агентство -".
_HEAD = re.compile(
    rf"\s*\(?[{_LETTERS}][{_LETTERS} -]{{2,25}}\)?(?:[,.]?\s[^.\n]{{0,40}}?)?\s?(?:--|[—–-])\s"
    rf"|\s*[{_LETTERS}][\w -]{{2,25}}[,.]\s\d{{1,2}}\s\w+[,.]?\s(?:[^.\n]{{0,30}}?)[—–-]\s"
)
_NEAR = re.compile(
    r"\b(?:near|outside|close to|недалеко от|неподалеку от|близ|вблизи|рядом с) (?:the city of |города )?$"
)
# "On the road from Kyzylorda to Zhezkazgan": the strike is in neither.
_ROUTE = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with what it names."""

    field: str
    text: str
    start: int
    end: int
    words: tuple[Token, ...]
    cues: tuple[Cue, ...]
    parts: Parts
    places: tuple[PlaceMention, ...]
    countries: tuple[str, ...]
    dates: tuple[Dated, ...]
    counts: tuple[Headcount, ...]
    year: int | None  # the last year that the article has named up to here
    seen: date | None  # the day from which the article looks: of publication, or its dateline's
    of_strike: bool = False  # says that a strike took, takes or may take place
    voice: str | None = None  # the employer's, the state's, or a look back (voices); None: the paper's or workers'

    @property
    def employers(self) -> tuple[EmployerMention, ...]:
        """Give the firms that may be on strike."""
        return self.parts.employers

    @property
    def owners(self) -> tuple[EmployerMention, ...]:
        """Give the firms that own, or hire, those that may be on strike."""
        return (*self.parts.owners, *self.parts.customers)

    @property
    def settlements(self) -> tuple[PlaceMention, ...]:
        """Give the towns and fields named."""
        return tuple(mention for mention in self.places if mention.place.kind not in ("region", "district"))

    @property
    def day(self) -> str | None:
        """Give the day or month that the sentence names first, if it names one that is not of wages or a deadline."""
        return next(
            (dated.value for dated in self.dates if dated.kind not in ("pay", "until") and dated.precision != "week"),
            None,
        )


def tell(readings: Iterable[Reading], published: date | None) -> list[Told]:
    """Cut an article into sentences with what each names; without a day of publication its dateline is looked for."""
    told = []
    year: int | None = None
    readings = list(readings)
    seen = published or next((day for reading in readings if (day := dateline(reading.text))), None)
    for reading in readings:
        cues: dict[int, list[Cue]] = defaultdict(list)
        for cue in reading.cues:
            cues[cue.sentence].append(cue)
        parts = reading.sentences or sentences(reading.text)
        for number, (part, voice) in enumerate(
            zip(parts, voices(reading.text, parts, seen.year if seen else None), strict=True)
        ):
            years = [int(found) for found in YEAR.findall(reading.text, part.start, part.end)]
            year = years[-1] if years else year
            told.append(_told(reading, part, cues[number], year, seen, voice))
    return _settled(told)


def _settled(told: list[Told]) -> list[Told]:
    """Put right what only the whole article tells.

    Who is somebody's customer in one sentence is no employer in another; the town that the paper writes from is not the
    strike's where others are named.
    """
    customers = {firm.employer.name for one in told for firm in one.parts.customers}
    heads = [one for one in told if any(_from_head(one, place) for place in one.places)]
    named = [place.place for one in told for place in one.settlements if not _from_head(one, place)]
    at_head = {place.place.region for one in told for place in one.settlements if _from_head(one, place)}
    at_head -= {
        place.place.region
        for one in told
        for place in one.places
        if place.place.kind in SITES and _from_head(one, place)
    }
    # A pit or field of the same region does not say that the town at the head is only where the paper writes from.
    elsewhere = any(place.kind not in SITES or place.region not in at_head for place in named)
    leads = [one for one in told if one.field == "text"][:1]
    exact = any(
        place.place.kind not in SITES and not _near(one, place) and not _from_head(one, place)
        for one in leads
        for place in one.settlements
    )
    return [
        replace(
            one,
            parts=one.parts.without(customers),
            places=tuple(
                place
                for place in one.places
                if not (elsewhere and one in heads and _from_head(one, place))
                and not (exact and one.field == "title" and _near(one, place))
            ),
        )
        for one in told
    ]


def _near(one: Told, mention: PlaceMention) -> bool:
    """Tell whether a place is only near the strike's: "a warehouse near Almaty"."""
    return _NEAR.search(fold(one.text[max(one.start, mention.start - 20) : mention.start])) is not None


def _from_head(one: Told, mention: PlaceMention) -> bool:
    head = _HEAD.match(one.text) if one.field == "text" and one.start < _DATELINE_LONG else None
    return head is not None and mention.end <= head.end()


def dateline(text: str) -> date | None:
    """Give the full date that stands near the beginning in a short line of its own."""
    for line in text[:_DATELINE_WITHIN].splitlines():
        if not 6 <= len(line) <= _DATELINE_LONG or not YEAR.search(line):
            continue
        words = tokens(line)
        for place in range(len(words)):
            day = day_at(line, words, place, None, None)
            if day and day.precision == "day":
                return date.fromisoformat(day.value)
    return None


def _told(
    reading: Reading, part: Sentence, cues: Sequence[Cue], year: int | None, seen: date | None, voice: str | None
) -> Told:
    words = words_of(reading.text, part, reading.script)
    places = find_places(reading.text, words)
    countries = find_countries(reading.text, words)
    firms = _no_places(reading.text, find_employers(reading.text, words), places)
    ahead = any(cue.rule.meaning == "threat" and cue.counts for cue in cues) or any(
        hit.value == "planned" for hit in (values.find("status", words) if cues else ())
    )
    dates = find_dates(words, seen, year, text=reading.text, ahead=ahead)
    counts = find_workers(reading.text, words)
    named = bool(dates) and bool(places or firms or counts)
    return Told(
        field=reading.field,
        text=reading.text,
        start=part.start,
        end=part.end,
        words=words,
        cues=tuple(cues),
        parts=parts_of(reading.text, part.start, part.end, firms),
        places=tuple(_in_no_name(reading.text, places, firms)),
        countries=tuple(countries),
        dates=tuple(dated for dated in dates if not _in_head(reading, part, dated)),
        counts=tuple(counts),
        year=year,
        seen=seen,
        of_strike=any(cue.rule.meaning != "protest" or named for cue in cues if cue.counts),
        voice=voice,
    )


def _in_head(reading: Reading, part: Sentence, dated: Dated) -> bool:
    """Tell whether a date is the dateline's: "AKTAU, 19 February — ..."."""
    head = _HEAD.match(reading.text) if reading.field == "text" and part.start < _DATELINE_LONG else None
    return head is not None and dated.end <= head.end()


def _no_places(text: str, firms: Iterable[EmployerMention], places: Sequence[PlaceMention]) -> list[EmployerMention]:
    """Leave out what was taken for an unknown firm and is a place: workers of Kalamkas, of the Saranskaya mine."""
    return [
        firm
        for firm in firms
        if firm.employer.sector or firm.employer.institution or not _is_places(text, firm, places)
    ]


def _is_places(text: str, firm: EmployerMention, places: Sequence[PlaceMention]) -> bool:
    """Tell whether a name is made of places alone: Khromtau and Kandyagash."""
    words = tokens(text, firm.start, firm.end)
    named = [token for token in words if text[token.start].isupper() or len(words) < len("ab")]
    inside = [token for token in words if any(place.start <= token.start < place.end for place in places)]
    # «Лисаковский каравай» is more than Lisakovsk, "Kalamkas and Zhetybay" is not.
    return set(named) <= set(inside) and (text[firm.start - 1] not in '«"“' or len(inside) == len(words))


def _in_no_name(text: str, places: Sequence[PlaceMention], firms: Sequence[EmployerMention]) -> Iterable[PlaceMention]:
    """Leave out places that are part of a firm's name (Semey Bus) or the ends of a road."""
    free = [
        place
        for place in places
        if not any(
            firm.start <= place.start and place.end <= firm.end
            for firm in firms
            if not (firm.employer.institution or firm.employer.name.endswith(" Airport"))
        )
    ]
    route = {
        id(one)
        for before, after in pairwise(free)
        if _ROUTE.fullmatch(text[before.end : after.start])
        and not {before.place.kind, after.place.kind} & {"region", *SITES}
        for one in (before, after)
    }
    return (place for place in free if id(place) not in route)
