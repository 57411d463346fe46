"""Choose the few passages of an article that an embedding is worth its time for.

Reads a title and a text; gives at most three short passages: what the article opens with, and the sentences where
people at work and the matter of a labour conflict stand together.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.tokens import Sentence, fold, sentences

_LISTS = Path(__file__).parent / "looking.toml"
# The cost of an embedding grows with its length (60 letters take 20 ms of a core, 300 letters 60 ms), and what an
# article is about is said in its first 200 letters.
_OPENING = 220
_SENTENCE = 180
_FURTHER = 2
# Sentences beyond these are read by the rules alone.
_READ = 40
# A sentence counts its different words of each list up to these; more say no more.
_MANY_PEOPLE, _MUCH_MATTER = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words to be embedded, white space made plain, and the sentence that they stand in or begin with."""

    text: str
    field: str
    start: int
    end: int


def passages(title: str, text: str) -> tuple[Passage, ...]:
    """Choose the passages of an article: its opening, and the sentences that rank highest; of nothing there is none.

    The opening is always there: of 138 strikes of two writers nine had no sentence with words of both lists.
    """
    found = sentences(text)[:_READ]
    told = [_plain(text[one.start : one.end]) for one in found]
    opening = _opening(title, text, found)
    if not opening.text:
        return ()
    ranks = rank(told)
    ranked = sorted(range(len(told)), key=lambda at: (-ranks[at], at))
    best = [at for at in ranked if ranks[at] and told[at][:60] not in opening.text][:_FURTHER]
    further = (
        Passage(text=_cut(told[at], _SENTENCE), field="text", start=found[at].start, end=found[at].end) for at in best
    )
    return (opening, *further)


def rank(told: Sequence[str]) -> list[int]:
    """Rank sentences by what they tell of people at work and of a conflict; 0 where one of the two is lacking."""
    counts = [_counts(one) for one in told]
    return [_rank(counts, at) for at in range(len(told))]


def _opening(title: str, text: str, found: Sequence[Sentence]) -> Passage:
    """Give the headline with the first two sentences; as evidence it stands for the headline, if there is one."""
    lead = _plain(text[: found[min(1, len(found) - 1)].end]) if found else ""
    headline = _plain(title)
    words = _cut(f"{headline}. {lead}".strip() if headline else lead, _OPENING)
    if headline:
        return Passage(text=words, field="title", start=0, end=len(title))
    first = found[0] if found else Sentence(0, 0)
    return Passage(text=words, field="text", start=first.start, end=first.end)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rpartition(" ")[0]


def _rank(counts: Sequence[tuple[int, int]], at: int) -> int:
    """Rank a sentence by what it tells, and by the people that the sentence before it names."""
    people, matter = counts[at]
    before = counts[at - 1][0] if at else 0
    return (2 * min(people, _MANY_PEOPLE) + min(before, 2)) * min(matter, _MUCH_MATTER)


def _counts(text: str) -> tuple[int, int]:
    """Count the different words of people at work and of a conflict."""
    folded = fold(text)
    people, matter = _search()
    return len(set(people.findall(folded))), len(set(matter.findall(folded)))


@cache
def _search() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = tomllib.loads(_LISTS.read_text(encoding="utf-8"))
    return _beginnings(lists["people"]), _beginnings(lists["matter"])


def _beginnings(words: str) -> re.Pattern[str]:
    stems = sorted({fold(word) for word in words.split()}, key=lambda stem: (-len(stem), stem))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})")
