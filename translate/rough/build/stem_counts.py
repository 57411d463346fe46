"""Learn the stems and suffix chains of Kazakh from running text and dictionary heads.

Reads Kazakh words with their counts; writes `Stems`. Expectation-maximisation over the readings of every word
*type* (a stem earns its place by the number of forms it explains, not by the frequency of one of them).
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from translate.rough.build.corpus import Pair
from translate.rough.kazakh import Reading, readings
from translate.rough.stems import Stems, chain_name
from translate.rough.tokens import tokenize
from translate.rough.words import is_cyrillic

ROUNDS = 8  # the number of stems changes by less than 0.1 % after the sixth
FEWEST_FORMS = 1.9  # a stem that no dictionary has must explain about two forms
FEWEST_CHAINS = 0.5
# First guess: a stem the dictionary has is worth e^2, each suffix costs e^1.2; later rounds replace it.
HEAD_BONUS, SUFFIX_COST = 2.0, 1.2
# This dictionary lists inflected forms as heads.
INFLECTED_HEADS = "dict.kk-en.kaznu_en_kz.dic"


def _first_guess(reading: Reading, heads: Collection[str]) -> float:
    return HEAD_BONUS * (reading.stem in heads) - SUFFIX_COST * len(reading.tags)


def _normalised(counts: Mapping[str, float], keep: dict[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {name: math.log(count / total) for name, count in keep.items()}


def kazakh_words(pairs: Iterable[Pair]) -> tuple[set[str], set[str]]:
    """(word types, dictionary heads), lower-cased."""
    types: set[str] = set()
    heads: set[str] = set()
    for pair in pairs:
        found = {
            token.text.lower().lstrip("-‑–")
            for token in tokenize(pair.source)
            if token.kind in {"word", "hung"} and is_cyrillic(token.text)
        }
        types |= found
        if pair.dictionary and pair.set_name != INFLECTED_HEADS and len(found) == 1:
            heads |= found
    return types, heads


def learn_stems(types: Collection[str], heads: Collection[str]) -> Stems:
    """Stems and chains that explain the word types best."""
    candidates = {word: readings(word) for word in sorted(types)}
    model: Stems | None = None
    for _ in range(ROUNDS):
        stems: defaultdict[str, float] = defaultdict(float, dict.fromkeys(sorted(heads), 1.0))
        chains: defaultdict[str, float] = defaultdict(float)
        for found in candidates.values():
            scores = [model.score(one) if model else _first_guess(one, heads) for one in found]
            best = max(scores)
            shares = [math.exp(score - best) for score in scores]
            total = sum(shares)
            for reading, share in zip(found, shares, strict=True):
                if share / total > 1e-3:  # readings less likely than this add nothing but time
                    stems[reading.stem] += share / total
                    chains[chain_name(reading)] += share / total
        kept = {stem: n for stem, n in stems.items() if stem in heads or n >= FEWEST_FORMS}
        model = Stems(
            _normalised(stems, kept), _normalised(chains, {c: n for c, n in chains.items() if n > FEWEST_CHAINS})
        )
    assert model is not None
    return model
