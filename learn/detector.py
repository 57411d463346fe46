"""Teach the learned reader: embed the lessons, fit the weights, measure, and write weights.npz with its card.

Reads the lessons (learn.lessons) and the embedding model, no torch. Writes analysis/learned/weights.npz.
Run it with `python -m learn.detector`; the embeddings are kept in var/embeddings.npz, so that a second run is quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.embedding import Vectors, embedder
from analysis.learned.articles import FOLDS
from analysis.learned.model import ANY_LANGUAGE, SHIPPED, SIGNS, Model, signs_of
from analysis.learned.regression import Floats, chance, fit
from analysis.reading import read
from analysis.weighing import THRESHOLD, Verdict, weigh
from bench.detection import LANGUAGES, ROOT
from learn.lessons import Taught, taught

KEPT = ROOT / "var" / "embeddings.npz"
# What pulls the embedding's weights towards nothing, and the few columns of the rules; a cell is a language's strikes
# or its other articles.
PENALTY = 0.02
SIGN_PENALTY = 0.1
CELL = 300.0
# From the fit's log-odds, in which half of all articles are strikes, to those of the news: Platt scaling on 1,904
# articles with a passage, 166 of them strikes (made gold out of fold, Reuters, BBC, BSNLP, Russian and Kazakh news).
SLOPE, OFFSET = 1.18, -3.97


def embed(texts: Sequence[str]) -> Vectors:
    """Embed texts, those of earlier runs from the file where they are kept."""
    kept: dict[str, Any] = dict(np.load(KEPT)) if KEPT.exists() else {}
    names = [sha256(text.encode()).hexdigest()[:24] for text in texts]
    lacking = {name: text for name, text in zip(names, texts, strict=True) if name not in kept}
    for start in range(0, len(lacking), 64):
        batch = dict(list(lacking.items())[start : start + 64])
        kept |= dict(zip(batch, embedder().embed(list(batch.values())), strict=True))
    if lacking:
        KEPT.parent.mkdir(exist_ok=True)
        np.savez(KEPT, **kept)
    return np.stack([kept[name] for name in names])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The lessons as a table: a row for each passage, told twice: with what the rules said, and without."""

    columns: Floats
    labels: Floats
    threats: Floats  # 1, 0, or nan where nobody told
    langs: NDArray[np.str_]
    folds: NDArray[np.int64]
    sources: NDArray[np.str_]
    blind: NDArray[np.bool_]


def tabled(lessons_: Sequence[Taught]) -> tuple[Rows, dict[str, Floats]]:
    """Embed the lessons and set them out as rows; also give the mean of each language."""
    vectors = embed([text for one in lessons_ for text in one.passages]).astype(np.float64)
    owners = [one for one in lessons_ for _ in one.passages]
    verdicts = {id(one): signs_of(_verdict(one)) for one in lessons_}
    labels = np.array([float(one.strike) for one in owners])
    langs = np.array([one.lang for one in owners])
    means = {lang: _middle(vectors[langs == lang], labels[langs == lang]) for lang in LANGUAGES}
    means[ANY_LANGUAGE] = np.mean([means[lang] for lang in LANGUAGES], axis=0)
    centred = vectors - np.stack([means[lang] for lang in langs])
    ones = np.ones((len(owners), 1))
    seeing = np.hstack([np.stack([verdicts[id(one)] for one in owners]), centred, ones])
    blind = np.hstack([np.tile(signs_of(None), (len(owners), 1)), centred, ones])
    return Rows(
        columns=np.vstack([seeing, blind]),
        labels=np.tile(labels, 2),
        threats=np.tile([np.nan if one.threat is None else float(one.threat) for one in owners], 2),
        langs=np.tile(langs, 2),
        folds=np.tile([one.fold for one in owners], 2),
        sources=np.tile([one.source for one in owners], 2),
        blind=np.arange(2 * len(owners)) >= len(owners),
    ), means


def _middle(vectors: Floats, labels: Floats) -> Floats:
    """Give the point halfway between a language's strikes and its other articles.

    The plain mean would lie nearer to whatever the lessons of that language have most of.
    """
    return np.asarray((vectors[labels == 1].mean(axis=0) + vectors[labels == 0].mean(axis=0)) / 2)


def _verdict(one: Taught) -> Verdict:
    return weigh(*read(one.title, one.text, kazakh=one.lang == "kk"), None)


def shares(rows: Rows, inside: NDArray[np.bool_]) -> Floats:
    """Weigh rows so that each language's strikes, and its other articles, count alike however many there are."""
    weights = np.zeros(len(rows.labels))
    for lang in LANGUAGES:
        for label in (0.0, 1.0):
            cell = inside & (rows.langs == lang) & (rows.labels == label)
            weights[cell] = CELL / max(1, cell.sum())
    return weights


def fitted(rows: Rows, inside: NDArray[np.bool_], penalty: float = PENALTY) -> Floats:
    """Fit the weights on some of the rows: shape of a model's `weights`."""
    many = rows.columns.shape[1]
    drawn = np.full(many, penalty)
    drawn[: len(SIGNS)] = drawn[-1] = SIGN_PENALTY
    weights = shares(rows, inside)
    return fit(rows.columns[inside], rows.labels[inside], weights[inside], drawn)


def crossed(rows: Rows, penalty: float = PENALTY) -> Floats:
    """Give each row the log-odds of a fit on the other folds."""
    told = np.empty(len(rows.labels))
    for fold in range(FOLDS):
        weights = fitted(rows, rows.folds != fold, penalty)
        told[rows.folds == fold] = rows.columns[rows.folds == fold] @ weights
    return told


def threat_weights(rows: Rows) -> Floats:
    """Fit what tells a threat from a strike: shape (dim + 1,), the constant last."""
    told = ~rows.blind & (rows.labels == 1) & ~np.isnan(rows.threats)
    columns = rows.columns[told][:, len(SIGNS) :]
    threats = rows.threats[told]
    even = np.where(threats == 1, CELL / threats.sum(), CELL / (1 - threats).sum())
    drawn = np.full(columns.shape[1], PENALTY)
    return fit(columns, threats, even, drawn)


def made(rows: Rows, means: dict[str, Floats]) -> Model:
    """Fit the whole model; its log-odds are scaled to the share of strikes among news (SLOPE, OFFSET)."""
    weights = fitted(rows, np.ones(len(rows.labels), dtype=bool)) * SLOPE
    weights[-1] += OFFSET
    return Model(
        embedder=embedder().name,
        signs=weights[: len(SIGNS)],
        embedding=weights[len(SIGNS) : -1],
        constant=float(weights[-1]),
        threat=threat_weights(rows),
        means=means,
    )


def main() -> None:
    """Fit, print what was measured on phrases that the fit had not seen, and write the weights."""
    lessons_ = taught()
    rows, means = tabled(lessons_)
    told = crossed(rows)
    for source in sorted(set(rows.sources)):
        for blind in (True, False):
            inside = (rows.sources == source) & (rows.blind == blind)
            flagged = chance(SLOPE * told[inside] + OFFSET) >= THRESHOLD
            print(f"{source:36} {'alone' if blind else 'both ':5} {_told(flagged, rows.labels[inside])}")
    model = made(rows, means)
    SHIPPED.write_bytes(model.to_bytes())
    print(f"{len(lessons_)} articles, {len(rows.labels) // 2} passages; weights {model.version} in {SHIPPED}")


def _told(flagged: NDArray[np.bool_], labels: Floats) -> str:
    strikes, others = labels == 1, labels == 0
    found = f"found {int(flagged[strikes].sum())}/{int(strikes.sum())}" if strikes.any() else "no strikes"
    return f"{found}, refused {int((~flagged[others]).sum())}/{int(others.sum())}"


if __name__ == "__main__":
    main()
