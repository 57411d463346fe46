"""Find the days that a sentence names and what each is said to be: a beginning, a day of it, a deadline.

Reads a sentence's words and the publication date; gives Dated. Without a publication date a day and month stand only
beside a year that the text has named. An unresolved date stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.coding.calendar import Day, day_at, first_of_range, shifted, weekday_at
from analysis.coding.numbers import number_at
from analysis.tokens import Token, fold, tokens

_DAYS_AGO = {
    "сегодня": 0, "сегодняшний": 0, "бугин": 0, "today": 0, "tonight": 0, "бугинги": 0,
    "вчера": 1, "накануне": 1, "кеше": 1, "yesterday": 1, "вчерашний": 1, "вчерашнего": 1, "кешеги": 1,
    "позавчера": 2, "алдынгуни": 2,
}  # fmt: skip
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
    r"(?:for|уже|вот|последние|past|in its|into its|lasted|шел|идет|бастуют|длится)\s+(?:the |more than )?$"
)
# "Which began on", "с", "since": the day is that on which it began.
_SINCE_BEFORE = re.compile(
    r"(?:\bс|\bсо|\bsince|\bfrom|\bначиная с|(?:начавш|начал)\w*|begun|began|began on|starting|started"
    r"|which started|start of"
    r"|вспыхнул\w*|стартовал\w*|объявл\w+|launched|broke out|erupted|басталган\w*)"
    r"\s+(?:(?:в|on|the|early|late|утра|вечера|раннего|самого|еще|is|it|last|прошл\w+|минувш\w+|this|in)\s+)*$"
)
_SINCE_AFTER = re.compile(r"\s*(?:\w+ )?(?:бери\b|бастап\b|бастал\w+)")
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
    r"strik|забаст|бастую|бастовал|ереуил|не выход|не вышл|stopp|walk|остановил|шыкпай|шыкпады|токтат"
)
_RAISE = re.compile(r"подн[яи]|повы[сш]|увелич|индекс|\brais|increas|\blift|котер|осир|арттыр")
_SURFACED = re.compile(r"жогары|бетин[еа]|surface|поверхност|на-гора")
_FOR_MONTH = re.compile(r"(?:\bза|\bfor|\bof|january|december|november|и|and|мен)\s+(?:\w+\s(?:и|and)\s)?$")
_BREAK = re.compile(r"[,;:()—]|\s[-–]\s")
_SAME_DAY = re.compile(r"(?: күні)?,? (?:the )?\(?")
_FAR = 4  # weeks that "for weeks" may tell of; a longer one is no start


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
        if dated is None or (found and dated.start < found[-1].end):
            continue
        if found and _SAME_DAY.fullmatch(text[found[-1].end : dated.start]) and dated.precision == "day":
            found.pop()  # "on Monday, 3 February": the day of the month is the surer one
        if day and (first := first_of_range(text, words, day)):
            found.append(replace(_on(text, words, first), kind="since"))
            dated = replace(dated, kind="last")
        found.append(dated)
    for place in range(len(words)):
        base = next((one for one in found if one.precision == "day" and one.kind == "on"), None)
        counted = _counted(text, words, place, published, base)
        if counted:
            found.append(counted)
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
    # Wages are owed since or for a month; that a strike over wages was on a Tuesday is no date of wages.
    clause = fold(text[begins:ends])
    if since and _RAISE.search(clause) and not (_STOPPED.search(clause) or _SURFACED.search(clause)):
        return "pay"
    if (since or day.precision == "month") and _of_pay(clause, before):
        return "pay"
    return "since" if since else "on"


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
    day = shifted(published, -ago) if ago is not None and published else None
    if day is None:
        return None
    after = words[place + 1].word if place + 1 < len(words) else ""
    before = words[place - 1].word if place else ""
    since = after in ("бери", "бастап") or before in ("с", "со", "since") or words[place].word == "вчерашнего"
    return _given(day, words[place], words[place], "since" if since else "on")


def _counted(text: str, words: Sequence[Token], place: int, published: date | None, base: Dated | None) -> Dated | None:
    """Count back from "the third day", "for two weeks", "three days ago", seen from a day beside them."""
    if published is None:
        return None
    if match := _DAYS_OLD.fullmatch(words[place].word):
        old = number_at(match[1], tokens(match[1]), 0)
        day = shifted(published, -old.least) if old else None
        return _given(day, words[place], words[place], "nth") if day else None
    seen = date.fromisoformat(base.value) if base else published
    if _DAY_BEFORE.match(fold(text[words[place].start : words[place].start + 30])):
        day = shifted(seen, -1)
        return _given(day, words[place], words[min(place + 1, len(words) - 1)], "nth") if day else None
    nth = _nth(words, place)
    if nth:
        number, last = nth
        if _WEEK_WORD.match(words[last].word):
            return _weeks(seen, number - 1, words[place], words[last])
        # "Who downed tools on Monday and strike for a third day", read on Wednesday: Monday is the first.
        first = base and (published - seen).days == number - 1
        day = seen if first else shifted(seen, 1 - number)
        return _given(day, words[place], words[last], "nth") if day else None
    return _span(text, words, place, published)


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
    if not (weeks or days) or not (ago or _ON_AND_ON.match(after) or unit == "куннен" or _LASTING.search(before)):
        return None
    if weeks:
        return _weeks(published, many, words[place], words[at]) if many <= _FAR else None
    day = shifted(published, -many if ago else 1 - many)
    return _given(day, words[place], words[at], "on" if ago else "nth") if day else None


def _weeks(seen: date, weeks: int, first: Token, last: Token) -> Dated | None:
    day = shifted(seen, -7 * weeks)
    if day is None:
        return None
    return Dated(value=day.isoformat(), precision="week", start=first.start, end=last.end, kind="nth")


def _given(day: date, first: Token, last: Token, kind: str) -> Dated:
    return Dated(value=day.isoformat(), precision="day", start=first.start, end=last.end, kind=kind)
