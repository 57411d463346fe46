"""Say who is on strike: the firm, who hires it, who owns it, and their union.

Reads the sentences that tell of a strike; writes into a Draft.
"""

from collections.abc import Iterable, Sequence

from analysis.coding.bare_names import bare_name
from analysis.coding.draft import Draft
from analysis.coding.sameness import Strike
from analysis.coding.telling import Told
from analysis.coding.unions import find_union
from analysis.employers import EmployerMention
from analysis.gazetteer import PlaceMention

# Sentences in which the firm that owns the works may stand for the employer.
_LEAD = 4


def who(draft: Draft, strike: Strike, sentences: Sequence[Told], around: Sequence[Told]) -> None:
    """Name the employer, its customer and its owner."""
    _customer(draft, sentences)
    found = _employer(strike, sentences, around)
    if found is None:
        if not _workplace(draft, sentences) and (bare := bare_name(around)):
            draft.give("employer", bare.name, bare.told, bare.start, bare.end, "names the employer in quotation marks")
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
    if found is None:  # "the station, part of X", "trains run by X": nobody else is told to employ them
        found = next(((one, owner) for one in sentences if one.of_strike for owner in one.parts.owners), None)
        found = found or next(((one, owner) for one in sentences[:_LEAD] for owner in one.parts.owners), None)
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


def _workplace(draft: Draft, sentences: Iterable[Told]) -> bool:
    """Where no firm is named, a mine or plant of the gazetteer is the employer as far as it is told."""
    for one in sentences:
        for mention in one.places:
            if mention.place.kind == "mine" and not mention.place.name.endswith(" port"):
                draft.give("employer", mention.place.name, one, mention.start, mention.end, "names the workplace")
                return True
    return False


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


def union(draft: Draft, sentences: Iterable[Told]) -> None:
    """Name the union."""
    for one in sentences:
        if named := find_union(one.text, one.start, one.end):
            draft.give("union", named.name, one, named.start, named.end, "names the union")
            return
