"""Fit the table of stems: scikit-learn's logistic regression over hashed stems and pairs.

Reads Taught articles; gives Words, and for each article the log-odds of a fit that had not seen its writer.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from analysis.learned.articles import FOLDS
from analysis.learned.regression import Floats
from analysis.learned.stems import stems
from analysis.learned.words import PLACES, Words, counted, place
from learn.lessons import Taught

# Of scikit-learn's C: 3, 10 and 30 gave areas of .983, .985 and .985 for writers left out.
FIRMNESS = 10.0
# A stem of one article alone says nothing.
_FEWEST = 2


def fitted(articles: Sequence[Taught], found: Sequence[list[str]]) -> Words:
    """Fit a table on articles and their stems."""
    rarity = _rarity(found)
    fit = LogisticRegression(C=FIRMNESS, max_iter=3000)
    labels = np.array([one.strike for one in articles])
    shares = balanced(articles)
    fit.fit(_matrix(found, rarity), labels, sample_weight=shares / shares.mean())
    weights = np.zeros(PLACES, dtype=np.float32)
    weights[:] = fit.coef_[0]
    return Words(weights=weights, rarity=rarity, constant=float(fit.intercept_[0]))


def crossed(articles: Sequence[Taught], found: Sequence[list[str]], groups: NDArray[np.int64]) -> Floats:
    """Give each article the log-odds of a fit on the other groups."""
    told = np.zeros(len(articles))
    for group in np.unique(groups):
        inside = groups == group
        others = np.flatnonzero(~inside)
        words = fitted([articles[at] for at in others], [found[at] for at in others])
        for at in np.flatnonzero(inside):
            places, values = counted(found[at], words.rarity)
            told[at] = values @ words.weights[places] + words.constant
    return told


def read(articles: Sequence[Taught]) -> list[list[str]]:
    """Give the stems of each article."""
    return [stems(one.title, one.text) for one in articles]


def grouped(articles: Sequence[Taught]) -> NDArray[np.int64]:
    """Put articles into groups that are judged by a fit on the others: writers dealt to five, the rest by fold."""
    writers = sorted({one.writer for one in articles if one.fold < 0})
    return np.array([one.fold if one.fold >= 0 else writers.index(one.writer) % FOLDS for one in articles])


def balanced(articles: Sequence[Taught]) -> Floats:
    """Weigh articles so that each language's strikes, and its others, count alike however many there are."""
    counts = Counter((one.lang, one.strike) for one in articles)
    return np.array([1 / counts[one.lang, one.strike] for one in articles])


def _rarity(found: Sequence[list[str]]) -> NDArray[np.float32]:
    seen = np.zeros(PLACES)
    for one in found:
        seen[list({place(stem) for stem in one})] += 1
    rarity = np.log((1 + len(found)) / (1 + seen)) + 1
    return np.where(seen >= _FEWEST, rarity, 0.0).astype(np.float32)


def _matrix(found: Sequence[list[str]], rarity: NDArray[np.float32]) -> csr_matrix:
    rows = [counted(one, rarity) for one in found]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, places, ends), shape=(len(found), PLACES))
