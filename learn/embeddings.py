"""Embeddings of lessons, kept from run to run. Reads texts and var/lines.npz; writes the latter."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from analysis.embedding import Vectors, embedder
from bench.detection import ROOT

KEPT = ROOT / "var" / "lines.npz"
_BATCH = 64


def embed(texts: Sequence[str]) -> Vectors:
    """Embed texts, those of earlier runs from the file where they are kept."""
    kept: dict[str, Vectors] = {}
    if KEPT.exists():
        with np.load(KEPT, allow_pickle=False) as tables:
            kept = dict(zip(map(str, tables["names"]), tables["vectors"], strict=True))
    names = [f"{embedder().name} {sha256(text.encode()).hexdigest()[:24]}" for text in texts]
    lacking = {name: text for name, text in zip(names, texts, strict=True) if name not in kept}
    for start in range(0, len(lacking), _BATCH):
        batch = dict(list(lacking.items())[start : start + _BATCH])
        kept |= dict(zip(batch, embedder().embed(list(batch.values())), strict=True))
    if lacking:
        KEPT.parent.mkdir(exist_ok=True)
        np.savez(KEPT, names=np.array(list(kept)), vectors=np.stack(list(kept.values())))
    return np.stack([kept[name] for name in names])
