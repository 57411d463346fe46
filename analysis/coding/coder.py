"""Fill in the report of one strike from the sentences that tell of it.

Reads a Strike, the publication date and the verdict's score; gives a Report whose every value has its grounds in the
original. What the sentences do not say stays unknown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from analysis.coding import course, values
from analysis.coding.crowd import how_many
from analysis.coding.demanded import demands
from analysis.coding.draft import Draft
from analysis.coding.report import Report
from analysis.coding.sameness import Strike
from analysis.coding.telling import Told
from analysis.coding.where import where
from analysis.coding.who import union, who
from analysis.embedding import Embedder
from analysis.tokens import fold

# Words in the names of firms, folded; what a firm is called counts as two words of it.
_NAME_COUNTS = 2
_LEAD = 3
_NAMES = {
    "oil and gas": re.compile(
        r"мунай|munai|munay|нефт|neft|\boil|ойл|бурен|бургыла|drilling|дриллинг|petrol|газсервис|gasserv"
    ),
    "mining and metals": re.compile(
        r"шахт|рудник|кениш|\bgold|голд|алтын|metall|металл|mining|майнинг|комир|komir|цинк|zinc|copper"
    ),
    "public transport": re.compile(
        r"автобус|автопарк|\bbus\b|\bбас\b|avtopark|колик|kolik|авто ?транс|avto ?trans|такси|taxi"
    ),
    "rail": re.compile(r"темир ?жол|temir ?zhol|локомотив|вагон|wagon|railway|railcar"),
    "utilities": re.compile(
        r"водоканал|тазалык|tazaly|тепло|teplo|энерго|energo|жылу|zhylu|\bsu arnasy|жарык|zharyk|коммун|эко"
    ),
    "construction": re.compile(
        r"строй|stroy|stroi|курылыс|kurylys|construction|констракшн|монолит|monolit|билд|жол жонде|zhol zhonde"
    ),
    "food and retail": re.compile(
        r"\bнан\b|хлеб|каравай|молок|мясо|\bфуд|food|птиц|poultry|\bсут\b|ас\b(?! )|маркет|market|сауда"
    ),
    "health and ambulance": re.compile(r"больниц|аурухан|hospital|clinic|клиник|емхана|медицин"),
    "education": re.compile(r"школ|мектеп|school|колледж|college|университет|university"),
}


def code(
    strike: Strike,
    *,
    alone: bool,
    around: Sequence[Told],
    published: date | None,
    score: float,
    country: str | None,
    embedder: Embedder | None = None,
) -> Report:
    """Write the report of a strike; `alone` says that the article tells of no other, `around` is all of it."""
    draft = Draft()
    # What tells of the strike comes first; in an article on one strike the rest may fill what is missing.
    sentences = sorted(strike.sentences, key=lambda one: (not one.of_strike, one.field == "title"))
    taken = set(map(id, sentences))  # to compare every two sentences takes minutes in an article of a megabyte
    wider = [*sentences, *(one for one in around if id(one) not in taken)] if alone else sentences
    who(draft, strike, wider, around)
    where(draft, strike, wider, around, country=country, alone=alone)
    own = any(one.of_strike for one in sentences)
    told = [*sentences, *(one for one in _lead(around) if id(one) not in taken)] if alone else sentences
    course.status(draft, told if own or not strike.beside else strike.beside.sentences, published)
    course.when(draft, wider, published, alone=alone)
    how_many(draft, wider)
    union(draft, wider)
    if demanded := demands(wider, embedder):
        draft.values["demands"] = tuple(one.label for one in demanded)
        for one in demanded:
            draft.ground("demands", one.told, one.start, one.end, one.reason)
    _listed(draft, wider)
    course.put_away(draft, published)
    return Report(**draft.values, score=score, reasons=_reasons(sentences), evidence=tuple(draft.grounds))


def _lead(around: Sequence[Told]) -> list[Told]:
    """Give the headline and the first sentences: they say how it stands, whichever sentence tells of the strike."""
    return [one for one in around if one.field == "title"] + [one for one in around if one.field == "text"][:_LEAD]


def _reasons(sentences: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted({cue.rule.reason for one in sentences for cue in one.cues if cue.counts}))


def _listed(draft: Draft, sentences: Sequence[Told]) -> None:
    """Read the values that come from lists: one of each where a report has one, all where it has several."""
    for name in ("employer_response", "state_response"):
        found = _named(name, sentences)
        if found:
            draft.values[name] = tuple(sorted(found))
            for one, hit in found.values():
                draft.ground(name, one, hit.start, hit.end, f"says: {hit.value}")
    for name in ("outcome", "cited_source"):
        _first(draft, name, sentences)
    if "sector" not in draft.values:
        _sector(draft, sentences)


def _named(name: str, sentences: Iterable[Told]) -> dict[str, tuple[Told, values.Found]]:
    """Give each value of a field that sentences name, with the first words that do."""
    found: dict[str, tuple[Told, values.Found]] = {}
    for one in sentences:
        firms = (*one.employers, *one.owners)
        for hit in values.find(name, one.words):
            # "Saryarka Milk" has milk in its name, and nobody demands it.
            ends = (hit.start, hit.end - 1)
            if not any(firm.start <= end < firm.end for firm in firms for end in ends):
                found.setdefault(hit.value, (one, hit))
    return found


def _first(draft: Draft, name: str, sentences: Iterable[Told]) -> None:
    for one in sentences:
        for hit in values.find(name, one.words)[:1]:
            draft.give(name, hit.value, one, hit.start, hit.end, f"says: {hit.value}")
            return


def _sector(draft: Draft, sentences: Sequence[Told]) -> None:
    """Take the sector most often named, a sentence that tells of the strike counting three times."""
    votes: dict[str, int] = dict.fromkeys(_named_for(draft), _NAME_COUNTS)
    for served in {firm.employer.sector for one in sentences for firm in one.parts.customers} - {None}:
        votes[str(served)] = votes.get(str(served), 0) + _NAME_COUNTS
    first: dict[str, tuple[Told, values.Found]] = {}
    for one in sentences:
        for hit in values.find("sector", one.words):
            votes[hit.value] = votes.get(hit.value, 0) + (3 if one.of_strike else 1)
            first.setdefault(hit.value, (one, hit))
    if votes:
        sector = max(sorted(votes), key=lambda name: votes[name])
        if sector in first:
            one, hit = first[sector]
            draft.give("sector", sector, one, hit.start, hit.end, "speaks of this work")
        elif named := next((one for one in draft.grounds if one.supports in ("employer", "contractor_of")), None):
            draft.values["sector"] = sector
            draft.grounds.append(replace(named, supports="sector", reason="is called after, or serves, this work"))


def _named_for(draft: Draft) -> list[str]:
    """Give the sectors that an employer's name tells of: Kolik Service drives, Munai Stroy builds for oil."""
    name = fold(next((ground.text for ground in draft.grounds if ground.supports == "employer"), ""))
    return [sector for sector, pattern in _NAMES.items() if pattern.search(name)]
