"""What a text is made of, small enough to keep beside it and to compare without reading it again.

Reads a title and a text; writes nothing. A fingerprint holds a hash of the folded words, a sketch of the set
of word 5-grams ("shingles"), and the keys under which an index finds texts that share many shingles. It depends
on the words alone: not on case, punctuation, white space, ё or е, stress marks or soft hyphens.

BadFingerprint
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

VERSION: Final = 1
"""Of this step. Raise it whenever an equal text would get another fingerprint: stored ones are then made anew."""

SHINGLE: Final = 5
"""Words in a shingle. Broder's resemblance and the measure of the pairs that we are judged on both use 5-grams."""
SKETCH: Final = 1024
"""Shingles kept: the smallest hashes. Of 23,012 Reuters and BSNLP articles 161 have more; for the others nothing
is lost and a similarity is exact. 709 and 1,510 bytes a fingerprint on average."""
BANDS: Final = 20
ROWS: Final = 2
"""Two texts of similarity s share one of the BANDS keys with chance 1 - (1 - s^ROWS)^BANDS: .997 at .5, .97 at .4,
.85 at .3, and .05 at the .05 that a site's boilerplate makes. 32 keys of 3 rows find fewer (.986, .88, .58)."""

_Hashes = npt.NDArray[np.uint64]
_HEADER: Final = 1 + 32 + 4 + 8 * BANDS
_DROPPED = re.compile("[\u0300\u0301\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w+")


class BadFingerprint(ValueError):
    """Stored bytes are not a fingerprint of this version: make it again from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A text's words, hashed: `size` distinct shingles, the smallest SKETCH of them ascending in `sketch`.

    The sketch is little-endian numbers of 32 bits: a hundred thousand fingerprints then fit in 150 MB.
    """

    text_hash: str
    size: int
    bands: tuple[int, ...]
    sketch: bytes

    def to_bytes(self) -> bytes:
        """Serialise, at most 4.3 kB and typically 1 kB; the same on every machine."""
        keys = np.array(self.bands or (0,) * BANDS, dtype="<i8").tobytes()
        return bytes([VERSION]) + bytes.fromhex(self.text_hash) + self.size.to_bytes(4, "little") + keys + self.sketch

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """Read what `to_bytes` wrote. Raises BadFingerprint."""
        if len(data) < _HEADER or data[0] != VERSION or (len(data) - _HEADER) % 4:
            raise BadFingerprint(f"{len(data)} bytes of version {data[:1].hex() or 'none'} instead of {VERSION}")
        size = int.from_bytes(data[33:37], "little")
        keys = np.frombuffer(data[37:_HEADER], dtype="<i8").tolist() if size else []
        return cls(text_hash=data[1:33].hex(), size=size, bands=tuple(keys), sketch=data[_HEADER:])

    def smallest(self) -> npt.NDArray[np.uint32]:
        """Give the sketch as an array."""
        return np.frombuffer(self.sketch, dtype="<u4")


def fingerprint(title: str, text: str) -> Fingerprint:
    """Fingerprint an article. The title counts as the text's first words; an empty article resembles nothing."""
    words = fold(f"{title}\n{text}").split()
    shingles = _shingles(words)
    return Fingerprint(
        text_hash=hashlib.sha256(" ".join(words).encode()).hexdigest(),
        size=len(shingles),
        bands=_bands(shingles),
        sketch=np.unique((shingles >> np.uint64(32)).astype("<u4"))[:SKETCH].tobytes(),
    )


def fold(text: str) -> str:
    """Reduce a text to its words for comparison: lower-case, one space between, nothing else."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_WORD.findall(plain.replace("ё", "е")))


def _shingles(words: list[str]) -> _Hashes:
    """Hash every run of SHINGLE words, distinct and ascending; a shorter text is one run."""
    if not words:
        return np.empty(0, dtype=np.uint64)
    hashes = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    runs = max(1, len(words) - SHINGLE + 1)
    combined = np.zeros(runs, dtype=np.uint64)
    for place in range(min(SHINGLE, len(words))):
        combined = _mix(combined * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + runs])
    return np.unique(combined)


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    # Python's own hash() changes from process to process; blake2b is the quickest stable one in the library.
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _mix(values: _Hashes) -> _Hashes:
    """Spread bits: the finaliser of splitmix64 (Steele, Lea and Flood 2014), a bijection."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_SEEDS: Final = _mix(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _bands(shingles: _Hashes) -> tuple[int, ...]:
    """Give BANDS keys of ROWS MinHash values each, as numbers of 63 bits, which SQLite keeps as they are."""
    if not len(shingles):
        return ()
    smallest = _mix(shingles[None, :] ^ _SEEDS[:, None]).min(axis=1).reshape(BANDS, ROWS)
    keys = np.arange(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        keys = _mix(keys * np.uint64(0x9E3779B97F4A7C15) + smallest[:, row])
    return tuple((keys >> np.uint64(1)).tolist())
