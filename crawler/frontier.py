"""One crawl's hold on the store and the archive. Reads what waits; writes channels, addresses, articles, captures.

Articles are written in small batches. A batch first brings the archive to the disk and then commits articles and
address states together, so that a kill at any point leaves only addresses that still wait, and perhaps archive
records that no row points to.

    CrawlBroken   the store or the archive cannot be written; the crawl ends, for going on would lose pages
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.archive import Archive
from crawler.health import polling
from crawler.health.polling import Seen
from crawler.limits import Limits
from crawler.tally import Tally
from store import frontier, polls
from store.database import Store, StoreError
from store.records import Address, Capture, Channel, Outcome


class CrawlBroken(Exception):
    """The store or the archive cannot be written."""


class Frontier:
    """What the spiders of one crawl share. Everything runs in the reactor's thread: one writer, no locks."""

    def __init__(self, store: Store, archive: Archive, *, clock: Callable[[], datetime], limits: Limits) -> None:
        self._store = store
        self._archive = archive
        self._batch: list[tuple[str, Outcome]] = []
        self._timer: asyncio.TimerHandle | None = None
        self.clock = clock
        self.limits = limits
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self._unreached: list[polls.Poll] = []
        self.broken: CrawlBroken | None = None
        self.on_progress: Callable[[Mapping[str, Tally]], None] = lambda _: None
        self.on_broken: Callable[[], None] = lambda: None

    def waiting(self, source: str, most: int) -> list[Address]:
        """Return up to `most` addresses to fetch, newest first; writes the open batch before it looks."""
        self.flush()
        found = frontier.waiting(
            self._store, source, now=self.clock(), max_attempts=self.limits.max_attempts, limit=most
        )
        return list(found)

    def last_answer(self, url: str) -> Channel | None:
        """Return what a channel said last time, whose validators make the next request conditional."""
        return frontier.channel(self._store, url)

    def may_ask(self, url: str, *, only_due: bool) -> bool:
        """Tell whether a channel is to be asked now: it may rest, or its server asked us to wait."""
        return polling.is_open(polls.get(self._store, url), self.clock(), only_due=only_due)

    def record(self, answer: Channel, listed: Sequence[Address] = (), *, seen: Seen | None = None) -> None:
        """Write a channel's answer, its addresses and when to ask again in one transaction.

        `seen` is None for a sitemap below an index, which has no pace of its own.
        """
        tally = self.tallies[answer.source]
        with self._guarded():
            poll = self._poll(answer, listed, seen) if seen else None
            tally.listed += frontier.record_channel(self._store, answer, listed, now=answer.checked, poll=poll)
        if answer.error:
            tally.error(f"{answer.url}: {answer.error}")

    def _poll(self, answer: Channel, listed: Sequence[Address], seen: Seen) -> polls.Poll | None:
        if listed:
            keys = {one.key for one in listed}
            # Of its own and recent ones alone can be told whether any came and went unseen.
            seen = replace(seen, items=len(keys), fresh=len(keys - frontier.known(self._store, keys)))
        poll = polling.asked(polls.get(self._store, answer.url), answer.url, answer.source, seen)
        if seen.reached:
            return poll
        self._unreached.append(poll)
        return None

    def hold(self, source: str, wait: timedelta) -> None:
        """Leave every channel of a source alone for as long as it asks, a week at most."""
        with self._guarded():
            polls.hold(self._store, source, polling.held_until(self.clock(), wait))

    def close(self) -> None:
        """Write the failures of what could not be reached, if anything was: else it is us who are cut off."""
        if any(tally.bytes for tally in self.tallies.values()):
            with self._guarded():
                polls.record_all(self._store, self._unreached)
        self._unreached = []

    def archived(
        self, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, fetched: datetime
    ) -> Capture:
        """Put a raw response into the archive."""
        with self._guarded():
            return self._archive.write(url, status, headers, body, fetched=fetched)

    def settle(self, source: str, outcome: Outcome) -> None:
        """Take what became of an address; it is written with the batch, after a second at most."""
        if outcome.error and outcome.state == "failed":
            self.tallies[source].error(f"{outcome.url or outcome.key}: {outcome.error}")
        elif outcome.error and outcome.state == "refused":
            self.tallies[source].refusal(f"{outcome.url or outcome.key}: {outcome.error}")
        self._batch.append((source, outcome))
        if len(self._batch) >= self.limits.batch:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self.limits.batch_seconds, self._flush_late)

    def flush(self) -> None:
        """Write the open batch: first the archive to the disk, then articles and states in one transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._batch = self._batch, []
        if batch:
            with self._guarded():
                self._archive.sync()
                new = self._write([outcome for _, outcome in batch])
                for (source, outcome), is_new in zip(batch, new, strict=True):
                    self.tallies[source].settled[outcome.state] += 1
                    self.tallies[source].new += is_new
            self.on_progress(self.tallies)

    def _write(self, outcomes: Sequence[Outcome]) -> list[bool]:
        return frontier.settle(self._store, outcomes, now=self.clock())

    def _flush_late(self) -> None:
        self._timer = None
        # The guard has noted the error and told the crawl to end; nobody waits for a timer's exception.
        with suppress(CrawlBroken):
            self.flush()

    @contextmanager
    def _guarded(self) -> Generator[None, None, None]:
        """Turn a failed write into the end of the crawl: Scrapy alone would log it and fetch on."""
        if self.broken is not None:
            raise self.broken
        try:
            yield
        except (StoreError, OSError) as error:
            self.broken = CrawlBroken(f"{type(error).__name__}: {error}")
            self.on_broken()
            raise self.broken from error
