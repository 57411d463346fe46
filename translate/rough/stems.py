"""Which reading of a Kazakh word is right: a unigram model of stems and of suffix chains.

Reads counts that `build` computed (data/kk.stems.tsv.gz); writes one `Reading` a word. A stem that was never seen
is charged for every letter, so that an unknown name still loses its case ending.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from translate.rough.kazakh import Reading, readings
from translate.rough.lexicon import DATA, read_rows

# About the perplexity of Kazakh letters given the letters before (10): charged for each letter of an unseen stem.
LETTER = math.log(10)
# The share of running words whose stem is new: 3 % of the words of the development set.
UNSEEN = math.log(0.03)
# A word that closes a clause is a finite verb far more often than its letters alone say.
CLOSING_VERB = 4.0
FINITE = {"past", "pres", "perf", "aor", "cond", "imp"}


@dataclass(frozen=True, slots=True)
class Stems:
    """Log-probabilities of stems and of suffix chains (chain written as "pl p3 loc")."""

    stems: Mapping[str, float]
    chains: Mapping[str, float]
    modifiers: frozenset[str] = frozenset()
    """Stems that mostly stand bare before a noun: adjectives, "this", "two"."""
    _memory: dict[tuple[str, bool], Reading] = field(default_factory=dict)

    def score(self, reading: Reading) -> float:
        """Log-probability of one reading."""
        known = self.stems.get(reading.stem)
        stem = UNSEEN - LETTER * len(reading.stem) if known is None else known
        return stem + self.chains.get(chain_name(reading), -16.0)

    def best(self, word: str, *, closing: bool = False) -> Reading:
        """Give the likeliest reading of a lower-cased word; `closing` if it closes a clause, as finite verbs do."""
        key = (word, closing)
        found = self._memory.get(key)
        if found is None:
            found = max(readings(word), key=lambda one: (self._fitness(one, closing), len(one.stem)))
            if len(self._memory) > 100_000:  # about 20 MB: months of news repeat the same words
                self._memory.clear()
            self._memory[key] = found
        return found

    def _fitness(self, reading: Reading, closing: bool) -> float:
        finite = closing and reading.verb and reading.stem in self.stems and FINITE.intersection(reading.tags)
        return self.score(reading) + (CLOSING_VERB if finite else 0.0)

    def known(self, stem: str) -> bool:
        """Whether the stem was seen when the counts were made."""
        return stem in self.stems


def chain_name(reading: Reading) -> str:
    """Give the suffix chain as it is counted: verbs and nouns apart."""
    return " ".join(("V" if reading.verb else "N", *reading.tags))


@lru_cache(maxsize=1)
def load_stems(tables: Path = DATA) -> Stems:
    """Give the stems that ship with the project, or those built elsewhere."""
    found: dict[str, dict[str, float]] = {"stem": {}, "chain": {}, "modifier": {}}
    for kind, name, logarithm in read_rows("kk.stems.tsv.gz", tables):
        found[kind][name] = float(logarithm)
    return Stems(found["stem"], found["chain"], frozenset(found["modifier"]))
