"""The numbers of a sentence as values, so that "1,5 млрд", "1.5 billion" and "1 500 000 000" can be compared.

Reads a sentence in ru, kk or en; writes nothing. Only what is needed to say "dropped" or "invented": no units.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

# "1 500", "1,500", "1.500" with a plain, no-break or thin space; or a plain number with an optional decimal part.
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
# A word after a number that multiplies it; the stem is enough in all three languages.
_SCALE = re.compile(
    r"\s*-?\s*(тыс|мың|млн|миллион|million|mln|m\b|млрд|миллиард|billion|bln|bn|трлн|триллион|trillion|thousand)"
)
_SCALES = {
    "тыс": 3, "мың": 3, "thousand": 3, "млн": 6, "миллион": 6, "million": 6, "mln": 6, "m": 6, "млрд": 9,
    "миллиард": 9, "billion": 9, "bln": 9, "bn": 9, "трлн": 12, "триллион": 12, "trillion": 12,
}  # fmt: skip
_ROMAN = re.compile(r"\b[IVXLC]{1,6}\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Stems of number words. A word licenses its figure in the English, and an English word pays for a source figure; they
# never make a sentence suspicious by themselves, since "one of" and "один из" are seldom counts.
_WORDS: dict[str, dict[int, str]] = {
    "en": {
        0: "zero|no", 1: "one|first|single|once|a|an", 2: "two|second|twice|both|double|pair|half",
        3: "three|third|thrice|triple", 4: "four|fourth|quarter", 5: "five|fifth", 6: "six|sixth",
        7: "seven|seventh", 8: "eight|eighth", 9: "nine|ninth", 10: "ten|tenth|decade", 11: "eleven|eleventh",
        12: "twelve|twelfth|dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen|fifteenth", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty|twentieth", 30: "thirty", 40: "forty",
        50: "fifty|half", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred|century|percent",
        1000: "thousand", 10**6: "million", 10**9: "billion",
    },
    "ru": {
        0: "ноль|нуль", 1: "один|одн|перв|единств|раз", 2: "два|две|двух|двум|двое|втор|дважды|оба|обе|пол",
        3: "три|трех|трёх|трем|трём|трое|трет|трижды", 4: "четыр|четв", 5: "пять|пяти|пят", 6: "шест",
        7: "семь|семи|седьм",
        8: "восемь|восьм", 9: "девят", 10: "десят", 11: "одиннадцат", 12: "двенадцат|дюжин", 13: "тринадцат",
        14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат",
        20: "двадцат", 30: "тридцат", 40: "сорок", 50: "пятьдесят|пятидесят|полов", 60: "шестьдесят|шестидесят",
        70: "семьдесят|семидесят", 80: "восемьдесят", 90: "девяност", 100: "сто|ста|сот|век|столет|процент",
        200: "двести|двухсот", 300: "триста|трёхсот|трехсот", 400: "четыреста|четырёхсот|четырехсот",
        500: "пятьсот|пятисот", 600: "шестьсот|шестисот", 1000: "тысяч|тыс", 10**6: "миллион|млн",
        10**9: "миллиард|млрд",
    },
    "kk": {
        0: "нөл", 1: "бір", 2: "екі|екеу|жарты", 3: "үш", 4: "төрт|тоқсан", 5: "бес", 6: "алты", 7: "жеті", 8: "сегіз",
        9: "тоғыз", 10: "он|онын", 20: "жиырма", 30: "отыз", 40: "қырық", 50: "елу|жарты", 60: "алпыс", 70: "жетпіс",
        80: "сексен", 90: "тоқсан", 100: "жүз|ғасыр|пайыз", 1000: "мың", 10**6: "миллион|млн", 10**9: "миллиард|млрд",
    },
}  # fmt: skip
_STEMS = {
    lang: [
        (value, re.compile(rf"\b(?:{stems})" + (r"\b" if lang == "en" else ""), re.IGNORECASE))
        for value, stems in words.items()
    ]
    for lang, words in _WORDS.items()
}


def figures(text: str) -> list[tuple[str, frozenset[Fraction]]]:
    """Return each number written in figures, and the values it may stand for (with and without a scale word)."""
    return [(match.group(), _values(match, text)) for match in _NUMBER.finditer(text)]


def _values(match: re.Match[str], text: str) -> frozenset[Fraction]:
    plain = set(_readings(match.group()))
    scale = _SCALE.match(text.lower(), match.end())
    scaled = {value * 10 ** _SCALES[scale.group(1)] for value in plain} if scale else set()
    return frozenset(plain | scaled)


def _readings(figure: str) -> Iterator[Fraction]:
    """Yield what a figure may mean: "1.500" is 1500 or 1.5, "10.12.2026" is its three parts."""
    tight = re.sub(r"\s", "", figure)
    parts = re.split(r"[.,]", tight)
    if _THOUSANDS.match(tight):
        yield Fraction("".join(parts))
    if len(parts) == 1:
        yield Fraction(tight)
    elif len(parts) == 2:
        yield Fraction(".".join(parts))
    if len(parts) > 1:
        yield from (Fraction(part) for part in parts)


def spelled(text: str, lang: str) -> set[Fraction]:
    """Return the values that number words and Roman numerals of the text may stand for."""
    values = {Fraction(value) for value, stem in _STEMS.get(lang, []) if stem.search(text)}
    values |= {Fraction(_roman(match.group())) for match in _ROMAN.finditer(text)}
    tens = {value for value in values if value in range(10, 100, 10)}
    return values | {ten + unit for ten in tens for unit in values if 0 < unit < 10}


def _roman(numeral: str) -> int:
    digits = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*digits[1:], 0]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, following, strict=True))
