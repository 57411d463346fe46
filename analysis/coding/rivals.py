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


def rivals(text: str, words: Sequence[Token], found: Sequence[Headcount]) -> list[Headcount]:
    """Give the bare numbers with which another side answers a count: "280 taking part, the employer – of 210"."""
    counted = max((count.least or count.most or 0 for count in found), default=0)
    others = []
    for place in range(len(words)) if counted else ():
        number = number_at(text, words, place)
        if number is None or any(one.start <= words[place].start < one.end for one in found):
            continue
        least, end = number.least, words[number.after - 1].end
        alike = least >= _FEW and counted <= _FAR_FROM * least and least <= _FAR_FROM * counted
        bare = _RIVAL_AFTER.match(fold(text[end : end + 12])) and not counts_something_else(text, words, place, number)
        side = claimant(text, words, words[place].start, end)
        if alike and bare and side and all(side != one.claimed_by for one in found):
            start = words[place].start
            others.append(Headcount(least=least, most=number.most, start=start, end=end, claimed_by=side))
    return others
