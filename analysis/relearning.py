"""Learn from curators: fit the learned reader's weights anew on what people decided, and say whether that is better.

Reads a model, the rows of the articles that people decided on, and the rows of a fixed set; gives a Trial. The shipped
weights are the prior: the new ones are drawn towards them, so that ten reviews move little and a thousand move much.
A new model is kept only if it is better on past reviews (cross-validated: each fifth judged by a fit on the others)
and no worse on the fixed set of made articles than chance would have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.learned.articles import FOLDS
from analysis.learned.model import Model
from analysis.learned.regression import Floats, chance, fit, loss
from analysis.learned.signs import SIGNS
from analysis.weighing import THRESHOLD

# How firmly the shipped weights hold (the precision of a Gaussian around each): at 1, ten alike reviews of passages as
# far from the middle as most are (.35) move a score of .50 to .61.
HOLD = 1.0
# The rules' columns and the constant are few, and every review speaks of them.
HOLD_SIGNS = 5.0
# Fewer reviews, or reviews of one kind only, say nothing of a whole model.
FEWEST = 20
FEWEST_OF_A_KIND = 5
# What the log-loss of past reviews must fall by; less is within what another split into fifths would give. That of the
# fixed set may not rise by more than a rounding, and no strike of either may be lost beyond one in fifty.
GAIN = 0.01
COST = 0.005
LOST = 0.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examples:
    """Articles as rows of a model, with what is right: shape (articles, columns) and (articles,)."""

    rows: Floats
    labels: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a model does on some articles: log-loss, and recall and precision at the threshold."""

    loss: float
    recall: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """A refit beside the model before it, on past reviews (cross-validated) and on the fixed set."""

    model: Model
    reviews: int
    before: Score
    after: Score
    fixed_before: Score
    fixed_after: Score
    why: str  # empty: the new model is better

    @property
    def better(self) -> bool:
        """Tell whether the new model is to be kept."""
        return not self.why


def too_few(labels: Floats) -> str:
    """Say why there is nothing to learn yet, or nothing."""
    many, strikes = len(labels), int(labels.sum())
    if many < FEWEST:
        return f"{many} articles are decided on, and {FEWEST} are needed"
    if min(strikes, many - strikes) < FEWEST_OF_A_KIND:
        return f"{strikes} of {many} tell of a strike; {FEWEST_OF_A_KIND} of each kind are needed"
    return ""


def refit(base: Model, now: Model, reviewed: Examples, fixed: Examples) -> Trial:
    """Fit on reviews from the shipped weights `base`, and compare with the weights in use `now`."""
    found = base.with_weights(_fitted(base, reviewed.rows, reviewed.labels))
    told = _crossed(base, reviewed)
    before, after = _score(reviewed.rows @ now.weights, reviewed.labels), _score(told, reviewed.labels)
    fixed_before = _score(fixed.rows @ now.weights, fixed.labels)
    fixed_after = _score(fixed.rows @ found.weights, fixed.labels)
    return Trial(
        model=found,
        reviews=len(reviewed.labels),
        before=before,
        after=after,
        fixed_before=fixed_before,
        fixed_after=fixed_after,
        why=_why(before, after, fixed_before, fixed_after),
    )


def _fitted(base: Model, rows: Floats, labels: Floats) -> Floats:
    held = np.full(rows.shape[1], HOLD)
    held[: len(base.signs)] = held[-1] = HOLD_SIGNS
    return fit(rows, labels, np.ones(len(labels)), held, prior=base.weights)


def _crossed(base: Model, reviewed: Examples) -> Floats:
    """Give each review the log-odds of a fit on the other fifths; the fifths go by order, which is that of the ids."""
    told = np.empty(len(reviewed.labels))
    folds = np.arange(len(told)) % FOLDS
    for fold in range(FOLDS):
        others = folds != fold
        told[~others] = reviewed.rows[~others] @ _fitted(base, reviewed.rows[others], reviewed.labels[others])
    return told


def _score(odds: Floats, labels: Floats) -> Score:
    flagged = chance(odds) >= THRESHOLD
    right = float((flagged * labels).sum())
    return Score(
        loss=loss(odds[:, None], labels, np.ones(1)),
        recall=right / max(1.0, float(labels.sum())),
        precision=right / max(1.0, float(flagged.sum())),
    )


def _why(before: Score, after: Score, fixed_before: Score, fixed_after: Score) -> str:
    if before.loss - after.loss < GAIN:
        return f"past reviews are not told better: log-loss {before.loss:.3f} before, {after.loss:.3f} after"
    if after.recall < before.recall - LOST:
        return f"past reviews lose recall: {before.recall:.3f} before, {after.recall:.3f} after"
    if fixed_after.loss - fixed_before.loss > COST or fixed_after.recall < fixed_before.recall - LOST:
        return (
            f"the fixed set is told worse: log-loss {fixed_before.loss:.3f} before, {fixed_after.loss:.3f} after, "
            f"recall {fixed_before.recall:.3f} and {fixed_after.recall:.3f}"
        )
    return ""


def changes(before: Model, after: Model) -> Sequence[str]:
    """Say in words what changed in the weights that have a name, and how far the embedding's direction turned."""
    moved = [
        f"{name}: {old:+.2f} -> {new:+.2f}"
        for name, old, new in zip(SIGNS, before.signs, after.signs, strict=True)
        if abs(old - new) >= MOVED
    ]
    lengths = float(np.linalg.norm(before.embedding)) * float(np.linalg.norm(after.embedding))
    turned = float(before.embedding @ after.embedding) / max(lengths, 1e-12)
    return [
        *moved,
        f"direction of the embedding's weights: cosine {turned:.3f}",
        f"constant: {before.constant:+.2f} -> {after.constant:+.2f}",
    ]


#: Smaller changes of a weight are not worth telling.
MOVED = 0.01
