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
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from analysis.lexicon.elements import HEAD, START, Element, Row, Words
from analysis.tokens import fold_word

__all__ = ["Element", "Pattern", "PatternError", "Row", "heads", "read_pattern", "read_words"]

# Forms of a longer word share one letter more (of 971 Russian words of the lists only маленький, отозвать and садиться
# have forms that do not), which spares the dictionary a quarter of its work.
_LONG = 8
_ELEMENT = re.compile(r"(?:[=+]?[^\W_]+(?:['-][^\W_]+)*\*?|\*[^\W_]+\*)$")


class PatternError(ValueError):
    """A pattern that cannot be read; the text says which part."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of elements; `source` is the line it was read from."""

    source: str
    elements: tuple[Element, ...]
    openings: tuple[frozenset[str], ...]  # of each element that must be there and cannot be just any word
    heads: tuple[frozenset[str], ...]  # of each of those, the choosiest first: it says no soonest
    choosiest: Element | None  # of those, if there is one

    def find(self, row: Words) -> list[tuple[int, int]]:
        """Give the places (first word, one past the last) where the pattern fits, one for each beginning."""
        if not self._may_stand(row):
            return []
        first = self.elements[0]
        places = []
        for begin in range(len(row)) if first.optional else row.places(first):
            end = self._match(0, begin, row) if first.optional else self._match(1, begin + 1, row)
            if end > begin:
                places.append((begin, end))
        return places

    def _may_stand(self, row: Words) -> bool:
        """Tell whether the first letters of every element are there, and the word of the choosiest.

        Nine patterns in ten are passed over by the letters. Of the others the element that fewest words may be is asked
        first: a class of trades begins as many a word does, and each one costs a look into the dictionary.
        """
        begun = row.where.keys()
        for needed in self.openings:
            if begun.isdisjoint(needed):
                return False
        return self.choosiest is None or bool(row.places(self.choosiest))

    def _match(self, at: int, place: int, row: Words) -> int:
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


def heads(words: Collection[str]) -> set[str]:
    """Give what words begin with, in as many letters as a pattern may ask for."""
    return {word[:2] for word in words} | {word[:3] for word in words} | {word[:4] for word in words}


def read_pattern(line: str, classes: Mapping[str, Element]) -> Pattern:
    """Read one pattern; raises PatternError."""
    elements = tuple(_read_element(part, classes) for part in line.split())
    if not elements or elements[0].gap or elements[-1].gap:
        raise PatternError(f"{line!r}: a pattern begins and ends with a word, not with a gap")
    if all(element.optional for element in elements):
        raise PatternError(f"{line!r}: every word of the pattern is optional")
    needed = [element for element in elements if element.openings and not element.optional]
    choosy = sorted(needed, key=lambda element: len(element.heads))
    return Pattern(
        source=line,
        elements=elements,
        openings=tuple(element.openings for element in needed),
        heads=tuple(element.heads for element in choosy),
        choosiest=choosy[0] if choosy else None,
    )


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
    starts = frozenset(lemma[: START + (len(lemma) >= _LONG)] for lemma in lemmas)
    anywhere = number or infixes or any(len(prefix) < START for prefix in prefixes)
    openings = frozenset() if anywhere else frozenset(word[:START] for word in (*forms, *prefixes, *lemmas))
    heads = frozenset() if anywhere else starts | {word[:HEAD] for word in (*forms, *prefixes)}
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
            heads=heads,
        )
    )


_ELEMENTS: dict[Element, Element] = {}


def _once(element: Element) -> Element:
    """Return the one element of these words, so that a row knows it again."""
    return _ELEMENTS.setdefault(element, element)
