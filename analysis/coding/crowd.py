"""Say how many take part in a strike: the surest count, and what another side answers.

Reads the sentences that tell of a strike; writes into a Draft.
"""

import re
from collections.abc import Sequence

from analysis.coding.claims import Headcount
from analysis.coding.draft import Draft
from analysis.coding.rivals import alike, answers
from analysis.coding.staff import tells_of_staff
from analysis.coding.telling import Told
from analysis.coding.voices import HISTORY
from analysis.coding.workers import find_vehicles
from analysis.tokens import fold

_Count = tuple[Told, Headcount]
# Vehicles are told in place of people near the top: further down they are the town's, or those of police.
_LEAD = 4
# Two or three are told by name, dismissed or chosen to speak, where more are on strike.
_FEW = 4
# So many live in a town or ride its buses.
_MANY = 60_000
# What those on strike do; another count of the same sentences is more often of somebody else.
_TAKES_PART = re.compile(
    r"участ|подпис|не выш|не выход|не выех|отказ|прекрат|останов|собрал|бастов|бастую|сложил|присоедин|не приступ"
    r"|не спуст"
    r"|катыс|косыл|кол кой|шыкпа|бас тарт|токтат|жинал|доғар|догар|тусуден|тус[пб]е|кирис[пб]е|отыр\b|тур\b"
    r"|took part|taken part|taking part|take part|involve|join|sign|stopp|walked|stayed|refus|gather|laid down|put down"
    r"|downed|struck|on strike|warn|underground|stay|drew in|drawn in"
)


def how_many(draft: Draft, sentences: Sequence[Told]) -> None:
    """Count those who take part; where two sides count differently, from the lower to the higher."""
    in_text_first = sorted(sentences, key=lambda one: (not one.of_strike, one.field == "title"))
    counts = [
        (one, count)
        for one in in_text_first
        if (one.of_strike or not tells_of_staff(fold(one.text[one.start : one.end]))) and one.voice != HISTORY
        for count in one.counts
        if _figure(count) < _MANY
    ]
    # Voters are told where nobody counts those on strike.
    counts = [pair for pair in counts if not pair[1].voted] or counts
    if not counts:
        _vehicles(draft, sentences)
        return
    one, count = _fullest(sorted(counts, key=_doubt))
    draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, _counted(count))
    draft.values["workers_min"], draft.values["workers_max"] = count.least, count.most
    rivals = [pair for pair in [*counts, *_answered(sentences, one, count)] if _contradicts(count, pair[1])]
    for other, rival in rivals[:1]:
        draft.ground("workers_quote", other, rival.start, rival.end, _counted(rival))
        draft.values["workers_min"] = min(_figure(count), _figure(rival))
        draft.values["workers_max"] = max(_figure(count), _figure(rival))


def _doubt(pair: _Count) -> int:
    """Give how little a count says of those on strike: 0 of the surest."""
    one, count = pair
    few = 0 < _figure(count) < _FEW
    takes_part = _TAKES_PART.search(fold(one.text[one.start : one.end])) is not None
    return 2 * few + (not takes_part)


def _answered(sentences: Sequence[Told], told: Told, count: Headcount) -> list[_Count]:
    """Give the bare numbers with which the next sentences answer a count."""
    after = sorted((one for one in sentences if one.field == told.field and one.start > told.start), key=_start)
    return [(one, answer) for one in after[:2] for answer in answers(one.text, one.words, count)]


def _start(one: Told) -> int:
    return one.start


def _counted(count: Headcount) -> str:
    return f"counts them, say {count.claimed_by}" if count.claimed_by else "counts them"


def _fullest(counts: Sequence[_Count]) -> _Count:
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
    mine, theirs = _figure(count), _figure(rival)
    if mine == theirs or not alike(theirs, mine):
        return False
    sides = {count.claimed_by, rival.claimed_by}
    other = rival.claimed_by not in (None, "the state") or rival.bare or count.claimed_by == "the employer"
    return len(sides) > 1 and other


def _vehicles(draft: Draft, sentences: Sequence[Told]) -> None:
    for one in [one for number, one in enumerate(sentences) if one.of_strike or number < _LEAD]:
        if count := find_vehicles(one.text, one.words):
            draft.give("workers_quote", one.text[count.start : count.end], one, count.start, count.end, "counts them")
            return
