"""The desk behind the pages: connections to the store, each in a thread of its own, and what is kept in memory.

Reads the store on lanes that cannot write; writes on one lane, so that decisions come one after another. A third kind
of lane keeps the queue up to date beside them.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from filelock import FileLock, Timeout

from crawler.source import Source
from review import chronicle
from review.answers import DeskError
from review.chronicle import Line
from review.looks import Looks
from review.throttle import Throttle
from store import accounts, desk
from store.database import Store, changed, checkpoint, insist, open_reader, open_store, without_checkpoints

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger("strikewatch.review")

# A page asks the store for a dozen rows; on two cores a third lane is only there for a slow search.
READERS = 3
# How soon a night's work is in the queue. Working it out takes a second over a million articles, on its own lane.
REFRESH = timedelta(minutes=5)
# Thousands of events take seconds to read, and a map that is half a minute old shows the same.
REMEMBER = timedelta(seconds=30)
# How often the desk looks whether anything was written at all, and moves it from the log into the database.
LOOK_SECONDS = 20.0


class DeskBusy(DeskError):
    """Another desk serves this store: the two would not know of each other's locks."""


class Lane:
    """A thread with a connection of its own; SQLite's connections belong to one thread."""

    def __init__(self, opener: Callable[[], Store], name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.store = self._pool.submit(opener).result()
        self.waiting = 0

    async def run(self, task: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `task` with the lane's store, in the lane's thread."""
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._pool, lambda: task(self.store, *args, **kwargs)
            )
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Close the connection and end the thread."""
        self._pool.submit(self.store.close).result()
        self._pool.shutdown()


class Desk:
    """One desk over one store. `now` is the clock; `sources` the catalogue; `entry` lets its starter in, once."""

    def __init__(
        self,
        db: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        self.db, self.now = db, now
        self.looks, self.throttle = Looks(), Throttle()
        self.entry: tuple[str, str] | None = None
        self.sources = dict(sources or {})
        self._lines: tuple[datetime, list[Line]] | None = None
        self._jobs: set[asyncio.Task[object]] = set()
        self._alone = FileLock(f"{db}.desk")
        try:
            self._alone.acquire(timeout=0)
        except Timeout as error:
            raise DeskBusy(f"another desk serves {db} already; several people use one desk") from error
        try:
            self._writer = Lane(lambda: without_checkpoints(open_store(db, create=False)), "desk-writes")
            self._keeper = Lane(lambda: open_store(db, create=False), "desk-keeps")
            self._readers = [Lane(lambda: open_reader(db), "desk-reads") for _ in range(READERS)]
        except BaseException:
            self._alone.release()
            raise

    async def read(self, task: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the store, on the lane with the least to do."""
        return await min(self._readers, key=lambda lane: lane.waiting).run(task, *args, **kwargs)

    async def write(self, task: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Change the store: one task after another, each of one transaction."""
        self._lines = None
        return await self._writer.run(lambda store: insist(store, lambda: task(store, *args, **kwargs)))

    def later(self, task: Callable[Concatenate[Store, P], object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Change the store when there is time: after the answer, on the lane that keeps the queue."""
        job = asyncio.get_running_loop().create_task(self._keeper.run(task, *args, **kwargs))
        self._jobs.add(job)
        job.add_done_callback(self._done)

    def _done(self, job: "asyncio.Task[object]") -> None:
        self._jobs.discard(job)
        self._lines = None
        if not job.cancelled() and (error := job.exception()) is not None:
            log.error("what was left for later failed; the night will do it", exc_info=error)

    async def settle_down(self) -> None:
        """Wait for whatever was left for later."""
        while self._jobs:
            await asyncio.gather(*self._jobs, return_exceptions=True)

    async def refresh(self) -> int:
        """Bring the queue up to date; return how many stories changed their place."""
        return await self._keeper.run(_refreshed)

    async def keep_fresh(self) -> None:
        """Bring the queue up to date whenever others have written, until cancelled."""
        seen, done = await self._keeper.run(changed), self.now()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self._keeper.run(checkpoint)
            if self.now() - done >= REFRESH and (known := await self._keeper.run(changed)) != seen:
                moved = await self.refresh()
                log.info("the queue is up to date: %d stories changed", moved)
                seen, done = known, self.now()

    async def lines(self) -> list[Line]:
        """Return the events as lines; for half a minute what was read before, unless somebody decided here since."""
        if self._lines is None or self.now() - self._lines[0] > REMEMBER:
            self._lines = (self.now(), await self.read(chronicle.lines))
        return self._lines[1]

    def admit(self, name: str) -> str:
        """Make the secret by which whoever started the desk enters once, under `name`."""
        self.entry = (secrets.token_urlsafe(32), name)
        return self.entry[0]

    def close(self) -> None:
        """Close every connection and let another desk begin."""
        for lane in (self._writer, self._keeper, *self._readers):
            lane.close()
        self._alone.release()


def _refreshed(store: Store) -> int:
    curators = [one for one in accounts.everybody(store) if not one.closed and one.role != "reader"]
    return desk.refresh(store, double=len(curators) > 1)
