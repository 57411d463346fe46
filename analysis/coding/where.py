"""Say where a strike takes place: settlement, site, region, and how exactly that is known.

Reads the sentences that tell of a strike; writes into a Draft. What is named first in them counts: places further down
are where officials come from, and where the road leads.
"""

import re
from collections.abc import Iterable, Sequence

from analysis.coding.draft import Draft
from analysis.coding.sameness import Strike
from analysis.coding.telling import Told
from analysis.coding.who import holder
from analysis.gazetteer import SITES, PlaceMention, find_places
from analysis.tokens import fold, tokens

_FROM = re.compile(r"\b(?:from|из|those in|than in|towards|в сторону|до)\s+$")
# What stands after a town that has sent somebody: "Ақтау қаласының соты", "Aktau court".
_OFFICIALS = re.compile(
    r"\w*\s(?:каласынын |облысынын |облыстык |калалык |city |regional |городско\w+ )?(?:сот|суд|court|прокуратур"
    r"|полици|police)"
)


def where(
    draft: Draft, strike: Strike, sentences: Sequence[Told], around: Sequence[Told], *, country: str | None, alone: bool
) -> None:
    """Name the places; in an article on a single strike any sentence may name them."""
    named = [(one, place) for one in sentences if alone or one.of_strike for place in one.settlements]
    named = [pair for pair in named if not (_of_officials(*pair) or _left(*pair))] or named
    if strike.place and (one := holder(strike.place, around)):
        named = [(one, strike.place), *(() if strike.listed else named)]
    for one, mention in named[:1]:
        _give(draft, one, mention)
    for one, mention in [pair for pair in named[1:] if not _left(*pair)]:
        kind = _kind(mention)
        if kind not in draft.values and mention.place.region == draft.values["region"] and (one.of_strike or alone):
            draft.give(kind, mention.place.name, one, mention.start, mention.end, "names the place")
    if named:
        draft.values["geo_precision"] = "site" if "site" in draft.values else "settlement"
    else:
        _region(draft, [one for one in sentences if alone or one.of_strike], country)
    if "region" not in draft.values and strike.beside:
        _joined(draft, strike.beside)
    if "region" not in draft.values:
        _called_after(draft, sentences)


def _left(one: Told, mention: PlaceMention) -> bool:
    """Tell whether somebody only comes from a place, or is compared with it."""
    return _FROM.search(fold(one.text[max(one.start, mention.start - 20) : mention.start])) is not None


def _of_officials(one: Told, mention: PlaceMention) -> bool:
    """Tell whether a place says whose court or police speaks; the strike may be elsewhere."""
    return _OFFICIALS.match(fold(one.text[mention.end : mention.end + 40])) is not None


def _kind(mention: PlaceMention) -> str:
    return "site" if mention.place.kind in SITES else "settlement"


def _give(draft: Draft, one: Told, mention: PlaceMention) -> None:
    place = mention.place
    draft.give(_kind(mention), place.name, one, mention.start, mention.end, "names the place")
    draft.give("region", place.region, one, mention.start, mention.end, "the place lies in this region")


def _joined(draft: Draft, beside: Strike) -> None:
    """Take the region of the strike that this one joined, and only that."""
    for one in beside.sentences:
        for mention in one.places if one.of_strike or beside.place in one.places else ():
            reason = "it joined a strike in this region"
            draft.give("region", mention.place.region, one, mention.start, mention.end, reason)
            draft.values["geo_precision"] = "region"
            return


def _called_after(draft: Draft, sentences: Iterable[Told]) -> None:
    """Where no place is told, a firm called after a town is in it: Shymkent Kus, Semey Bus."""
    for one in sentences:
        for firm in (
            one.employers if draft.values.get("employer") in {each.employer.name for each in one.employers} else ()
        ):
            for mention in find_places(one.text, tokens(one.text, firm.start, firm.end)):
                if mention.place.kind == "city":
                    _give(draft, one, mention)
                    draft.values["geo_precision"] = "settlement"
                    return


def _region(draft: Draft, sentences: Iterable[Told], country: str | None) -> None:
    for one in sentences:
        for region in one.places:
            draft.give("region", region.place.region, one, region.start, region.end, "names the region")
            draft.values["geo_precision"] = "region" if region.place.kind == "region" else "district"
            return
    if country:
        draft.values["region"], draft.values["geo_precision"] = country, "country"
