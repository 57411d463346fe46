"""English for Kazakh lemmas by way of Russian: what a Kazakh lemma is in Russian, times what that is in English.

Reads the Kazakh-Russian pairs and the Russian lexicon; writes counts that the Kazakh lexicon adds to its own.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from translate.rough.build.align import cells, links
from translate.rough.build.aligned import LONGEST, WEAKEST, lemma
from translate.rough.build.corpus import pairs
from translate.rough.lexicon import Gloss
from translate.rough.stems import Stems
from translate.rough.words import words

STEEPNESS = 2.0

Counts = defaultdict[str, defaultdict[str, float]]


def count_pivot(
    folder: Path, stems: Stems, russian: Mapping[str, tuple[Gloss, ...]], without: Collection[str] = ()
) -> Counts:
    """Kazakh lemma -> English (as the Russian lexicon spells it) -> expected count."""
    kazakh_numbers: dict[str, int] = {}
    russian_numbers: dict[str, int] = {}
    coded: list[tuple[list[int], list[int]]] = []
    for pair in pairs(folder, "kk-ru", without):
        sides = words(pair.source, "kk", stems), words(pair.target, "ru")
        if all(0 < len(side) <= LONGEST for side in sides):
            left, right = (
                [numbers.setdefault(lemma(word), len(numbers)) for word in side]
                for side, numbers in zip(sides, (kazakh_numbers, russian_numbers), strict=True)
            )
            coded.append((left, right))
    flat = cells(coded, [1.0] * len(coded), STEEPNESS)
    strengths = links(flat)
    strong = strengths > WEAKEST
    names, foreign = list(kazakh_numbers), list(russian_numbers)
    counts: Counts = defaultdict(lambda: defaultdict(float))
    kinds = flat.kind[strong]
    for left_number, right_number, strength in zip(
        flat.kind_source[kinds].tolist(), flat.kind_target[kinds].tolist(), strengths[strong].tolist(), strict=True
    ):
        for gloss in russian.get(foreign[right_number], ()):
            counts[names[left_number]][gloss.english.lower()] += strength * gloss.share
    return counts
