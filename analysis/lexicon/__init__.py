"""The words that tell of a strike, in Russian, Kazakh and English: data that a curator edits, checked on load.

Reads the TOML files of this folder; gives a Lexicon a language. docs/detection.md says how to add a word.

    LexiconError(ValueError)      names the file, the entry and what is wrong with it
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from analysis.lexicon.elements import Element
from analysis.lexicon.patterns import Pattern, PatternError, read_pattern, read_words
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
    "rumour",  # told as a rumour or a message of nobody: where the article denies, the sentence does not count
    "refuted",  # the workers themselves or the newsroom deny: nothing that the article tells stands against it
    "history",  # tells of the past
    "present",  # tells of now
    "cause",  # weather, accident, order: why work stopped without a strike
    "elsewhere",  # speaks of football, war and the like, where the words of a strike mean something else
]
COUNTING = frozenset({"strike", "word", "threat", "protest", "hunger"})
# What a rule's `code` may be: action types of a report, the most telling first where its sentences name several.
ACTIONS = (
    "lockout",
    "hunger strike",
    "sit-in",
    "refusal to surface or to start the shift",
    "slowdown",
    "road block",
    "mass resignation",
    "strike",
    "strike threat",
    "picket",
    "rally",
    "collective or video appeal",
    "other",
)
_KEYS = {"meaning", "weight", "reason", "stems", "patterns", "needs", "unless", "code", "ambiguous", "also", "broad"}


class LexiconError(ValueError):
    """A lexicon file that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # two rules are never equal: quick to look up
class Rule:
    """Patterns that stand for the same thing: its meaning, weight (log-odds) and reason."""

    name: str
    lang: str
    meaning: Meaning
    weight: float
    reason: str
    stems: tuple[str, ...]  # a sentence without one of these is not read with this rule
    also: tuple[str, ...]  # nor one without one of these, where given: spares the dictionary
    patterns: tuple[Pattern, ...]
    needs: tuple[str, ...]  # classes of words, each of which the sentence or its neighbours must hold
    unless: tuple[str, ...]  # meanings that must be absent from the sentence
    code: str  # action type that a report takes from this rule, or ""
    ambiguous: bool  # the words mean something else in an article on football or war
    broad: bool  # stands aside where another rule tells of the sentence: its words are many, and seldom the very act

    def may_fit(self, sentence: str, known: dict[int, bool] | None = None) -> bool:
        """Tell by the beginnings of words whether a folded sentence is worth reading with this rule.

        `known` remembers, for one sentence, which letters it has: rules share the words of a class.
        """
        if not any(map(sentence.__contains__, self.stems)):
            return False
        if not self.also:
            return True
        known = {} if known is None else known
        if id(self.also) not in known:
            known[id(self.also)] = any(map(sentence.__contains__, self.also))
        return known[id(self.also)]

    def allowed(self, heads: set[str]) -> list[Pattern]:
        """Give the patterns that words which begin so may fit (see `patterns.heads`)."""
        allowed = []
        for pattern in self.patterns:
            for needed in pattern.heads:  # loops: `any` takes three times as long, 300 times an article
                if needed.isdisjoint(heads):
                    break
            else:
                allowed.append(pattern)
        return allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The rules of one language."""

    lang: str
    classes: dict[str, Element]
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
    rules = tuple(_read_rule(path.name, name, lang, entry, classes) for name, entry in data.get("rules", {}).items())
    if not rules:
        raise LexiconError(f"{path.name}: no [rules.NAME] in it")
    return Lexicon(
        lang=lang,
        classes=classes,
        rules=rules,
    )


def _read_classes(file: str, entries: dict[str, str]) -> dict[str, Element]:
    classes: dict[str, Element] = {}
    for name, words in entries.items():
        try:
            classes[name] = read_words(words, classes)
        except (PatternError, AttributeError) as error:
            raise LexiconError(f"{file}: class {name!r}: {error}") from error
    return classes


def _read_rule(file: str, name: str, lang: str, entry: dict[str, Any], classes: dict[str, Element]) -> Rule:
    where = f"{file}: rule {name!r}"
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(sorted(_KEYS))}")
    meaning = entry.get("meaning")
    if meaning not in get_args(Meaning):
        raise LexiconError(f"{where}: meaning {meaning!r} is not one of {', '.join(get_args(Meaning))}")
    if not isinstance(entry.get("reason"), str) or not entry["reason"]:
        raise LexiconError(f"{where}: a rule gives its reason in plain words")
    needs = tuple(entry.get("needs", "").split())
    if absent := [name for name in needs if name not in classes]:
        raise LexiconError(f"{where}: needs names no class of this file: {absent[0]!r}")
    if (code := entry.get("code", "")) and code not in ACTIONS:
        raise LexiconError(f"{where}: code {code!r} is not one of {', '.join(ACTIONS)}")
    try:
        patterns = tuple(read_pattern(line, classes) for line in entry.get("patterns", ()))
    except PatternError as error:
        raise LexiconError(f"{where}: pattern {error}") from error
    stems = tuple(fold_word(stem) for stem in entry.get("stems", ()))
    if not patterns or not all(stems):
        raise LexiconError(f"{where}: a rule has patterns, and stems that are not empty")
    return Rule(
        name=name,
        lang=lang,
        meaning=cast(Meaning, meaning),
        weight=float(entry.get("weight", 0.0)),
        reason=entry["reason"],
        stems=stems,
        also=_read_also(where, entry.get("also", ()), classes),
        patterns=patterns,
        needs=needs,
        unless=tuple(entry.get("unless", "").split()),
        code=code,
        ambiguous=bool(entry.get("ambiguous", False)),
        broad=bool(entry.get("broad", False)),
    )


def _read_also(where: str, stems: Iterable[str], classes: dict[str, Element]) -> tuple[str, ...]:
    """Read letters that a sentence needs; `@name` stands for how the words of a class begin."""
    found: set[str] = set()
    for stem in stems:
        if stem.startswith("@") and stem[1:] not in classes:
            raise LexiconError(f"{where}: also names no class of this file: {stem!r}")
        found |= classes[stem[1:]].beginnings if stem.startswith("@") else {fold_word(stem)}
    return _ONCE.setdefault(tuple(sorted(found)), tuple(sorted(found)))


_ONCE: dict[tuple[str, ...], tuple[str, ...]] = {}
