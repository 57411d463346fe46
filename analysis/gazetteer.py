"""Places of Kazakhstan and the countries of the world, as they are written in Russian, Kazakh and English.

Reads gazetteer.toml and world.toml beside it, checked on load; gives Places, and the places that a row of words
names. docs/detection.md says how to add one.

    GazetteerError(ValueError)      names the file, the entry and what is wrong with it
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from analysis.lexicon.elements import START
from analysis.lexicon.patterns import Element, Row, read_words
from analysis.morphology import LEMMAS
from analysis.names import NameIndex
from analysis.tokens import Token, tokens

_FOLDER = Path(__file__).parent
# Words written with a capital, most of which name no country: a tenth of a kilobyte each.
_REMEMBERED = 20_000
_KINDS = ("region", "district", "city", "town", "field", "mine")
_DISTRICT_WORDS = ("район", "аудан", "district")
#: Kinds of place that are a site of work, not a settlement.
SITES = frozenset({"field", "mine"})
# A street, a hotel or a newspaper is not in the town that it is called after.
_STREET = re.compile(
    r"(?:улиц\w*|ул|проспект\w*|пр|газет\w*|гостиниц\w*|отел\w*|тц|трц|ресторан\w*|кафе|мост\w*|рек[аеиу]|озер\w*)$"
)
_STREET_AFTER = re.compile(r"(?:street|avenue|hotel|кошеси\w*|дангылы\w*|озени|ave|river|тениз\w*|мор[еяю]|sea)$")
# Fields and pits are called after the settlements beside them: "Жетібай кенті", "in the settlement of Kenkiyak".
_VILLAGE_WORDS = ("кент", "ауыл", "village", "settlement")
_VILLAGE_BEFORE = ("посел", "пос", "сел", "аул", "village")
_REGION_WORDS = ("облыс", "област", "region", "oblast", "province", "обл")
_KAZAKHSTAN = read_words(
    "казахстан* қазақстан* kazakhstan* qazaqstan* =рк =қр kazakh kazakhs акимат* аким әкімдік* әкімі* akimat* akim"
    " тенге теңге* tenge мажилис* қазақ*"
)


class GazetteerError(ValueError):
    """A gazetteer file that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of Kazakhstan: its English name, kind, region and coordinates in degrees."""

    name: str
    kind: str
    region: str
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place of Kazakhstan that a text names; words[start:end] of the text."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gazetteer:
    places: dict[str, Place]
    index: NameIndex
    names: dict[str, tuple[str, ...]]


def load(path: Path = _FOLDER / "gazetteer.toml") -> dict[str, Place]:
    """Read and check the gazetteer; raises GazetteerError."""
    return _gazetteer(path).places


def spellings() -> dict[str, tuple[str, ...]]:
    """Give every spelling of each place by its key in `load`: a settlement's name, "region " before a region's."""
    return dict(_gazetteer(_FOLDER / "gazetteer.toml").names)


def find_places(text: str, words: Sequence[Token]) -> list[PlaceMention]:
    """Give the places of Kazakhstan named in a row of words; a city's name before "облысы" is its region."""
    gazetteer = _gazetteer(_FOLDER / "gazetteer.toml")
    found = []
    for mention in gazetteer.index.find(text, words):
        place = gazetteer.places[mention.key]
        after = next((token.word for token in words if token.start >= mention.end), "")
        region = gazetteer.places.get(f"region {place.name}")
        before = next((token.word for token in reversed(words) if token.end <= mention.start), "")
        if _STREET.match(before) or _STREET_AFTER.match(after):
            continue
        if place.kind == "field" and (after.startswith(_VILLAGE_WORDS) or before.startswith(_VILLAGE_BEFORE)):
            place = replace(place, kind="town")
        if region and place.kind != "region" and after.startswith(_REGION_WORDS):
            place = region
        elif place.kind not in ("region", "district") and after.startswith(_DISTRICT_WORDS):
            place = replace(place, kind="district", name=f"{place.name} district")
        found.append(PlaceMention(place=place, start=mention.start, end=mention.end))
    return found


def names(path: Path = _FOLDER / "gazetteer.toml") -> dict[str, tuple[str, ...]]:
    """Give every place with its spellings, for a form that completes what is typed; regions are keyed "region X"."""
    return _gazetteer(path).names


def normalise(name: str) -> str | None:
    """Write a place's name as the gazetteer does, whatever its script and spelling; None of one that it has not."""
    written = " ".join(name.split())
    mentions = find_places(written.title(), tokens(written.title())) or find_places(written, tokens(written))
    return mentions[0].place.name if mentions else None


def tells_of_kazakhstan(words: Sequence[Token]) -> int:
    """Count the words that place a story in Kazakhstan: the country's name, its offices, its money."""
    row = Row(words, LEMMAS["ru"], by_start=True)
    return sum(row.fits(_KAZAKHSTAN, place) for place in range(len(words)))


def find_countries(text: str, words: Sequence[Token]) -> list[str]:
    """Give the countries, Kazakhstan left out, that a row of words names, once for each mention."""
    return [name for token in words if text[token.start].isupper() for name in _countries_of(token.word)]


@lru_cache(maxsize=_REMEMBERED)
def _countries_of(word: str) -> tuple[str, ...]:
    """Give the countries that a word may name; worked out once a word, for there are 190 to compare."""
    row = Row((Token(0, len(word), word),), LEMMAS["ru"], by_start=True)
    return tuple(
        name
        for name, element in _countries().items()
        if (not element.openings or word[:START] in element.openings) and row.fits(element, 0)
    )


def is_country(name: str) -> bool:
    """Tell whether a name is a country's, or that of its people or a main city."""
    row = Row(tokens(name), LEMMAS["ru"], by_start=True)
    return len(row) == 1 and any(row.fits(element, 0) for element in _countries().values())


@cache
def _gazetteer(path: Path) -> _Gazetteer:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    places, names = {}, {}
    for table, kind in (("regions", "region"), ("places", "")):
        for entry in data.get(table, []):
            place = _read_place(path.name, entry, kind)
            key = f"{'region ' if kind else ''}{place.name}"
            places[key], names[key] = place, tuple(entry["names"])
    return _Gazetteer(places=places, index=NameIndex(names), names=names)


def _read_place(file: str, entry: dict[str, Any], kind: str) -> Place:
    where = f"{file}: place {entry.get('name')!r}"
    if not isinstance(entry.get("name"), str) or not entry.get("names"):
        raise GazetteerError(f"{where}: a place has a name and names")
    kind = kind or entry.get("kind", "")
    if kind not in _KINDS:
        raise GazetteerError(f"{where}: kind {kind!r} is not one of {', '.join(_KINDS)}")
    at = entry.get("at")
    if not (isinstance(at, list) and len(at) == 2 and 40 < at[0] < 56 and 46 < at[1] < 88):
        raise GazetteerError(f"{where}: at = [latitude, longitude] lies outside Kazakhstan or is missing")
    region = entry["name"] if kind == "region" else entry.get("region")
    if not region:
        raise GazetteerError(f"{where}: no region")
    return Place(name=entry["name"], kind=kind, region=region, at=(float(at[0]), float(at[1])))


@cache
def _countries() -> dict[str, Element]:
    data = tomllib.loads((_FOLDER / "world.toml").read_text(encoding="utf-8"))
    return {name: read_words(words.replace("_", "-")) for name, words in data["countries"].items()}
