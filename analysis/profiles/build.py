"""Counts n-grams the way langdetect does and writes them in its profile format.

Reads (name, text) pairs, writes one JSON file a profile. A profile that langdetect has too is the mean of both, since
langdetect's were counted on an encyclopedia and ours on news and talk.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..alphabets import WRITERS, uzbek_to_cyrillic
from ..ngrams import normal_text
from . import OF_SCRIPT, of_langdetect

#: The profiles that are counted on other writings of the same texts.
FORMS: Final[Mapping[str, Mapping[str, Callable[[str], str]]]] = {
    "kk": WRITERS,
    "uz-Latn": {"uz-Latn": str, "uz-Cyrl": uzbek_to_cyrillic},
}
_SCRIPT_OF: Final = {name: script for script, names in OF_SCRIPT.items() for name in names}
# Of the texts that are written anew one in so many: it keeps the command to a minute.
_EVERY: Final = 2
_WITH_LANGDETECT: Final = ("bg", "en", "mk", "ru", "tr", "uk")
_LENGTHS: Final = (1, 2, 3)
_TOTAL: Final = 1_000_000  # n-grams of each length in a profile: figures are written a million
_LEAST: Final = 2  # an n-gram seen once is as likely a slip or a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often each n-gram was seen, and how many there were of each length."""

    freq: Mapping[str, float]
    totals: tuple[float, ...]


def count(texts: Iterable[str], script: str) -> Counts:
    """Count 1-, 2- and 3-grams of words with a space at either end, as langdetect's `LangProfile.update` does."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(normal_text(text, script).split())
    freq: Counter[str] = Counter()
    totals = [0, 0, 0]
    for word, times in words.items():
        for gram in _grams(word):
            freq[gram] += times
            totals[len(gram) - 1] += times
    kept = {gram: times for gram, times in freq.items() if times >= _LEAST}
    return Counts(freq=kept, totals=tuple(totals))


def _grams(word: str) -> Iterable[str]:
    padded = f" {word} "
    yield from word
    for length in _LENGTHS[1:]:
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def profiles(pairs: Iterable[tuple[str, str]]) -> dict[str, Counts]:
    """Count every profile from (name, text) pairs."""
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    result: dict[str, Counts] = {}
    for name in sorted(texts):
        for form, write in FORMS.get(name, {name: str}).items():
            every = 1 if form == name else _EVERY
            result[form] = count((write(text) for text in texts[name][::every]), _SCRIPT_OF[form])
    return {name: _mean(name, counts) for name, counts in result.items()}


def _mean(name: str, ours: Counts) -> Counts:
    if name not in _WITH_LANGDETECT:
        return ours
    theirs = of_langdetect(name, _LENGTHS)
    pair = (ours, Counts(freq=theirs.freq, totals=tuple(theirs.n_words)))
    grams = set(ours.freq) | set(theirs.freq)
    freq = {gram: sum(_share(counts, gram) for counts in pair) / 2 for gram in grams}
    return Counts(freq=freq, totals=(1.0, 1.0, 1.0))


def _share(counts: Counts, gram: str) -> float:
    return counts.freq.get(gram, 0) / counts.totals[len(gram) - 1]


def write(counts: Mapping[str, Counts], folder: Path) -> Sequence[Path]:
    """Write `<name>.json` files that depend on nothing but the counts; n-grams a million, rare ones left out."""
    paths = []
    for name in sorted(counts):
        rounded = {gram: round(_share(counts[name], gram) * _TOTAL) for gram in sorted(counts[name].freq)}
        profile = {
            "name": name,
            "n_words": [_TOTAL] * len(_LENGTHS),
            "freq": {gram: times for gram, times in rounded.items() if times},
        }
        paths.append(folder / f"{name}.json")
        text = json.dumps(profile, ensure_ascii=False, separators=(",", ":"))
        paths[-1].write_text(text.replace(',"freq"', ',\n"freq"') + "\n", encoding="utf-8")
    return paths
