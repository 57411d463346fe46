"""Fill in the report of one strike from the sentences that tell of it.

Reads a Strike, the publication date and the verdict's score; gives a Report whose every value has its grounds in the
original. What the sentences do not say stays unknown.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.coding import values
from analysis.coding.grouping import Strike
from analysis.coding.report import Report
from analysis.coding.telling import Told
from analysis.coding.workers import find_workers
from analysis.employers import EmployerMention
from analysis.evidence import Grounds
from analysis.gazetteer import PlaceMention

# The most telling action of a report, when its sentences name several.
_ACTIONS = (
    "lockout",
    "hunger strike",
    "sit-in",
    "refusal to surface or to start the shift",
    "slowdown",
    "strike",
    "strike threat",
    "rally",
    "collective or video appeal",
)
# A strike that began longer ago than this and of which nothing else is told is not called ongoing.
_STILL_ON_DAYS = 21


@dataclass(slots=True)
class _Draft:
    """Values and grounds as they are gathered."""

    values: dict[str, Any] = field(default_factory=dict)
    grounds: list[Grounds] = field(default_factory=list)

    def give(self, supports: str, value: object, one: Told, start: int, end: int, reason: str) -> None:
        self.values[supports] = value
        self.ground(supports, one, start, end, reason)

    def ground(self, supports: str, one: Told, start: int, end: int, reason: str) -> None:
        self.grounds.append(
            Grounds(
                field=one.field,
                start=start,
                end=end,
                text=one.text[start:end],
                reason=reason,
                supports=supports,
            )
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
    draft = _Draft()
    # What tells of the strike comes first; in an article on one strike the rest may fill what is missing.
    sentences = sorted(strike.sentences, key=lambda one: (not one.of_strike, one.field == "title"))
    taken = set(map(id, sentences))  # to compare every two sentences takes minutes in an article of a megabyte
    wider = [*sentences, *(one for one in around if id(one) not in taken)] if alone else sentences
    _who(draft, strike, wider, around)
    _where(draft, strike, wider, around, country=country, alone=alone)
    _when(draft, wider, published)
    _how_many(draft, wider)
    _listed(draft, wider)
    _action(draft, sentences, published)
    return Report(**draft.values, score=score, reasons=_reasons(sentences), evidence=tuple(draft.grounds))


def _reasons(sentences: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted({cue.rule.reason for one in sentences for cue in one.cues if cue.counts}))


def _who(draft: _Draft, strike: Strike, sentences: Sequence[Told], around: Sequence[Told]) -> None:
    mention = strike.employer or next((firm for one in sentences for firm in one.employers), None)
    if mention is None:
        return
    firm = mention.employer
    one = _holder(mention, around)
    if one is None:
        return
    draft.give("employer", firm.name, one, mention.start, mention.end, "names the employer")
    owners = [(owner, one) for one in sentences if one.of_strike for owner in one.owners]
    if owners and owners[0][0].employer.name != firm.name:
        owner, where = owners[0]
        draft.give("contractor_of", owner.employer.name, where, owner.start, owner.end, "names the owner or customer")
    elif firm.parent:
        draft.give("contractor_of", firm.parent, one, mention.start, mention.end, "the register names its owner")
    if firm.sector and firm.sector != "other":
        draft.give("sector", firm.sector, one, mention.start, mention.end, "the register names its sector")


def _holder(mention: EmployerMention | PlaceMention, sentences: Iterable[Told]) -> Told | None:
    """Give the sentence that a mention was found in."""
    for one in sentences:
        if mention in (*one.employers, *one.owners, *one.places):
            return one
    return None


def _where(
    draft: _Draft,
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
        draft.give("settlement", place.name, one, mention.start, mention.end, "names the place")
        draft.give("region", place.region, one, mention.start, mention.end, "the place lies in this region")
        draft.values["geo_precision"] = "site" if place.kind == "field" else "settlement"
        return
    for one in sentences:
        for region in one.places:
            draft.give("region", region.place.region, one, region.start, region.end, "names the region")
            draft.values["geo_precision"] = "region"
            return
    if country:
        draft.values["region"], draft.values["geo_precision"] = country, "country"


def _when(draft: _Draft, sentences: Iterable[Told], published: date | None) -> None:
    dates = [(one, dated) for one in sentences for dated in one.dates]
    past = [pair for pair in dates if published is None or pair[1].value <= published.isoformat()]
    if past:
        one, dated = min(past, key=lambda pair: pair[1].precision != "day")
        draft.give("start_date", dated.value, one, dated.start, dated.end, "dates it")
        draft.values["date_precision"] = dated.precision


def _how_many(draft: _Draft, sentences: Iterable[Told]) -> None:
    for one in sentences:
        for count in find_workers(one.text, one.words):
            draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, "counts them")
            draft.values["workers_min"], draft.values["workers_max"] = count.least, count.most
            return


def _listed(draft: _Draft, sentences: Sequence[Told]) -> None:
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


def _first(draft: _Draft, name: str, sentences: Iterable[Told]) -> None:
    for one in sentences:
        for hit in values.find(name, one.words)[:1]:
            draft.give(name, hit.value, one, hit.start, hit.end, f"says: {hit.value}")
            return


def _sector(draft: _Draft, sentences: Sequence[Told]) -> None:
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


def _action(draft: _Draft, sentences: Sequence[Told], published: date | None) -> None:
    cues = [(one, cue) for one in sentences for cue in one.cues if cue.counts and cue.rule.code]
    if not cues:
        return
    best: Callable[[str], int] = _ACTIONS.index
    told = [pair for pair in cues if pair[1].rule.meaning != "threat"]
    one, cue = min(told or cues, key=lambda pair: best(pair[1].rule.code))
    if not any(pair[1].rule.meaning in {"strike", "hunger", "word"} for pair in told):
        one, cue = next((pair for pair in cues if pair[1].rule.meaning == "threat"), (one, cue))
    draft.give("action_type", cue.rule.code, one, cue.start, cue.end, cue.rule.reason)
    threatened = cue.rule.code == "strike threat"
    for status in () if threatened else ("ended",):
        for other in sentences:
            hits = [hit for hit in values.find("status", other.words) if hit.value == status]
            if hits:
                draft.give("status", status, other, hits[0].start, hits[0].end, f"says: {status}")
                return
    if threatened:
        planned = [(o, h) for o in sentences for h in values.find("status", o.words) if h.value == "planned"]
        where, start, end = (
            (planned[0][0], planned[0][1].start, planned[0][1].end) if planned else (one, cue.start, cue.end)
        )
        draft.give("status", "planned" if planned else "threatened", where, start, end, "a strike that may come")
    elif _still_on(draft.values.get("start_date"), published):
        draft.give("status", "ongoing", one, cue.start, cue.end, "no word of an end")


def _still_on(start: str | None, published: date | None) -> bool:
    if published is None or start is None or len(start) < len("2024-01-01"):
        return published is not None
    return (published - date.fromisoformat(start)).days <= _STILL_ON_DAYS
