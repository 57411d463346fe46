"""Read an article with the lexicons: which of its words tell of a strike, and which only seem to.

Reads title and text; gives Cues (a rule that fits, where, and what the sentence makes of it).
Every lexicon is tried on every sentence: Kazakh and Russian share one page and often one sentence, a word of
one language is never a word of strikes in another by chance, and a search for word beginnings (Lexicon.stems)
leaves few sentences to read: 97 in 100 sentences of ordinary news are passed over.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.lexicon import LANGUAGES, Lexicon, Rule, load
from analysis.morphology import LEMMAS
from analysis.tokens import Sentence, Token, fold, needs_joining, sentences, tokens

_COUNTING = frozenset({"strike", "word", "threat", "protest", "hunger"})
_COVERING = frozenset({"other", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words of the article that a rule of the lexicon fits."""

    field: str
    sentence: int
    start: int
    end: int
    rule: Rule
    historical: bool = False
    covered_by: str = ""  # the reason that takes the words' force away, or ""

    @property
    def counts(self) -> bool:
        """Tell whether the words still speak for a strike."""
        return self.rule.meaning in _COUNTING and not self.covered_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All cues of one field of an article, and its sentences."""

    field: str
    text: str
    sentences: tuple[Sentence, ...]
    cues: tuple[Cue, ...]


@cache
def _stems(lang: str) -> re.Pattern[str]:
    return re.compile(load(lang).stems)


def read(field: str, text: str) -> Reading:
    """Find the cues of a title or a text."""
    found: list[Cue] = []
    parts = sentences(text)
    for lang in LANGUAGES:
        lexicon = load(lang)
        for number in _worth_reading(text, parts, lang):
            found += _read_sentence(field, text, parts, number, lexicon)
    found.sort(key=lambda cue: (cue.start, cue.end, cue.rule.name))
    return Reading(field=field, text=text, sentences=parts, cues=tuple(_cover(found)))


def _worth_reading(text: str, parts: Sequence[Sentence], lang: str) -> list[int]:
    """Give the numbers of the sentences that hold a stem of the lexicon."""
    if needs_joining(text):
        return list(range(len(parts)))
    hits = [match.start() for match in _stems(lang).finditer(fold(text))]
    numbers, number = [], 0
    for hit in hits:
        while number < len(parts) and parts[number].end <= hit:
            number += 1
        if number < len(parts) and (not numbers or numbers[-1] != number):
            numbers.append(number)
    return numbers


def _read_sentence(
    field: str, text: str, parts: Sequence[Sentence], number: int, lexicon: Lexicon
) -> Iterable[Cue]:
    words = tokens(text, parts[number].start, parts[number].end)
    lemmas = [LEMMAS[lexicon.lang](token.word) for token in words]
    cues = [
        Cue(field=field, sentence=number, start=words[first].start, end=words[last - 1].end, rule=rule)
        for rule in lexicon.rules
        for pattern in rule.patterns
        for first, last in pattern.find(words, lemmas)
    ]
    meanings = {cue.rule.meaning for cue in cues}
    return [cue for cue in cues if _holds(cue.rule, lexicon, meanings, text, parts, number)]


def _holds(
    rule: Rule, lexicon: Lexicon, meanings: set[str], text: str, parts: Sequence[Sentence], number: int
) -> bool:
    """Tell whether a rule's conditions on the sentence and its neighbours are met."""
    if rule.unless and rule.unless in meanings:
        return False
    if not rule.needs:
        return True
    near = range(max(0, number - 1), min(len(parts), number + 2))
    return any(
        _has_class(rule.needs, lexicon, tokens(text, parts[at].start, parts[at].end))
        for at in sorted(near, key=lambda at: at != number)
    )


def _has_class(name: str, lexicon: Lexicon, words: Iterable[Token]) -> bool:
    element = lexicon.classes[name]
    return any(element.fits(token.word, LEMMAS[lexicon.lang](token.word)) for token in words)


def _cover(cues: list[Cue]) -> list[Cue]:
    """Take their force from the words that stand inside a negation, a law or another sense."""
    covers = [cue for cue in cues if cue.rule.meaning in _COVERING]
    return [_covered(cue, covers) if cue.rule.meaning in _COUNTING else cue for cue in cues]


def _covered(cue: Cue, covers: Iterable[Cue]) -> Cue:
    for cover in covers:
        if cover.start < cue.end and cue.start < cover.end:
            return replace(cue, covered_by=cover.rule.reason)
    return cue
