"""Kazakh in Latin or Arabic letters, written in Cyrillic for the steps that know Cyrillic only.

Reads a text and its script, writes Cyrillic; the original is kept by the caller. Letters that stand for several
Cyrillic ones (i for и and й, tote jazu's alef for а and ә) are settled by what usually follows what in Kazakh: the
trigrams of the project's own profile, searched with a beam word by word.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np

from .alphabets import ARABIC, FRONT, HAMZA, LATIN
from .ngrams import letters_of
from .profiles import counts
from .scores import score

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['ʼʻ‘’`´](?=[^\W\d_])|(?<=[aginoscuyAGINOSCUY])['ʼʻ‘’`´])*")
_ARABIC_WORD: Final = re.compile(rf"[{HAMZA}ء]?[^\W\d_]+")
_APOSTROPHES: Final = str.maketrans("ʼʻ‘’`´", "''''''")
_ARABIC_FORMS: Final = str.maketrans("کیهھآء", f"كيھھا{HAMZA}")
_ARABIC_MARKS: Final = str.maketrans("،؛؟", ",;?")
_BEAM: Final = 12  # spellings kept at each letter; a word has seldom more than three ambiguous ones in a row
# Counts a million that the single letter adds to a trigram, so that none is impossible.
_BACKING: Final = 20.0
# What a back vowel costs in a word whose spelling says front, and the other way round.
_AGAINST_HARMONY: Final = 0.8
_BACK: Final = frozenset("аоұы")
_SAY_FRONT: Final = frozenset(f"{HAMZA}كگە")
_SIGN_LENGTHS: Final = (1, 2, 3, 4)  # up to i'y' for ю
_LONGEST: Final = 40  # letters: longer "words" are no words, and are read letter by letter


def to_cyrillic(text: str, script: str) -> str:
    """Write Kazakh of `script` ("Latn" or "Arab") in Cyrillic; text of any other script comes back as it is."""
    if script == "Latn":
        alphabet = _alphabet(text)
        return _WORD.sub(lambda match: _cased(match[0], _read(_small(match[0]), alphabet)), text)
    if script == "Arab":
        return _ARABIC_WORD.sub(
            lambda match: _read(match[0].translate(_ARABIC_FORMS), "Arab"), text.translate(_ARABIC_MARKS)
        )
    return text


def _alphabet(text: str) -> str:
    """Return the Latin alphabet whose profile explains the text best."""
    letters = letters_of(text)
    scores = score(letters, "Latn", np.zeros(1, dtype=np.int64), np.ones(len(letters.codes), dtype=np.float32))
    sums = dict(zip(scores.languages, scores.sums[0].tolist(), strict=True))
    return max(LATIN, key=lambda name: sums[f"kk-Latn-{name}"])


def _small(word: str) -> str:
    return word.translate(_APOSTROPHES).replace("İ", "i").lower()


def _cased(word: str, read: str) -> str:
    if len(word) > 1 and word.isupper():
        return read.upper()
    return read[:1].upper() + read[1:] if word[0].isupper() else read


@cache
def _readings(alphabet: str) -> Mapping[str, tuple[str, ...]]:
    """Return the Cyrillic letters that each sign of an alphabet may stand for; strange signs as elsewhere."""
    tables = {"Arab": ARABIC} if alphabet == "Arab" else LATIN
    readings: dict[str, tuple[str, ...]] = {}
    for name in sorted(tables, key=lambda name: name != alphabet):
        found: defaultdict[str, list[str]] = defaultdict(list)
        for letter, sign in tables[name].items():
            if sign and sign not in readings:
                found[sign].append(letter)
        readings |= {sign: tuple(letters) for sign, letters in found.items()}
    return readings


@lru_cache(maxsize=20_000)
def _read(word: str, alphabet: str) -> str:
    """Return the likeliest Cyrillic spelling of a word: a beam over its signs, scored by Kazakh trigrams."""
    readings = _readings(alphabet)
    front = bool(set(word) & _SAY_FRONT) if alphabet == "Arab" else None
    signs = word.replace(HAMZA, "")
    if len(signs) > _LONGEST:
        return "".join(readings.get(sign, (sign,))[0] for sign in signs)
    beams: list[dict[str, float]] = [{} for _ in range(len(signs) + 1)]
    beams[0][""] = 0.0
    for at in range(len(signs)):
        best = sorted(beams[at].items(), key=lambda item: (-item[1], item[0]))[:_BEAM]
        for length in _SIGN_LENGTHS:
            sign = signs[at : at + length]
            if len(sign) == length:
                for letter in readings.get(sign, (sign,) if length == 1 else ()):
                    _extend(beams[at + length], best, letter, front)
    ends = {read: value + _chance(read, " ") for read, value in beams[-1].items()}
    return min(ends, key=lambda read: (-ends[read], read))


def _extend(beam: dict[str, float], best: list[tuple[str, float]], letter: str, front: bool | None) -> None:
    against = front is not None and letter in (_BACK if front else FRONT)
    for read, value in best:
        total = value + _chance(read, letter) - (_AGAINST_HARMONY if against else 0.0)
        if total > beam.get(read + letter, -math.inf):
            beam[read + letter] = total


def _chance(read: str, letter: str) -> float:
    """Return the log-probability that `letter` follows what has been read of a word."""
    grams, alone = _kazakh()
    context = (" " + read)[-2:]
    seen = grams.get(context, 0) if len(context) > 1 else alone[" "]
    share = alone.get(letter, 1) / 1_000_000
    return math.log((grams.get(context + letter, 0) + _BACKING * share) / (seen + _BACKING))


@cache
def _kazakh() -> tuple[dict[str, int], dict[str, int]]:
    """Return n-grams a million, and single letters with the words' edge among them."""
    grams = counts("kk")
    alone = {gram: count for gram, count in grams.items() if len(gram) == 1}
    alone[" "] = sum(count for gram, count in grams.items() if len(gram) > 1 and gram[:-1] == " ")
    return grams, alone
