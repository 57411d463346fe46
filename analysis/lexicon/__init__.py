"""The words that tell of a strike, in Russian, Kazakh and English: data that a curator edits, checked on load.

Reads the TOML files of this folder; gives a Lexicon a language. docs/detection.md says how to add a word.

    LexiconError(ValueError)      names the file, the entry and what is wrong with it
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from analysis.lexicon.patterns import Element, Pattern, PatternError, read_pattern, read_words
from analysis.tokens import fold_word

LANGUAGES = ("ru", "kk", "en")
FOLDER = Path(__file__).parent

# What the words of a rule stand for; docs/detection.md explains each to curators.
Meaning = Literal[
    "strike",  # says that a strike takes or took place
    "word",  # names a strike without saying so
    "threat",  # says that one is threatened, planned or possible
    "protest",  # a labour protest that need not be a strike
    "hunger",  # a hunger strike: of workers it counts, of prisoners not
    "other",  # the words mean something else: they do not count
    "none",  # says that there is no strike: the words do not count
    "denial",  # someone denies a strike
    "history",  # tells of the past
    "present",  # tells of now
    "cause",  # weather, accident, order: why work stopped without a strike
    "elsewhere",  # speaks of football, war and the like, where the words of a strike mean something else
]
COUNTING = frozenset({"strike", "word", "threat", "protest", "hunger"})
_KEYS = {"meaning", "weight", "reason", "stems", "patterns", "needs", "unless", "code", "ambiguous", "also"}


class LexiconError(ValueError):
    """A lexicon file that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Patterns that stand for the same thing: its meaning, weight (log-odds) and reason."""

    name: str
    meaning: Meaning
    weight: float
    reason: str
    stems: tuple[str, ...]  # a sentence without one of these is not read with this rule
    also: tuple[str, ...]  # nor one without one of these, where given: spares the dictionary
    patterns: tuple[Pattern, ...]
    needs: str  # class of words that the sentence or its neighbour must hold, or ""
    unless: str  # meaning that must be absent from the sentence, or ""
    code: str  # action type that a report takes from this rule, or ""
    ambiguous: bool  # the words mean something else in an article on football or war

    def may_fit(self, sentence: str) -> bool:
        """Tell by the beginnings of words whether a folded sentence is worth reading with this rule."""
        return any(stem in sentence for stem in self.stems) and (
            not self.also or any(stem in sentence for stem in self.also)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The rules of one language."""

    lang: str
    classes: dict[str, Element]
    counting: re.Pattern[str]  # over folded text: an article in which it finds nothing is not read further
    stems: re.Pattern[str]  # over folded text: only sentences in which it finds something are read
    rules: tuple[Rule, ...]


@cache
def load(lang: str) -> Lexicon:
    """Load the lexicon of a language shipped here; raises LexiconError."""
    return read_lexicon(FOLDER / f"{lang}.toml", lang)


def read_lexicon(path: Path, lang: str) -> Lexicon:
    """Read and check one lexicon file; raises LexiconError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: not TOML: {error}") from error
    classes = _read_classes(path.name, data.get("classes", {}))
    rules = tuple(
        _read_rule(path.name, name, entry, classes) for name, entry in data.get("rules", {}).items()
    )
    if not rules:
        raise LexiconError(f"{path.name}: no [rules.NAME] in it")
    return Lexicon(
        lang=lang,
        classes=classes,
        rules=rules,
        counting=_any_of(stem for rule in rules if rule.meaning in COUNTING for stem in rule.stems),
        stems=_any_of(stem for rule in rules for stem in rule.stems),
    )


def _read_classes(file: str, entries: dict[str, str]) -> dict[str, Element]:
    classes = {}
    for name, words in entries.items():
        try:
            classes[name] = read_words(words)
        except (PatternError, AttributeError) as error:
            raise LexiconError(f"{file}: class {name!r}: {error}") from error
    return classes


def _read_rule(file: str, name: str, entry: dict[str, Any], classes: dict[str, Element]) -> Rule:
    where = f"{file}: rule {name!r}"
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(sorted(_KEYS))}")
    meaning = entry.get("meaning")
    if meaning not in get_args(Meaning):
        raise LexiconError(f"{where}: meaning {meaning!r} is not one of {', '.join(get_args(Meaning))}")
    if not isinstance(entry.get("reason"), str) or not entry["reason"]:
        raise LexiconError(f"{where}: a rule gives its reason in plain words")
    if (needs := entry.get("needs", "")) and needs not in classes:
        raise LexiconError(f"{where}: needs names no class of this file: {needs!r}")
    try:
        patterns = tuple(read_pattern(line, classes) for line in entry.get("patterns", ()))
    except PatternError as error:
        raise LexiconError(f"{where}: pattern {error}") from error
    stems = tuple(fold_word(stem) for stem in entry.get("stems", ()))
    if not patterns or not all(stems):
        raise LexiconError(f"{where}: a rule has patterns, and stems that are not empty")
    return Rule(
        name=name,
        meaning=cast(Meaning, meaning),
        weight=float(entry.get("weight", 0.0)),
        reason=entry["reason"],
        stems=stems,
        also=tuple(fold_word(stem) for stem in entry.get("also", ())),
        patterns=patterns,
        needs=needs,
        unless=entry.get("unless", ""),
        code=entry.get("code", ""),
        ambiguous=bool(entry.get("ambiguous", False)),
    )


def _any_of(stems: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{_trie(sorted(set(stems)))}")


def _trie(stems: list[str]) -> str:
    """Write stems as one regular expression that shares their beginnings, which searches several times faster."""
    branches: dict[str, list[str]] = {}
    for stem in stems:
        if not stem:
            return ""
        branches.setdefault(stem[0], []).append(stem[1:])
    parts = [re.escape(letter) + _trie(sorted(rest)) for letter, rest in branches.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
