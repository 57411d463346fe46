"""Which machine watches which source, where several share a catalogue. Reads a shard's name; writes nothing.

No queue is shared: each machine works out for itself what is its own, by the host, so that one host is asked by one
machine and politeness holds. Highest random weight (Thaler and Ravishankar, 1998): with one machine more or fewer,
only that machine's share of the sources moves.

    NoShard   what was given is no shard
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from crawler.site import host_of
from crawler.source import Source

_SPEC = re.compile(r"([1-9]\d*(?:,[1-9]\d*)*)/([1-9]\d*)")


class NoShard(ValueError):
    """What was given is no shard; the message says how one is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Some of `count` equal shares, numbered from 1: one, or more where this machine stands in for a lost one."""

    numbers: frozenset[int]
    count: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2/5", or "2,3/5" for the second and the third of five. Raises NoShard."""
        match = _SPEC.fullmatch(text.strip())
        if match is None:
            raise NoShard(f"{text!r} is no shard; write 2/5 for the second of five, 2,3/5 to stand in for the third")
        numbers, count = frozenset(map(int, match[1].split(","))), int(match[2])
        if max(numbers) > count:
            raise NoShard(f"{text!r}: there is no shard {max(numbers)} of {count}")
        return cls(numbers=numbers, count=count)

    def has(self, source: Source) -> bool:
        """Tell whether the source is watched here."""
        host = host_of(source.homepage)
        return max(range(1, self.count + 1), key=lambda number: _weight(number, host)) in self.numbers

    def of(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Return the sources that are watched here."""
        return tuple(source for source in sources if self.has(source))


def _weight(number: int, host: str) -> bytes:
    return hashlib.sha256(f"{number} {host}".encode()).digest()
