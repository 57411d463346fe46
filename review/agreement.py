"""How far two people agree beyond chance: Cohen's kappa, field by field. Reads pairs of values; writes nothing.

Kappa = (observed - expected) / (1 - expected), Cohen 1960; expected agreement from each person's own frequencies.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of `pairs` judgements of the same thing, the share on which both agree, kappa, and its 95 % interval.

    `kappa` is None where both always say the same one thing: chance alone would explain it, and nothing is measured.
    """

    pairs: int
    observed: float
    kappa: float | None
    margin: float | None


def cohen(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """Return the agreement of two people over pairs of their values; no pairs give an observed agreement of 0."""
    held = list(pairs)
    count = len(held)
    if not count:
        return Agreement(pairs=0, observed=0.0, kappa=None, margin=None)
    observed = sum(one == other for one, other in held) / count
    first, second = Counter(one for one, _ in held), Counter(other for _, other in held)
    expected = sum(first[value] * second[value] for value in first) / count**2
    if expected == 1:
        return Agreement(pairs=count, observed=observed, kappa=None, margin=None)
    # The large-sample standard error of Cohen 1960; with under some thirty pairs it is rough, and shown as it is.
    error = sqrt(observed * (1 - observed) / (count * (1 - expected) ** 2))
    return Agreement(pairs=count, observed=observed, kappa=(observed - expected) / (1 - expected), margin=1.96 * error)


def comparable(value: object) -> Hashable:
    """Return a value by which two people's answers are compared: the order of a list tells nothing."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(sorted(str(one) for one in value))
    if isinstance(value, str):
        return value.casefold()
    return value if isinstance(value, Hashable) else str(value)
