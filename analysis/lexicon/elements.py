"""What may stand at one place of a pattern, and the words of a sentence that are asked whether they do.

Reads words (folded, as analysis.tokens gives them) and the dictionary forms of one language; writes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.tokens import Token

Lemmas = Callable[[str], frozenset[str]]
# Forms of a Russian or Kazakh word share its first letters; asking for dictionary forms only where they agree
# makes reading four times faster. English has went and struck, and cheap dictionary forms.
START = 2
# Of a form or a beginning that a pattern gives as it stands, more letters are sure.
HEAD = 4
_STEM = 4


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: the words that may stand there, or a gap."""

    forms: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    inflected: frozenset[str] = frozenset()  # those of the lemmas that may not stand in their dictionary form
    prefixes: tuple[str, ...] = ()
    infixes: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    gap: int = 0
    starts: frozenset[str] = frozenset()  # first letters of the lemmas
    openings: frozenset[str] = frozenset()  # first letters of every word that may stand here; empty: any
    heads: frozenset[str] = frozenset()  # the same, two to four letters long

    @property
    def beginnings(self) -> frozenset[str]:
        """Give letters that every word that may stand here has in it; forms share all but the last of a short word."""
        lemmas = {lemma[: _STEM if len(lemma) > _STEM else _STEM - 1] for lemma in self.lemmas}
        return frozenset({*self.forms, *lemmas, *self.prefixes, *self.infixes})


class Words:
    """The words of a sentence, as one language reads them; dictionary forms are looked up when asked for."""

    def __init__(self, words: Sequence[str], lemmas: Lemmas, *, by_start: bool) -> None:
        self.words = words
        self._lemmas = lemmas
        self._by_start = by_start
        # What was asked of these words before: patterns share their elements (@worker), and ask them of the same words.
        self._places: dict[int, list[int]] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """Give the places of words by what they begin with; where dictionary forms come cheap, by those as well."""
        where: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            forms = {word[:START]}
            if not self._by_start:
                forms |= {form[:START] for form in self._lemmas(word)}
            for opening in forms:
                where.setdefault(opening, []).append(place)
        return where

    def places(self, element: Element) -> list[int]:
        """Give every place whose word may stand where the element does."""
        key = id(element)
        if key not in self._places:
            self._places[key] = [place for place in self.likely(element) if self._look(element, place)]
        return self._places[key]

    def has(self, element: Element) -> bool:
        """Tell whether any word may stand where the element does."""
        return any(self.fits(element, place) for place in self.likely(element))

    def likely(self, element: Element) -> Sequence[int]:
        """Give, in order, the places whose word begins as one of the element's: one or two of sixteen words."""
        if not element.openings:
            return range(len(self.words))
        few, many = sorted((element.openings, self.where), key=len)
        return sorted({place for begin in few if begin in many for place in self.where[begin]})

    def fits(self, element: Element, place: int) -> bool:
        """Tell whether the word at a place may stand where the element does."""
        key = (id(element), place)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._look(element, place)
        return known

    def _look(self, element: Element, place: int) -> bool:
        word = self.words[place]
        if word in element.forms or (element.prefixes and word.startswith(element.prefixes)):
            return True
        if element.infixes and any(part in word for part in element.infixes):
            return True
        if element.lemmas and (
            not self._by_start or word[:START] in element.starts or word[: START + 1] in element.starts
        ):
            if word in element.inflected:
                return False
            return not element.lemmas.isdisjoint(self._lemmas(word))
        return element.number and word[0].isdigit()


class Row(Words):
    """The same of words that were cut with their places."""

    def __init__(self, words: Sequence[Token], lemmas: Lemmas, *, by_start: bool) -> None:
        super().__init__([token.word for token in words], lemmas, by_start=by_start)
