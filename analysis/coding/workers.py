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

_NUMBER_WORDS = {
    20: "двадцать двадцати жиырма twenty",
    30: "тридцать тридцати отыз thirty",
    40: "сорок сорока кырык forty",
    50: "пятьдесят пятидесяти елу fifty",
    60: "шестьдесят шестидесяти алпыс sixty",
    70: "семьдесят семидесяти жетпис seventy",
    80: "восемьдесят восьмидесяти сексен eighty",
    90: "девяносто девяноста токсан ninety",
    100: "сто ста жуз hundred",
    200: "двести двухсот",
    300: "триста трехсот",
    500: "пятьсот пятисот",
    1000: "тысяча тысячи мын thousand",
    10: "десять десяти он ten",
    12: "двенадцать двенадцати twelve",
    15: "пятнадцать пятнадцати он-бес fifteen",
    11: "eleven",
    2: "два двое еки two",
    3: "три трое уш three",
    4: "четыре торт four",
    5: "пять бес five",
    6: "шесть алты six",
    7: "семь жети seven",
    8: "восемь сегиз eight",
    9: "девять тогыз nine",
    14: "четырнадцать fourteen",
    16: "шестнадцать sixteen",
    17: "семнадцать seventeen",
    18: "восемнадцать восемнадцати eighteen",
    400: "четыреста четырехсот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот",
}
_NUMBERS = {word: number for number, words in _NUMBER_WORDS.items() for word in words.split()}
_PEOPLE = {
    "ru": read_words(
        "человек работник рабочий сотрудник водитель шахтер горняк нефтяник бурильщик машинист врач медик медсестра"
        " фельдшер учитель педагог строитель курьер таксист металлург железнодорожник кондуктор вахтовик составитель"
        " забастовщик бастующий протестующий охранник пожарный грузчик слесарь люди трудящийся специалист сварщик"
        " пекарь обогатитель проходчик забойщик оператор механик электрик кассир повар дворник крановщик монтажник"
        " горничная официантка монтер швея путеец экскаваторщик"
    ),
    "kk": read_words(
        "адам* жұмысшы* қызметкер* жүргізуші* кенші* шахтер* мұнайшы* дәрігер* мұғалім* фельдшер* курьер* теміржолшы*"
        " құрылысшы* металлург* бұрғышы* вахташы* кондуктор* маман* жумысшы*"
        " байытушы* наубайшы* дәнекерлеуші* машинист* тазалаушы* оператор* аспаз* слесарь* мұнайшы* ұшқыш* тоқымашы*"
        " тігінші* даяшы* экскаваторшы*"
    ),
    "en": read_words(
        "worker people employee driver miner nurse doctor teacher staff engineer firefighter steelworker oilman oilmen"
        " striker courier rider docker shunter operator driller mechanic pilot conductor seaman seamen member builder"
        " medic personnel"
        " welder baker loader cleaner collector packer technician fitter electrician machinist cook guard crane porter"
    ),
}


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_MORE = _words("более больше свыше over than minimum менее least астам аса коп")
_LESS = _words("до up дейин")
_ABOUT = _MORE | _LESS | _words("около порядка почти примерно не about around some nearly almost more at no to")
_THEM = _words("их нас them us signatures подписей подписи кол")
_VAGUE = re.compile(
    r"^(?:сотни|десятки|тысячи|несколько|hundreds|dozens|thousands|several|жуздеген|ондаган|мындаган|бирнеше)$"
)
_EVENT = re.compile(r"strike|protest|забаст|митинг|ереуил|день|кун|смен")
# "For a thousand people": work, pay or water is for them, they do not take part.
_RECEIVING = re.compile(r"^(?:адам|жумысшы|кызметкер)\w*[гк][ае]$")
_VEHICLES = read_words(
    "автобус автобус* bus buses трамвай маршрутка мусоровоз taxi такси taxis truck ambulance самосвал"
)
# Case endings of Kazakh numbers: жүзге, мыңнан, қырықтан.
_CASE = re.compile(r"(?<=\w{3})(?:ге|га|ке|ка|ден|дан|тен|тан|нан|нен|дей|дай|тей|тай)$")
_VAGUE_GAP = 3
_GAP = 4
# People who were hurt, dismissed or are merely counted did not strike.
_HARM = re.compile(
    r"(?:погиб|убит|умер|killed|dead|died|injur|ранен|пострада|\bказа (?:бол|тап)|laid off|сократ|безработ"
    r"|unemployed|жителе|residents|тургын|населени)"
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
        place = place + 1 if count is None else sum(token.start < count.end for token in words)
    return found


def find_vehicles(words: Sequence[Token]) -> Headcount | None:
    """Give a count of vehicles ("40 buses"): told in place of a head count, it stays a quotation."""
    rows = [Row(words, LEMMAS[lang], by_start=lang != "en") for lang in ("ru", "en")]
    for place in range(len(words)):
        number = _number_at(words, place)
        if number is None:
            continue
        for at in range(number[1], min(len(words), number[1] + 2)):
            if any(row.fits(_VEHICLES, at) for row in rows):
                return Headcount(least=None, most=None, start=words[place].start, end=words[at].end)
    return None


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
    if person is None or _RECEIVING.search(words[person].word) or _is_something_else(text, words, place, after, person):
        return None
    before = {token.word for token in words[max(0, place - 3) : place]}
    behind = {token.word for token in words[after : after + 2]}
    at_least = bool((before | behind) & _MORE)
    at_most = not at_least and bool(before & _LESS) and least == most
    return Headcount(
        least=None if at_most else least,
        most=None if at_least else most,
        start=words[_beginning(words, place)].start,
        end=words[max(person, after - 1)].end,
    )


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
        value = _value_of(words[after].word)
        if value is None:
            break
        total = total * value if total and value in (100, 1000) and total < value else total + value
        after += 1
    return ((total, total), after) if total > 1 else None


def _value_of(word: str) -> int | None:
    """Give the value of a number word, "forty-two" included."""
    plain = _CASE.sub("", word)
    parts = [_NUMBERS.get(part) for part in (plain if plain in _NUMBERS else word).split("-")]
    return sum(part for part in parts if part) if all(parts) else None


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
    if "%" in following or text[max(0, words[place].start - 1)] in "$€№:" or re.match(r":\d", following):
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
