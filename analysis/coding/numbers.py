"""Read the numbers that a row of words tells: figures, number words in three languages, and ranges of both.

Reads folded words; gives Number. "Hundreds" and "ондаған" have no figure: they are vague, and no count is made of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.tokens import Token

#: A figure may be of any language.
ANY = ""
_RUSSIAN_UNITS = (
    "один одного одной одна одному", "два две двух двум двое двоих", "три трех трем трое троих",
    "четыре четырех четверо четверых", "пять пяти пятеро пятерых", "шесть шести шестеро шестерых",
    "семь семи семеро семерых", "восемь восьми восьмеро", "девять девяти", "десять десяти десятеро",
    "одиннадцать одиннадцати", "двенадцать двенадцати", "тринадцать тринадцати", "четырнадцать четырнадцати",
    "пятнадцать пятнадцати", "шестнадцать шестнадцати", "семнадцать семнадцати", "восемнадцать восемнадцати",
    "девятнадцать девятнадцати",
)  # fmt: skip
_RUSSIAN = {
    20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока", 50: "пятьдесят пятидесяти полсотни полусотни",
    60: "шестьдесят шестидесяти", 70: "семьдесят семидесяти", 80: "восемьдесят восьмидесяти", 90: "девяносто девяноста",
    100: "сто ста", 150: "полтораста полутораста", 200: "двести двухсот двухстах двумстам",
    300: "триста трехсот трехстах тремстам", 400: "четыреста четырехсот четырехстах",
    500: "пятьсот пятисот пятистах полтысячи", 600: "шестьсот шестисот шестистах", 700: "семьсот семисот семистах",
    800: "восемьсот восьмисот восьмистах", 900: "девятьсот девятисот",
}  # fmt: skip
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "kk": "жиырма отыз кырык елу алпыс жетпис сексен токсан",
}
_KAZAKH = "бир еки уш торт бес алты жети сегиз тогыз он"
_ADDED = {
    "ru": {
        **{word: number for number, words in enumerate(_RUSSIAN_UNITS, 1) for word in words.split()},
        **{word: number for number, words in _RUSSIAN.items() for word in words.split()},
    },
    "en": {word: number for number, word in enumerate(_ENGLISH.split(), 1)},
    "kk": {word: number for number, word in enumerate(_KAZAKH.split(), 1)},
}  # fmt: skip
for _language, _row in _TENS.items():
    _ADDED[_language] |= {word: 20 + 10 * number for number, word in enumerate(_row.split())}
# Words that multiply what stands before them; alone they count once.
_TIMES: Mapping[str, Mapping[str, int]] = {
    "ru": {
        **dict.fromkeys(("десяток", "десятка", "десятков", "десятком"), 10),
        **dict.fromkeys(("дюжина", "дюжины", "дюжину"), 12),
        **dict.fromkeys(("сотня", "сотни", "сотню", "сотней", "сотен"), 100),
        **dict.fromkeys(("тысяча", "тысячи", "тысяч", "тысячу", "тысячей", "тыс"), 1000),
    },
    "en": {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000},
    "kk": {"жуз": 100, "мын": 1000},
}
_HALF_MORE = frozenset({"полтора", "полторы", "полутора"})
# Without a figure before them these count nothing.
_VAGUE = re.compile(
    r"(?:сотни|сотен|десятки|десятков|тысячи|тысяч|нескольк\w+|hundreds|dozens|thousands|several|scores|жуздеген"
    r"|ондаган|мындаган|бирнеше|бирталай)$"
)
# Case endings of Kazakh numbers: жүзге, мыңнан, қырықтан, екі жүздей.
_CASE = re.compile(r"(?<=\w{2})(?:ге|га|ке|ка|ден|дан|тен|тан|нан|нен|дей|дай|тей|тай|дин|дын|тин|тын|нин|нын|и)$")
_FIGURE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?(?:-?[а-яa-z]{1,5})?$")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d{1,2}(?!\d)")
_GROUP = re.compile(r"\d{3}(?:-?[а-яa-z]{1,5})?$")
_TO = re.compile(r"\s*[-–—]\s*$|\s+(?:до|to|and|or|или|бен|мен|пен|немесе)\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number or range; `after` is the place of the word behind it, `lang` "" where it is written in figures."""

    least: int
    most: int
    after: int
    lang: str


_FROM, _UP_TO = re.compile(r"\d+-?(?:дан|ден|тан|тен|нан|нен)$"), re.compile(r"\d+-?(?:га|ге|ка|ке|ды|ди|ны|ни)$")


def is_vague(word: str) -> bool:
    """Tell whether a word counts without a figure."""
    return _VAGUE.match(word) is not None


def number_at(text: str, words: Sequence[Token], place: int) -> Number | None:
    """Give the number that begins at a place, with the other end of its range ("от 450 до 500", "200-250")."""
    first = _one(text, words, place)
    if first is None or first.after >= len(words) or first.least != first.most:
        return first
    if _FROM.match(words[first.after - 1].word) and _UP_TO.match(words[first.after].word):
        place = first.after  # "250-ден 300-ге дейін"
    elif not _TO.match(text[words[first.after - 1].end : words[first.after].start]):
        place = first.after + 1
        joined = text[words[first.after - 1].end : words[place].start] if place < len(words) else ""
        if not _TO.match(joined):
            return first
    else:
        place = first.after
    second = _one(text, words, place)
    if second is None or second.most <= first.least or (first.least > 99 and second.most > 20 * first.least):
        return first
    return Number(least=first.least, most=second.most, after=second.after, lang=first.lang or second.lang)


def _one(text: str, words: Sequence[Token], place: int) -> Number | None:
    figure = _FIGURE.match(words[place].word)
    return _in_figures(text, words, place, figure) if figure else _in_words(words, place)


def _in_figures(text: str, words: Sequence[Token], place: int, figure: re.Match[str]) -> Number:
    if decimal := _decimal(text, words, place):
        return decimal
    least, after = int(figure[1]), place + 1
    most = max(least, int(figure[2] or figure[1]))  # a score of "1-0" is no range
    while after < len(words) and len(figure[1]) <= 3 and _GROUP.match(words[after].word) and most < 10**6:
        if not words[after - 1].word.isdigit():
            break
        if text[words[after - 1].end : words[after].start] not in (" ", "\u00a0", ",", "\u202f", "\u2009", "."):
            break
        least = most = least * 1000 + int(words[after].word[:3])
        after += 1
    if after < len(words) and (times := _thousand(words[after].word)):
        least, most, after = least * times, most * times, after + 1
    return Number(least=least, most=most, after=after, lang=ANY)


def _decimal(text: str, words: Sequence[Token], place: int) -> Number | None:
    """Read "5,4 тысячи" and "1.2 thousand"; a share of a tonne is no number of people."""
    if place + 2 >= len(words) or not (match := _DECIMAL.match(text, words[place].start)):
        return None
    if match.end() != words[place + 1].end or not (times := _thousand(words[place + 2].word)):
        return None
    value = round(float(match.group().replace(",", ".")) * times)
    return Number(least=value, most=value, after=place + 3, lang=ANY)


def _thousand(word: str) -> int:
    """Give what a word behind a figure multiplies it by: 3 тысячи, 5 сотен, 2 мың."""
    times = (_TIMES["ru"].get(word), _TIMES["en"].get(word), _TIMES["kk"].get(_CASE.sub("", word)))
    return next((one for one in times if one and one != 12), 0)


def _in_words(words: Sequence[Token], place: int) -> Number | None:
    for lang in _ADDED:
        value, after = _sum(lang, words, place)
        if value > 1:
            return Number(least=value, most=value, after=after, lang=lang)
    return None


def _sum(lang: str, words: Sequence[Token], place: int) -> tuple[int, int]:
    """Add up the number words of a language from a place on; 0 where there is none."""
    total, current, half, after = 0, 0, False, place
    while after < len(words):
        word = words[after].word
        added, times = _value(lang, word)
        if word in _HALF_MORE and lang == "ru" and not current:
            half = True
        elif times and (current or half or not _VAGUE.match(word)):
            current = times * 3 // 2 if half else max(current, 1) * times
            half = False
            if times == 1000:
                total, current = total + current, 0
        elif added:
            current += added
        elif not (word == "and" and current >= 100 and lang == "en"):
            break
        after += 1
    return total + current, after


@lru_cache(maxsize=4096)
def _value(lang: str, word: str) -> tuple[int, int]:
    """Give what a word adds, and what it multiplies by: "forty-two" included; 0 where it is no number."""
    added, times = _ADDED[lang], _TIMES[lang]
    plain = _CASE.sub("", word) if lang == "kk" and word not in added and word not in times else word
    if plain in times:
        return 0, times[plain]
    parts = [added.get(part, 0) for part in plain.split("-")]
    return (sum(parts), 0) if all(parts) else (0, 0)
