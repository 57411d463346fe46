"""Which lists of letters that rules ask for (`also`) the words of a sentence have, without a search for each letter.

Reads rules and words; writes nothing. Each list is a bit of a number, worked out once a word, for articles repeat their
words. Searching sentences for the letters took a fifth of the reading: 60 searches a list, of which most are not there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.lexicon import Rule

# A quarter of a kilobyte each; a thousand long articles ask for 59,000 different words, each twelve times.
_REMEMBERED = 60_000
# Letters that stand inside one word wherever they stand. The first three or four of them are looked up, not searched.
_WITHIN_WORD = re.compile(r"[^\W_]{3,}")
_PIECES = (3, 4)


class Parts:
    """The lists of letters of some rules, ready to be looked for in words."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        lists = {id(rule.also): rule.also for rule in rules if all(map(_WITHIN_WORD.fullmatch, rule.also))}
        self._bits = {key: 1 << number for number, key in enumerate(lists)}
        bits: dict[str, int] = defaultdict(int)
        for key, letters in lists.items():
            for part in letters:
                bits[part] |= self._bits[key]
        self._by_piece: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for part, bit in bits.items():
            self._by_piece[part[: _PIECES[-1]]].append((part, bit))
        self._of_word = lru_cache(maxsize=_REMEMBERED)(self._look)

    def _look(self, word: str) -> int:
        found = 0
        for size in _PIECES:
            for at in range(len(word) - size + 1):
                for part, bit in self._by_piece.get(word[at : at + size], ()):
                    if word.startswith(part, at):
                        found |= bit
        return found

    def of(self, words: Iterable[str]) -> int:
        """Give the number of the lists that words have letters of."""
        found = 0
        for word in words:
            found |= self._of_word(word)
        return found

    def allow(self, rule: Rule, found: int) -> bool:
        """Tell whether words of which `of` gave the number may have what a rule asks for."""
        bit = self._bits.get(id(rule.also))
        return not rule.also or bit is None or bool(bit & found)
