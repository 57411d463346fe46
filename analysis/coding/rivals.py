"""Find the bare number with which another side answers a head count: "280 taking part, the employer – of 210".

Reads a sentence's words and the head counts found in it; gives Headcounts of those who gave another number.
"""

import re
from collections.abc import Sequence

from analysis.coding.claims import Headcount, claimant
from analysis.coding.measures import counts_something_else
from analysis.coding.numbers import number_at
from analysis.tokens import Token, fold

# Fewer are those who told the paper of it.
_FEW = 5
# Two sides that count the same people are seldom further apart than this.
_FAR_FROM = 8
_RIVAL_AFTER = re.compile(r"\s*(?:[.,;!?»\"”)]|$|деген|деп|десе|деди)")
# The plain words with which a side gives its number where it stands alone: "the director put it at 48".
_ANSWERS = re.compile(
    r"(?:(?:не больше|не более|no more than|not more than|fewer than|at most|меньше|up to|всего|just|only)(?: чем"
    r"| about)?|put (?:it|them|the \w+) at|spoke of|speaks? of|says? (?:there (?:are|were)|it is|it was)|\bcounted"
    r"|admits?(?: to)?|estimates? it at"
    r"|называ\w+ (?:другую )?цифру(?: [–—-])?|говор\w+ о|признал\w*|призна[её]т|насчитал\w*|оценива\w+ в|сообщ\w+ о"
    r"|санаган)"
    r"\s*(?:about |around |only |just |some |около |лишь |только |всего )?[«“\"]?(?:about |around )?$"
)
_ANSWERED = re.compile(r"\s*(?:адамнан )?(?:аспай|аспаган|гана де|болды де|десе|дейди)")


def answers(text: str, words: Sequence[Token], count: Headcount) -> list[Headcount]:
    """Give the bare numbers of another sentence with which a side answers a count: "The director put it at 48"."""
    counted, found = count.least or count.most or 0, []
    for place in range(len(words)) if counted else ():
        number = number_at(text, words, place)
        if number is None:
            continue
        behind = fold(text[words[number.after - 1].end : words[number.after - 1].end + 20])
        if not (_ANSWERS.search(fold(text[words[0].start : words[place].start])) or _ANSWERED.match(behind)):
            continue
        if counts_something_else(text, words, place, number) or not alike(number.least, counted):
            continue
        side, end = claimant(text, words, words[place].start, words[number.after - 1].end), words[number.after - 1].end
        if side != count.claimed_by:
            start = words[place].start
            found.append(
                Headcount(
                    least=number.least, most=number.most, start=start, end=end, claimed_by=side or "others", bare=True
                )
            )
    return found


def alike(least: int, counted: int) -> bool:
    """Tell whether two numbers may count the same people."""
    return least >= _FEW and counted <= _FAR_FROM * least and least <= _FAR_FROM * counted


def rivals(text: str, words: Sequence[Token], found: Sequence[Headcount]) -> list[Headcount]:
    """Give the bare numbers with which another side answers a count: "280 taking part, the employer – of 210"."""
    counted = max((count.least or count.most or 0 for count in found), default=0)
    others = []
    for place in range(len(words)) if counted else ():
        number = number_at(text, words, place)
        if number is None or any(one.start <= words[place].start < one.end for one in found):
            continue
        least, end = number.least, words[number.after - 1].end
        bare = _RIVAL_AFTER.match(fold(text[end : end + 12])) and not counts_something_else(text, words, place, number)
        side = claimant(text, words, words[place].start, end)
        if side is None and _ANSWERS.search(fold(text[words[0].start : words[place].start])):
            side = "others"
        if alike(least, counted) and bare and side and all(side != one.claimed_by for one in found):
            start = words[place].start
            others.append(Headcount(least=least, most=number.most, start=start, end=end, claimed_by=side, bare=True))
    return others
