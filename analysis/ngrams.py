"""Letters made comparable, as langdetect does it: one pass over a text instead of one call a character.

Reads a text and the script wanted, writes one normal letter a character: lower case, langdetect's own
`NGram.normalize`, look-alikes of other scripts put right, 0 wherever no letter of that script stands.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

from .script import ARAB, LATN, SCRIPTS, code_points, script_table, scripts_of

_SIZE: Final = 0x10000
# A Latin letter typed inside a Cyrillic word, or one of another language's Cyrillic, for the letter it looks like.
_LOOKALIKES: Final = {
    "Cyrl": dict(zip("aeopcxyiəhöñkmtbjs", "аеорсхуіәһөңкмтвјѕ", strict=True)),
    "Arab": {"ی": "ي", "ک": "ك", "ه": "ه"},
    "Latn": dict(zip("ŋаеорсхуіә", "ñaeopcxyiə", strict=True)),
}
_APOSTROPHES: Final = "'’ʼ‘ʻ`´ʹ"
_APOSTROPHE: Final = ord("'")
_TAKES_APOSTROPHE: Final = "aginoscuyAGINOSCUY"  # the Kazakh letters of 2017 and the Uzbek oʻ gʻ
# Share of the Latin letters that carry such an apostrophe. Kazakh of 2017 has 0.15, Uzbek 0.02, English 0.002.
_APOSTROPHES_ARE_LETTERS: Final = 0.01
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640"


NONE: Final = 0
FIRST: Final = 1
ALL: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The letters of a text with what is invisible left out; `offsets` says where each stood."""

    codes: NDArray[np.uint32]
    scripts: NDArray[np.uint8]  # of the word that a letter stands in, so that one stray letter does not matter
    capitals: NDArray[np.uint8]  # of the word: `NONE`, `FIRST` or `ALL` in capitals
    offsets: NDArray[np.int64]


def letters_of(text: str) -> Letters:
    """Read the text once: code points, scripts word by word, apostrophes that are letters."""
    codes = code_points(text)
    scripts = scripts_of(text, codes)
    small = np.minimum(codes, _SIZE - 1)
    visible = ~_invisible()[small]
    offsets = np.flatnonzero(visible)
    codes, scripts = codes[offsets], scripts[offsets]
    if any(mark in text for mark in _APOSTROPHES):
        codes, scripts = _with_apostrophes(codes, scripts)
    scripts, capitals = _by_words(codes, scripts)
    return Letters(codes=codes, scripts=scripts, capitals=capitals, offsets=offsets)


def _with_apostrophes(
    codes: NDArray[np.uint32], scripts: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    is_mark = np.isin(codes, [ord(mark) for mark in _APOSTROPHES])
    is_mark[1:] &= np.isin(codes[:-1], [ord(letter) for letter in _TAKES_APOSTROPHE])
    is_mark[:1] = False
    if is_mark.sum() < _APOSTROPHES_ARE_LETTERS * np.count_nonzero(scripts == LATN):
        return codes, scripts
    return np.where(is_mark, _APOSTROPHE, codes), np.where(is_mark, LATN, scripts).astype(np.uint8)


def _by_words(codes: NDArray[np.uint32], scripts: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Give every letter the script of most letters of its word, and say how the word uses capitals."""
    is_letter = scripts > 0
    starts = is_letter.copy()
    starts[1:] &= ~is_letter[:-1]
    word = np.cumsum(starts)
    count = int(starts.sum()) + 1
    upper = is_upper(codes)
    few = np.minimum(scripts, ARAB + 1)  # scripts above Arab are not mixed up with others
    most = np.bincount(word * (ARAB + 2) + few, minlength=count * (ARAB + 2)).reshape(count, ARAB + 2)
    mixable = most[:, LATN : ARAB + 1]
    main = (mixable.argmax(axis=1) + LATN).astype(np.uint8)
    of_words = np.where(is_letter & (scripts <= ARAB), main[word], scripts).astype(np.uint8)
    small = np.bincount(word[is_letter & ~upper], minlength=count)
    kind = np.full(count, NONE, dtype=np.uint8)
    kind[word[starts & upper]] = FIRST
    kind[(small == 0) & (mixable.sum(axis=1) > 1)] = ALL
    return of_words, np.where(is_letter, kind[word], NONE).astype(np.uint8)


def normal_letters(letters: Letters, script: str) -> NDArray[np.uint16]:
    """Return the normal letter of each character in `script`, 0 elsewhere."""
    wanted = letters.scripts == SCRIPTS.index(script)
    small = np.minimum(letters.codes, _SIZE - 1)
    return np.where(wanted, normal_table(script)[small], 0).astype(np.uint16)


def normal_text(text: str, script: str) -> str:
    """Return the words of `script` as the profiles count them, one space between them."""
    normal = normal_letters(letters_of(text), script)
    return " ".join("".join(map(chr, normal)).replace("\0", " ").split())


def is_upper(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say which letters are capitals."""
    return _upper_table()[np.minimum(codes, _SIZE - 1)]


@cache
def _invisible() -> NDArray[np.bool_]:
    table = np.zeros(_SIZE, dtype=np.bool_)
    table[0x300:0x370] = True  # combining marks: stress, and the accents of text that is not composed
    table[0x64B:0x660] = True  # Arabic vowel signs
    table[[ord(sign) for sign in _INVISIBLE]] = True
    return table


@cache
def _upper_table() -> NDArray[np.bool_]:
    table = np.zeros(_SIZE, dtype=np.bool_)
    for code in (*range(0x41, 0x600), *range(0x1E00, 0x1F00)):
        table[code] = chr(code).isupper()
    return table


@cache
def normal_table(script: str) -> NDArray[np.uint16]:
    """Map a code point to its normal letter; 0 for what a word of this script cannot hold."""
    table = np.zeros(_SIZE, dtype=np.uint16)
    for code in np.flatnonzero(script_table() == SCRIPTS.index(script)).tolist():
        letter = NGram.normalize(chr(code).lower()[0])
        if letter.isalpha() or script not in ("Latn", "Cyrl", "Arab"):
            table[code] = ord(letter)
    for look, letter in _LOOKALIKES.get(script, {}).items():
        table[ord(look)] = ord(letter)
        table[ord(look.upper())] = ord(letter)
    if script == "Latn":
        table[_APOSTROPHE] = _APOSTROPHE
    if script == "Arab":
        table[0x674] = table[0x621] = 0x674
    return table
