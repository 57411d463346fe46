"""What may be typed into a field: employers, places and regions from the registers of `analysis`. Reads those files."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import analysis
from analysis import employers, gazetteer
from analysis.tokens import fold

# A list that fits above a phone's keyboard.
MOST = 8


def suggest(kind: str, typed: str) -> list[dict[str, str]]:
    """Return names for what was typed: those that begin with it first, in whatever spelling; value and a hint."""
    wanted = fold(typed.strip())
    found = [
        (0 if any(name.startswith(wanted) for name in names) else 1, value, hint)
        for value, hint, names in _register(kind)
        if any(wanted in name for name in names)
    ]
    return [{"value": value, "hint": hint} for _, value, hint in sorted(found)[:MOST]]


def region_of(place: str) -> str | None:
    """Return the region of a place that the gazetteer knows."""
    known = gazetteer.load().get(place)
    return known.region if known else None


@cache
def place_at(name: str, *, region: bool = False) -> tuple[float, float] | None:
    """Return latitude and longitude of a place; with `region`, of the region of that name."""
    places = gazetteer.load()
    known = (places.get(f"region {name}") if region else None) or places.get(name) or places.get(f"region {name}")
    if known is None:  # "Almaty city" is the region of a city that is called Almaty
        known = next((place for place in places.values() if place.region == name), None)
    return known.at if known else None


def regions() -> list[str]:
    """Return the names of the regions and of the three cities of their rank."""
    return sorted({place.region for place in gazetteer.load().values()})


@cache
def _register(kind: str) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """Return value, hint and folded spellings: Жаңаөзен and Janaozen both find Zhanaozen."""
    if kind == "employer":
        spelled = _spellings("employers.toml", "employers")
        return [(one.name, one.sector or "", spelled.get(one.name, ())) for one in employers.load().values()]
    if kind == "place":
        spelled = _spellings("gazetteer.toml", "places")
        known = {one.name: one for one in gazetteer.load().values() if one.kind != "region"}
        return [(one.name, one.region, spelled.get(one.name, ())) for one in known.values()]
    if kind == "region":
        spelled = {**_spellings("gazetteer.toml", "places"), **_spellings("gazetteer.toml", "regions")}
        return [(name, "", spelled.get(name, _folded([name]))) for name in regions()]
    return []


def _spellings(file: str, table: str) -> Mapping[str, tuple[str, ...]]:
    entries = tomllib.loads((Path(analysis.__file__).with_name(file)).read_text("utf-8")).get(table, [])
    return {entry["name"]: _folded([entry["name"], *entry["names"]]) for entry in entries}


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in names))
