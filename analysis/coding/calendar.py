"""Read days, months and weekdays in three languages: "11 қаңтарда", "4 марта", "Tuesday", "05.02.2025".

Reads a sentence's words; gives Day, resolved against the day of publication. A day that no year fits is unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.tokens import Token

_MONTHS = (
    "январ қаңтар january jan", "феврал ақпан february feb", "март наурыз march", "апрел сәуір april apr",
    "ма мамыр may",
    "июн маусым june", "июл шілде july", "август тамыз august aug", "сентябр қыркүйек september sept sep",
    "октябр қазан october oct", "ноябр қараша november nov", "декабр желтоқсан december dec",
)  # fmt: skip
_KAZAKH_FOLD = str.maketrans("әғқңөұүі", "агкноууи")
_MONTH_OF = {name.translate(_KAZAKH_FOLD): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH_ENDING = re.compile(
    r"(?:ь|я|е|ем|ю|а|у|т|та|й|да|де|га|ге|ке|ка|нын|нин|дан|ден|тан|тен|нан|нен|нда|те|дагы|деги|тагы|теги|айы"
    r"|айында|айынан|ында|инде|иннен|ы|и)?"
)
# Without a day beside them these are other words too.
_NOT_ALONE = frozenset({"may", "march", "mart", "ма", "мая", "мае", "казан", "казанда", "sep", "dec", "jan", "sept"})
_WEEKDAYS = (
    "понедельник monday дүйсенбі", "вторник tuesday сейсенбі", "сред wednesday сәрсенбі", "четверг thursday бейсенбі",
    "пятниц friday жұма", "суббот saturday сенбі", "воскресень sunday жексенбі",
)  # fmt: skip
_WEEKDAY_OF = {name.translate(_KAZAKH_FOLD): number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
# "Среди", "средства", "жұмақ": words that only begin like a weekday; "Friday's" and "дүйсенбіден" are days.
_WEEKDAY = re.compile(
    r"(?:понедельник|вторник|четверг)(?:а|у|ом|е|и)?|сред(?:а|ы|е|у|ой)|пятниц(?:а|ы|е|у|ей)|суббот(?:а|ы|е|у|ой)"
    r"|воскресень(?:е|я|ю|ем)|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'?s)?"
    r"|(?:дуйсенби|сейсенби|сарсенби|бейсенби|сенби|жексенби|жума)(?:де|да|ден|дан|ге|га|нин|нын|ни|ны|деги|дагы)?"
)
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d])")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:$|-)")
# A day without a year lies in the year of publication, up to two months ahead, or in the one before; in a sentence
# that announces a strike, in the ten months after it or the two before.
_TOLD = (timedelta(days=-351), timedelta(days=61))
_ANNOUNCED = (timedelta(days=-60), timedelta(days=305))
_LAST = re.compile(r"(?:прошл|минувш|last|past|откен)")
_NEXT = re.compile(r"(?:следующ|next|келеси|coming|ближайш|грядущ)")
_LAST_YEAR = re.compile(r"(?:of )?last year|прошл\w+ год|минувш\w+ год")
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day ("2024-06-12") or month ("2024-06"), and the places of its first and last word."""

    value: str
    precision: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A resolved date ("2024-06-12", or "2024-06" to the month), the words that give it, and what it is.

    kind: since (it began then), nth (the third day: counted back), on, last (of a range), until (a deadline), pay (told
    of wages).
    """

    value: str
    precision: str
    start: int
    end: int
    kind: str = "on"


def given(day: date, first: Token, last: Token, kind: str) -> Dated:
    """Give a day that words from one token to another tell."""
    return Dated(value=day.isoformat(), precision="day", start=first.start, end=last.end, kind=kind)


def shifted(day: date, days: int) -> date | None:
    """Give the day so many days later, None past the ends of the calendar (a paper may print the year 1)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_at(
    text: str, words: Sequence[Token], place: int, published: date | None, year: int | None, *, ahead: bool = False
) -> Day | None:
    """Give the calendar day that the word at a place names, with the words around it; `ahead`: one to come."""
    return _numeric(text, words, place) or _named(words, place, published, year, ahead=ahead)


def first_of_range(text: str, words: Sequence[Token], day: Day) -> Day | None:
    """Give the first day of "с 11 по 13 ноября" or "June 3-5", where a day is the last of such a range."""
    if day.precision != "day":
        return None
    last = date.fromisoformat(day.value)
    opening = text[words[max(0, day.first - 3)].start : words[day.first].start]
    match = re.search(r"(\d{1,2})(?:\s*[-–—]\s*|\s(?:по|to|and|и|мен|бен|пен)\s)$", opening)
    if match is None or not 1 <= int(match[1]) < last.day:
        return None
    first = sum(token.end <= words[day.first].start for token in words) - (
        2 if match.group().strip()[-1].isalpha() else 1
    )
    return _day(last.year, last.month, int(match[1]), first, first)


def weekday_at(words: Sequence[Token], place: int, published: date | None, *, ahead: bool) -> Day | None:
    """Give the day of a weekday's name: the last one before publication, or with `ahead` the next."""
    word = words[place].word
    if published is None or not _WEEKDAY.fullmatch(word):
        return None
    number = next(number for name, number in _WEEKDAY_OF.items() if word.startswith(name))
    back = (published.weekday() - number) % _WEEK
    before = " ".join(token.word for token in words[max(0, place - 2) : place])
    if ahead or _NEXT.search(before):
        days = _WEEK - back if back else (_WEEK if _NEXT.search(before) else 0)
    else:
        days = -(back or (_WEEK if _LAST.search(before) else 0))
    day = shifted(published, days)
    return Day(value=day.isoformat(), precision="day", first=place, last=place) if day else None


def _numeric(text: str, words: Sequence[Token], place: int) -> Day | None:
    match = _NUMERIC.match(text, words[place].start)
    if match is None:
        return None
    last = sum(token.start < match.end() for token in words) - 1
    return _day(int(match[3]), int(match[2]), int(match[1]), place, last)


def _named(words: Sequence[Token], place: int, published: date | None, year: int | None, *, ahead: bool) -> Day | None:
    month = _month(words[place].word)
    if month is None:
        return None
    at = next((at for at in (place - 1, place + 1) if _is_day(words, at)), None)
    first, last = min(place, place if at is None else at), max(place, place if at is None else at)
    named, last = _year_beside(words, first, last)
    if named is None and _LAST_YEAR.match(" ".join(token.word for token in words[last + 1 : last + 3])):
        named = (published.year if published else year or 0) - 1
        named = named if named > 0 else None
    if at is None:
        known = named or _year_of(month, 1, published, year, ahead=ahead)
        if known is None or words[place].word in _NOT_ALONE:
            return None
        return Day(value=f"{known:04d}-{month:02d}", precision="month", first=first, last=last)
    number = int(re.sub(r"\D.*", "", words[at].word))
    known = named or _year_of(month, number, published, year, ahead=ahead)
    return _day(known, month, number, first, last) if known else None


def _month(word: str) -> int | None:
    for size in range(len(word), 1, -1):
        number = _MONTH_OF.get(word[:size])
        if number and _MONTH_ENDING.fullmatch(word[size:]):
            return number
    return None


def _is_day(words: Sequence[Token], at: int) -> bool:
    if not 0 <= at < len(words):
        return False
    number = re.fullmatch(r"(\d{1,2})(?:-\d{1,2}|-?(?:го|е|ого|ом|st|nd|rd|th|shi|ши|шы))?", words[at].word)
    return number is not None and 1 <= int(number[1]) <= 31


def _year_beside(words: Sequence[Token], first: int, last: int) -> tuple[int | None, int]:
    """Give the year that is told with a day, and where its words end."""
    for at in range(last + 1, min(len(words), last + 3)):
        if match := _YEAR.match(words[at].word):
            return int(match[1]), at
    if first:
        before = words[first - 1].word
        if match := _YEAR.match(before):
            return int(match[1]), last
        if re.match(r"(?:г|год\w*|жыл\w*)$", before) and first > 1 and (match := _YEAR.match(words[first - 2].word)):
            return int(match[1]), last
    return None, last


def _year_of(month: int, day: int, published: date | None, year: int | None, *, ahead: bool) -> int | None:
    """Give the year in which a day without one lies, seen from the day of publication."""
    if published is None:
        return year
    earliest, latest = _ANNOUNCED if ahead else _TOLD
    for known in (published.year, published.year - 1, published.year + 1):
        try:
            found = date(known, month, day)
        except ValueError:
            continue
        if earliest <= found - published <= latest:
            return known
    return None


def _day(year: int, month: int, day: int, first: int, last: int) -> Day | None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:  # 31 June is a slip of the paper's; there is no day to give
        return None
    return Day(value=value, precision="day", first=first, last=last)
