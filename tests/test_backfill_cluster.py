"""The same archive on Dask's workers, some of which die: the same store as in one process.

The workers are processes of this machine. The soak puts them into network namespaces of their own, kills one and cuts
another off; it needs root and `ip`.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from made_archive import NOON, PAPER, made_archive
from sample_nights import Dump, dump

from scale.backfill import Backfilled, backfill, plan
from scale.engine import Ended, EngineLost, Here, NoEngine, Spread, engine
from scale.wanted import Wanted
from store.database import open_store

Client = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'strikewatch[cluster]'").Client
ROOT = Path(__file__).parents[1]
PART = 4_000


def run(folder: Path, archive: Path, running: Any) -> Backfilled:
    works = [*plan([archive], Wanted(sources=(PAPER,)), None, size=PART)]
    store = open_store(folder / "s.db")
    try:
        return backfill(store, running, works, folder / "parts", clock=lambda: NOON)
    finally:
        store.close()


def stored(folder: Path) -> Dump:
    return dump(folder / "s.db", {"article": ("number",)})


class Killing:
    """An engine that kills a worker's process as soon as the first piece has come back."""

    def __init__(self, inner: Spread) -> None:
        self.inner = inner
        self.workers = inner.workers
        self.killed = 0

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Ended[Any, Any]]:
        for ended in self.inner.spread(work, pieces):
            if not self.killed:
                self.killed = min(self.inner.client.run(os.getpid).values())
                os.kill(self.killed, signal.SIGKILL)
            yield ended


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_archive(tmp_path_factory.mktemp("archive"), 40)


@pytest.mark.filterwarnings("ignore")  # a worker that dies leaves its sockets to the collector
def test_a_worker_that_is_killed_costs_nothing(archive: Path, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    run(tmp_path / "here", archive, Here())
    with engine("local", workers=2) as running:
        assert isinstance(running, Spread)
        killing = Killing(running)
        done = run(tmp_path / "there", archive, killing)
    assert killing.killed
    assert (done.failed, done.problems) == (0, [])
    assert stored(tmp_path / "there") == stored(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scale.engine.CONNECT", "1s")
    with pytest.raises(NoEngine, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"), engine("tcp://127.0.0.1:9"):
        pass


# --- the soak: a scheduler and workers that are processes of their own, in namespaces of their own ---


def strikewatch_dask(*words: str, namespace: str | None = None) -> "subprocess.Popen[bytes]":
    inside = ["ip", "netns", "exec", namespace] if namespace else []
    return subprocess.Popen(
        [*inside, sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def await_workers(address: str, count: int) -> None:
    with Client(address, timeout=90) as client:
        client.wait_for_workers(count, timeout=90)


def end(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        process.kill()
        process.wait()


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def namespaces(count: int) -> Iterator[list[str]]:
    """Make a bridge at 10.77.0.1 and `count` namespaces on it, the first at 10.77.0.2."""
    names = [f"sw{n}" for n in range(count)]
    try:
        ip("link", "add", "swbr", "type", "bridge")
        ip("addr", "add", "10.77.0.1/24", "dev", "swbr")
        ip("link", "set", "swbr", "up")
        for n, name in enumerate(names):
            ip("netns", "add", name)
            ip("link", "add", f"swv{n}", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", f"swv{n}", "master", "swbr", "up")
            ip("-n", name, "addr", "add", f"10.77.0.{n + 2}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield names
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
        subprocess.run(["ip", "link", "del", "swbr"], capture_output=True, check=False)


class Cutting(Killing):
    """Kills one worker after the first piece, and cuts the next one's cable after the second."""

    def __init__(self, inner: Spread, first: "subprocess.Popen[bytes]") -> None:
        super().__init__(inner)
        self.first = first
        self.pieces = 0

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Ended[Any, Any]]:
        for ended in self.inner.spread(work, pieces):
            self.pieces += 1
            if self.pieces == 1:
                self.first.kill()
            if self.pieces == 2:
                ip("link", "set", "swv1", "down")
            yield ended


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore")  # Dask's client loses its connections in the middle, as it shall
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("ip"), reason="network namespaces need root and `ip`")
def test_workers_in_namespaces_of_which_one_is_killed_and_one_cut_off(archive: Path, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    run(tmp_path / "here", archive, Here())
    with ExitStack() as stack:
        names = stack.enter_context(namespaces(3))
        address = "tcp://10.77.0.1:8786"
        processes = [strikewatch_dask("dask_scheduler", "--host", "10.77.0.1", "--no-dashboard")]
        stack.callback(lambda: end(processes))
        processes += [
            strikewatch_dask("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", namespace=name)
            for name in names
        ]
        await_workers(address, 3)
        running = stack.enter_context(engine(address))
        assert isinstance(running, Spread)
        assert running.workers == 3
        done = run(tmp_path / "there", archive, Cutting(running, processes[1]))
        assert (done.failed, done.problems) == (0, [])
        assert stored(tmp_path / "there") == stored(tmp_path / "here")


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_killed_costs_what_was_under_way(archive: Path, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    run(tmp_path / "here", archive, Here())
    address = "tcp://127.0.0.1:8799"
    with ExitStack() as stack:
        scheduler = strikewatch_dask("dask_scheduler", "--host", "127.0.0.1", "--port", "8799", "--no-dashboard")
        worker = strikewatch_dask("dask_worker", address, "--nthreads", "1", "--no-dashboard")
        stack.callback(lambda: end([worker, scheduler]))
        await_workers(address, 1)
        running = stack.enter_context(engine(address))
        assert isinstance(running, Spread)
        with pytest.raises(EngineLost, match="start the same command again"):
            run(tmp_path / "there", archive, KillingScheduler(running, scheduler))
    done = run(tmp_path / "there", archive, Here())
    assert done.known >= 1
    assert stored(tmp_path / "there") == stored(tmp_path / "here")


class KillingScheduler(Killing):
    def __init__(self, inner: Spread, scheduler: "subprocess.Popen[bytes]") -> None:
        super().__init__(inner)
        self.scheduler = scheduler

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Ended[Any, Any]]:
        for ended in self.inner.spread(work, pieces):
            self.scheduler.kill()
            yield ended
