"""Resolve when a strike began against the day of publication: dates, weekdays, yesterday, the third day.

Reads a sentence's words and the publication date; gives Dated. Without a publication date a day and month stand only
beside a year that the text has named. An unresolved date stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.tokens import Token

_MONTHS = (
    "январ қаңтар january jan", "феврал ақпан february feb", "март наурыз march", "апрел сәуір april apr",
    "ма мамыр may",
    "июн маусым june", "июл шілде july", "август тамыз august aug", "сентябр қыркүйек september sept",
    "октябр қазан october oct", "ноябр қараша november nov", "декабр желтоқсан december dec",
)  # fmt: skip
_KAZAKH_FOLD = str.maketrans("әғқңөұүі", "агкноууи")
_MONTH_OF = {name.translate(_KAZAKH_FOLD): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH_ENDING = re.compile(
    r"(?:ь|я|е|ем|ю|а|у|т|та|й|да|де|га|ге|нын|нин|дан|ден|нда|дагы|деги|айы"
    r"|айында|ында|инде|иннен|ы|и)?"
)
_WEEKDAYS = (
    "понедельник monday дүйсенбі", "вторник tuesday сейсенбі", "сред wednesday сәрсенбі", "четверг thursday бейсенбі",
    "пятниц friday жұма", "суббот saturday сенбі", "воскресень sunday жексенбі",
)  # fmt: skip
_WEEKDAY_OF = {name.translate(_KAZAKH_FOLD): number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_DAYS_AGO = {
    "сегодня": 0,
    "бугин": 0,
    "today": 0,
    "вчера": 1,
    "накануне": 1,
    "кеше": 1,
    "yesterday": 1,
    "позавчера": 2,
}
_ORDINAL_WORDS = (
    "второй вторые вторую вторых екинши second",
    "третий третьи третьи третью ушинши third",
    "четвертый четвертые четвертую тортинши fourth",
    "пятый пятые пятую бесинши fifth",
    "шестой шестые алтынши sixth",
    "седьмой седьмые жетинши seventh",
)
_ORDINALS = {word: number for number, words in enumerate(_ORDINAL_WORDS, 2) for word in words.split()}
_DAY_WORD = re.compile(r"(?:день|дня|сутки|суток|day|кун)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A resolved date ("2024-06-12", or "2024-06" to the month) and the words that give it."""

    value: str
    precision: str
    start: int
    end: int


def find_dates(words: Sequence[Token], published: date | None, year: int | None) -> list[Dated]:
    """Give the dates of a sentence; `year` is the last that the text has named, used without a publication date."""
    found: list[Dated] = []
    for place, token in enumerate(words):
        dated = (
            _calendar(words, place, published, year)
            or _relative(token, published)
            or _weekday(words, place, published)
            or _day_of_action(words, place, published)
        )
        if dated and not (found and dated.start < found[-1].end):
            found.append(dated)
    return found


def _month(word: str) -> int | None:
    for size in range(len(word), 1, -1):
        number = _MONTH_OF.get(word[:size])
        if number and _MONTH_ENDING.fullmatch(word[size:]):
            return number
    return None


def _calendar(words: Sequence[Token], place: int, published: date | None, year: int | None) -> Dated | None:
    month = _month(words[place].word)
    if month is None:
        return None
    day_place = next((at for at in (place - 1, place + 1) if _is_day(words, at)), None)
    first, last = min(place, day_place or place), max(place, day_place or place)
    named = next(
        (int(words[at].word[:4]) for at in range(last + 1, min(len(words), last + 3)) if _is_year(words[at].word)),
        None,
    )
    if named is None and place and _is_year(words[first - 1].word):
        named = int(words[first - 1].word[:4])
    known = named or _year_of(month, int(words[day_place].word) if day_place is not None else 1, published, year)
    if known is None or (day_place is None and words[place].word in ("may", "march", "mart", "ма", "мая")):
        return None
    if day_place is None:
        return Dated(value=f"{known}-{month:02d}", precision="month", start=words[first].start, end=words[last].end)
    return _dated(known, month, int(words[day_place].word), words[first], words[last])


def _is_day(words: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(words) and words[at].word.isdigit() and 1 <= int(words[at].word) <= 31


def _is_year(word: str) -> bool:
    return re.match(r"(?:19|20)\d\d(?:$|-)", word) is not None


def _year_of(month: int, day: int, published: date | None, year: int | None) -> int | None:
    """Give the year in which a day without one lies: the last such day before publication or the week after."""
    if published is None:
        return year
    ahead = (month, day) > ((published + timedelta(days=60)).month, 31) if published.month < 11 else False
    return published.year - 1 if ahead else published.year


def _dated(year: int, month: int, day: int, first: Token, last: Token) -> Dated | None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:  # 31 June is a slip of the paper's; there is no day to give
        return None
    return Dated(value=value, precision="day", start=first.start, end=last.end)


def _relative(token: Token, published: date | None) -> Dated | None:
    ago = _DAYS_AGO.get(token.word)
    if ago is None or published is None:
        return None
    return _on(published - timedelta(days=ago), token, token)


def _weekday(words: Sequence[Token], place: int, published: date | None) -> Dated | None:
    word = words[place].word
    number = next((number for name, number in _WEEKDAY_OF.items() if word.startswith(name)), None)
    if (
        number is None
        or published is None
        or (place and words[place - 1].word in ("next", "следующий", "до", "келеси", "until", "by"))
    ):
        return None
    return _on(published - timedelta(days=(published.weekday() - number) % 7), words[place], words[place])


def _day_of_action(words: Sequence[Token], place: int, published: date | None) -> Dated | None:
    number = _ORDINALS.get(words[place].word)
    if number is None or published is None or place + 1 >= len(words) or not _DAY_WORD.match(words[place + 1].word):
        return None
    return _on(published - timedelta(days=number - 1), words[place], words[place + 1])


def _on(day: date, first: Token, last: Token) -> Dated:
    return Dated(value=day.isoformat(), precision="day", start=first.start, end=last.end)
