"""A backfill's hold on the store and the archive: the night's, with a frontier of its own. Reads and writes: past."""

from collections.abc import Callable, Sequence
from datetime import datetime

from crawler.archive import Archive
from crawler.frontier import Frontier
from crawler.limits import Limits
from store import past
from store.database import Store
from store.past import Read
from store.records import Address, Outcome, Span


class PastFrontier(Frontier):
    """What the spiders of one backfill share; what they settle is of the origin "backfill"."""

    def __init__(
        self, store: Store, archive: Archive, *, clock: Callable[[], datetime], limits: Limits, span: Span
    ) -> None:
        super().__init__(store, archive, clock=clock, limits=limits)
        self.span = span

    def waiting(self, source: str, most: int) -> list[Address]:
        """Return up to `most` addresses of the past to fetch; writes the open batch before it looks."""
        self.flush()
        return past.waiting(self._store, source, now=self.clock(), max_attempts=self.limits.max_attempts, limit=most)

    def listing(self, url: str) -> Read | None:
        """Return what is known of a listing that was read for this span before."""
        return past.listing(self._store, url, self.span)

    def record_listing(self, read: Read, listed: Sequence[Address]) -> None:
        """Write a listing that was read, and what it lists."""
        with self._guarded():
            self.tallies[read.source].listed += past.record(self._store, read, self.span, listed, now=self.clock())

    def _write(self, outcomes: Sequence[Outcome]) -> list[bool]:
        return past.settle(self._store, outcomes, self.span, now=self.clock())
