"""Count aligned words into a lexicon: for each lemma the English bases it was linked with.

Reads an aligned corpus; writes lemma -> glosses.
"""

from collections import defaultdict
from collections.abc import Mapping

from translate.rough.build.aligned import Corpus, lemma
from translate.rough.lexicon import Gloss

MOST_GLOSSES = 8
SMALLEST_SHARE = 0.03
# A single doubtful link is worse than showing the word transliterated.
FEWEST_LINKS = 0.15
# News says more about the senses that news uses than made captions do: stems of content words on 400 held-out news
# sentences .5258 without, .5283 with news four times, .5281 with captions at a third.
NEARNESS = {"newstest": 3.0, "wmt": 3.0, "stsb_mt": 0.3}
# What comes by way of Russian counts half: chrF 37.36 without, 37.69 at 0.5, 37.60 at 1 (400 development sentences).
PIVOT, LEAST_PIVOT = 0.5, 0.02


def count_lexicon(
    corpus: Corpus, pivot: Mapping[str, Mapping[str, float]] | None = None
) -> dict[str, tuple[Gloss, ...]]:
    """Count lemma -> English bases with their shares, likeliest first; ties in alphabetical order."""
    counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for sentence in corpus.sentences:
        for i, j, strength in sentence.links:
            word = sentence.source[i]
            if word.tags[0] not in {"number", "mark", "latin"}:
                base = corpus.english.bases[sentence.english[j].lower()][0]
                counts[lemma(word)][base] += strength * sentence.weight * _nearness(sentence.pair.set_name)
    for source, found in (pivot or {}).items():
        for base, count in found.items():
            if PIVOT * count > LEAST_PIVOT:
                counts[source][base] += PIVOT * count
    totals: defaultdict[str, float] = defaultdict(float)
    for found in counts.values():
        for base, count in found.items():
            totals[base] += count
    return {
        source: glosses
        for source in sorted(counts)
        if (glosses := _glosses(counts[source], totals, corpus)) and source.strip("-")
    }


def _nearness(set_name: str) -> float:
    return next((weight for part, weight in NEARNESS.items() if part in set_name), 1.0)


def _glosses(bases: Mapping[str, float], totals: Mapping[str, float], corpus: Corpus) -> tuple[Gloss, ...]:
    total = sum(bases.values())
    ranked = sorted(bases.items(), key=lambda item: (-item[1], item[0]))[:MOST_GLOSSES]
    return tuple(
        Gloss(corpus.english.spelled(base), round(count / total, 3), round(count / totals[base], 3))
        for base, count in ranked
        if count >= FEWEST_LINKS
        and count / total >= SMALLEST_SHARE
        and any(map(str.isalpha, base))
        and not any(map(str.isdigit, base))
    )
