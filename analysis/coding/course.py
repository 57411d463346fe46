"""How a strike runs: what is done, when it began and ended, whether it goes on.

Reads the sentences that tell of it and the day of publication; writes into a Draft.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analysis.coding import values
from analysis.coding.calendar import Dated
from analysis.coding.draft import Draft
from analysis.coding.ending import end, ends, finish, goes_on, ruled_off
from analysis.coding.intent import planned, surely_told, to_be
from analysis.coding.telling import Told
from analysis.coding.voices import HISTORY
from analysis.lexicon import ACTIONS
from analysis.reading import Cue
from analysis.tokens import fold

# A strike that began longer ago than this and of which nothing else is told is not called ongoing; one of more than
# half a year ago, told without a word of its going on, is history.
_STILL_ON_DAYS = 21
_HISTORY_DAYS = 183
_GATHERED = re.compile(
    r"акци|протест|собира|собрал|стоя|остаю|бастую|забаст|проста|не работа|не выш|не выход|приход|спор"
    r"|началос|началас|начат"
    r"|ереуил|наразы|жинал|тур\b|отыр|басталды|басталган|токтат|шыкпа|жумыс"
    r"|began|started|begun|protest|gather|stand|stay|camp|idle|strike|stoppage|walk|not come|away"
    r"|сложил|с тех пор|home|absent|out\b|halt|action|picket"
)
_A_YEAR = re.compile(r"\d{4}|last year|прошл|откен")
_FIRST = {"since": 0, "nth": 1, "on": 2}


def status(draft: Draft, sentences: Sequence[Told], published: date | None) -> None:
    """Say what is done, and whether it is threatened, goes on or has ended.

    Of a strike that joined another ("a similar statement") the sentences are those of the other.
    """
    cues = [(one, cue) for one in sentences for cue in one.cues if cue.counts and cue.rule.code]
    if not cues:
        _untold(draft, sentences)
        return
    best: Callable[[str], int] = ACTIONS.index
    told = [pair for pair in cues if pair[1].rule.meaning != "threat"]
    # Strikers who also go hungry are on strike.
    at_work = [pair for pair in told if pair[1].rule.code != "hunger strike" or not _stopped(told)]
    one, cue = min(at_work or cues, key=lambda pair: best(pair[1].rule.code))
    announced = planned(sentences, published)
    sure = surely_told(told, sentences, published)
    to_come = not any(pair[1].rule.meaning in {"strike", "hunger", "word"} for pair in sure)
    if announced or to_come:
        one, cue = next((pair for pair in cues if pair[1].rule.meaning == "threat"), (one, cue))
    draft.give("action_type", cue.rule.code, one, cue.start, cue.end, cue.rule.reason)
    if announced:
        draft.give("status", "planned", announced[0], announced[1].start, announced[1].end, "says: planned")
        return
    if to_come and cue.rule.code != "strike threat" and (settled := to_be(sentences, published)):
        draft.give("status", "planned", settled, settled.start, settled.end, "a day is set, or a vote has been taken")
        return
    threatened = cue.rule.code == "strike threat" or to_come
    contested = any(one.voice is None and goes_on(one) for one in sentences)
    for other in sentences:
        if (threatened or contested) and other.voice is not None:
            continue  # a firm says that all are back, the paper that they are not
        for hit in ends(other)[:1]:
            draft.give("status", "ended", other, hit.start, hit.end, "says: ended")
            return
    ruled = None if threatened else ruled_off(sentences)
    if ruled:
        draft.give("status", "ended", ruled[0], ruled[1].start, ruled[1].end, "a court has ruled against it")
    elif threatened:
        draft.give("status", "threatened", one, cue.start, cue.end, "a strike that may come")
    else:
        draft.give("status", "ongoing", one, cue.start, cue.end, "no word of an end")


def _stopped(told: Iterable[tuple[Told, Cue]]) -> bool:
    return any(cue.rule.meaning == "strike" and cue.rule.code != "hunger strike" for _, cue in told)


def _untold(draft: Draft, sentences: Sequence[Told]) -> None:
    """Read the status where no rule of the lexicon fits: the learned reader has flagged the article.

    It has no word for what is done, so that the action stays unknown; its passage says that something is.
    """
    for value in ("planned", "ended"):
        for one in sentences:
            hits = ends(one) if value == "ended" else list(values.find("status", one.words))
            for hit in [hit for hit in hits if hit.value == value][:1]:
                draft.give("status", value, one, hit.start, hit.end, f"says: {value}")
                return
    for one in sentences:
        for cue in one.cues if one.of_strike else ():
            told = "threatened" if cue.rule.meaning == "threat" else "ongoing"
            draft.give("status", told, one, cue.start, cue.end, cue.rule.reason)
            return


def when(draft: Draft, sentences: Sequence[Told], published: date | None, *, alone: bool) -> None:
    """Date the start, and the end where one is told; only an article on one strike may date it anywhere."""
    coming = draft.values.get("status") in ("planned", "threatened")
    day = published.isoformat() if published else None
    ended = None if coming else end(draft, sentences)
    dates = [
        (one, dated)
        for one in sentences
        for dated in one.dates
        if (alone or one.of_strike)
        and one.voice != HISTORY
        and (dated.kind in _FIRST or (coming and dated.kind == "until" and dated.precision == "day" and one.of_strike))
        and not (ended and dated.start == ended[1].start and one is ended[0])
    ]
    dates = [pair for pair in dates if not _far_back(pair, published)]
    if day:
        dates = [pair for pair in dates if (pair[1].value > day if coming else pair[1].value <= day)]
    if coming:  # "voted on Sunday to begin on 10 February": of two days the one with a figure is the surer
        # ... and a deadline is the day where no other is told: after it they stop.
        dates.sort(
            key=lambda pair: (
                pair[1].kind == "until",
                not any(map(str.isdigit, pair[0].text[pair[1].start : pair[1].end])),
            )
        )
        started = next(iter(dates), None)
    else:
        started = _start(dates)
    if started:
        one, dated = started
        draft.give("start_date", dated.value, one, dated.start, dated.end, "dates it")
        draft.values["date_precision"] = dated.precision
    if not coming:
        finish(draft, sentences, ended)


def _start(dates: Sequence[tuple[Told, Dated]]) -> tuple[Told, Dated] | None:
    """Give the date that says most surely when it began: "since", then "the third day", then a day of the strike."""
    exact = [pair for pair in dates if pair[1].precision != "month"]
    of_strike = [pair for pair in exact if pair[0].of_strike]
    for found in (of_strike, [pair for pair in exact if _of_a_stop(pair[0])]):
        for kind in ("since", "nth"):
            if chosen := next((pair for pair in found if pair[1].kind == kind), None):
                # "Disputed since the start of the month, and since Friday nobody has gone out": since Friday.
                return max((pair for pair in found if pair[0] is chosen[0] and pair[1].kind == kind), key=_value)
    if of_strike:
        return min(of_strike, key=lambda pair: (pair[1].value, pair[1].start))
    months = [pair for pair in dates if pair[1].precision == "month" and pair[0].of_strike]
    # Where no sentence is sure to tell of the strike, the first that has people stand, stay or gather dates it.
    exact.sort(key=lambda pair: (not _of_a_stop(pair[0]), pair[0].start))
    return next(iter(exact or months), None)


def _far_back(pair: tuple[Told, Dated], published: date | None) -> bool:
    """Tell whether a day without a year lies so far back that it is one to come: "from 1 September", said in August."""
    one, dated = pair
    if published is None or dated.precision != "day" or _A_YEAR.search(one.text[dated.start : dated.end]):
        return False
    return (published - date.fromisoformat(dated.value)).days > _HISTORY_DAYS


def _value(pair: tuple[Told, Dated]) -> str:
    return pair[1].value


def _of_a_stop(one: Told) -> bool:
    """Tell whether a sentence without a cue may date a strike all the same: who waits, stands, gathers since Monday."""
    return one.voice is None and _GATHERED.search(fold(one.text[one.start : one.end])) is not None


def put_away(draft: Draft, published: date | None) -> None:
    """Do not call a strike ongoing that began long before the article: old ones are history, others unknown."""
    start = draft.values.get("start_date")
    if draft.values.get("status") != "ongoing" or published is None or start is None or len(start) < len("2024-01-01"):
        return
    days = (published - date.fromisoformat(start)).days
    if days > _HISTORY_DAYS:
        draft.values["status"] = "historical"
    elif days > _STILL_ON_DAYS and draft.values.get("date_precision") == "day":
        draft.drop("status")
