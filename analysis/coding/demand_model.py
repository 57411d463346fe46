"""Which demands an article tells of: a linear model over its sentences, and a second step over the article.

Reads the Lines of an article and, where an embedding model is there, the embeddings of its sentences; gives the labels
with the sentence that speaks loudest for each. The weights are in demands.npz beside it (learn.demands writes them):
two sets, one with embeddings and one without.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from analysis.coding.demand_columns import (
    EMBEDDING_SCALES,
    LABELS,
    REACH,
    STEM_SCALES,
    Line,
    beside,
    hashed,
    of_article,
    signs,
)
from analysis.embedding import Vectors
from analysis.learned.regression import Floats

SHIPPED = Path(__file__).parent / "demands.npz"
#: How many demands articles have: of those taught with 1 in 45 of 100, 2 in 40, 3 in 15. Few of those have none,
#: more of the real ones may: with .03 two of 240 that have some are exact more than with .15.
MANY = {0: 0.05, 1: 0.45, 2: 0.40, 3: 0.14, 4: 0.02}
# How much of that is believed. Exact leave-one-writer-out: with none of it .63, a quarter .65, half .65, all .46.
_PRIOR = 0.5
#: How likely a label is at least that a rule finds beside words of asking, of workers or the paper: right in .83 of the
#: articles of writers who never saw the rules, and how a curator's line takes effect.
PLAIN = 0.9
#: Sentences of an article that are embedded, which takes most of the time. Of 51 held-out articles .61 are exact with
#: five, .59 with six and .57 with all (10.6 on average).
WORTH = 5


class NotDemands(ValueError):
    """The bytes hold no weights of this version's shape; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DemandModel:
    """Weights of sentences (heads: each label, each label of a demand, a demand at all) and of articles."""

    embedder: str  # whose embeddings the weights belong to, or "" for none
    known: NDArray[np.uint32]  # hashed stems, sorted
    rarity: Floats  # of each stem: its inverse document frequency
    stems: Floats  # (stems, sentence and its neighbours, heads)
    signs: Floats  # (signs, heads)
    embedding: Floats  # (sentence and its neighbours, dim, heads)
    constant: Floats  # (heads,)
    means: Mapping[str, Floats]  # language -> (dim,)
    second: Floats  # weights of `of_article`, the constant last

    def odds(self, found: Sequence[Line], vectors: Vectors | Floats | None, lang: str) -> Floats:
        """Return the log-odds of every sentence: shape (sentences, heads)."""
        own = [self._stemmed(one) for one in found]
        told = np.stack([signs(found, at) for at in range(len(found))]) @ self.signs + self.constant
        centred = None if vectors is None else vectors - self.means[lang]
        for place, step in enumerate(REACH):
            for at in range(len(found)):
                near = beside(found, at, step)
                if near is None:
                    continue
                columns, told_of = own[near]
                told[at] += STEM_SCALES[place] * (told_of @ self.stems[columns, place])
                if centred is not None:
                    told[at] += EMBEDDING_SCALES[place] * (centred[near] @ self.embedding[place])
        return np.asarray(told, dtype=np.float64)

    def _stemmed(self, one: Line) -> tuple[NDArray[np.int64], Floats]:
        """Give the columns of the stems that the model knows, and the weight of each in the sentence."""
        names, counts = np.unique(np.array([hashed(stem) for stem in one.stems], dtype=np.uint32), return_counts=True)
        columns = np.searchsorted(self.known, names)
        fits = (columns < len(self.known)) & (self.known[np.minimum(columns, len(self.known) - 1)] == names)
        columns = columns[fits].astype(np.int64)
        told = (1 + np.log(counts[fits])) * self.rarity[columns]
        length = float(np.sqrt((told**2).sum()))
        return columns, told / length if length else told

    def demands(
        self, found: Sequence[Line], vectors: Vectors | Floats | None, lang: str, given: frozenset[str]
    ) -> dict[str, int]:
        """Return the demands of an article, each with the number of the sentence that speaks loudest for it."""
        odds = self.odds(found, vectors, lang)
        chosen = likeliest(self.chances(odds, found, given))
        return {LABELS[number]: int(odds[:, number].argmax()) for number in chosen}

    def worth(self, found: Sequence[Line], lang: str) -> list[int]:
        """Return which sentences to embed, by a model without embeddings: those likeliest to tell a demand."""
        told = self.odds(found, None, lang)[:, -1]
        return sorted(int(at) for at in np.argsort(-told, kind="stable")[:WORTH])

    def spread(self, vectors: Vectors, worth: Sequence[int], many: int, lang: str) -> Floats:
        """Return a row for each of `many` sentences; one that is not embedded lies in the middle of its language."""
        rows = np.tile(self.means[lang], (many, 1))
        rows[list(worth)] = vectors
        return rows

    def chances(self, odds: Floats, found: Sequence[Line], given: frozenset[str]) -> Floats:
        """Return how likely each label is, of the log-odds of an article's sentences."""
        rows = of_article(odds, found, given)
        told = 1 / (1 + np.exp(-(rows @ self.second[:-1] + self.second[-1])))
        plain = {label for one in found if one.wanted for label in one.hits}
        return np.asarray(np.maximum(told, [PLAIN * (label in plain) for label in LABELS]), dtype=np.float64)


def likeliest(chances: Floats) -> list[int]:
    """Give the set of labels that is likeliest as a whole, with what is known of how many articles have."""
    order = np.argsort(-chances, kind="stable")
    many = np.zeros(len(chances) + 1)  # how likely each number of labels is, were they independent
    many[0] = 1.0
    for one in chances:
        many[1:] = many[1:] * (1 - one) + many[:-1] * one
        many[0] *= 1 - one
    best: tuple[float, list[int]] | None = None
    for count, prior in MANY.items():
        chosen = order[:count]
        told = float(np.log(chances[chosen] + 1e-9).sum() + np.log(1 - np.delete(chances, chosen) + 1e-9).sum())
        told += _PRIOR * float(np.log(prior) - np.log(many[count] + 1e-9))
        if best is None or told > best[0]:
            best = told, sorted(map(int, chosen))
    return best[1] if best else []


def from_bytes(kept: bytes) -> dict[str, DemandModel]:
    """Read the models by the name of their embedder ("" for the one without). Raises NotDemands."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as tables:
            found = {name: np.asarray(tables[name]) for name in tables.files}
        models = [_model(found, prefix) for prefix in ("with_", "without_")]
    except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
        raise NotDemands(f"no weights of demands: {error}") from error
    return {model.embedder: model for model in models}


def to_bytes(models: Mapping[str, DemandModel]) -> bytes:
    """Write the models as a NumPy archive; the same weights give the same bytes."""
    kept = io.BytesIO()
    tables: dict[str, NDArray[np.generic]] = {}
    for name, model in sorted(models.items()):
        prefix = "with_" if name else "without_"
        half = {part: getattr(model, part).astype(np.float16) for part in ("stems", "embedding")}
        whole = {part: getattr(model, part).astype(np.float32) for part in ("rarity", "signs", "constant", "second")}
        tables |= {prefix + part: table for part, table in (half | whole).items()}
        tables |= {prefix + "known": model.known, prefix + "embedder": np.array(name)}
        tables |= {f"{prefix}mean_{lang}": mean.astype(np.float32) for lang, mean in sorted(model.means.items())}
    np.savez_compressed(kept, **tables)  # type: ignore[arg-type]  # its stub takes the tables for its flag
    return kept.getvalue()


def _model(found: Mapping[str, NDArray[np.generic]], prefix: str) -> DemandModel:
    floats = {
        name.removeprefix(prefix): np.asarray(table, dtype=np.float64)
        for name, table in found.items()
        if name.startswith(prefix) and name not in (prefix + "known", prefix + "embedder")
    }
    if floats["constant"].shape != (2 * len(LABELS) + 1,):
        raise NotDemands("weights of demands, but of another shape than this version's")
    return DemandModel(
        embedder=str(found[prefix + "embedder"]),
        known=np.asarray(found[prefix + "known"], dtype=np.uint32),
        **{name: floats[name] for name in ("rarity", "stems", "signs", "embedding", "constant", "second")},
        means={name.removeprefix("mean_"): mean for name, mean in floats.items() if name.startswith("mean_")},
    )


@cache
def shipped() -> dict[str, DemandModel]:
    """Load the weights that ship. Raises NotDemands."""
    return from_bytes(SHIPPED.read_bytes())
