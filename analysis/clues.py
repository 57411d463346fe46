"""What an article gives to tell its event by: firms, places, head count, trade, other numbers.

Reads a title, a text and the coded reports of it; writes nothing. Names are those of the register and the gazetteer,
in one spelling for three languages, so that a Kazakh and a Russian telling of one strike give the same clues.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analysis.employers import find_employers
from analysis.gazetteer import Place, find_places, load
from analysis.tokens import tokens

LEAD: Final = 600
"""Characters of the text in which names and numbers count: what comes later is background, and names other strikes."""
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOWN = frozenset({"city", "town", "field"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """The facts of one article. `employers` are of whom the reports say that they are struck; `named` all firms named.

    `towns` and `regions` are the gazetteer's places; `workers` head counts, `numbers` all other numbers of the lead.
    """

    employers: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    workers: frozenset[int] = frozenset()
    numbers: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()


def clues(title: str, text: str, reports: Sequence[Mapping[str, Any]] = ()) -> Clues:
    """Gather the clues of an article; the reports are those of `analysis.coding`, as mappings."""
    lead = f"{title}\n{text[:LEAD]}"
    words = list(tokens(lead))
    places = [one.place for one in find_places(lead, words)]
    firms = frozenset(one.employer.name for one in find_employers(lead, words))
    coded = _values(reports, "settlement")
    towns = coded | {place.name for place in places if place.kind in _TOWN}
    known = load()
    regions = {known[town].region for town in towns if town in known} | {place.region for place in places}
    struck = _values(reports, "employer")
    return Clues(
        employers=frozenset(struck),
        named=firms | struck,
        towns=frozenset(towns),
        regions=frozenset(regions | _values(reports, "region")),
        sectors=frozenset(_values(reports, "sector")),
        workers=frozenset(int(count) for count in _values(reports, "workers_min")),
        numbers=frozenset(_numbers(lead)),
        starts=frozenset(_values(reports, "start_date")),
    )


def place_named(name: str) -> Place | None:
    """Return the gazetteer's place of that English name."""
    return load().get(name)


def _values(reports: Iterable[Mapping[str, Any]], name: str) -> set[str]:
    return {str(value) for report in reports if (value := report.get(name)) is not None}


def _numbers(text: str) -> Iterable[str]:
    """Give the numbers of two digits and more, without the years, which every article of a season shares."""
    for found in _NUMBER.finditer(text):
        number = re.sub(r"[ \u00a0]", "", found.group()).replace(",", ".")
        if len(number) > 1 and not _YEAR.fullmatch(number):
            yield number
