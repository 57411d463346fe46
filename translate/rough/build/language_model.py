"""Count English word triples, to tell which of several wordings reads like English.

Reads the English sides of all pairs; writes `Counts` by n-gram, pruned. Katz-free: the runtime backs off with a
constant (Brants and others, 2007), which needs nothing but counts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from translate.rough.build.aligned import Aligned, Corpus

START, STOP, NUMBER = "<s>", "</s>", "0"
FEWEST = {1: 2, 2: 2, 3: 2}


def sentences(corpora: Iterable[Corpus]) -> Iterable[list[str]]:
    """English sentences of all corpora once each, spelled as inside a sentence, numbers made one."""
    seen: set[tuple[str, ...]] = set()
    for corpus in corpora:
        for sentence in corpus.sentences:
            key = tuple(sentence.english)
            if not sentence.pair.dictionary and key not in seen:
                seen.add(key)
                yield _spelled(sentence, corpus)


def _spelled(sentence: Aligned, corpus: Corpus) -> list[str]:
    return [NUMBER if w[0].isdigit() else corpus.english.spelled(w) for w in sentence.english]


def count_ngrams(lines: Iterable[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """Count words, pairs and triples that were seen often enough."""
    counts: Counter[tuple[str, ...]] = Counter()
    for words in lines:
        padded = [START, START, *words, STOP]
        for end in range(2, len(padded)):
            for length in (1, 2, 3):
                counts[tuple(padded[end - length + 1 : end + 1])] += 1
        counts[(START,)] += 1
        counts[(START, START)] += 1
    return Counter({key: n for key, n in counts.items() if n >= FEWEST[len(key)]})
