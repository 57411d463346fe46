"""How English a run of words is: log-probabilities of triples, smoothed by modified Kneser-Ney.

Reads data/english.words.gz and data/english.ngrams.gz, as `build/language_model.py` writes them; writes scores: the
triple's if it was seen, otherwise what its context leaves to the pair, otherwise to the word. Kept in flat arrays that
are searched by halving, where dictionaries take ten times the memory.
"""

import gzip
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from translate.rough.lexicon import DATA

START, STOP, NUMBER = "<s>", "</s>", "0"
REMEMBERED = 200_000  # triples, about 30 MB


@dataclass(frozen=True, slots=True)
class Fluency:
    """The model: word numbers from 1 (0 is any unseen word), keys of pairs and triples in order, hundredths."""

    words: Mapping[str, int]
    singles: "array[int]"
    single_backs: "array[int]"
    pairs: "array[int]"
    pair_scores: "array[int]"
    pair_backs: "array[int]"
    triples: "array[int]"
    triple_scores: "array[int]"
    _memory: dict[tuple[int, int, int], float] = field(default_factory=dict, kw_only=True)

    def number(self, word: str) -> int:
        """Give the word's number, in the spelling it was counted in if there is one."""
        if word[:1].isdigit():
            word = NUMBER
        return self.words.get(word) or self.words.get(word.lower(), 0)

    def score(self, before: int, previous: int, word: int) -> float:
        """Log-probability of `word` after two others."""
        key = (before, previous, word)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            found = self._memory[key] = self._score(before, previous, word) / 100
        return found

    def _score(self, before: int, previous: int, word: int) -> int:
        size = len(self.singles)
        triple = (before * size + previous) * size + word
        at = bisect_left(self.triples, triple)
        if at < len(self.triples) and self.triples[at] == triple:
            return self.triple_scores[at]
        context = before * size + previous
        at = bisect_left(self.pairs, context)
        back = self.pair_backs[at] if at < len(self.pairs) and self.pairs[at] == context else 0
        pair = previous * size + word
        at = bisect_left(self.pairs, pair)
        if at < len(self.pairs) and self.pairs[at] == pair:
            return back + self.pair_scores[at]
        return back + self.single_backs[previous] + self.singles[word]


def _numbers(packed: bytes, code: str, start: int, count: int) -> "array[int]":
    found = array(code)
    found.frombytes(packed[start : start + count * found.itemsize])
    if sys.byteorder == "big":
        found.byteswap()
    return array(code, accumulate(found)) if code == "Q" and start else found


@lru_cache(maxsize=1)
def load_fluency(tables: Path = DATA) -> Fluency:
    """Load the model that ships with the project, or one built elsewhere."""
    words = gzip.decompress((tables / "english.words.gz").read_bytes()).decode("utf-8").split("\n")
    packed = gzip.decompress((tables / "english.ngrams.gz").read_bytes())
    singles, pairs, triples = _numbers(packed, "Q", 0, 3)
    at = 24
    parts: list[array[int]] = []
    for code, count in zip("hhQhhQh", (singles, singles, pairs, pairs, pairs, triples, triples), strict=True):
        parts.append(_numbers(packed, code, at, count))
        at += count * parts[-1].itemsize
    numbers = {word: number for number, word in enumerate(words, start=1)}
    return Fluency(numbers, *parts)
