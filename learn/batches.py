"""Batches of similar lengths in an order that depends only on the seed and the epoch.

Reads <work>/lines.<draft>.npz; writes padded arrays. The place in an epoch is one number, so a stopped run goes on
with exactly the batch it would have had.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

UNKNOWN, BEGIN, END, PADDING = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded piece numbers: what is read, what is written, what should have been written."""

    source: torch.Tensor
    given: torch.Tensor
    wanted: torch.Tensor


@dataclass(frozen=True, slots=True)
class Lines:
    """Piece numbers of a file, a row by its offsets."""

    source: npt.NDArray[np.int16]
    target: npt.NDArray[np.int16]
    source_ends: npt.NDArray[np.int64]
    target_ends: npt.NDArray[np.int64]

    @classmethod
    def read(cls, path: Path) -> "Lines":
        """Give the lines of one npz file."""
        data = np.load(path)
        return cls(data["source"], data["target"], np.cumsum(data["source_length"]), np.cumsum(data["target_length"]))

    def row(self, number: int) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
        """Pieces of one line."""
        first = number - 1
        start, begin = (self.source_ends[first], self.target_ends[first]) if number else (0, 0)
        return self.source[start : self.source_ends[number]], self.target[begin : self.target_ends[number]]


def _padded(rows: list[npt.NDArray[np.int16]]) -> torch.Tensor:
    full = np.full((len(rows), max(len(row) for row in rows)), PADDING, dtype=np.int64)
    for number, row in enumerate(rows):
        full[number, : len(row)] = row
    return torch.from_numpy(full)


def _batch(lines: Lines, numbers: npt.NDArray[np.int64]) -> Batch:
    rows = [lines.row(int(number)) for number in numbers]
    ends = np.array([END], dtype=np.int16)
    begin = np.array([BEGIN], dtype=np.int16)
    return Batch(
        source=_padded([np.concatenate([source, ends]) for source, _ in rows]),
        given=_padded([np.concatenate([begin, target]) for _, target in rows]),
        wanted=_padded([np.concatenate([target, ends]) for _, target in rows]),
    )


def epoch_batches(lines: Lines, *, seed: int, tokens: int) -> Iterator[Batch]:
    """Every line once, in batches of about `tokens` target pieces, shuffled."""
    order = np.random.default_rng(seed)
    lengths = np.diff(lines.target_ends, prepend=0)
    reads = np.diff(lines.source_ends, prepend=0)
    ranked = np.argsort(lengths + reads / 4 + order.random(len(lengths)) * 4, kind="stable")
    # a batch is also limited by what it reads (three times as long as what it writes), for memory
    cost = np.maximum(lengths[ranked] + 1, reads[ranked] // 3)
    starts = np.flatnonzero(np.diff(np.cumsum(cost) // tokens, prepend=-1))
    groups = np.split(ranked, starts[1:])
    for number in order.permutation(len(groups)):
        yield _batch(lines, groups[number])
