"""Find the days that a sentence names and what each is said to be: a beginning, a day of it, a deadline.

Reads a sentence's words and the publication date; gives Dated. Without a publication date a day and month stand only
beside a year that the text has named. An unresolved date stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.coding.calendar import Dated, Day, day_at, first_of_range, given, shifted, weekday_at
from analysis.coding.counting import counted, opening
from analysis.tokens import Token, fold

_DAYS_AGO = {
    "сегодня": 0, "сегодняшний": 0, "бугин": 0, "today": 0, "tonight": 0, "бугинги": 0,
    "вчера": 1, "накануне": 1, "кеше": 1, "yesterday": 1, "вчерашний": 1, "вчерашнего": 1, "кешеги": 1,
    "позавчера": 2, "алдынгуни": 2, "алдынгы": 2,
}  # fmt: skip
_TWO_AGO = ["the", "day", "before"]
# "Which began on", "с", "since": the day is that on which it began.
_SINCE_BEFORE = re.compile(
    r"(?:\bс|\bсо|\bsince|\bfrom|\bначиная с|(?:начавш|начал|начат)\w*|begun|began|began on|starting|started"
    r"|which started|start of"
    r"|вспыхнул\w*|стартовал\w*|объявл\w+|launched|broke out|erupted|басталган\w*)"
    r"\s+(?:(?:в|on|the|early|late|ночь|на|night|утра|вечера|раннего|самого|еще|is|it|last|прошл\w+|минувш\w+|this|in)\s+)*$"
)
_SINCE_AFTER = re.compile(r"\s*(?:\w+ )?(?:бери\b|бастап\b|бастал\w+|баста[гк]ан\b)")
_UNTIL_BEFORE = re.compile(
    r"(?:\bдо|\bк|\bby|\buntil|\btill|\bbefore|не позднее|не позже|until the|by the|expires?|runs? out|истека\w+)\s+"
    r"(?:конца|начала|end of|начал\w*|the|next|следующ\w+|on|this|\d{1,2})?\s*$"
)
_UNTIL_AFTER = re.compile(r"\s*(?:\w+ )?(?:дейин|шейин)\b")
_UNTIL_CASE = re.compile(r"(?:га|ге|ка|ке|на|не)$")
_PAY = re.compile(
    r"зарплат|жалован|зарабо|оклад|выпла|преми|деньг|надбавк|доплат|\bplat|\bдолг|задолж|\bpaid\b|\bpay\b|\bwage"
    r"|salar|bonus|subsid"
    r"|owed|айлы[кг]|жалак|енбекак|акша|устемеак|сыйак|повыс|поднял|кварплат|не видел|тариф(?!н)|expire|истека"
    r"|снизил|срезал|cut to"
)
_UNDONE = re.compile(
    r"\bне\b|\bнет\b|\bnot\b|n't\b|\bno\b|unpaid|owed|frozen|last|задерж|долг|задолж|алма|берме|берилме|толеме"
    r"|толенбе|корме|оспе|оспей"
    r"|expire|истека|cut|срезал|снизил|кешик|карыз|delayed|delay"
)
_STOPPED = re.compile(
    r"strik|забаст|бастую|бастовал|ереуил|не выход|не вышл|прекра[тщ]|не спуст|stopp|walk|остановил|шыкпай|шыкпады"
    r"|токтат"
)
_RAISE = re.compile(r"подн[яи]|повы[сш]|увелич|индекс|\brais|increas|\blift|котер|осир|арттыр")
# What befell somebody before, and what prices or fees have done since a day, dates no strike.
_OF_OTHERS = re.compile(
    r"авари(?!йн)|несчаст|взрыв|погиб|обвал(?!ьщ)|accident|burst|died|killed|injur|апат|жарылыс|каза тап|мерт"
    r"|комисси\w+ (?:\w+ ){0,6}(?:процент|достиг|состав)|достигл|состав[иl]л|commission|fare"
)
_SURFACED = re.compile(r"жогары|бетин[еа]|surface|поверхност|на-гора")
_FOR_MONTH = re.compile(r"(?:\bза|\bfor|\bof|january|december|november|и|and|мен)\s+(?:\w+\s(?:и|and)\s)?$")
_BREAK = re.compile(r"[,;:()—]|\s[-–]\s")
_SAME_DAY = re.compile(r"(?: күні)?,? (?:the )?\(?")


def find_dates(
    words: Sequence[Token], published: date | None, year: int | None, *, text: str = "", ahead: bool = False
) -> list[Dated]:
    """Give the dates of a sentence; `year` is the last that the text has named, used without a publication date.

    With `ahead` a weekday is one to come, as in a sentence that announces a strike.
    """
    text = text or _as_text(words)
    found: list[Dated] = []
    for place in range(len(words)):
        day = day_at(text, words, place, published, year, ahead=ahead) or weekday_at(
            words, place, published, ahead=ahead
        )
        dated = _on(text, words, day) if day else _relative(words, place, published)
        dated = dated or opening(text, words, place, published)
        if dated is None or (found and dated.start < found[-1].end):
            continue
        if day and found and _SAME_DAY.fullmatch(text[found[-1].end : dated.start]) and dated.precision == "day":
            found.pop()  # "on Monday, 3 February": the day of the month is the surer one
        if day and (first := first_of_range(text, words, day)):
            found.append(replace(_on(text, words, first), kind="since"))
            dated = replace(dated, kind="last")
        found.append(dated)
    told = fold(text[words[0].start : words[-1].end]) if words else ""
    for place in range(len(words)) if not _of_others(told) else ():
        base = next((one for one in found if one.precision == "day" and one.kind == "on"), None)
        if back := counted(text, words, place, published, base):
            found.append(back)
    return found


def _as_text(words: Sequence[Token]) -> str:
    """Set words at their places, where the text itself is not at hand."""
    row = [" "] * (words[-1].end if words else 0)
    for token in words:
        row[token.start : token.start + len(token.word)] = token.word
    return "".join(row)


def _on(text: str, words: Sequence[Token], day: Day) -> Dated:
    start, end = words[day.first].start, words[day.last].end
    return Dated(value=day.value, precision=day.precision, start=start, end=end, kind=_kind(text, words, day))


def _kind(text: str, words: Sequence[Token], day: Day) -> str:
    start, end = words[day.first].start, words[day.last].end
    before, after = fold(text[words[0].start : start]), fold(text[end : words[-1].end])
    kazakh_until = _UNTIL_AFTER.match(after) and _UNTIL_CASE.search(words[day.last].word)
    if _UNTIL_BEFORE.search(before) or kazakh_until:
        return "until"
    since = _SINCE_BEFORE.search(before) or _SINCE_AFTER.match(after)
    begins, ends = _clause(text, words, start, end)
    if _of_others(fold(text[words[0].start : words[-1].end])):
        return "pay"
    # Wages are owed since or for a month; that a strike over wages was on a Tuesday is no date of wages.
    clause = fold(text[begins:ends])
    if since and _RAISE.search(clause) and not (_STOPPED.search(clause) or _SURFACED.search(clause)):
        return "pay"
    if (since or day.precision == "month") and _of_pay(clause, before):
        return "pay"
    return "since" if since else "on"


def _of_others(told: str) -> bool:
    return _OF_OTHERS.search(told) is not None and _STOPPED.search(told) is None


def _of_pay(clause: str, before: str) -> bool:
    """Tell whether a date says since when, or for which month, wages are owed or unchanged."""
    if not _PAY.search(clause) or _STOPPED.search(clause):
        return False
    return _UNDONE.search(clause) is not None or _FOR_MONTH.search(before) is not None


def _clause(text: str, words: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Give the part of the sentence, between marks, in which a stretch stands."""
    begins, ends = words[0].start, words[-1].end
    for match in _BREAK.finditer(text, begins, ends):
        if match.end() <= start:
            begins = match.end()
        elif match.start() >= end:
            return begins, match.start()
    return begins, ends


def _relative(words: Sequence[Token], place: int, published: date | None) -> Dated | None:
    ago = _DAYS_AGO.get(words[place].word)
    if words[place].word == "yesterday" and [token.word for token in words[max(0, place - 3) : place]] == _TWO_AGO:
        ago = 2
    day = shifted(published, -ago) if ago is not None and published else None
    if day is None:
        return None
    after = words[place + 1].word if place + 1 < len(words) else ""
    before = words[place - 1].word if place else ""
    since = after in ("бери", "бастап") or before in ("с", "со", "since") or words[place].word == "вчерашнего"
    return given(day, words[place], words[place], "since" if since else "on")
