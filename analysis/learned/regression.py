"""Fit a logistic regression whose weights are drawn towards given ones: Newton's method, a few hundred columns.

Reads a matrix, labels and weights of the rows; gives weights of the columns. The penalty is Gaussian around `prior`
(zero for a fit from nothing, the shipped weights for one from reviews), so few rows move the weights little.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 40
_STILL = 1e-7


class NotFitted(Exception):
    """Newton's method found no minimum; the rows hold something that is not a number."""


def chance(odds: Floats) -> Floats:
    """Turn log-odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)


def fit(rows: Floats, labels: Floats, shares: Floats, penalty: Floats, prior: Floats | None = None) -> Floats:
    """Return the weights of the columns: shape (columns,).

    `shares` weighs the rows, `penalty` is the precision of each column's Gaussian. Raises NotFitted.
    """
    start = np.zeros(rows.shape[1]) if prior is None else prior
    found = start.copy()
    for _ in range(_STEPS):
        told = chance(rows @ found)
        slope = rows.T @ (shares * (told - labels)) + penalty * (found - start)
        bend = rows.T @ (rows * (shares * told * (1 - told))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # Half steps keep a fit of separable rows from running past its minimum.
        found = found - step * min(1.0, 5.0 / max(1e-9, float(np.abs(step).max())))
        if not np.isfinite(found).all():
            raise NotFitted("the fit met something that is not a number")
        if float(np.abs(step).max()) < _STILL:
            return found
    return found


def loss(rows: Floats, labels: Floats, weights: Floats) -> float:
    """Return the mean log-loss of rows (natural logarithm)."""
    told = np.clip(chance(rows @ weights), 1e-6, 1 - 1e-6)
    return float(-np.mean(labels * np.log(told) + (1 - labels) * np.log(1 - told)))
