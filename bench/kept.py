"""Embeddings kept from one bench to the next: the real sets take a quarter of an hour, and never change.

Reads and writes var/bench-embeddings.npz. Speed is measured with the embedder itself.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np

from analysis.embedding import Embedder, Vectors, embedder
from bench.detection import ROOT

FILE = ROOT / "var" / "bench-embeddings.npz"
_SAVED_EVERY = 500


class KeptEmbedder:
    """The embedder that ships, each text embedded once."""

    def __init__(self) -> None:
        self._embedder: Embedder = embedder()
        self.name, self.dim = self._embedder.name, self._embedder.dim
        self._kept: dict[str, Any] = dict(np.load(FILE)) if FILE.exists() else {}
        self._new = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, those of earlier runs from the file where they are kept."""
        names = [sha256(f"{self.name} {text}".encode()).hexdigest()[:24] for text in texts]
        lacking = {name: text for name, text in zip(names, texts, strict=True) if name not in self._kept}
        if lacking:
            self._kept |= dict(zip(lacking, self._embedder.embed(list(lacking.values())), strict=True))
            self._new += len(lacking)
        if self._new >= _SAVED_EVERY:
            self.save()
        return np.stack([self._kept[name] for name in names])

    def save(self) -> None:
        """Write what is new."""
        if self._new:
            FILE.parent.mkdir(exist_ok=True)
            np.savez(FILE, **self._kept)
            self._new = 0
