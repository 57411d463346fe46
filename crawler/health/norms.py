"""A source against its own past: means, spreads, shares. Pure; plain numbers in, numbers and verdicts out."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Media Cloud alerts when a source's last week falls below the mean of a 28-day baseline less 1.5 standard deviations.
DEVIATIONS = 1.5
# zavod's assertions: at least 80 % of what was, at most twice as much. Both must hold, for a source that writes nearly
# the same every night has next to no deviation, and would alarm at 9 articles instead of 10.
LEAST, MOST = 0.8, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Mean and standard deviation of a source's past nights."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Norm":
        """Return the norm of at least one value; the deviation is the population's."""
        mean = sum(values) / len(values)
        return cls(mean=mean, deviation=math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)))

    def falls(self, now: float) -> bool:
        """Tell whether a recent mean lies under what is usual."""
        return now < self.mean - DEVIATIONS * self.deviation and now < LEAST * self.mean

    def rises(self, now: float) -> bool:
        """Tell whether a recent mean lies above what is usual."""
        return now > self.mean + DEVIATIONS * self.deviation and now > MOST * self.mean


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return counts as parts of one; nothing for nothing."""
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()} if total else {}


def summed(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Return the sums of several counts by name."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def distance(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return the total variation distance of two mixes: the part (0 to 1) that would have to change its name."""
    first, second = shares(one), shares(other)
    # Summed exactly, so that the order of the names is no matter.
    return math.fsum(abs(first.get(name, 0.0) - second.get(name, 0.0)) for name in first.keys() | second.keys()) / 2
