"""Count the workers that a sentence tells of: figures, words and ranges, in three languages.

Reads a sentence's words; gives a Headcount as the sentence has it. "Several hundred" has no figure: it stays a
quotation, since a guess would be taken for a count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.lexicon.patterns import Row, read_words
from analysis.morphology import LEMMAS
from analysis.tokens import Token, fold

_NUMBERS = {
    word: value
    for words, value in (
        ("двадцать жиырма twenty", 20), ("тридцать отыз thirty", 30), ("сорок кырык forty", 40),
        ("пятьдесят елу fifty", 50), ("шестьдесят алпыс sixty", 60), ("семьдесят жетпис seventy", 70),
        ("восемьдесят сексен eighty", 80), ("девяносто токсан ninety", 90), ("сто ста жуз hundred", 100),
        ("двести двухсот", 200), ("триста трехсот", 300), ("пятьсот пятисот", 500), ("тысяча тысячи мын thousand", 1000),
        ("двенадцать twelve", 12), ("десять он ten", 10), ("пятнадцать fifteen", 15), ("eleven", 11), ("пятидесяти", 50),
        ("тридцати", 30), ("сорока", 40), ("шестидесяти", 60), ("двадцати", 20), ("десяти", 10), ("двенадцати", 12),
    )
    for word in words.split()
}  # fmt: skip
_UNITS = dict(zip("two three four five six seven eight nine".split(), range(2, 10), strict=True)) | dict(
    zip("два три четыре пять шесть семь восемь девять".split(), range(2, 10), strict=True)
)
_PEOPLE = {
    "ru": read_words(
        "человек работник рабочий сотрудник водитель шахтер горняк нефтяник бурильщик машинист врач медик медсестра"
        " фельдшер учитель педагог строитель курьер таксист металлург железнодорожник кондуктор вахтовик составитель"
        " забастовщик бастующий протестующий охранник пожарный грузчик слесарь люди трудящийся специалист сварщик"
    ),
    "kk": read_words(
        "адам* жұмысшы* қызметкер* жүргізуші* кенші* шахтер* мұнайшы* дәрігер* мұғалім* фельдшер* курьер* теміржолшы*"
        " құрылысшы* металлург* бұрғышы* вахташы* кондуктор* маман* жумысшы*"
    ),
    "en": read_words(
        "worker people employee driver miner nurse doctor teacher staff engineer firefighter steelworker oilman oilmen"
        " striker courier rider docker shunter operator driller mechanic pilot conductor seaman seamen member builder medic personnel"
    ),
}
_MORE = frozenset("более больше свыше over than minimum менее least астам аса коп".split())
_LESS = frozenset("до up дейин".split())
_ABOUT = _MORE | _LESS | frozenset("около порядка почти примерно не about around some nearly almost more at no to".split())
_THEM = frozenset("их нас them us signatures подписей подписи кол".split())
_VAGUE = re.compile(
    r"^(?:сотни|десятки|тысячи|несколько|hundreds|dozens|thousands|several|жуздеген|ондаган|мындаган|бирнеше)$"
)
_EVENT = re.compile(r"strike|protest|забаст|митинг|ереуил|день|кун|смен")
_VAGUE_GAP = 3
_GAP = 4
_HARM = re.compile(
    r"(?:погиб|убит|умер|killed|dead|died|injur|ранен|пострада|\bказа (?:бол|тап)|laid off|сократ|безработ|unemployed|жителе|residents|тургын|населени)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many took part: least and most where they are told, and the words that say so."""

    least: int | None
    most: int | None
    start: int
    end: int


def find_workers(text: str, words: Sequence[Token]) -> list[Headcount]:
    """Give the head counts of a sentence, in order."""
    sentence = " ".join(token.word for token in words)
    if not words or _HARM.search(sentence):
        return []
    found = []
    place = 0
    while place < len(words):
        count = _count_at(text, words, place)
        if count:
            found.append(count)
        place = next(
            (at for at in range(place, len(words)) if count and words[at].start >= count.end), place + 1
        )
    return found


def _count_at(text: str, words: Sequence[Token], place: int) -> Headcount | None:
    if _VAGUE.match(words[place].word):
        person = _person_after(words, place, _VAGUE_GAP)
        if person is None:
            return None
        return Headcount(least=None, most=None, start=words[place].start, end=words[person].end)
    number = _number_at(words, place)
    if number is None:
        return None
    (least, most), after = number
    person = _person_after(words, after - 1, _GAP)
    if person is None or _is_something_else(text, words, place, after, person):
        return None
    before = {token.word for token in words[max(0, place - 3) : place]}
    behind = {token.word for token in words[after : after + 2]}
    start = words[_beginning(words, place)].start
    if before & _MORE or behind & _MORE:
        return Headcount(least=least, most=None, start=start, end=words[person].end)
    if before & _LESS and least == most:
        return Headcount(least=None, most=most, start=start, end=words[person].end)
    return Headcount(least=least, most=most, start=start, end=words[person].end)


def _beginning(words: Sequence[Token], place: int) -> int:
    while place and words[place - 1].word in _ABOUT:
        place -= 1
    return place


def _number_at(words: Sequence[Token], place: int) -> tuple[tuple[int, int], int] | None:
    """Read a number or range at a place; give it and the place after it."""
    word = words[place].word
    digits = re.match(r"(\d{1,6})(?:-(\d{1,6}))?(?:-?[а-яa-z]{1,4})?$", word)
    if digits:
        after = place + 1
        least = int(digits[1])
        if len(digits[1]) <= 3 and after < len(words) and re.fullmatch(r"\d{3}", words[after].word):
            least, after = least * 1000 + int(words[after].word), after + 1
        if after < len(words) and re.match(r"(?:тысяч|thousand|мын$)", words[after].word):
            least, after = least * 1000, after + 1
        return (least, int(digits[2]) if digits[2] else least), after
    total, after = 0, place
    while after < len(words):
        value = _NUMBERS.get(words[after].word) or _UNITS.get(words[after].word)
        if value is None:
            break
        total = total * value if total and value in (100, 1000) and total < value else total + value
        after += 1
    return ((total, total), after) if total > 1 else None


def _person_after(words: Sequence[Token], place: int, gap: int) -> int | None:
    rows = [(Row(words, LEMMAS[lang], by_start=lang != "en"), element) for lang, element in _PEOPLE.items()]
    number = words[place].word
    if number[0].isdigit() and any(token.word in ("их", "нас") for token in words[max(0, place - 2) : place]):
        return place
    for at in range(place + 1, min(len(words), place + 1 + gap)):
        if words[at].word in _THEM or any(row.fits(element, at) for row, element in rows):
            return at
    return None


def _is_something_else(text: str, words: Sequence[Token], place: int, after: int, person: int) -> bool:
    """Tell whether the number is money, a share, a date, a length of time or a number of vehicles."""
    following = text[words[after - 1].end : words[after - 1].end + 2]
    if "%" in following or text[max(0, words[place].start - 1)] in "$€№":
        return True
    between = text[words[after - 1].end : words[person].start]
    if "," in between or _EVENT.search(fold(between)) or re.fullmatch(r"(?:19|20)\d\d(?:-.*)?", words[place].word):
        return True
    nearby = words[after].word if after < len(words) else ""
    return bool(
        re.match(
            r"(?:тенге|процент|пайыз|percent|per$|pct|год|жыл|year|month|месяц|ай$|айдан|день|дня|дней|кун|day|hour|час|сагат|лет$|автобус|bus|tenge|тг|млн|млрд|million|billion"
            r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|мин|weeks?|недел|апта)",
            nearby,
        )
    )
