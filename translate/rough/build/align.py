"""Word alignment: IBM-1 with a preference for the diagonal, run both ways and multiplied.

Reads pairs of word-number lists; writes links with their strength (posterior one way times posterior the
other). Dyer and others 2013 (fast_align) is the model without its tuning of the diagonal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ROUNDS = 6
NULL = 0.08  # the share of words that come from nowhere, as in fast_align
SMOOTHING = 1e-3  # added to each pair's count: keeps a word seen once from taking a whole sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """All source x target positions of all pairs, flattened: a row a cell."""

    pair: Ints
    i: Ints
    j: Ints
    source: Ints  # number of the source position, over all pairs
    target: Ints
    kind: Ints  # number of the (source word, target word) couple
    kind_source: Ints  # couple -> source word
    kind_target: Ints
    prior: Floats
    weight: Floats


def cells(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], weights: Sequence[float], steepness: float) -> Cells:
    """Lay the pairs out flat; `steepness` is how much the diagonal is preferred (0: not at all)."""
    lengths = np.array([(len(a), len(b)) for a, b in pairs], dtype=np.int64)
    n, m = lengths[:, 0], lengths[:, 1]
    sizes = n * m
    pair = np.repeat(np.arange(len(pairs)), sizes)
    inside = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    i, j = inside // m[pair], inside % m[pair]
    source, target = (np.cumsum(n) - n)[pair] + i, (np.cumsum(m) - m)[pair] + j
    source_words = np.concatenate([np.asarray(a, dtype=np.int64) for a, _ in pairs])
    target_words = np.concatenate([np.asarray(b, dtype=np.int64) for _, b in pairs])
    width = int(target_words.max()) + 1
    kinds, kind = np.unique(source_words[source] * width + target_words[target], return_inverse=True)
    distance = np.abs((i + 0.5) / n[pair] - (j + 0.5) / m[pair])
    return Cells(
        pair=pair, i=i, j=j, source=source, target=target, kind=kind,
        kind_source=kinds // width, kind_target=kinds % width,
        prior=np.exp(-steepness * distance), weight=np.asarray(weights, dtype=np.float64)[pair],
    )  # fmt: skip


def posteriors(flat: Cells, *, forward: bool) -> Floats:
    """P(source position | target position) for every cell, or the reverse when not `forward`."""
    given, row = (flat.kind_source, flat.target) if forward else (flat.kind_target, flat.source)
    prior = flat.prior / np.bincount(row, weights=flat.prior)[row]
    chance = np.full(len(flat.kind_source), 1.0)
    null = 1.0 / (len(np.unique(flat.kind_target if forward else flat.kind_source)))
    found = prior
    for round_number in range(ROUNDS):
        cell = chance[flat.kind] * prior
        total = np.bincount(row, weights=cell) + (NULL * null if round_number else 0.0)
        found = cell / total[row]
        counts = np.bincount(flat.kind, weights=found * flat.weight, minlength=len(chance)) + SMOOTHING * 0.1
        chance = counts / (np.bincount(given, weights=counts) + SMOOTHING)[given]
    return found


def links(flat: Cells) -> Floats:
    """Strength of every cell: how sure both directions are of it, 0 to 1."""
    return posteriors(flat, forward=True) * posteriors(flat, forward=False)
