"""What an article's stems say of it: one logistic regression over hashed stems and pairs of stems.

Reads stems (analysis.learned.stems) and words.npz; gives log-odds. The weights are made by `python -m learn.detector`
from the same articles as those of the passages. No word is kept: each stem has a place by its hash.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analysis.learned.regression import Floats
from analysis.learned.stems import stems

SHIPPED = Path(__file__).parent / "words.npz"
#: Places of the table. Of 40,000 stems in use one in seven shares its place with another.
PLACES = 2**18


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """A weight and a rarity for each place of the table."""

    weights: NDArray[np.float32]  # shape (PLACES,)
    rarity: NDArray[np.float32]  # shape (PLACES,): inverse document frequency; 0 where nothing was learned
    constant: float

    @property
    def version(self) -> str:
        """Name this table: eight hexadecimal digits that change with any of its weights."""
        return sha256(self.weights.tobytes() + self.rarity.tobytes()).hexdigest()[:8]

    def odds(self, title: str, text: str) -> float:
        """Return the log-odds that an article tells of a strike or a threat, by its stems alone."""
        places, values = counted(stems(title, text), self.rarity)
        return float(values @ self.weights[places]) + self.constant

    def loudest(self, title: str, text: str, many: int = 5) -> list[str]:
        """Return the stems that speak loudest for a strike."""
        found = sorted(set(stems(title, text)))
        said = {one: float(self.weights[place(one)] * self.rarity[place(one)]) for one in found}
        return [one for one in sorted(found, key=lambda one: -said[one])[:many] if said[one] > 0]


def place(stem: str) -> int:
    """Return the place of a stem in the table."""
    return crc32(stem.encode()) % PLACES


def counted(found: Iterable[str], rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], Floats]:
    """Return the places of stems and their values: 1 + log of the count, times rarity, of length 1 together."""
    counts = Counter(place(one) for one in found)
    places = np.fromiter(counts, dtype=np.int64, count=len(counts))
    often = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
    values: Floats = (1 + np.log(often)) * rarity[places].astype(np.float64)
    length = float(np.linalg.norm(values)) or 1.0
    return places, values / length


@cache
def shipped() -> Words:
    """Load the table that ships."""
    return read_table(SHIPPED)


def read_table(path: Path) -> Words:
    """Read a table."""
    with np.load(path, allow_pickle=False) as tables:
        return Words(
            weights=_spread(tables["places"], tables["weights"]),
            rarity=_spread(tables["places"], tables["rarity"]),
            constant=float(tables["constant"]),
        )


def write(words: Words, path: Path = SHIPPED) -> None:
    """Write a table: only the places that say something."""
    places = np.flatnonzero(words.rarity).astype(np.int32)
    np.savez_compressed(
        path,
        places=places,
        weights=words.weights[places].astype(np.float16),
        rarity=words.rarity[places].astype(np.float16),
        constant=np.float32(words.constant),
    )


def _spread(places: NDArray[np.int32], told: NDArray[np.float16]) -> NDArray[np.float32]:
    found = np.zeros(PLACES, dtype=np.float32)
    found[places] = told
    return found
