"""Find the institutions that a text names by kind: the ambulance service, school No. 14, the Aral district hospital.

Reads a text between two offsets; gives Institutions, in English by place, level, kind and number, so that three
languages meet: "Костанайская областная станция скорой помощи" is Kostanay Regional Ambulance Service, as an English
paper writes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.gazetteer import find_places
from analysis.institution_kinds import LEVELS, kinds
from analysis.tokens import Token, tokens

# How far before its kind a place and a level may stand: "Костанайской областной".
_BEFORE = 60
_BEHIND = re.compile(r"\s(?:of|г(?:орода|\.)\s)?\s?(?=[A-ZА-ЯЁӘҒҚҢӨҰҮІ])")
_SMALL = re.compile(r"\b(?:And|For|Of)\b")
_LEVELLED = frozenset({"hospital", "polyclinic"})
_ORDER = ("Central", "Interdistrict", "Regional", "City", "District", "Children's")


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution by place, level, kind and number, its kind and number alone, and where the text names it."""

    name: str
    kind: str
    start: int
    end: int


def find_institutions(text: str, start: int, end: int) -> Iterator[Institution]:
    """Give the institutions between two offsets, those with a number first."""
    known, letters = kinds()
    if not letters.search(text, start, end):
        return
    for kind in known:
        for match in kind.pattern.finditer(text, start, end):
            number = match[1] if kind.pattern.groups else None
            levels, at = _levels(text, start, match)
            place, begin = _place_before(text, max(start, at - _BEFORE), at)
            place = place or _place_behind(text, match.end(), end)
            if kind.alone or number or place or levels:
                yield Institution(
                    name=_name(kind.name, number, levels, place),
                    kind=f"{kind.name} No. {number}" if number else kind.name,
                    start=begin,
                    end=match.end(),
                )


def _name(kind: str, number: str | None, levels: set[str], place: str) -> str:
    if not place and not number and kind.rsplit(maxsplit=1)[-1].casefold() not in _LEVELLED:
        levels = levels - {"City"}  # "the city ambulance service" is the town's own
    level = " ".join(one for one in _ORDER if one in levels and one.casefold() not in kind.casefold())
    head = " ".join(filter(None, (place, level)))
    # "Ambulance service" stands alone; in "Aral District Hospital" every word has its capital.
    named = f"{head} {_SMALL.sub(lambda word: word[0].lower(), kind.title())}" if head else kind
    named = named.replace("Chp", "CHP")
    if not number:
        return named
    return f"{named}-{number}" if kind == "CHP" else f"{named} No. {number}"


def _levels(text: str, start: int, match: re.Match[str]) -> tuple[set[str], int]:
    """Give the levels told before a kind ("городской детской"), in its words too, and where they begin."""
    found: set[str] = set()
    at = match.start()
    row = tokens(text, max(start, at - _BEFORE), at)
    for token in reversed(row):
        level = next((name for name, pattern in LEVELS if pattern.fullmatch(token.word)), None)
        if level is None or text[token.end : at].strip():
            break
        found.add(level)
        at = token.start
    return found - {""}, at


def _place_before(text: str, start: int, end: int) -> tuple[str, int]:
    """Give the place that stands right before a kind: in Russian its adjective, in Kazakh with or without a case."""
    row = tokens(text, start, end)[-2:]
    for first in range(len(row)):
        words: list[Token] = list(row[first:])
        for place in find_places(text, words):
            if place.start == words[0].start and not text[place.end : end].strip(' -«"“'):
                return _plain(place.place.name), place.start
    return "", end


def _place_behind(text: str, start: int, end: int) -> str:
    """Give the place that stands right behind a kind: "ТЭЦ Риддера", "ambulance service of Almaty"."""
    gap = _BEHIND.match(text, start, end)
    row = tokens(text, gap.end(), min(end, gap.end() + 30))[:1] if gap else ()
    return next((_plain(place.place.name) for place in find_places(text, list(row))), "")


def _plain(name: str) -> str:
    return re.sub(r" (?:district|town|village|station)$", "", name)
