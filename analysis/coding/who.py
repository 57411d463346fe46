"""Say who is on strike: the firm, who hires it, who owns it, how many people, and their union.

Reads the sentences that tell of a strike; writes into a Draft.
"""

from collections.abc import Iterable, Sequence

from analysis.coding.claims import Headcount
from analysis.coding.draft import Draft
from analysis.coding.sameness import Strike
from analysis.coding.staff import tells_of_staff
from analysis.coding.telling import Told
from analysis.coding.unions import find_union
from analysis.coding.workers import find_vehicles
from analysis.employers import EmployerMention
from analysis.gazetteer import PlaceMention
from analysis.tokens import fold

# Vehicles are told in place of people near the top: further down they are the town's, or those of police.
_LEAD = 4


def who(draft: Draft, strike: Strike, sentences: Sequence[Told], around: Sequence[Told]) -> None:
    """Name the employer, its customer and its owner."""
    _customer(draft, sentences)
    found = _employer(strike, sentences, around)
    if found is None:
        _workplace(draft, sentences)
        return
    one, mention = found
    firm = mention.employer
    draft.give("employer", firm.name, one, mention.start, mention.end, "names the employer")
    if draft.values.get("contractor_of") == firm.name:
        draft.drop("contractor_of")
    if firm.parent:
        draft.give("parent", firm.parent, one, mention.start, mention.end, "the register names the owner")
    else:
        _owner(draft, sentences, firm.name)
    if firm.sector:
        draft.give("sector", firm.sector, one, mention.start, mention.end, "the register names its sector")


def _employer(strike: Strike, sentences: Sequence[Told], around: Sequence[Told]) -> tuple[Told, EmployerMention] | None:
    if strike.employer and not strike.employer.employer.institution:
        one = holder(strike.employer, around)
        return (one, strike.employer) if one else None
    named = [(one, firm) for one in sentences for firm in one.employers]
    firms = [pair for pair in named if not pair[1].employer.institution]
    if strike.employer and (one := holder(strike.employer, around)):
        firms = firms or [(one, strike.employer)]
    found = next(iter(firms or named), None)
    return _fullest_name(found, named) if found and found[1].employer.institution else found


def _fullest_name(
    found: tuple[Told, EmployerMention], named: Sequence[tuple[Told, EmployerMention]]
) -> tuple[Told, EmployerMention]:
    """Give the mention of an institution that says most: "Aral Interdistrict Hospital" for "the Aral hospital"."""
    same = [pair for pair in named if pair[1].employer.key == found[1].employer.key]
    return max(same, key=lambda pair: len(pair[1].employer.name.split()), default=found)


def holder(mention: EmployerMention | PlaceMention, sentences: Iterable[Told]) -> Told | None:
    """Give the sentence that a mention was found in."""
    return next((one for one in sentences if mention in (*one.employers, *one.owners, *one.places)), None)


def _workplace(draft: Draft, sentences: Iterable[Told]) -> None:
    """Where no firm is named, a mine or plant of the gazetteer is the employer as far as it is told."""
    for one in sentences:
        for mention in one.places:
            if mention.place.kind == "mine":
                draft.give("employer", mention.place.name, one, mention.start, mention.end, "names the workplace")
                return


def _customer(draft: Draft, sentences: Iterable[Told]) -> None:
    for one in sentences:
        for customer in one.parts.customers[:1]:
            name = customer.employer.name
            draft.give("contractor_of", name, one, customer.start, customer.end, "names the customer")
            return


def _owner(draft: Draft, sentences: Iterable[Told], firm: str) -> None:
    for one in sentences:
        for owner in one.parts.owners if one.of_strike else ():
            if owner.employer.name not in (firm, draft.values.get("contractor_of")):
                draft.give("parent", owner.employer.name, one, owner.start, owner.end, "names the owner")
                return


def how_many(draft: Draft, sentences: Sequence[Told]) -> None:
    """Count those who take part; where two sides count differently, from the lower to the higher."""
    in_text_first = sorted(sentences, key=lambda one: (not one.of_strike, one.field == "title"))
    counts = [
        (one, count)
        for one in in_text_first
        if one.of_strike or not tells_of_staff(fold(one.text[one.start : one.end]))
        for count in one.counts
    ]
    if not counts:
        _vehicles(draft, sentences)
        return
    one, count = _fullest(counts)
    draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, _counted(count))
    draft.values["workers_min"], draft.values["workers_max"] = count.least, count.most
    for other, rival in counts:
        if _contradicts(count, rival):
            draft.ground("workers_quote", other, rival.start, rival.end, _counted(rival))
            draft.values["workers_min"] = min(_figure(count), _figure(rival))
            draft.values["workers_max"] = max(_figure(count), _figure(rival))
            return


def _counted(count: Headcount) -> str:
    return f"counts them, say {count.claimed_by}" if count.claimed_by else "counts them"


def _fullest(counts: Sequence[tuple[Told, Headcount]]) -> tuple[Told, Headcount]:
    """Give the first count; one that says "more than" with the same figure says more; a figure goes before none."""
    one, first = next((pair for pair in counts if pair[1].least or pair[1].most), counts[0])
    if first.least is not None and first.least == first.most:
        bounded = [pair for pair in counts if first.least in (pair[1].least, pair[1].most) and pair[1] != first]
        return next((pair for pair in bounded if None in (pair[1].least, pair[1].most)), (one, first))
    return one, first


def _figure(count: Headcount) -> int:
    return count.least or count.most or 0


def _contradicts(count: Headcount, rival: Headcount) -> bool:
    """Tell whether a second count is of the same people by another side: the state's guests are not the strikers."""
    told = {_figure(count), _figure(rival)}
    sides = {count.claimed_by, rival.claimed_by}
    return 0 not in told and len(told) > 1 and len(sides) > 1 and rival.claimed_by not in (None, "the state")


def _vehicles(draft: Draft, sentences: Sequence[Told]) -> None:
    for one in [one for number, one in enumerate(sentences) if one.of_strike or number < _LEAD]:
        if count := find_vehicles(one.text, one.words):
            draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, "counts them")
            return


def union(draft: Draft, sentences: Iterable[Told]) -> None:
    """Name the union."""
    for one in sentences:
        if named := find_union(one.text, one.start, one.end):
            draft.give("union", named.name, one, named.start, named.end, "names the union")
            return
