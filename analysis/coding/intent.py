"""Tell strikes that are only announced or threatened from those that have begun.

Reads the sentences that tell of a strike and the day of publication; writes nothing. A vote or a set day makes a plan,
with whatever condition; a condition, or an intention without a day, makes a threat.
"""

import re
from collections.abc import Sequence
from datetime import date

from analysis.coding import values
from analysis.coding.telling import Told
from analysis.reading import Cue
from analysis.tokens import fold

# "If there is no answer, they will go on strike": whatever the words for it, a threat.
_WILL = (
    r"(?:буд|начн|объяв|останов[яи]|прекрат[яи]|выйд|встан[еу]|забасту|откаж|переста[нм]|уйд|покин|сложим|сложат|заглуш"
    r"|приостанов[яи]|подним[еу]|перекро|спуст[яи])\w*"
)
_CONDITION = re.compile(
    rf"(?:\bесли|в случае|иначе|пока не)\b.*\b(?:{_WILL})|\b(?:{_WILL})\b.*\b(?:если|в случае|пока не)\b"
    rf"|\bне (?:дадут|заплатят|выплатят|подпишут|поднимут|повысят|вернут|услышат|рассчитаются)\b.*\b(?:{_WILL})"
    r"|\bunless\b|\bwill\b.*\bif\b|\bif\b.*\b(?:will|would)\b|(?:маса|месе|баса|бесе|паса|песе)\b.*(?:мыз|миз|ады"
    r"|еди|йды|йди|тынын|тинин)\b|\bегер\b|\w{3}(?:са|се)\b.*(?:майм|мейм|бейм|пайм|пейм|байм)"
    r"|\b(?:may|might|could) (?:not |also |all )?(?:refuse|stop|strike|walk|go|down|halt|cease|stay)\b"
)
# Not yet done: "will stop", "намерены", "шығамыз".
_TO_COME = re.compile(
    r"\b(?:will|would) (?:not |all |also |again )?(?:stop|strike|cease|halt|walk|refuse|down|stay|begin|start|go on"
    r"|come|park|hold)"
    r"|\bto (?:strike|stay at home|stop work|walk out|down tools) (?:on|next|from)|\bto go on strike|\bvoted\b"
    r"|\bdecision to strike"
    r"|\bset .{0,20}strike|strike date"
    r"|намерен|планиру|собираются|готовятся|решили (?:бастовать|остановить|объявить|не )|начнется|состоится"
    r"|\bне (?:выйдут|выедут|спустятся|приступят|будут)|(?:прекрат|останов|приостанов)(?:ят|ит)\b|объявят|забастуют"
    r"|шыкпак|бастамак|токтатпак|шыгатын|токтататын|уагдаласты|келисти|шешти|уйгарды|жариялайды|шыгады\b|шыгамыз|дайындалып|бастайтын|токтататын|шыкпайтын|(?:май|мей|пай|пей|бай|бей)тын(?:дар)?ын"
)
_SETTLED = re.compile(
    r"vote|ballot|голосова|высказа|назнач|намечен|запланиров|дата|тагайынд|белгиле|schedul|дауыс бер|дауыска"
    r"|\bset\b|fixed"
    r"|strike date"
    r"|resolved|уагдаласты"
)
_VOTED = re.compile(r"\bvote|\bballot|голосова|высказа|дауыс бер|дауыска")
_FIRST = frozenset({"since", "nth", "on"})
#: Sentences from the beginning of a text in which a paper says what has happened.
_LEAD = 3
_MONTH = len("2024-06")


def is_conditional(one: Told) -> bool:
    """Tell whether a sentence says what would be done on a condition."""
    return _CONDITION.search(_said(one)) is not None


def planned(sentences: Sequence[Told], published: date | None) -> tuple[Told, values.Found] | None:
    """Give the words that announce a strike, unless another sentence says that it has begun."""
    day = published.isoformat() if published else None
    hits = [
        (one, hit)
        for one in sentences
        for hit in values.find("status", one.words)
        if hit.value == "planned" and (_SETTLED.search(fold(one.text[hit.start : hit.end])) or _will(one, day))
    ]
    announcing = {id(one) for one, _ in hits}
    if not hits or any(id(one) not in announcing and has_begun(one, day) for one in sentences):
        return None
    return hits[0]


def has_begun(one: Told, day: str | None) -> bool:
    """Tell whether a sentence dates a stoppage before the day of publication, and speaks of none to come."""
    return (
        one.voice is None
        and _strikes(one)
        and any(dated.kind in _FIRST and (day is None or dated.value <= day) for dated in one.dates)
        and not _TO_COME.search(_said(one))
    )


def surely_told(
    pairs: Sequence[tuple[Told, Cue]], sentences: Sequence[Told], published: date | None
) -> list[tuple[Told, Cue]]:
    """Give the cues of what is done, not of what may be: where the lead only threatens, later ones must have a day."""
    day = published.isoformat() if published else None
    sure = [pair for pair in pairs if pair[0].voice is None and not is_conditional(pair[0]) and _is_now(pair[0], day)]
    leads = sorted((one for one in sentences if one.field == "text"), key=_start)[:_LEAD] or list(sentences[:1])
    opening = set(map(id, leads))
    threatens = any(
        is_conditional(one) or any(cue.counts and cue.rule.meaning == "threat" for cue in one.cues)
        for one in sentences
        if one.field == "title" or one is leads[0]
    )
    if not threatens:
        return sure or [pair for pair in pairs if not is_conditional(pair[0]) and _is_now(pair[0], day)]
    return [pair for pair in sure if pair[0].field == "title" or id(pair[0]) in opening or has_begun(pair[0], day)]


def to_be(sentences: Sequence[Told], published: date | None) -> Told | None:
    """Give the sentence that sets a day for a strike, or tells of a vote for it, where none has begun."""
    day = published.isoformat() if published else None
    own = [one for one in sentences if one.voice is None]
    coming = [one for one in own if _TO_COME.search(_said(one)) or _strikes(one)]
    return next(
        (one for one in coming if (_sets_a_day(one, day) and not is_conditional(one)) or _VOTED.search(_said(one))),
        None,
    )


def _strikes(one: Told) -> bool:
    return any(cue.counts and cue.rule.meaning == "strike" for cue in one.cues)


def _is_now(one: Told, day: str | None) -> bool:
    """Tell whether a sentence does not speak of what is to come, or names a day on which it began."""
    begun = any(dated.kind in _FIRST and (day is None or dated.value <= day) for dated in one.dates)
    if not _TO_COME.search(_said(one)):
        return begun or not _sets_a_day(one, day)
    return any(dated.kind in ("since", "nth") and (day is None or dated.value <= day) for dated in one.dates)


def _sets_a_day(one: Told, day: str | None) -> bool:
    """Tell whether a sentence names a day still to come: whatever its verb, nothing has stopped yet."""
    return day is not None and any(
        dated.kind in _FIRST and dated.precision == "day" and dated.value > day for dated in one.dates
    )


def _will(one: Told, day: str | None) -> bool:
    """Tell whether a sentence names a day to come: intentions without one, or on a condition, are threats."""
    if is_conditional(one):
        return False
    return any(
        (dated.kind in _FIRST and (day is None or dated.value > (day[:_MONTH] if dated.precision == "month" else day)))
        or (dated.precision == "month" and day is not None and dated.value == day[:_MONTH])
        for dated in one.dates
    )


def _start(one: Told) -> int:
    return one.start


def _said(one: Told) -> str:
    return fold(one.text[one.start : one.end])
