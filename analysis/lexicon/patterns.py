"""The small language that the lexicon's patterns are written in, and the matcher for it.

Reads one line of a lexicon file ("отказаться ~2 выходить|выйти на линия"); gives a Pattern that finds its
places in a row of tokens. The elements, parted by spaces:

    слово      any form of this word (the lexicon's language decides how forms are found)
    слов*      any word that begins so
    *слов*     any word that has this in it
    =слово     this form only
    +слово     any form but the dictionary's: what is done, and not what one is told or free to do
    a|b|c      any of these, each in one of the forms above
    @name      any word of the class `name` of the same file
    #          a number
    ?x         x, or nothing
    ~3         up to three words of any kind
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.tokens import Token, fold_word

Lemmas = Callable[[str], frozenset[str]]
# Forms of a Russian or Kazakh word share its first letters; asking for dictionary forms only where they agree
# makes reading four times faster. English has went and struck, and cheap dictionary forms.
_START = 2
# Forms of a longer word share one letter more (of 971 Russian words of the lists only маленький, отозвать and садиться
# have forms that do not), which spares the dictionary a quarter of its work.
_LONG = 8
_STEM = 4
_ELEMENT = re.compile(r"(?:[=+]?[^\W_]+(?:['-][^\W_]+)*\*?|\*[^\W_]+\*)$")


class PatternError(ValueError):
    """A pattern that cannot be read; the text says which part."""


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

    @property
    def beginnings(self) -> frozenset[str]:
        """Give letters that every word that may stand here has in it; forms share all but the last of a short word."""
        lemmas = {lemma[: _STEM if len(lemma) > _STEM else _STEM - 1] for lemma in self.lemmas}
        return frozenset({*self.forms, *lemmas, *self.prefixes, *self.infixes})


class Row:
    """The words of a sentence, as one language reads them; dictionary forms are looked up when asked for."""

    def __init__(self, words: Sequence[Token], lemmas: Lemmas, *, by_start: bool) -> None:
        self.words = words
        self._lemmas = lemmas
        self._by_start = by_start
        # What was asked of this row before: patterns share their elements (@worker), and ask them of the same words.
        self._places: dict[int, list[int]] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """Give the places of words by what they begin with; where dictionary forms come cheap, by those as well."""
        where: dict[str, list[int]] = {}
        for place, token in enumerate(self.words):
            forms = {token.word[:_START]}
            if not self._by_start:
                forms |= {form[:_START] for form in self._lemmas(token.word)}
            for opening in forms:
                where.setdefault(opening, []).append(place)
        return where

    def may_hold(self, pattern: "Pattern") -> bool:
        """Tell by first letters alone whether a pattern may fit: nine in ten are passed over so."""
        openings = self._where
        return not any(needed.isdisjoint(openings) for needed in pattern.openings)

    def places(self, element: Element) -> list[int]:
        """Give every place whose word may stand where the element does."""
        key = id(element)
        if key not in self._places:
            among: Iterable[int] = range(len(self.words))
            if element.openings:  # of sixteen words one or two begin as this one does
                among = sorted(
                    {place for begin, at in self._where.items() if begin in element.openings for place in at}
                )
            self._places[key] = [place for place in among if self._look(element, place)]
        return self._places[key]

    def fits(self, element: Element, place: int) -> bool:
        """Tell whether the word at a place may stand where the element does."""
        key = (id(element), place)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._look(element, place)
        return known

    def _look(self, element: Element, place: int) -> bool:
        word = self.words[place].word
        if word in element.forms or (element.prefixes and word.startswith(element.prefixes)):
            return True
        if element.infixes and any(part in word for part in element.infixes):
            return True
        if element.lemmas and (
            not self._by_start or word[:_START] in element.starts or word[: _START + 1] in element.starts
        ):
            if word in element.inflected:
                return False
            return not element.lemmas.isdisjoint(self._lemmas(word))
        return element.number and word[0].isdigit()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of elements; `source` is the line it was read from."""

    source: str
    elements: tuple[Element, ...]
    openings: tuple[frozenset[str], ...]  # of each element that must be there and cannot be just any word

    def find(self, row: Row) -> list[tuple[int, int]]:
        """Give the places (first word, one past the last) where the pattern fits, one for each beginning."""
        if not row.may_hold(self):
            return []
        first = self.elements[0]
        places = []
        for begin in range(len(row)) if first.optional else row.places(first):
            end = self._match(0, begin, row) if first.optional else self._match(1, begin + 1, row)
            if end > begin:
                places.append((begin, end))
        return places

    def _match(self, at: int, place: int, row: Row) -> int:
        """Match elements from `at` on at word `place`; give one past the last word, or -1."""
        if at == len(self.elements):
            return place
        element = self.elements[at]
        if element.gap:
            for skipped in range(min(element.gap, len(row) - place) + 1):
                end = self._match(at + 1, place + skipped, row)
                if end >= 0:
                    return end
            return -1
        if place < len(row) and row.fits(element, place):
            end = self._match(at + 1, place + 1, row)
            if end >= 0:
                return end
        return self._match(at + 1, place, row) if element.optional else -1


def read_pattern(line: str, classes: Mapping[str, Element]) -> Pattern:
    """Read one pattern; raises PatternError."""
    elements = tuple(_read_element(part, classes) for part in line.split())
    if not elements or elements[0].gap or elements[-1].gap:
        raise PatternError(f"{line!r}: a pattern begins and ends with a word, not with a gap")
    if all(element.optional for element in elements):
        raise PatternError(f"{line!r}: every word of the pattern is optional")
    needed = [element for element in elements if not (element.optional or element.gap)]
    return Pattern(line, elements, tuple(element.openings for element in needed if element.openings))


def read_words(line: str, classes: Mapping[str, Element] | None = None) -> Element:
    """Read the words of a class, parted by spaces, each written as in a pattern; `classes` are those before it."""
    return _read_alternatives("|".join(line.split()), classes or {})


def _read_element(part: str, classes: Mapping[str, Element]) -> Element:
    if part.startswith("~"):
        if not part[1:].isdigit() or part == "~0":
            raise PatternError(f"{part!r}: a gap is written ~ and a number of words")
        return _once(Element(gap=int(part[1:])))
    read = _read_alternatives(part.removeprefix("?"), classes)
    if not part.startswith("?"):
        return read
    return _once(replace(read, optional=True))


def _read_alternatives(part: str, classes: Mapping[str, Element]) -> Element:
    forms: set[str] = set()
    lemmas: set[str] = set()
    inflected: set[str] = set()
    prefixes: list[str] = []
    infixes: list[str] = []
    number = False
    for choice in part.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in classes:
                raise PatternError(f"{part!r}: there is no class {choice[1:]!r}")
            named = classes[choice[1:]]
            forms |= named.forms
            lemmas |= named.lemmas
            inflected |= named.inflected
            prefixes += named.prefixes
            infixes += named.infixes
        elif choice == "#":
            number = True
        elif not _ELEMENT.match(choice):
            raise PatternError(
                f"{part!r}: {choice!r} is not a word, a beginning*, a *middle*, =form, +word, @class, # or ~gap"
            )
        elif choice.startswith("*"):
            infixes.append(fold_word(choice[1:-1]))
        elif choice.endswith("*"):
            prefixes.append(fold_word(choice[:-1]))
        elif choice.startswith("="):
            forms.add(fold_word(choice[1:]))
        else:
            lemmas.add(fold_word(choice.removeprefix("+")))
            if choice.startswith("+"):
                inflected.add(fold_word(choice[1:]))
    starts = frozenset(lemma[: _START + (len(lemma) >= _LONG)] for lemma in lemmas)
    anywhere = number or infixes or any(len(prefix) < _START for prefix in prefixes)
    openings = frozenset() if anywhere else frozenset(word[:_START] for word in (*forms, *prefixes, *lemmas))
    return _once(
        Element(
            forms=frozenset(forms),
            lemmas=frozenset(lemmas),
            inflected=frozenset(inflected),
            prefixes=tuple(prefixes),
            infixes=tuple(infixes),
            number=number,
            starts=starts,
            openings=openings,
        )
    )


_ELEMENTS: dict[Element, Element] = {}


def _once(element: Element) -> Element:
    """Return the one element of these words, so that a row knows it again."""
    return _ELEMENTS.setdefault(element, element)
