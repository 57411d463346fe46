"""Count the workers that a sentence tells of, and say whose count it is.

Reads a sentence's words; gives Headcounts as the sentence has them. "Several hundred" has no figure: it stays a
quotation, since a guess would be taken for a count.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.coding.bare_numbers import stands_for_people
from analysis.coding.bystanders import is_bystander, opening_of, tells_of_harm
from analysis.coding.claims import Headcount, claimant
from analysis.coding.measures import counts_something_else, stands_between
from analysis.coding.numbers import ANY, Number, is_vague, number_at
from analysis.coding.people import is_served_at, person_at
from analysis.coding.rivals import rivals
from analysis.coding.staff import all_employed
from analysis.lexicon.patterns import Row, read_words
from analysis.morphology import LEMMAS
from analysis.tokens import Token, fold

_MORE_BEFORE = re.compile(
    r"\b(?:более(?: чем)?|больше|свыше|не менее(?: чем)?|не меньше|как минимум|минимум|over|more than|at least"
    r"|no (?:fewer|less) than|not less than|upwards of|кеминде|кем дегенде)\s+$"
)
_MOST_BEFORE = re.compile(
    r"\b(?:до|не более(?: чем)?|не больше|максимум|менее|меньше|up to|as many as|at most|no more than|not more than"
    r"|fewer than|less than|under)\s+$"
)
_ABOUT_BEFORE = re.compile(
    r"\b(?:около|порядка|почти|примерно|приблизительно|about|around|some|nearly|almost|roughly|approximately|an?"
    r"|шамамен|от|between|from|еще)\s+$"
)
# "Section No. 3 reported" counts nobody.
_NUMBERED = re.compile(r"(?:№|\b[Nn]o\.)\s?$")
_NUMBERED_WITHIN = len("xNo. \n ")
_THOUSANDS = ("тысяч", "thousand", "мын")
# A tenth of a kilobyte each.
_REMEMBERED = 60_000
_GROWN = re.compile(r"(?:вырос|увелич|дош[её]?л|достиг)\w*\s+до\s+$")
_ARTICLE = re.compile(r"\b(?:an?|the|about|some|еще)\s+$")
_MORE_AFTER = re.compile(
    r"\s*(?:\w*\s)?(?:астам|аса|коп|асты\b|аскан|асып|or more|и более|и больше|с лишним|с гаком|plus)\b|\+"
)
_MOST_AFTER = re.compile(r"\s*(?:\w+\s)?(?:га|ге|ке|ка)?\s?дейин\b|\s*аспайтын")
#: Words between a number and those it counts: "20 тысяч нефтяников и газовиков", "60 striking bus drivers".
_GAP = 4
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_VAGUE_GAP = 4
_VEHICLES = read_words(
    "автобус автобус* bus buses трамвай* троллейбус* маршрутка мусоровоз taxi такси taxis truck ambulance самосвал"
    " локомотив* поезд пойыз* техника көлік* машина экипаж* tram trams truck trucks lorry lorries locomotive бригада"
)
# A vote counts those for a strike: they are told where nobody counts those on it.
# "412 of 480" is a share of a vote; nobody says that the others stayed at work.
_OF_ALL = re.compile(r"\s*(?:из|of|out of) (?:the |all )?\d|\s*\d")
_OUT_OF = re.compile(r"\b(?:из|of|of the|of all) $")
_VOTED = re.compile(r"голосова|дауыс бер|\bvoted?\b|\bballot")


def find_workers(text: str, words: Sequence[Token]) -> list[Headcount]:
    """Give the head counts of a sentence, in order."""
    if not any(_may_count(token.word) for token in words):
        return []
    sentence = " ".join(token.word for token in words)
    if tells_of_harm(sentence):
        return []
    row = tuple(words)
    found: list[Headcount] = []
    place = 0
    while place < len(row):
        if not _may_count(row[place].word):
            place += 1
            continue
        count = _count_at(text, row, place)
        if count:
            found.append(count)
        place = max(place + 1, sum(token.start < count.end for token in row)) if count else _past(text, row, place)
    if _VOTED.search(sentence):
        return [replace(count, voted=True) for count in found if not _is_share(text, count)]
    return [*found, *rivals(text, row, found)]


@lru_cache(maxsize=_REMEMBERED)
def _may_count(word: str) -> bool:
    """Tell whether a count may begin with a word: one that is vague, or makes a number beside a thousand.

    One word in seventeen is asked further; "one" and "полтора" are no number of people by themselves, and begin some.
    """
    thousands = (Token(0, 0, thousand) for thousand in _THOUSANDS)
    return is_vague(word) or any(number_at("", (Token(0, 0, word), after), 0) for after in thousands)


def _is_share(text: str, count: Headcount) -> bool:
    before, after = fold(text[max(0, count.start - 12) : count.start]), fold(text[count.end : count.end + 20])
    return _OF_ALL.match(after) is not None or _OUT_OF.search(before) is not None


def _past(text: str, words: Sequence[Token], place: int) -> int:
    number = _number(text, words, place)
    return number.after if number else place + 1


def find_vehicles(text: str, words: Sequence[Token]) -> Headcount | None:
    """Give a count of vehicles ("40 buses"): told in place of a head count, it stays a quotation."""
    rows = [Row(words, LEMMAS[lang], by_start=lang != "en") for lang in ("ru", "en", "kk")]
    for place in range(len(words)):
        number = number_at(text, words, place)
        if number is None or number.least < 2 or text[words[place].start - 1 : words[place].start] == "№":
            continue
        for at in range(number.after, min(len(words), number.after + 2)):
            if any(row.fits(_VEHICLES, at) for row in rows):
                start = words[_beginning(text, words, place)].start
                return Headcount(least=None, most=None, start=start, end=words[at].end)
    return None


def _count_at(text: str, words: tuple[Token, ...], place: int) -> Headcount | None:
    if is_vague(words[place].word) and not _stands_for_one(text, words, place):
        at = _person_after(words, place, _VAGUE_GAP, ANY)
        if at is None or "," in text[words[place].end : words[at].start]:
            return None
        first = place
        while first and is_vague(words[first - 1].word):
            first -= 1
        return _claimed(text, words, first, at, None, None)
    before = words[place].start
    if _NUMBERED.search(text[max(0, before - _NUMBERED_WITHIN) : before]):
        return None
    number = _number(text, words, place)
    at = _person(text, words, place, number) if number else None
    if number is None or at is None:
        return None
    first, last = words[place].start, max(words[at].end, words[number.after - 1].end)
    if all_employed(text, words[0].start, first, last):
        return None
    bound = _bound(_before(text, words, place))
    behind = fold(text[words[number.after - 1].end : words[at].end + 25])
    at_most = bound == "most" or (not bound and _MOST_AFTER.match(behind) is not None)
    at_least = bound == "least" or (not bound and not at_most and _MORE_AFTER.match(behind) is not None)
    ranged = number.least != number.most
    least = None if at_most and not ranged else number.least
    most = None if at_least else number.most
    return _claimed(text, words, _beginning(text, words, place), max(at, number.after - 1), least, most)


def _number(text: str, words: Sequence[Token], place: int) -> Number | None:
    if is_vague(words[place].word) and _stands_for_one(text, words, place):
        one = 1000 if words[place].word.startswith("тысяч") else 100
        return Number(least=one, most=one, after=place + 1, lang="ru")
    number = number_at(text, words, place)
    return number if number and number.least > 1 else None


def _stands_for_one(text: str, words: Sequence[Token], place: int) -> bool:
    """Tell "about a thousand" (около тысячи) from "thousands" (тысячи)."""
    before = _before(text, words, place)
    qualified = _bound(before) or _ABOUT_BEFORE.search(before)
    return bool(qualified) and words[place].word in ("тысячи", "тысяч", "сотни", "сотен")


def _bound(before: str) -> str:
    """Tell whether what stands before a number makes it the least or the most; "не менее" is the longer match."""
    before = _ARTICLE.sub("", before)
    if _GROWN.search(before):  # "has grown to 300"
        return ""
    more, most = _MORE_BEFORE.search(before), _MOST_BEFORE.search(before)
    if more and most:
        return "least" if more.start() < most.start() else "most"
    return "least" if more else "most" if most else ""


def _before(text: str, words: Sequence[Token], place: int) -> str:
    return fold(text[words[max(0, place - 4)].start : words[place].start])


def _claimed(
    text: str, words: Sequence[Token], first: int, last: int, least: int | None, most: int | None
) -> Headcount:
    start, end = words[first].start, words[last].end
    return Headcount(least=least, most=most, start=start, end=end, claimed_by=claimant(text, words, start, end))


def _beginning(text: str, words: Sequence[Token], place: int) -> int:
    """Take in "more than" and the like before a number."""
    while place:
        before = _before(text, words, place)
        matches = [pattern.search(before) for pattern in (_MORE_BEFORE, _MOST_BEFORE, _ABOUT_BEFORE)]
        longest = max((match.group() for match in matches if match), key=len, default="")
        if not longest:
            return place
        place -= len(longest.split())
    return place


def _person(text: str, words: tuple[Token, ...], place: int, number: Number) -> int | None:
    """Give the place of the word that says whom a number counts, unless it counts something else."""
    if counts_something_else(text, words, place, number):
        return None
    at = _person_after(words, number.after - 1, _GAP, number.lang or _lang(text, words))
    between = text[words[number.after - 1].end : words[at].start] if at is not None else ","
    if at is None or "," in between or "(" in between or _DASH.search(between) or stands_between(fold(between)):
        return number.after - 1 if stands_for_people(text, words, place, number) else None
    before, after = opening_of(text, words[0].start, words[place].start), fold(text[words[at].end : words[at].end + 40])
    return None if is_bystander(before, words[at].word, after, number.most) else at


def _lang(text: str, words: Sequence[Token]) -> str:
    """Give Kazakh where a sentence has letters of its own: a figure is of any language, the word behind it is not."""
    return "kk" if _KAZAKH.search(text, words[0].start, words[-1].end) else ANY


def _person_after(words: tuple[Token, ...], place: int, gap: int, lang: str) -> int | None:
    for at in range(place + 1, min(len(words), place + 1 + gap)):
        if is_served_at(words, at):
            return None
        if person_at(words, at, lang):
            return at
    return None


_DASH = re.compile(r"\s[–—-]\s")
