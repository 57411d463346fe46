"""When a strike ended: words of an end that are not negated, the day beside them, and how long it lasted.

Reads the sentences that tell of a strike; writes into a Draft.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from analysis.coding import values
from analysis.coding.calendar import Dated, shifted
from analysis.coding.draft import Draft
from analysis.coding.numbers import number_at
from analysis.coding.telling import Told
from analysis.coding.voices import HISTORY
from analysis.tokens import fold, tokens

_NEGATED = re.compile(
    r"(?:\bне|\bnot|n't|\bnever|refus\w* to|отказ\w+|\bпока не|\buntil|\bunless|\bonce|\bif|если|когда|after|после"
    r"|\bwould|\bwill|\bcould|\bmay|\bmight|\bмогут|\bготов\w*)"
    r"\s(?:\w+\s)?$"
)
_NOT_AFTER = re.compile(r"\s*(?:жок|емес)\b")  # a Kazakh verb is denied by what follows it: "шыққан жоқ"
_GOES_ON = re.compile(
    r"остаются|продолжа|несмотря|не расход|тарама|жалгас|карамастан|remain|continu|despite|in spite|defy|defied|goes on"
)
# Who goes to court has no ruling yet.
_ASKED = re.compile(
    r"\bask|\bsue[ds]?\b|\bfiled|lawsuit|\bseek|подал\w* (?:в суд|иск)|с иском|обратил\w* в суд|просит|арыз|отинди"
)
_CLAUSE = re.compile(r"[,;:()—]|\s[-–]\s")
_STOP = re.compile(
    r"объяви|начал|начат|начавш|began|begun|started|отказавш|отказал|прекративш|прекратил\w* работ|остановивш"
    r"|не выш|не выход|бастовавш|сложивш|сложил|stopp"
    r"|refus|walked|laid|"
    r"downed|struck|токтаткан|шыкпа|бас тарт"
)
_DURATION = re.compile(
    r"\b(?:(\w+)[- ]day\b(?!-old)|(одно|двух|тр[её]х|четыр[её]х|пяти|шести|семи)(?:дневн|суточн)\w+|(\w+) кундик"
    r"|(один) день)\b"
)
_RUSSIAN_DAYS = {"одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7}
# "By noon the buses were back": it ended on the day that it began.
_SAME_DAY = re.compile(
    r"к обеду|к полудню|к вечеру|днем (?:они )?|через (?:час|пару часов|несколько часов|\w+ час)|в тот же день"
    r"|после обеда"
    r"|by (?:noon|midday|lunch\w*|evening|the afternoon)|the same (?:day|evening|afternoon)|hours later|few hours"
    r"|later that day"
    r"|туски сагат|туске карай|кешке карай|сол куни|туске дейин|бирнеше сагат"
)


def ends(one: Told) -> list[values.Found]:
    """Give the words that tell of an end and are not negated ("did not return to work")."""
    if one.voice == HISTORY:
        return []
    return [
        hit
        for hit in values.find("status", one.words)
        if hit.value == "ended"
        and not _NOT_AFTER.match(fold(one.text[hit.end : hit.end + 8]))
        and not _NEGATED.search(fold(one.text[max(one.start, hit.start - 20) : hit.start]))
    ]


def goes_on(one: Told) -> bool:
    """Tell whether a sentence says that the strike goes on."""
    return _GOES_ON.search(fold(one.text[one.start : one.end])) is not None


def ruled_off(sentences: Sequence[Told]) -> tuple[Told, values.Found] | None:
    """Give the words of a court's ruling against the strike, where nothing says that it goes on all the same."""
    if any(map(goes_on, sentences)):
        return None
    rulings = ((one, hit) for one in sentences for hit in values.find("ruling", one.words))
    return next((pair for pair in rulings if not _ASKED.search(fold(pair[0].text[pair[0].start : pair[0].end]))), None)


def end(draft: Draft, sentences: Iterable[Told]) -> tuple[Told, Dated] | None:
    """Give the day that stands nearest to the words that tell of the end."""
    if draft.values.get("status") != "ended":
        return None
    for one in sentences:
        said = [hit for hit in ends(one) if not one.text[hit.start :].startswith("one-day")]
        days = [dated for dated in one.dates if dated.precision == "day" and dated.kind in ("on", "last")]
        days = [dated for dated in days if not _of_the_stop(one, dated, said)]
        if said and days:
            return one, min(days, key=lambda dated: abs(dated.start - said[0].end))
    return next(((one, dated) for one in sentences for dated in one.dates if dated.kind == "last"), None)


def _of_the_stop(one: Told, dated: Dated, said: Sequence[values.Found]) -> bool:
    """Tell whether a day stands in a clause of the stop, not of the end: "who refused on Saturday, are back"."""
    begins = max((match.end() for match in _CLAUSE.finditer(one.text, one.start, dated.start)), default=one.start)
    match = _CLAUSE.search(one.text, dated.end, one.end)
    closes = match.start() if match else one.end
    if any(begins <= hit.start < closes for hit in said):
        return False
    return _STOP.search(fold(one.text[begins:closes])) is not None


def finish(draft: Draft, sentences: Sequence[Told], ended: tuple[Told, Dated] | None) -> None:
    """Write the end; what lasted three days and ended on Wednesday began on Monday."""
    start = draft.values.get("start_date")
    if ended and (start is None or ended[1].value >= start):
        one, last = ended
        draft.give("end_date", last.value, one, last.start, last.end, "dates its end")
        lasted = _lasted(sentences)
        begun = (
            shifted(date.fromisoformat(last.value), 1 - lasted[1]) if lasted and start in (None, last.value) else None
        )
        if lasted and begun:
            one, days, first, end = lasted
            draft.give("start_date", begun.isoformat(), one, first, end, f"it lasted {days} days")
            draft.values["date_precision"] = "day"
        elif start is None and (same := _SAME_DAY.search(fold(one.text[one.start : one.end]))):
            first = one.start + same.start()
            draft.give("start_date", last.value, one, first, one.start + same.end(), "it ended on the same day")
            draft.values["date_precision"] = "day"
    elif start and _for_a_day(sentences) and draft.values.get("status") in ("ended", "ongoing"):
        one, _, first, end = _for_a_day(sentences)[0]
        draft.give("status", "ended", one, first, end, "it was for one day")
        draft.give("end_date", start, one, first, end, "it was for one day")
    elif draft.values.get("status") == "ended" and draft.values.get("date_precision") == "day":
        for one in sentences:
            if match := _SAME_DAY.search(fold(one.text[one.start : one.end])) if ends(one) else None:
                first = one.start + match.start()
                draft.give("end_date", start, one, first, one.start + match.end(), "it ended on the same day")
                return


def _for_a_day(sentences: Iterable[Told]) -> list[tuple[Told, int, int, int]]:
    lasted = _lasted(one for one in sentences if one.of_strike)
    return [lasted] if lasted and lasted[1] == 1 else []


def _lasted(sentences: Iterable[Told]) -> tuple[Told, int, int, int] | None:
    """Give how many days a strike lasted, as "a three-day strike" has it, and where that stands."""
    for one in sentences:
        for match in _DURATION.finditer(fold(one.text[one.start : one.end])):
            days = _RUSSIAN_DAYS.get((match[2] or "").replace("ё", "е")) or _number(
                match[1] or match[3] or match[4] or ""
            )
            if days:
                return one, days, one.start + match.start(), one.start + match.end()
    return None


def _number(word: str) -> int:
    words = tokens(word)
    found = number_at(word, words, 0) if words else None
    return found.least if found else int(word in ("one", "бир", "один"))
