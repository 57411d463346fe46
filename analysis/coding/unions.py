"""Find the union that a sentence names, as the sentence spells it.

Reads a stretch of text; gives Union. A union is named in quotation marks or capital letters beside the word; "the
union" alone names none.
"""

import re
from dataclasses import dataclass

_QUOTED = r"[«\"“„]([^«»\"“”„\n]{2,60})[»\"”]"
_NAMED = (
    re.compile(rf"[Пп]рофсоюз\w*\s(?:[а-яё]+\s){{0,3}}{_QUOTED}"),
    re.compile(rf"{_QUOTED}\s(?:[а-яёәғқңөұүһі]+\s){{0,3}}(?:кәсіподағы|профсоюзы)"),
    re.compile(r"[Пп]рофсоюз\w*\s([A-ZА-ЯЁ]{2,8})\b"),
    re.compile(rf"\b[Uu]nion,?\s{_QUOTED}"),
    re.compile(rf"{_QUOTED}\s(?:trade\s|labou?r\s)?[Uu]nion\b"),
    re.compile(r"\b(?!(?:The|A|An|Its|Their|Our|Trade|In|But|And|Soviet|European)\s)"
               r"((?:[A-Z][\w&'-]*\s+(?:(?:of|and|for)\s+)?){1,5})(?:trade\s|labou?r\s)?[Uu]nion\b"),
)  # fmt: skip
# Words of capital letters that stand before "union" and name none.
_PLAIN = frozenset(
    {"Russian", "Kazakh", "Independent", "Free", "Local", "National", "Official", "Customs", "Eurasian", "Trade"}
)
_NOT_THE_NAME = re.compile(r"(?:The|A|An|Its|Their|Our)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """The name of a union and where it stands."""

    name: str
    start: int
    end: int


def find_union(text: str, start: int, end: int) -> Union | None:
    """Give the first union named between two offsets."""
    found = [match for pattern in _NAMED for match in [pattern.search(text, start, end)] if match]
    if not found:
        return None
    match = min(found, key=lambda one: one.start(1))
    name, begin = match[1], match.start(1)
    if article := _NOT_THE_NAME.match(name):
        name, begin = name[article.end() :], begin + article.end()
    name = name.rstrip().removesuffix(" Trade")
    return Union(name=name, start=begin, end=begin + len(name)) if name and name not in _PLAIN else None
