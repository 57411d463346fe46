"""Runs the extractor in processes of its own: pages go in, extractions come out.

Reading a page costs ten times the CPU of fetching it, so the reactor hands it over and goes on. A page that sticks
or kills its process costs that page and a new process, never the night. A worker ends by itself when the crawl is
gone, however that ended: its pipe closes.

    ExtractionError (of crawler.extract)
    +-- Stuck      the page took longer than the limit
    +-- WorkerDied the process ended in the middle of the page
"""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from crawler import extract
from crawler.extract import Extraction, ExtractionError, Page
from crawler.worker import Reply

# The machines that we plan for have two cores; a third worker would only wait for one of them, or for the reactor.
MOST_WORKERS = 2


class Stuck(ExtractionError):
    """The page took longer than the limit."""


class WorkerDied(ExtractionError):
    """The process ended in the middle of the page."""


class Extractor:
    """A few worker processes, started when the first page comes."""

    def __init__(self, *, seconds: float, workers: int | None = None) -> None:
        count = workers or min(MOST_WORKERS, len(os.sched_getaffinity(0)))
        self._workers = [_Worker(seconds) for _ in range(count)]
        self._idle: asyncio.LifoQueue[_Worker] | None = None
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="extractor")

    async def extract(self, page: Page) -> Extraction:
        """Return what the extractor finds; raises ExtractionError, also where it sticks or dies."""
        if self._idle is None:  # made here, where the loop that it belongs to is running
            self._idle = asyncio.LifoQueue()  # last in, first out: a small night starts one
            for worker in self._workers:
                self._idle.put_nowait(worker)
        worker = await self._idle.get()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, page)
        finally:
            self._idle.put_nowait(worker)

    def close(self) -> None:
        """End the processes; a page still in one of them is given up."""
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()


class _Worker:
    """One process and this side of its pipe."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Page, Reply] | None = None

    def ask(self, page: Page) -> Extraction:
        pipe = self._pipe or self._start()
        try:
            pipe.send(page)
            if not pipe.poll(self._seconds):
                self.end()
                raise Stuck(page.url, f"the extractor needed more than {self._seconds:.0f} seconds")
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise WorkerDied(page.url, "the extractor's process died on this page") from error
        if isinstance(answer, Extraction):
            return answer
        kind, why = answer
        raise getattr(extract, kind, ExtractionError)(page.url, why)

    def _start(self) -> "Connection[Page, Reply]":
        self._pipe, theirs = Pipe()
        with theirs:
            # No fork and no multiprocessing: the worker shall have none of the crawl's modules, threads, descriptors.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "crawler.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parent.parent,
            )
        return self._pipe

    def end(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
        self._process = self._pipe = None
