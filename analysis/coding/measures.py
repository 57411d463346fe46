"""Tell whether a number counts something else than people: money, a share, a date, a length of time, vehicles.

Reads the words around a number; writes nothing.
"""

import re
from collections.abc import Sequence

from analysis.coding.numbers import Number
from analysis.tokens import Token

# Words that may not stand between a number and those it counts: the number is theirs.
_EVENT = re.compile(
    r"strike|protest|забаст|митинг|ереуил|\bдень|\bкун|смен(?!щ)|ауысым|\bshifts|years?\b|\bмесяц|месяч|сагат|часов"
    r"|пайыз"
    r"|процент|percent|per cent|тенге|tenge|автобус|маршрут|\bbus(?:es)?\b|самосвал|машин(?!ист)|скважин|филиал"
    r"|шахт(?!ер)|предприят"
    r"|compan|mines?\b|кеси[пн]орын|компания|дом\b|квартир|метр|тонн|млн|млрд|million|billion"
    r"|\b(?:if|that|when|because|locals?|offers?|unions?|of five|of the two|если|когда|потому|егер)\b"
)
_MONEY_NEXT = re.compile(
    r"(?:тенге|процент|пайыз|percent|per$|pct|год|жыл|year|month|месяц|ай$|айдан|айлык|день|дня|дней|сутк|кун|day"
    r"|hour|час|сагат"
    r"|лет$|автобус|bus|tenge|тг|млн|млрд|million|billion|января|февраля|марта|апреля|мая|июня|июля|августа|сентября"
    r"|октября|ноября|декабря|мин|minute|weeks?|недел|апта|кантар|акпан|наурыз|сауир|мамыр|маусым|шилде|тамыз"
    r"|кыркуйек|утра$|вечера$|ночи$|шакырым|километр|kilomet|km$|литр|кг$|рейс|штук|%"
    r"|казанда|казан$|караша|желтоксан|march|june|july|april|may$|august|dollar|доллар|км$|градус|degrees)"
)


_DATED = re.compile(r"january|february|march|april|may|june|july|august|september|october|november|december")


def stands_between(between: str) -> bool:
    """Tell whether folded words between a number and people take the number for themselves."""
    return _EVENT.search(between) is not None


def counts_something_else(text: str, words: Sequence[Token], place: int, number: Number) -> bool:
    """Tell whether the number is money, a share, a date, a length of time or a number of vehicles."""
    end = words[number.after - 1].end
    following = text[end : end + 2]
    if "%" in following or re.match(r":\d", following):
        return True
    if text[max(0, words[place].start - 1) : words[place].start] in ("$", "€", "№", ":", "-", "#"):
        return True
    if re.fullmatch(r"(?:19|20)\d\d(?:-.*)?", words[place].word) and number.after == place + 1:
        return True
    if place and _DATED.fullmatch(words[place - 1].word) and number.most <= 31:  # "ZHANAOZEN, June 10 – Several"
        return True
    nearby = words[number.after].word if number.after < len(words) else ""
    return _MONEY_NEXT.match(nearby) is not None
