"""Runs the extractor in processes of its own: pages go in, extractions come out.

Reading a page costs ten times the CPU of fetching it, so the reactor hands it over and goes on. A page that sticks
or kills its process costs that page and a new process, never the night. A worker ends by itself when the crawl is
gone, however that ended: its pipe closes.

    ExtractionError (of crawler.extract)
    +-- Stuck      the page took longer than the limit
    +-- WorkerDied the process ended in the middle of the page
"""

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from crawler import extract
from crawler.extract import Extraction, ExtractionError, Page

# The reactor keeps one core busy at full speed; on a larger machine more than this many would wait for it.
MOST_WORKERS = 3


class Stuck(ExtractionError):  # noqa: N818 - the name says what is wrong, as in crawler.extract
    """The page took longer than the limit."""


class WorkerDied(ExtractionError):  # noqa: N818
    """The process ended in the middle of the page."""


class Extractor:
    """A few worker processes, started when the first page comes."""

    def __init__(self, *, seconds: float, workers: int | None = None) -> None:
        count = workers or min(MOST_WORKERS, max(1, len(os.sched_getaffinity(0)) - 1))
        self._workers = [_Worker(seconds) for _ in range(count)]
        self._idle: asyncio.Queue[_Worker] | None = None
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="extractor")

    async def extract(self, page: Page) -> Extraction:
        """Return what the extractor finds; raises ExtractionError, also where it sticks or dies."""
        if self._idle is None:  # made here, where the loop that it belongs to is running
            self._idle = asyncio.Queue()
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
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

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

    def _start(self) -> Connection:
        # spawn, not fork: the reactor's threads and descriptors are not for the child.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe

    def end(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _work(pipe: Connection) -> None:
    """Answer pages until the pipe closes: an Extraction, or the error's name and reason."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then closes the pipe
    while True:
        try:
            page = pipe.recv()
        except EOFError:
            return
        try:
            answer: Extraction | tuple[str, str] = extract.extract(page)
        except ExtractionError as error:
            answer = (type(error).__name__, error.why)
        except Exception as error:  # noqa: BLE001 - a fault of ours on one page; it is reported with the page
            answer = ("ExtractionError", f"the extractor broke: {type(error).__name__}: {error}")
        pipe.send(answer)
