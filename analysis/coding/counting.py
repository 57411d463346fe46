"""Count back to a beginning: "the third day", "for two weeks", "three days ago", "since the start of the week".

Reads a sentence's words and the day of publication; gives Dated.
"""

import re
from collections.abc import Sequence
from datetime import date

from analysis.coding.calendar import Dated, given, shifted
from analysis.coding.numbers import number_at
from analysis.tokens import Token, fold, tokens

_ORDINAL_WORDS = (
    "второй вторые вторую вторых екинши second",
    "третий третьи третью третьего ушинши third",
    "четвертый четвертые четвертую тортинши fourth",
    "пятый пятые пятую бесинши fifth",
    "шестой шестые шестую алтыншы алтынши sixth",
    "седьмой седьмые седьмую жетинши seventh",
    "восьмой восьмые сегизинши eighth",
    "девятый девятые тогызыншы тогызынши ninth",
    "десятый десятые оныншы онынши tenth",
)
_ORDINALS = {word: number for number, words in enumerate(_ORDINAL_WORDS, 2) for word in words.split()}
_FIGURE_ORDINAL = re.compile(r"(\d{1,2})-?(?:й|е|ый|ой|ий|ю|st|nd|rd|th|ши|шы|инши|ыншы)$")
_DAY_BEFORE = re.compile(r"(?:a day|one day|the day) (?:after|earlier|before)\b|днем ранее|за день до|бир кун бурын")
_DAYS_OLD = re.compile(r"(\w+)-day-old")
_DAY_WORD = re.compile(r"(?:день|дня|дней|сутки|суток|day|days|кун|куннен|куни)$")
_WEEK_WORD = re.compile(r"(?:недел\w+|weeks?|апта\w*)$")
_AGO = re.compile(r"\s*(?:тому )?(?:назад|ago|бурын)\b")
_ON_AND_ON = re.compile(r"\s*(?:бойы|бери|катарынан|подряд|already|running|in a row)\b")
_LASTING = re.compile(
    r"(?:for|уже|вот|последние|past|in its|into its|lasted|шел|идет|бастуют|длится)\s+(?:the |more than |an? "
    r"|about |almost |nearly |over |some )?$"
)
_SINCE_START = re.compile(
    r"(?:начала|самого начала|since the (?:start|beginning) of(?: the| this)?|from the start of the) "
    r"(?:(?:этой |текущей )?(недели|week)|(месяца|month)\b)|(аптанын) басынан|(айдын) басынан"
)
_AFTER_STOPPING = re.compile(
    r" after (?:\w+ )?(?:logging|walking|stopping|downing|laying|putting|refusing|switching|they (?:stopped|walked"
    r"|downed|refused))"
    r"| после (?:начала|остановки|того,? как)| кейин (?:токтат|ереуил)"
)
_NOT_WORKING = re.compile(r"\s*(?:уже )?(?:не |бастую|бастует|стоя|стоит|простаив|сид)")
_LATER = re.compile(r"\s*(?:кейин|сон\b|later\b|спустя)")
_FAR = 4  # weeks that "for weeks" may tell of; a longer one is no start


def opening(text: str, words: Sequence[Token], place: int, published: date | None) -> Dated | None:
    """Read "since the start of the week" and "с начала месяца": the first day of it."""
    match = _SINCE_START.match(fold(text[words[place].start : words[place].start + 40])) if published else None
    if match is None or published is None:
        return None
    week = any(match[number] for number in (1, 3))
    day = shifted(published, -published.weekday()) if week else published.replace(day=1)
    last = max(at for at in range(place, len(words)) if words[at].start < words[place].start + match.end())
    return given(day, words[place], words[last], "since") if day else None


def counted(text: str, words: Sequence[Token], place: int, published: date | None, base: Dated | None) -> Dated | None:
    """Count back from "the third day", "for two weeks", "three days ago", seen from a day beside them."""
    if published is None:
        return None
    if match := _DAYS_OLD.fullmatch(words[place].word):
        old = number_at(match[1], tokens(match[1]), 0)
        day = shifted(published, -old.least) if old else None
        return given(day, words[place], words[place], "nth") if day else None
    seen = date.fromisoformat(base.value) if base else published
    if _DAY_BEFORE.match(fold(text[words[place].start : words[place].start + 30])):
        day = shifted(seen, -1)
        return given(day, words[place], words[min(place + 1, len(words) - 1)], "nth") if day else None
    nth = _nth(words, place)
    if nth:
        number, last = nth
        if _WEEK_WORD.match(words[last].word):
            return _weeks(seen, number - 1, words[place], words[last])
        # "Who downed tools on Monday and strike for a third day", read on Wednesday: Monday is the first.
        first = base and (published - seen).days == number - 1
        day = seen if first else shifted(seen, 1 - number)
        return given(day, words[place], words[last], "nth") if day else None
    span = _days_after(text, words, place, seen) or _span(text, words, place, published)
    # "Last Wednesday they downed tools, and for five days nobody came": on Wednesday.
    return None if span and base and base.value <= span.value and base.value < seen.isoformat() else span


def _days_after(text: str, words: Sequence[Token], place: int, seen: date) -> Dated | None:
    """Read "two days after logging out", seen from the day beside it."""
    number = number_at(text, words, place)
    if number is None or number.after >= len(words) or not _DAY_WORD.match(words[number.after].word):
        return None
    if not _AFTER_STOPPING.match(fold(text[words[number.after].end : words[number.after].end + 40])):
        return None
    day = shifted(seen, -number.least)
    return given(day, words[place], words[number.after], "nth") if day else None


def _nth(words: Sequence[Token], place: int) -> tuple[int, int] | None:
    """Give the number of "third day" and the place of "day"."""
    word = words[place].word
    figure = _FIGURE_ORDINAL.match(word)
    number = int(figure[1]) if figure else _ORDINALS.get(word)
    after = place + 1
    if not number or after >= len(words):
        return None
    if words[after].word in ("straight", "consecutive", "подряд") and after + 1 < len(words):
        after += 1
    is_unit = _DAY_WORD.match(words[after].word) or _WEEK_WORD.match(words[after].word)
    return (number, after) if is_unit and number > 1 else None


def _span(text: str, words: Sequence[Token], place: int, published: date) -> Dated | None:
    """Read "three days ago" and "for three days"."""
    number = number_at(text, words, place)
    single = words[place].word in ("неделю", "апта", "week") or (
        words[place].word in ("сутки", "бир") and place + 1 < len(words)
    )
    if number is None and not single:
        return None
    many, at = (number.least, number.after) if number else (1, place)
    if at >= len(words) or not 1 <= many < 32:
        return None
    unit = words[at].word
    weeks, days = _WEEK_WORD.match(unit), _DAY_WORD.match(unit)
    after, before = fold(text[words[at].end : words[at].end + 20]), fold(text[words[0].start : words[place].start])
    ago = _AGO.match(after) is not None
    if (
        not (weeks or days)
        or _LATER.match(after)
        or not (
            ago or _ON_AND_ON.match(after) or _NOT_WORKING.match(after) or unit == "куннен" or _LASTING.search(before)
        )
    ):
        return None
    if weeks:
        return _weeks(published, many, words[place], words[at]) if many <= _FAR else None
    day = shifted(published, -many if ago else 1 - many)
    return given(day, words[place], words[at], "on" if ago else "nth") if day else None


def _weeks(seen: date, weeks: int, first: Token, last: Token) -> Dated | None:
    day = shifted(seen, -7 * weeks)
    if day is None:
        return None
    return Dated(value=day.isoformat(), precision="week", start=first.start, end=last.end, kind="nth")
