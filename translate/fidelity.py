"""Does the English say what the original says? Cheap checks whose flags the curator sees beside the text.

Reads a sentence and its English; writes nothing. Flags numbers that were dropped or invented, names of the glossary
that were lost, repetition, length far off, text that was left untranslated. How often each flag is raised on good human
translations (a false alarm) is in docs/translation.md.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from translate.numbers import figures, spelled

# Characters of English per character of the original in human translations of news, sentences of 30 characters or more:
# one in a thousand lies below 0.55 or above 2.2 (flores200 devtest and newstest2019, ru and kk).
SHORTEST, LONGEST = 0.45, 2.4
SHORT_SENTENCE = 30  # characters; below it a ratio says nothing
CYRILLIC_LEFT = 0.2  # share of the letters; a quoted name or slogan stays under it
_CLOCK = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# One to six words said three times or more in a row: what decoders do when they fall into a loop.
_LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,5})(?:\W+\1\b){2,}", re.IGNORECASE)


def check(source: str, english: str, lang: str) -> Iterator[str]:
    """Yield what is suspicious about the English of one sentence; nothing for a sentence that looks right."""
    if not english.strip():
        yield "nothing came out"
        return
    yield from _number_flags(source, english, lang)
    if (loop := _LOOP.search(english)) and not _LOOP.search(source):
        yield f"repeats itself: {loop.group(1)}"
    ratio = len(english) / len(source)
    if len(source) >= SHORT_SENTENCE and not SHORTEST <= ratio <= LONGEST:
        yield f"{'too short' if ratio < SHORTEST else 'too long'}: {ratio:.1f} times the original"
    letters = len(_LETTERS.findall(english))
    if letters and len(_CYRILLIC.findall(english)) / letters > CYRILLIC_LEFT:
        yield "left untranslated"


def _number_flags(source: str, english: str, lang: str) -> Iterator[str]:
    theirs, ours = figures(source), figures(english)
    licensed = _all(values for _, values in theirs) | spelled(source, lang)
    paid = _all(values for _, values in ours) | spelled(english, "en")
    if _CLOCK.search(english) or _CLOCK.search(source):  # 22:08 is 10:08 p.m.
        licensed |= {hour - 12 for hour in licensed if 12 < hour <= 24} | {Fraction(12)}
        paid |= {hour + 12 for hour in paid if 0 < hour < 12} | {Fraction(0)}
    yield from (f"number dropped: {figure}" for figure, values in theirs if not values & paid)
    yield from (f"number invented: {figure}" for figure, values in ours if not values & licensed)


def _all(values: Iterable[frozenset[Fraction]]) -> set[Fraction]:
    return set().union(*values)
