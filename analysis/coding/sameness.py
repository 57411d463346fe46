"""Strikes as they are gathered from sentences, and whether two mentions may be of the same one.

Reads what sentences tell and what is known of a strike so far; writes nothing but the Strike itself.
"""

from dataclasses import dataclass, field
from datetime import date

from analysis.coding import values
from analysis.coding.ending import ends
from analysis.coding.telling import Told
from analysis.employers import EmployerMention
from analysis.gazetteer import SITES, PlaceMention

# Two days further apart than the window of an event (guide: start day +/- 3) are two strikes.
_SAME_DAYS = 3
_GAP_DAYS = 7


@dataclass(slots=True, kw_only=True)
class Strike:
    """A strike told of: who and where as far as it is known, and the sentences that tell of it."""

    employer: EmployerMention | None = None
    place: PlaceMention | None = None
    day: str | None = None
    listed: bool = False  # one of several places that a sentence lists: the others are not its own
    beside: "Strike | None" = None  # the strike that it is told to have joined
    sentences: list[Told] = field(default_factory=list)

    @property
    def anchored(self) -> bool:
        """Tell whether anything but words of strikes holds it together."""
        return self.employer is not None or self.place is not None


def fits(strike: Strike, one: Told, place: PlaceMention | None) -> bool:
    """Tell whether nothing that a sentence names speaks against its being of a strike."""
    if place and strike.place and not one_spot(strike.place, place):
        return False
    return not (one.day and strike.day and apart(one.day, strike.day))


def may_be(strike: Strike, one: Told) -> bool:
    """Tell whether a strike of which neither firm nor place is known may be the one that a sentence names."""
    exact = len("2024-06-12")
    days = [day for day in (strike.day, one.day) if day and len(day) == exact]
    return not strike.anchored and (len(days) < len((strike, one)) or days[0] == days[1])


def merged(found: list[Strike]) -> list[Strike]:
    """Join to a firm's strike what the article tells without naming the firm, where nothing speaks against it.

    A headline names the town, the text the field and the firm: one strike. Several towns in a list are several.
    """
    kept = [strike for strike in found if strike.employer or strike.listed]
    for strike in found:
        if strike.employer or strike.listed:
            continue
        same = next((other for other in kept if _may_be_one(strike, other)), None)
        if same is None:
            kept.append(strike)
            continue
        same.sentences = [*strike.sentences, *same.sentences]
        same.place, same.day = same.place or strike.place, same.day or strike.day
    return sorted(kept, key=found.index)


def _may_be_one(strike: Strike, other: Strike) -> bool:
    if strike.place and other.place and not one_spot(strike.place, other.place):
        return False
    days_apart = strike.day and other.day and apart(strike.day, other.day) and not _days(strike) & _days(other)
    if days_apart and not _ends_it(strike, other):
        return False
    headline = any(all(one.field == "title" for one in each.sentences) for each in (strike, other))
    return headline or bool(kinds(*strike.sentences) & kinds(*other.sentences))


def _days(strike: Strike) -> set[str]:
    """Give every day told of a strike: "voted yesterday to walk out on 5 October" has the headline's day second."""
    told = (dated for one in strike.sentences if one.of_strike for dated in one.dates)
    return {dated.value for dated in told if dated.kind not in ("pay", "until") and dated.precision == "day"}


def _ends_it(strike: Strike, other: Strike) -> bool:
    """Tell whether what names no firm is dated by the end of a firm's strike: "resumed on Thursday"."""
    later = (strike.day or "") > (other.day or "")
    return later and any(ends(one) for one in strike.sentences if one.day == strike.day)


def one_spot(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two places may be one: a town and the field or mine beside it."""
    if one.place == other.place:
        return True
    mixed = (one.place.kind in SITES) != (other.place.kind in SITES)
    return mixed and one.place.region == other.place.region


def begins_another(strike: Strike, one: Told) -> bool:
    """Tell whether a sentence that names nobody tells of a later strike: the same goes on while gaps stay in a week.

    A day before it, or since when something lasts, is a look back at the same one.
    """
    if not (one.day and strike.day and apart(one.day, strike.day)) or one.day < strike.day:
        return False
    if one.seen and one.day > one.seen.isoformat():  # "on 16 December it will be ten years since"
        return False
    if any(dated.kind in ("since", "nth") for dated in one.dates):
        return False
    exact = len(one.day) == len(strike.day) == len("2024-06-12")
    return not exact or (date.fromisoformat(one.day) - date.fromisoformat(strike.day)).days > _GAP_DAYS


def apart(one: str, other: str) -> bool:
    """Tell whether two days or months are too far from each other for one strike."""
    month = len("2024-06")
    if len(one) == month or len(other) == month:
        return one[:month] != other[:month]
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _SAME_DAYS


def kinds(*told: Told) -> set[str]:
    """Give whether sentences tell of strikes or of threats; one that is set for a day is both."""
    found = {"threat" if cue.rule.meaning == "threat" else "strike" for one in told for cue in one.cues if cue.counts}
    if any(hit.value == "planned" for one in told if one.of_strike for hit in values.find("status", one.words)):
        found.add("threat")
    return found or {"strike", "threat"}
