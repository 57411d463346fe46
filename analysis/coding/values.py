"""Read the values of a report that come from a list: sector, demands, status, outcome, responses, source.

Reads values.toml and demands.toml beside it (checked on load) and the words of a sentence; gives the values it names
and where.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analysis.lexicon import LexiconError
from analysis.lexicon.elements import Words
from analysis.lexicon.patterns import Element, Pattern, PatternError, read_pattern, read_words
from analysis.lexicon.vocabulary import Vocabulary
from analysis.morphology import LEMMAS
from analysis.tokens import Token

_FILES = (Path(__file__).parent / "values.toml", Path(__file__).parent / "demands.toml")

# The places of the first word and of the one behind the last, and the value that they give.
_Hit = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value and the words that give it."""

    value: str
    start: int
    end: int


def find(field: str, words: Sequence[Token]) -> tuple[Found, ...]:
    """Give the values of a field that a sentence names, each mention once, in order."""
    hits = _read_all(tuple([token.word for token in words])).get(field, ())
    return tuple(Found(value=value, start=words[first].start, end=words[last - 1].end) for first, last, value in hits)


# A coder asks for ten fields of a sentence one after another. By its spelling: letters are compared sooner than places.
@lru_cache(maxsize=256)
def _read_all(words: tuple[str, ...]) -> dict[str, list[_Hit]]:
    """Give the values of every field that a sentence names."""
    found: dict[str, set[_Hit]] = defaultdict(set)
    for lang, lemmas in LEMMAS.items():
        row = Words(words, lemmas, by_start=lang != "en")
        for (field, value), pattern in _vocabulary(lang).likely(words):
            found[field].update((first, last, value) for first, last in pattern.find(row))
    return {field: sorted(hits) for field, hits in found.items()}


@cache
def _vocabulary(lang: str) -> Vocabulary[tuple[str, str]]:
    """Give the patterns of a language, labelled with their field and value."""
    patterns = (
        ((field, value), pattern) for field, rows in load().items() for value, of, pattern in rows if of == lang
    )
    return Vocabulary(patterns, LEMMAS[lang], by_start=lang != "en")


@cache
def load(paths: Sequence[Path] = _FILES) -> dict[str, tuple[tuple[str, str, Pattern], ...]]:
    """Read and check the files: field -> (value, language, pattern); raises LexiconError."""
    fields: dict[str, list[tuple[str, str, Pattern]]] = defaultdict(list)
    for path in paths:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        classes = {lang: _classes(path.name, words) for lang, words in data.pop("words", {}).items()}
        for field, values in data.items():
            for value, languages in values.items():
                for lang, lines in languages.items():
                    if lang not in LEMMAS:
                        raise LexiconError(f"{path.name}: {field} {value!r}: no language {lang!r}")
                    known = classes.get(lang, {})
                    fields[field] += [(value, lang, _read(path.name, field, value, line, known)) for line in lines]
    return {field: tuple(read) for field, read in fields.items()}


def _classes(file: str, words: Mapping[str, str]) -> dict[str, Element]:
    try:
        return {name: read_words(line) for name, line in words.items()}
    except PatternError as error:
        raise LexiconError(f"{file}: words: {error}") from error


def _read(file: str, field: str, value: str, line: str, classes: Mapping[str, Element]) -> Pattern:
    try:
        return read_pattern(line, classes)
    except PatternError as error:
        raise LexiconError(f"{file}: {field} {value!r}: pattern {error}") from error
