"""Which rules are worth trying on a text: a search for the beginnings of words, before any morphology.

Reads rules; gives a StemIndex, which finds the stems of all of them in one pass over a folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.lexicon import Rule


class StemIndex:
    """The stems of some rules, ready to be looked for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._rules_with: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for stem in rule.stems:
                self._rules_with.setdefault(stem, []).append(number)
        stems = self._stems = sorted(self._rules_with)
        # Looking ahead, so that stems of two words do not hide the stem of their second word.
        # What is no word goes before a stem, and not `\b`: the search leaps from one to the next, a quarter faster.
        self._search = re.compile(rf"\W(?=({_trie(stems)}))")
        self._by_start: dict[str, tuple[Rule, ...]] = {}

    def find(self, folded: str) -> Iterator[tuple[int, tuple[Rule, ...]]]:
        """Give where in a folded text a stem begins, and the rules that it may be of."""
        for match in self._search.finditer(f" {folded}"):
            yield match.start(), self._rules_of(match[1])

    def _rules_of(self, start: str) -> tuple[Rule, ...]:
        """Give the rules of every stem that begins so: the search finds the shortest stem of a place."""
        if start not in self._by_start:
            found = set()
            for stem in self._stems[bisect_left(self._stems, start) :]:
                if not stem.startswith(start):
                    break
                found.update(self._rules_with[stem])
            self._by_start[start] = tuple(self.rules[number] for number in sorted(found))
        return self._by_start[start]


def _trie(stems: list[str]) -> str:
    """Write stems as one regular expression that shares their beginnings, which searches several times faster."""
    branches: dict[str, list[str]] = {}
    for stem in stems:
        if not stem:
            return ""
        branches.setdefault(stem[0], []).append(stem[1:])
    parts = [re.escape(letter) + _trie(sorted(rest)) for letter, rest in branches.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
