"""Find numbers that count strikers without a word for people: "71 took part", "they number 90", "bears 94 names".

Reads the words around a number; writes nothing.
"""

import re
from collections.abc import Sequence

from analysis.coding.numbers import Number, number_at
from analysis.coding.people import person_at
from analysis.tokens import Token, fold

_ABOUT_SO_MANY = re.compile(r"\s*(?:шакты|шамалы|жуык|чел\b)[^\w]*$|\s*(?:шакты|шамалы|жуык)\s*[.!,]")
_BEFORE = re.compile(
    r"(?:\b(?:their|the) (?:number|rank|figure)s? (?:\w+ ){0,3}(?:at|to|as)|number of (?:strikers|participants"
    r"|protesters) (?:at|to"
    r"|is|was)"
    r"|\bих (?:было )?|\bнас (?:было )?|собралось|signatures?|подпис(?:ей|ь|и)"
    r"|(?:число|численность|количество) (?:бастующих|участников|протестующих|собравшихся)[^,.]{0,20}"
    r"|\b(?:they|strikers|protesters|participants) (?:now )?number|\b(?:crowd|crew|gang|group|team) of|\bthey are"
    r"|\bputs? (?:it|them|turnout) at"
    r"|(?:приня(?:ли|ло)|принима(?:ют|ло|ли)) участие|\bучаству[ею]т|\bучаствовал[ои]|\bне вышл[ои]|\bбасту[ею]т"
    r"|(?:саны|олардын саны|катысушылар саны))\s*(?:[–—-]\s*)?"
    r"(?:около |более |свыше |about |around |over |more than |some |не менее |порядка )?$"
)
_OF_THEM = re.compile(
    r"\s*(?:of (?:them|us)|из (?:них|нас)|(?:of )?(?:the )?strikers|strong)\b"
    r"|(?<=\d) in all\b|\s*in all[,.]|\s*(?:have|had|has) (?:now )?(?:stayed|remained|gathered|left|struck)\b"
    r"|\s*(?:have |had |has |are |were )?(?:now )?(?:raised (?:a|their) hands?|voted|backed|signed|took part"
    r"|taken part|taking part"
    r"|joined|walked out|stopped work|downed tools|refused to|put their names|stayed away)\b"
)
_OF_LIST = re.compile(r"\b(?:bear|bears|bore|carries|carried|has|with|collected|gathered|under)\b[^.;]{0,12}$")
_THEM = frozenset(["us", "them", "signatures", "подписей", "подписи", "подпись"])


def stands_for_people(text: str, words: Sequence[Token], place: int, number: Number) -> bool:
    """Tell whether a number counts strikers although no word for people stands behind it."""
    return _told_of_them(text, words, place, number) or _said_after(text, words, place, number)


def _told_of_them(text: str, words: Sequence[Token], place: int, number: Number) -> bool:
    before = fold(text[words[max(0, place - 6)].start : words[place].start])
    after = words[place + 1].word if place + 1 < len(words) else ""
    end = words[number.after - 1].end
    if _BEFORE.search(before) or after in _THEM or _OF_THEM.match(fold(text[end : end + 40])):
        return True
    return after == "names" and _OF_LIST.search(before) is not None


def _said_after(text: str, words: Sequence[Token], place: int, number: Number) -> bool:
    """Tell whether people stand before their number: "аспаздар жиырма шақты", cooks, twenty or so."""
    end = words[number.after - 1].end
    if place and words[place - 1].word == "человек":  # "собралось человек пятьдесят"
        return number_at(text, words, max(0, place - 2)) is None
    so_many = _ABOUT_SO_MANY.match(fold(text[end : end + 12]))
    return so_many is not None and any(person_at(tuple(words), at, "kk") for at in range(max(0, place - 2), place))
