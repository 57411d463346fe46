"""Where the verbs of a Kazakh clause may stand in English: behind their subject, rather than at the end.

Reads words in the order of `order.py`, log-odds by what stands around a place (data/kk.places.tsv.gz); writes the
likeliest places. The beam chooses among them and the verbs' own place.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.rough.tags import CASES
from translate.rough.word import Word

BOUNDS = frozenset('.,!?;:()"«»“”—–…')
# Words that English joins to the verb or to the next clause tell more by themselves than by their tags.
TELLING = frozenset({"ол", "мен", "біз", "сен", "сіз", "олар", "бұл", "деп"})
NOMINAL = frozenset({*CASES, "p3", "vn", "part", "hab"})
OWNING = frozenset({"gen", "attr"})  # stands behind what it belongs to
LONGEST_CLAUSE, LONGEST_GROUP, FARTHEST = 25, 4, 6
MOST_PLACES, LEAST_CHANCE = 3, math.log(0.05)
UNKNOWN = -4.0  # log-odds of a place that was never seen: one in fifty


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words `start` to `stop`, of which those from `verb` on are its verbs."""

    start: int
    verb: int
    stop: int


def clauses(words: Sequence[Word]) -> Iterator[Clause]:
    """Give the stretches between marks that end with a verb and have two words or more before it."""
    start = 0
    for stop in range(len(words) + 1):
        if stop < len(words) and words[stop].token.text not in BOUNDS:
            continue
        verb = stop
        while verb > start and stop - verb < LONGEST_GROUP and _is_verb(words[verb - 1], closing=verb == stop):
            verb -= 1
        if verb < stop and 2 <= verb - start <= LONGEST_CLAUSE:
            yield Clause(start=start, verb=verb, stop=stop)
        start = stop + 1


def _is_verb(word: Word, *, closing: bool) -> bool:
    if word.tags[0] == "sign":  # the "not" taken from the verb behind it
        return not closing
    return word.tags[0] == "V" and not NOMINAL.intersection(word.tags)


def open_places(words: Sequence[Word], clause: Clause) -> list[int]:
    """Give the places of a clause that are not inside a group: "akim of the region" is not parted."""
    inside = range(clause.start + 1, clause.verb + 1)
    return [place for place in inside if place == clause.verb or not _goes_on(words[place])]


def _goes_on(word: Word) -> bool:
    marks = {*word.tags, *word.group.lstrip(">").split(".")}
    return word.group == "+" or not OWNING.isdisjoint(marks)


def place_keys(words: Sequence[Word], clause: Clause, place: int) -> tuple[str, str]:
    """Give what a place in a clause is known by: the words around it, and how far from both ends it is."""
    right = "END" if place == clause.verb else _kind(words[place])
    after, before = min(place - clause.start, FARTHEST), min(clause.verb - place, FARTHEST)
    return f"{_kind(words[place - 1])} {right}", f"#{after} {before}"


def _kind(word: Word) -> str:
    case = next((tag for tag in (*CASES, "part", "conv", "vn") if tag in word.tags), "")
    telling = word.lemma if word.lemma in TELLING else ""
    return ".".join(part for part in (word.tags[0], "p3" if "p3" in word.tags else "", case, telling) if part)


def places(words: Sequence[Word], clause: Clause, odds: Mapping[str, float]) -> list[tuple[int, float]]:
    """Give the likeliest other places of the clause's verbs, each with how much likelier (log) than their own."""
    scores = {}
    for place in open_places(words, clause):
        around, far = place_keys(words, clause, place)
        scores[place] = odds.get(around, UNKNOWN) + odds.get(far, 0.0)
    total = math.log(sum(map(math.exp, scores.values())))
    ranked = sorted(scores, key=lambda place: (-scores[place], place))[:MOST_PLACES]
    return [
        (place, scores[place] - scores[clause.verb])
        for place in sorted(ranked)
        if place != clause.verb and scores[place] - total > LEAST_CHANCE
    ]
