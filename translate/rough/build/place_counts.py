"""Count where English has the verbs that close a Kazakh clause.

Reads an aligned corpus; writes log-odds of places by what stands around them and by how far on they are.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from translate.rough.build.aligned import Aligned, Corpus
from translate.rough.verb_places import Clause, clauses, open_places, place_keys
from translate.rough.word import Word

STRONG = 0.25  # a link that both directions believe in about half
FEWEST = 5


def count_places(corpus: Corpus) -> dict[str, float]:
    """Log-odds of each key of a place: that the verbs stand there in English."""
    right: defaultdict[str, float] = defaultdict(float)
    wrong: defaultdict[str, float] = defaultdict(float)
    for sentence in corpus.sentences:
        if not sentence.pair.dictionary:
            words, english = sentence.source, _english_of(sentence)
            for clause in clauses(words):
                best = _best_places(words, english, clause)
                for place in open_places(words, clause) if best else ():
                    for key in place_keys(words, clause, place):
                        right[key] += (place in best) / len(best)
                        wrong[key] += place not in best
    return dict(_log_odds(right, wrong))


def _english_of(sentence: Aligned) -> list[int | None]:
    """Give where in the English sentence each word is."""
    best: dict[int, tuple[float, int]] = {}
    for i, j, strength in sentence.links:
        if strength >= max(STRONG, best.get(i, (0.0, 0))[0]):
            best[i] = (strength, j)
    return [best[i][1] if i in best else None for i in range(len(sentence.source))]


def _best_places(words: Sequence[Word], english: Sequence[int | None], clause: Clause) -> set[int]:
    """Give the places with most words on the right side of the verb; none if nothing is known of it."""
    verbs = [at for at in english[clause.verb : clause.stop] if at is not None]
    if not verbs:
        return set()
    verb = min(verbs)
    agreeing = {
        place: sum(at is not None and at < verb for at in english[clause.start : place])
        + sum(at is not None and at > verb for at in english[place : clause.verb])
        for place in open_places(words, clause)
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
