"""Tells a line above the text that only says who wrote it, when, and how often it was read.

Reads a line, writes nothing.
"""

import re

from crawler.extract.months import month_number

_BYLINE = re.compile(
    r"^(?:by|автор|текст|мәтін|авторы)\s*:?\s+\S.{0,60}$|"
    r"^(?:published|posted|updated|last (?:updated|modified)|опубликовано|обновлено|жарияланды|жаңартылды)\b.{0,60}$|"
    r"^\W*\d{1,2}[:.]\d\d\b[\W\d]*(?:[^\W\d]{3,9}[\W\d]*)?$|"
    r"^\W*(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\W*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d]{3,9}\.?,? \d{4}|"
    r"[^\W\d]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_MAX_BYLINE = 80  # characters
_SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]*$")
_POINTED = re.compile(r"\b(?:[ap]\.m|г|ж)\.$", re.IGNORECASE)  # a full stop that ends no sentence
_WORD = re.compile(r"[^\W_]+")
# What may stand beside numbers and a month's name in a line that tells only when and how often.
_BESIDE = re.compile(
    r"г|года?|ж|жыл(?:ғы|ы)?|в|сағат|at|on|[ap]m|utc|gmt|алматы|астана|views?|reads?|min|мин(?:ут[аы]?)?|"
    r"просмотр(?:а|ов)?|прочтений|рет|қаралды|қаралым|оқылды|оқылым|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)


def is_byline(line: str) -> bool:
    """Tell whether a line only says who wrote and when; "By Monday the strike was over." says more."""
    short = len(line) <= _MAX_BYLINE and not _SENTENCE_END.search(_POINTED.sub("", line))
    return short and (bool(_BYLINE.match(line)) or _is_stamp(line))


def _is_stamp(line: str) -> bool:
    """Tell whether a line holds a day, a month in any of our languages, and nothing that is not about time."""
    words = _WORD.findall(line.lower())
    names = [word for word in words if not word.isdigit()]
    months = [name for name in names if month_number(name)]
    return (
        len(names) < len(words)
        and len(months) == 1
        and all(_BESIDE.fullmatch(name) for name in names if name not in months)
    )
