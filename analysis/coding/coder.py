"""Fill in the report of one strike from the sentences that tell of it.

Reads a Strike, the publication date and the verdict's score; gives a Report whose every value has its grounds in the
original. What the sentences do not say stays unknown.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from analysis.coding import course, values
from analysis.coding.draft import Draft
from analysis.coding.grouping import Strike
from analysis.coding.report import Report
from analysis.coding.telling import Told
from analysis.coding.unions import find_union
from analysis.coding.workers import find_vehicles, find_workers
from analysis.employers import EmployerMention
from analysis.gazetteer import PlaceMention
from analysis.tokens import fold

# Without one of these a firm beside the employer is its owner, not its customer.
_CONTRACT = re.compile(
    r"подряд|субподряд|заказчик|контракт|аутсорс|contract|outsourc|customer|client|мердигер|тапсырыс бер"
)
# A count of everybody that a firm employs is no count of those on strike.
_STAFF = re.compile(
    r"employs|workforce of|staff of|payroll|численност|в штате|всего работа|трудится|трудятся|жумыс бере|жумыс истейди"
    r"|штатында|кызмет етеди"
)


def code(
    strike: Strike,
    *,
    alone: bool,
    around: Sequence[Told],
    published: date | None,
    score: float,
    country: str | None,
) -> Report:
    """Write the report of a strike; `alone` says that the article tells of no other, `around` is all of it."""
    draft = Draft()
    # What tells of the strike comes first; in an article on one strike the rest may fill what is missing.
    sentences = sorted(strike.sentences, key=lambda one: (not one.of_strike, one.field == "title"))
    taken = set(map(id, sentences))  # to compare every two sentences takes minutes in an article of a megabyte
    wider = [*sentences, *(one for one in around if id(one) not in taken)] if alone else sentences
    _who(draft, strike, wider, around)
    _where(draft, strike, wider, around, country=country, alone=alone)
    course.when(draft, wider, published)
    _how_many(draft, wider)
    _union(draft, wider)
    _listed(draft, wider)
    course.action(draft, sentences, published)
    return Report(**draft.values, score=score, reasons=_reasons(sentences), evidence=tuple(draft.grounds))


def _reasons(sentences: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted({cue.rule.reason for one in sentences for cue in one.cues if cue.counts}))


def _who(draft: Draft, strike: Strike, sentences: Sequence[Told], around: Sequence[Told]) -> None:
    mention = strike.employer or next((firm for one in sentences for firm in one.employers), None)
    if mention is None:
        return
    firm = mention.employer
    one = _holder(mention, around)
    if one is None:
        return
    draft.give("employer", firm.name, one, mention.start, mention.end, "names the employer")
    customers = [
        (owner, told)
        for told in sentences
        if told.of_strike and _CONTRACT.search(fold(told.text[told.start : told.end]))
        for owner in told.owners
        if owner.employer.name != firm.name
    ]
    for customer, told in customers[:1]:
        draft.give("contractor_of", customer.employer.name, told, customer.start, customer.end, "names the customer")
    if firm.sector and firm.sector != "other":
        draft.give("sector", firm.sector, one, mention.start, mention.end, "the register names its sector")


def _holder(mention: EmployerMention | PlaceMention, sentences: Iterable[Told]) -> Told | None:
    """Give the sentence that a mention was found in."""
    for one in sentences:
        if mention in (*one.employers, *one.owners, *one.places):
            return one
    return None


def _where(
    draft: Draft,
    strike: Strike,
    sentences: Sequence[Told],
    around: Sequence[Told],
    *,
    country: str | None,
    alone: bool,
) -> None:
    mention = strike.place
    if mention is None:
        found = [place for one in sentences if alone or one.of_strike for place in one.settlements]
        mention = found[0] if found else None
    if mention is not None and (one := _holder(mention, around)):
        place = mention.place
        kind = "site" if place.kind == "field" else "settlement"
        draft.give(kind, place.name, one, mention.start, mention.end, "names the place")
        draft.give("region", place.region, one, mention.start, mention.end, "the place lies in this region")
        draft.values["geo_precision"] = kind
        _other_place(draft, sentences, "settlement" if kind == "site" else "site")
        return
    for one in sentences:
        for region in one.places:
            draft.give("region", region.place.region, one, region.start, region.end, "names the region")
            draft.values["geo_precision"] = "region"
            return
    if country:
        draft.values["region"], draft.values["geo_precision"] = country, "country"


def _other_place(draft: Draft, sentences: Iterable[Told], kind: str) -> None:
    """Add the field of a town's strike, or the town of a field's, where a telling sentence names one nearby."""
    for one in sentences:
        for mention in one.settlements if one.of_strike else ():
            place = mention.place
            if (place.kind == "field") == (kind == "site") and place.region == draft.values["region"]:
                draft.give(kind, place.name, one, mention.start, mention.end, "names the place")
                return


def _how_many(draft: Draft, sentences: Sequence[Told]) -> None:
    counts = [
        (one, count)
        for one in sentences
        if one.of_strike or not _STAFF.search(fold(one.text[one.start : one.end]))
        for count in find_workers(one.text, one.words)
    ]
    if not counts:
        counts = [(one, count) for one in sentences if one.of_strike for count in [find_vehicles(one.words)] if count]
    for one, count in counts[:1]:
        draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, "counts them")
        draft.values["workers_min"], draft.values["workers_max"] = count.least, count.most


def _union(draft: Draft, sentences: Iterable[Told]) -> None:
    for one in sentences:
        if union := find_union(one.text, one.start, one.end):
            draft.give("union", union.name, one, union.start, union.end, "names the union")
            return


def _listed(draft: Draft, sentences: Sequence[Told]) -> None:
    """Read the values that come from lists: one of each where a report has one, all where it has several."""
    for name, supports in (("demand", "demands"), ("employer_response",) * 2, ("state_response",) * 2):
        found: dict[str, tuple[Told, values.Found]] = {}
        for one in sentences:
            for hit in values.find(name, one.words):
                found.setdefault(hit.value, (one, hit))
        if found:
            draft.values[supports] = tuple(sorted(found))
            for one, hit in found.values():
                draft.ground(supports, one, hit.start, hit.end, f"says: {hit.value}")
    for name in ("outcome", "cited_source"):
        _first(draft, name, sentences)
    if "sector" not in draft.values:
        _sector(draft, sentences)


def _first(draft: Draft, name: str, sentences: Iterable[Told]) -> None:
    for one in sentences:
        for hit in values.find(name, one.words)[:1]:
            draft.give(name, hit.value, one, hit.start, hit.end, f"says: {hit.value}")
            return


def _sector(draft: Draft, sentences: Sequence[Told]) -> None:
    """Take the sector most often named, a sentence that tells of the strike counting three times."""
    votes: dict[str, int] = {}
    first: dict[str, tuple[Told, values.Found]] = {}
    for one in sentences:
        for hit in values.find("sector", one.words):
            votes[hit.value] = votes.get(hit.value, 0) + (3 if one.of_strike else 1)
            first.setdefault(hit.value, (one, hit))
    if votes:
        sector = max(sorted(votes), key=lambda name: votes[name])
        one, hit = first[sector]
        draft.give("sector", sector, one, hit.start, hit.end, "speaks of this work")
