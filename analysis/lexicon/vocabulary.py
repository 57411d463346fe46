"""Which of many patterns may fit a sentence: those for whose every needed word it has one.

Reads patterns and words; writes nothing. What each word may stand for is worked out once a word and language, for
articles repeat their words. Of 47 patterns whose choosiest word began as one of a sentence's did, half a one is left.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from analysis.lexicon.elements import START, Element, Lemmas, Words
from analysis.lexicon.patterns import Pattern

Label = TypeVar("Label", bound=Hashable)
# A tenth of a kilobyte each, most of them the one empty tuple; a thousand long articles have 59,000 different words.
_REMEMBERED = 60_000


class Vocabulary(Generic[Label]):
    """The words of labelled patterns of one language, turned round: from a word to the elements it may be."""

    def __init__(self, patterns: Iterable[tuple[Label, Pattern]], lemmas: Lemmas, *, by_start: bool) -> None:
        self._lemmas = lemmas
        self._by_start = by_start
        numbers: dict[Element, int] = {}
        # The patterns by the number of their choosiest element, each with the numbers of all that it needs.
        self._by_element: dict[int, list[tuple[frozenset[int], Label, Pattern]]] = defaultdict(list)
        for label, pattern in patterns:
            needed = [element for element in pattern.elements if not (element.gap or element.optional)]
            all_numbers = frozenset(numbers.setdefault(element, len(numbers)) for element in needed)
            self._by_element[numbers[pattern.choosiest or needed[0]]].append((all_numbers, label, pattern))
        self._elements = tuple(numbers)
        self._index()
        self._of = lru_cache(maxsize=_REMEMBERED)(self._look)

    def _index(self) -> None:
        self._words: dict[str, set[int]] = defaultdict(set)
        self._prefixes: dict[str, set[int]] = defaultdict(set)
        self._lemma: dict[str, set[int]] = defaultdict(set)
        self._anywhere: list[int] = []
        for number, element in enumerate(self._elements):
            if element.infixes or element.number:
                self._anywhere.append(number)
            for parts, found in (
                (element.forms, self._words),
                (element.prefixes, self._prefixes),
                (element.lemmas, self._lemma),
            ):
                for part in parts:
                    found[part].add(number)
        self._sizes = sorted({len(prefix) for prefix in self._prefixes})
        self._starts = {start for element in self._elements for start in element.starts}

    def _look(self, word: str) -> tuple[int, ...]:
        """Give the numbers of the elements that a word may stand for."""
        likely = {*self._anywhere, *self._words.get(word, ())}
        for size in self._sizes:
            likely |= self._prefixes.get(word[:size], _NONE)
        # Dictionary forms cost more than all else: they are asked for only where some lemma begins so.
        if not self._by_start or word[:START] in self._starts or word[: START + 1] in self._starts:
            for lemma in self._lemmas(word):
                likely |= self._lemma.get(lemma, _NONE)
        alone = Words([word], self._lemmas, by_start=self._by_start)
        return tuple(number for number in likely if alone.fits(self._elements[number], 0))

    def likely(self, words: Sequence[str]) -> Iterator[tuple[Label, Pattern]]:
        """Give the patterns each of whose needed words is among these, in whatever order."""
        has = {number for word in words for number in self._of(word)}
        for number in has:
            for needed, label, pattern in self._by_element.get(number, ()):
                if needed <= has:
                    yield label, pattern


_NONE: frozenset[int] = frozenset()
