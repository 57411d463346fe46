"""Count where English has the verbs that close a Kazakh clause.

Reads an aligned corpus; writes log-odds of places by what stands around them and by how far on they are.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from translate.rough.build.aligned import Aligned, Corpus
from translate.rough.order import english_places
from translate.rough.verb_places import Clause, clauses, place_keys
from translate.rough.words import Word

STRONG = 0.25  # a link that both directions believe in about half
FEWEST = 5


def count_places(corpus: Corpus) -> dict[str, float]:
    """Log-odds of each key of a place: that the verbs stand there in English."""
    right: defaultdict[str, float] = defaultdict(float)
    wrong: defaultdict[str, float] = defaultdict(float)
    for sentence in corpus.sentences:
        if not sentence.pair.dictionary:
            words, english = _in_order(sentence)
            for clause in clauses(words):
                best = _best_places(english, clause)
                for place in range(clause.start + 1, clause.verb + 1) if best else ():
                    for key in place_keys(words, clause, place):
                        right[key] += (place in best) / len(best)
                        wrong[key] += place not in best
    return dict(_log_odds(right, wrong))


def _in_order(sentence: Aligned) -> tuple[list[Word], list[int | None]]:
    """Give the words as the decoder gets them, and where in the English sentence each is."""
    best: dict[int, tuple[float, int]] = {}
    for i, j, strength in sentence.links:
        if strength >= max(STRONG, best.get(i, (0.0, 0))[0]):
            best[i] = (strength, j)
    order = english_places([[word] for word in sentence.source])
    return [sentence.source[i] for i in order], [best[i][1] if i in best else None for i in order]


def _best_places(english: Sequence[int | None], clause: Clause) -> set[int]:
    """Give the places with most words on the right side of the verb; none if nothing is known of it."""
    verbs = [at for at in english[clause.verb : clause.stop] if at is not None]
    if not verbs:
        return set()
    verb = min(verbs)
    agreeing = {
        place: sum(at is not None and at < verb for at in english[clause.start : place])
        + sum(at is not None and at > verb for at in english[place : clause.verb])
        for place in range(clause.start + 1, clause.verb + 1)
    }
    most = max(agreeing.values())
    return {place for place, count in agreeing.items() if count == most} if most else set()


def _log_odds(right: Mapping[str, float], wrong: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """By what stands around: the odds; by distance (#): how much they change, as in naive Bayes."""
    far = sum(count for key, count in right.items() if key[0] == "#")
    against = sum(count for key, count in wrong.items() if key[0] == "#")
    prior = far / against if far and against else 1.0
    for key in sorted(right.keys() | wrong.keys()):
        good, bad = right.get(key, 0.0), wrong.get(key, 0.0)
        if good + bad >= FEWEST:
            odds = math.log((good + 0.5) / (bad + 0.5 / prior))
            yield key, odds - math.log(prior) if key[0] == "#" else odds
