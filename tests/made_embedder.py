"""A stand-in for an embedding model, behind the same seam: words are hashed into places, so that it costs nothing.

Its vectors lie around the middle that the shipped weights know, as those of the real model do.
"""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from analysis.embedding import Vectors
from analysis.learned.model import ANY_LANGUAGE, shipped


class HashedWords:
    """Each word has a place of its own; texts with words in common lie near each other."""

    dim = 384
    spread = 0.4  # of the real model's vectors around their middle

    def __init__(self) -> None:
        self.name = shipped().embedder  # so that the weights that ship take it; what they then say is noise

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a matrix of shape (texts, 384)."""
        found = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.lower().split() or [""]:
                row[int.from_bytes(sha256(word.encode()).digest()[:4], "big") % self.dim] += 1
        found *= self.spread / np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found + shipped().means[ANY_LANGUAGE], dtype=np.float32)
