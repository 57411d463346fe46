"""Parting things into groups by how like each other they are.

Reads pairs or a matrix of similarities; writes nothing. Items are numbered 0, 1, 2 ... in the order that settles
ties, so that equal input gives equal groups.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


def connected(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Part 0 .. count-1 into what the pairs connect, each group ascending, groups by their first member."""
    root = list(range(count))

    def find(item: int) -> int:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    groups: dict[int, list[int]] = {}
    for item in range(count):
        groups.setdefault(find(item), []).append(item)
    return list(groups.values())


def average_linkage(similar: npt.NDArray[np.float64], least: float) -> list[list[int]]:
    """Join the two groups of highest mean similarity while it is at least `least` (UPGMA; Sokal, Michener 1958).

    `similar` is symmetric, of shape (n, n); its diagonal is not looked at. Of equal means the first pair is joined.
    """
    means = similar.copy()
    np.fill_diagonal(means, -1.0)
    groups: list[list[int]] = [[item] for item in range(len(means))]
    while len(means):
        one, other = divmod(int(np.argmax(means)), len(means))  # argmax takes the first: one < other
        if means[one, other] < least:
            break
        weight = len(groups[one]) / (len(groups[one]) + len(groups[other]))
        joined = weight * means[one] + (1 - weight) * means[other]
        joined[one] = -1.0
        means[one], means[:, one] = joined, joined
        groups[one] = sorted(groups[one] + groups[other])
        groups = [group for at, group in enumerate(groups) if at != other]
        means = np.delete(np.delete(means, other, axis=0), other, axis=1)
    return groups


def mean_over_groups(similar: npt.NDArray[np.float64], groups: list[list[int]]) -> npt.NDArray[np.float64]:
    """Give the mean similarity of every two groups, of shape (groups, groups)."""
    member = np.zeros((len(groups), len(similar)))
    for row, group in enumerate(groups):
        member[row, group] = 1 / len(group)
    return np.asarray(member @ similar @ member.T, dtype=np.float64)
