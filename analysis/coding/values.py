"""Read the values of a report that come from a list: sector, demands, status, outcome, responses, source.

Reads values.toml beside it (checked on load) and the words of a sentence; gives the values it names and where.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.lexicon import LexiconError
from analysis.lexicon.patterns import Pattern, PatternError, Row, read_pattern
from analysis.morphology import LEMMAS
from analysis.tokens import Token

_FILE = Path(__file__).parent / "values.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value and the words that give it."""

    value: str
    start: int
    end: int


def find(field: str, words: Sequence[Token]) -> list[Found]:
    """Give the values of a field that a sentence names, each mention once, in order."""
    rows = {lang: Row(words, lemmas, by_start=lang != "en") for lang, lemmas in LEMMAS.items()}
    found = [
        Found(value=value, start=words[first].start, end=words[last - 1].end)
        for value, lang, pattern in load()[field]
        for first, last in pattern.find(rows[lang])
    ]
    return sorted(set(found), key=lambda one: (one.start, one.end, one.value))


@cache
def load(path: Path = _FILE) -> dict[str, tuple[tuple[str, str, Pattern], ...]]:
    """Read and check the file: field -> (value, language, pattern); raises LexiconError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {}
    for field, values in data.items():
        read = []
        for value, languages in values.items():
            for lang, lines in languages.items():
                if lang not in LEMMAS:
                    raise LexiconError(f"{path.name}: {field} {value!r}: no language {lang!r}")
                read += [(value, lang, _read(path.name, field, value, line)) for line in lines]
        fields[field] = tuple(read)
    return fields


def _read(file: str, field: str, value: str, line: str) -> Pattern:
    try:
        return read_pattern(line, {})
    except PatternError as error:
        raise LexiconError(f"{file}: {field} {value!r}: pattern {error}") from error
