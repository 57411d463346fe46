"""Spreads independent pieces of work: over a Dask cluster, over this machine's cores, or one after another right here.

Reads pieces, yields what became of each, in whatever order they end. Writes nothing: what a worker makes comes back
as a value, and the one caller writes it. So a worker that dies costs its piece, which another one does again, and a
piece that is done twice changes nothing.

    EngineError
    +-- NoEngine     Dask is asked for and not installed, or no scheduler answers
    +-- EngineLost   the scheduler went away in the middle; what was yielded before is good
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from distributed import Client, Future

Piece = TypeVar("Piece")
Made = TypeVar("Made")

# A worker always finds its next piece waiting, while a long list of them does not fill the scheduler.
AHEAD = 2
# Dask gives a piece up after three workers died holding it, whoever was to blame. On machines that come and go that
# happens to innocent pieces; ten deaths in a row are the piece's own doing.
DEATHS = 10
# A worker that is cut off keeps its TCP connection open and says nothing. Dask waits five minutes by default; a piece
# takes seconds, so a minute's silence is an end.
SILENCE = "60s"
CONNECT = "10s"


class EngineError(Exception):
    """Something is wrong with the engine; the message says what to do."""


class NoEngine(EngineError):
    """Dask is asked for and not installed, or no scheduler answers."""


class EngineLost(EngineError):
    """The scheduler went away in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Generic[Piece, Made]):
    """What became of a piece: `made`, or, where the work on it raised, the `error` in one line."""

    piece: Piece
    made: Made | None = None
    error: str | None = None


class Engine(Protocol):
    """Does pieces of work somewhere."""

    @property
    def workers(self) -> int:
        """How many pieces can be worked on at once, now."""

    def spread(self, work: Callable[[Piece], Made], pieces: Iterable[Piece]) -> Iterator[Ended[Piece, Made]]:
        """Do each piece; `work` is a function of a module, its pieces and values can be pickled."""


class Here:
    """No engine: one piece after another, in this process."""

    workers = 1

    def spread(self, work: Callable[[Piece], Made], pieces: Iterable[Piece]) -> Iterator[Ended[Piece, Made]]:
        """Do each piece, in order."""
        for piece in pieces:
            yield _attempt(work, piece)


class Spread:
    """Dask: a scheduler and its workers, here or far away."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @property
    def workers(self) -> int:
        """How many pieces can be worked on at once, now."""
        return max(1, int(sum(self.client.nthreads().values())))

    def spread(self, work: Callable[[Piece], Made], pieces: Iterable[Piece]) -> Iterator[Ended[Piece, Made]]:
        """Do each piece on some worker, as they end. Raises EngineLost."""
        from distributed import as_completed  # noqa: PLC0415 - Dask is an extra
        from distributed.client import FutureCancelledError  # noqa: PLC0415
        from distributed.comm.core import CommClosedError  # noqa: PLC0415

        waiting = iter(pieces)
        held: dict[Future[Ended[Piece, Made]], Piece] = {}

        def submit(many: int) -> list[Future[Ended[Piece, Made]]]:
            new = {self.client.submit(_attempt, work, piece, pure=False): piece for piece in islice(waiting, many)}
            held.update(new)
            return list(new)

        try:
            running = as_completed(submit(self.workers * (1 + AHEAD)))
            for future in running:
                yield self._ended(future, held.pop(future))
                running.update(submit(1))
        except (CommClosedError, FutureCancelledError, TimeoutError, OSError) as error:
            raise EngineLost(f"the scheduler went away ({error}); start the same command again, it goes on") from error

    def _ended(self, future: Future[Ended[Piece, Made]], piece: Piece) -> Ended[Piece, Made]:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            ended: Ended[Piece, Made] = future.result()
        except KilledWorker:
            return Ended(piece=piece, error=f"{DEATHS} workers died of it, one after another")
        finally:
            future.release()
        return ended


def _attempt(work: Callable[[Piece], Made], piece: Piece) -> Ended[Piece, Made]:
    """Do one piece; an error in it is its own, and no reason to try it on every worker."""
    try:
        return Ended(piece=piece, made=work(piece))
    except Exception as error:  # noqa: BLE001 - one bad piece must not cost the others; it is named and counted
        return Ended(piece=piece, error=f"{type(error).__name__}: {error}")


@contextmanager
def engine(cluster: str | None, *, workers: int | None = None) -> Iterator[Engine]:
    """Open an engine: None for this process; "local" for `workers` processes here; else a scheduler's address.

    Raises NoEngine where Dask is not installed, except for "local", which then does the work in this process: the
    result is the same.
    """
    if cluster is None:
        yield Here()
        return
    try:
        import dask  # noqa: PLC0415 - Dask is an extra
        from distributed import Client, LocalCluster  # noqa: PLC0415
    except ImportError as error:
        if cluster == "local":
            yield Here()
            return
        raise NoEngine("Dask is not installed; pip install 'strikewatch[cluster]', or leave --cluster out") from error
    with dask.config.set(_CONFIGURATION):
        if cluster == "local":
            count = workers or len(os.sched_getaffinity(0))
            with (
                LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local,
                Client(local) as client,
            ):
                yield Spread(client)
            return
        try:
            client = Client(cluster, timeout=CONNECT)
        except (OSError, TimeoutError, ValueError) as error:
            raise NoEngine(f"no scheduler answers at {cluster} ({error}); is it running?") from error
        with client:
            _check(client, cluster)
            yield Spread(client)


def _check(client: Client, cluster: str) -> None:
    """Refuse a cluster without workers, and one whose workers run another strikewatch."""
    there = client.run(ours)
    if not there:
        raise NoEngine(f"the scheduler at {cluster} has no worker; start one: dask worker {cluster} --nthreads 1")
    others = {address: told for address, told in there.items() if told != ours()}
    if others:
        address, told = min(others.items())
        raise NoEngine(f"the worker {address} runs strikewatch {told}, not {ours()}; install the same there")


def ours() -> str:
    """Name what decides how a page is read: the version of each step."""
    from crawler.extract import VERSION as EXTRACT  # noqa: PLC0415 - on the workers too, once each
    from steps import reading  # noqa: PLC0415

    return f"{EXTRACT}/{reading.IDENTIFY}/{reading.FINGERPRINT}/{reading.DETECT}"


_CONFIGURATION = {
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.scheduler.worker-ttl": SILENCE,
    "distributed.comm.timeouts.tcp": SILENCE,
    "distributed.admin.log-format": "%(message)s",
    "logging.distributed": "error",
}
