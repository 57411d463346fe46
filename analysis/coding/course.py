"""How a strike runs: what is done, when it began and ended, whether it goes on.

Reads the sentences that tell of it and the day of publication; writes into a Draft.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analysis.coding import values
from analysis.coding.dates import Dated
from analysis.coding.draft import Draft
from analysis.coding.telling import Told
from analysis.lexicon import ACTIONS
from analysis.tokens import fold

# A strike that began longer ago than this and of which nothing else is told is not called ongoing.
_STILL_ON_DAYS = 21
_NEGATED = re.compile(r"(?:\bне|\bnot|n't|\bnever|refus\w* to|отказ\w+|\bпока не|\buntil|\bunless)\s(?:\w+\s)?$")


def when(draft: Draft, sentences: Sequence[Told], published: date | None) -> None:
    """Date the start, and the end where one is told."""
    ended = _end(draft, sentences)
    dates = [(one, dated) for one in sentences for dated in one.dates if ended is None or dated.value < ended.value]
    if published and _threatened(sentences):
        dates = [pair for pair in dates if pair[1].value > published.isoformat()]
    elif published:
        dates = [pair for pair in dates if pair[1].value <= published.isoformat()]
    if dates:
        one, dated = min(dates, key=lambda pair: pair[1].precision != "day")
        draft.give("start_date", dated.value, one, dated.start, dated.end, "dates it")
        draft.values["date_precision"] = dated.precision


def _threatened(sentences: Iterable[Told]) -> bool:
    """Tell whether the strike is only threatened: then a day that has passed is not its start."""
    meanings = {cue.rule.meaning for one in sentences for cue in one.cues if cue.counts}
    return "threat" in meanings and not meanings & {"strike", "hunger", "word"}


def _end(draft: Draft, sentences: Iterable[Told]) -> Dated | None:
    """Give the day that stands nearest to the words that tell of the end."""
    for one in sentences:
        ends = [hit for hit in _ends(one) if not one.text[hit.start :].startswith("one-day")]
        days = [dated for dated in one.dates if dated.precision == "day"]
        if ends and days:
            last = min(days, key=lambda dated: abs(dated.start - ends[0].end))
            draft.give("end_date", last.value, one, last.start, last.end, "dates its end")
            return last
    return None


def _ends(one: Told) -> list[values.Found]:
    """Give the words that tell of an end and are not negated ("did not return to work")."""
    return [
        hit
        for hit in values.find("status", one.words)
        if hit.value == "ended" and not _NEGATED.search(fold(one.text[max(one.start, hit.start - 20) : hit.start]))
    ]


def action(draft: Draft, sentences: Sequence[Told], published: date | None) -> None:
    """Say what is done, and whether it is threatened, goes on or has ended."""
    cues = [(one, cue) for one in sentences for cue in one.cues if cue.counts and cue.rule.code]
    if not cues:
        return
    best: Callable[[str], int] = ACTIONS.index
    told = [pair for pair in cues if pair[1].rule.meaning != "threat"]
    one, cue = min(told or cues, key=lambda pair: best(pair[1].rule.code))
    if not any(pair[1].rule.meaning in {"strike", "hunger", "word"} for pair in told):
        one, cue = next((pair for pair in cues if pair[1].rule.meaning == "threat"), (one, cue))
    draft.give("action_type", cue.rule.code, one, cue.start, cue.end, cue.rule.reason)
    threatened = cue.rule.code == "strike threat"
    for other in () if threatened else sentences:
        for hit in _ends(other)[:1]:
            draft.give("status", "ended", other, hit.start, hit.end, "says: ended")
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
