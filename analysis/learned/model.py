"""The weights of the learned reader: what they say of a passage, and how they are kept.

One linear model: columns for what the rules and the stems make of the article (`SIGNS`), columns for the embedding of
a passage, and a constant. Reads and writes nothing but the bytes of a model; analysis.learned.reader chooses the
passages.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from analysis.embedding import Vectors
from analysis.learned.regression import Floats
from analysis.learned.signs import SIGNS

SHIPPED = Path(__file__).parent / "weights.npz"
ANY_LANGUAGE = "und"


class NotAModel(ValueError):
    """The bytes hold no weights, or weights of another shape; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """Weights, and the mean embedding of each language that is taken off first.

    A model trained on two languages learns to tell the languages apart unless each is moved to the same middle.
    """

    embedder: str  # name of the embedding model that the weights belong to
    words: str  # version of the table of stems that they belong to
    signs: Floats  # shape (len(SIGNS),)
    embedding: Floats  # shape (dim,)
    constant: float
    threat: Floats  # shape (dim + 1,): among strikes and threats, what speaks for a threat; constant last
    means: Mapping[str, Floats]  # language -> shape (dim,)

    @property
    def version(self) -> str:
        """Name these weights: eight hexadecimal digits that change with any of them."""
        return sha256(self.to_bytes()).hexdigest()[:8]

    @property
    def weights(self) -> Floats:
        """Return all weights in the order of `columns`: shape (len(SIGNS) + dim + 1,)."""
        return np.concatenate([self.signs, self.embedding, [self.constant]])

    def columns(self, signs: Floats, vector: Vectors, lang: str) -> Floats:
        """Return one row of the model: the signs of the article, the centred embedding of a passage, and 1."""
        return np.concatenate([signs, self.centred(vector, lang), [1.0]])

    def centred(self, vector: Vectors, lang: str) -> Floats:
        """Return an embedding with the mean of its language taken off."""
        mean = self.means.get(lang, self.means[ANY_LANGUAGE])
        return np.asarray(vector, dtype=np.float64) - mean

    def with_weights(self, weights: Floats) -> "Model":
        """Return this model with other weights, in the order of `columns`."""
        many = len(SIGNS)
        return Model(
            embedder=self.embedder,
            words=self.words,
            signs=weights[:many],
            embedding=weights[many:-1],
            constant=float(weights[-1]),
            threat=self.threat,
            means=self.means,
        )

    def to_bytes(self) -> bytes:
        """Write the model as a NumPy archive; the same weights give the same bytes."""
        kept = io.BytesIO()
        tables: dict[str, Any] = {
            "embedder": np.array(self.embedder),
            "words": np.array(self.words),
            "signs": self.signs.astype(np.float32),
            "embedding": self.embedding.astype(np.float32),
            "constant": np.float32(self.constant),
            "threat": self.threat.astype(np.float32),
            **{f"mean_{lang}": mean.astype(np.float32) for lang, mean in sorted(self.means.items())},
        }
        np.savez(kept, **tables)
        return kept.getvalue()


def from_bytes(kept: bytes) -> Model:
    """Read a model. Raises NotAModel."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as tables:
            found = {name: np.asarray(tables[name]) for name in tables.files}
        model = Model(
            embedder=str(found["embedder"]),
            words=str(found["words"]),
            signs=_floats(found["signs"]),
            embedding=_floats(found["embedding"]),
            constant=float(found["constant"]),
            threat=_floats(found["threat"]),
            means={name.removeprefix("mean_"): _floats(found[name]) for name in found if name.startswith("mean_")},
        )
    except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
        raise NotAModel(f"no weights of the learned reader: {error}") from error
    if model.signs.shape != (len(SIGNS),) or ANY_LANGUAGE not in model.means:
        raise NotAModel("weights of the learned reader, but of another shape than this version's")
    return model


def _floats(table: NDArray[np.generic]) -> Floats:
    return np.asarray(table, dtype=np.float64)


@cache
def shipped() -> Model:
    """Load the weights that ship. Raises NotAModel."""
    return from_bytes(SHIPPED.read_bytes())
