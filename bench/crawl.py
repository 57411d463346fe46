"""Times a night's crawl over made pages on loopback, beside bare extractors over the same pages. Prints a table.

    python -m bench.crawl [--pages 2000] [--sites 8]

Our crawl fetches over HTTP, extracts, archives and stores. Trafilatura, newspaper4k and news-please are given the
pages' HTML in memory, one core, no fetching. newspaper4k and news-please are run by the interpreter that the variable
BENCH_PYTHON names (see requirements-bench.in) and left out where it is not set. Run it on an idle machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.crawl_pages import made_page
from bench.crawl_server import host
from crawler.child import Job, crawl_in_child
from crawler.tally import CrawlReport

CHECKOUT = Path(__file__).resolve().parent.parent
# What issue 2 asks: our pages a second divided by the peer's.
ASKED = {"trafilatura": 0.7, "newspaper4k": 2.0, "news-please": 3.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One crawl: wall and CPU time, the highest sum of memory of all its processes (MB), and its report."""

    seconds: float
    cpu: float
    peak_mb: float
    report: CrawlReport


def main() -> None:
    """Run everything and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as name, _server(options.pages, options.sites) as port:
        folder = Path(name)
        _write_pages(folder, options.pages)
        catalogue = _catalogue(folder, port, options.sites)
        first, second = (_night(folder, catalogue, options.pages) for _ in range(2))
        _print_nights(options.pages, first, second)
        _print_whole_night(folder, catalogue, options.pages)
        for peer, asked in ASKED.items():
            _print_peer(peer, asked, options.pages / first.seconds, folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--sites", type=int, default=8)
    return parser.parse_args()


@contextmanager
def _server(pages: int, sites: int) -> Iterator[int]:
    command = [sys.executable, "-m", "bench.crawl_server", str(pages), str(sites)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


def _write_pages(folder: Path, pages: int) -> None:
    (folder / "pages").mkdir()
    for number in range(pages):
        (folder / "pages" / f"{number:05}.html").write_bytes(made_page(number)[1])


def _catalogue(folder: Path, port: int, sites: int) -> Path:
    path = folder / "catalogue.toml"
    entries = [
        f"""[[source]]
name = "made-{site}"
title = "Made {site}"
homepage = "http://{host(site)}:{port}/"
languages = ["ru", "kk", "en"]
region = "nowhere"
kind = "local paper"
channels = [{{ url = "http://{host(site)}:{port}/rss", type = "feed" }}]
delay = 0
evidence = "C"
"""
        for site in range(sites)
    ]
    path.write_text("\n".join(entries), encoding="utf-8")
    return path


def _night(folder: Path, catalogue: Path, pages: int) -> Night:
    job = Job(
        database=folder / "bench.db", archive=folder / "archive", catalogues=(catalogue,),
        max_new=pages, max_age_days=36_500,
    )  # fmt: skip
    with _watched_memory() as peak:
        began, cpu = time.perf_counter(), _cpu_of_children()
        report = crawl_in_child(job)
        seconds, cpu = time.perf_counter() - began, _cpu_of_children() - cpu
    return Night(seconds=seconds, cpu=cpu, peak_mb=max(peak, default=0.0), report=report)


def _print_whole_night(folder: Path, catalogue: Path, pages: int) -> None:
    """Run all steps over the pages, into a store of their own, with English left out: there is no model."""
    command = [
        sys.executable, "-m", "cli", "nightly", "--quiet",
        "--db", str(folder / "whole" / "night.db"), "--catalogue", str(catalogue), "--only-catalogue",
    ]  # fmt: skip
    wanted = {"ROUGH": "false", "MAX_NEW": str(pages), "MAX_AGE_DAYS": "36500"}
    environment = {**os.environ, **{f"STRIKEWATCH_{name}": value for name, value in wanted.items()}}
    with _watched_memory() as peak:
        began = time.perf_counter()
        subprocess.run(command, env=environment, cwd=CHECKOUT, check=True)
        seconds = time.perf_counter() - began
    print(f"whole night   {seconds:8.1f} s  all steps, no model  peak {max(peak, default=0.0):5.0f} MB (asked: 400)")


def _cpu_of_children() -> float:
    """Return the CPU seconds of ended children and theirs; the server still runs and does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _watched_memory() -> Iterator[list[float]]:
    """Sample the memory of this process's descendants but the server's, ten times a second.

    The proportional set size counts a page that several processes share once, as the machine does.
    """
    samples: list[float] = []
    done = threading.Event()
    before = set(_descendants())

    def watch() -> None:
        while not done.wait(0.1):
            samples.append(sum(_memory_mb(process) for process in _descendants() if process not in before))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield samples
    finally:
        done.set()
        thread.join()


def _descendants() -> list[int]:
    found = [os.getpid()]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it ended meanwhile
                continue
    return found[1:]


def _memory_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _print_nights(pages: int, first: Night, second: Night) -> None:
    one, two = first.report.totals(), second.report.totals()
    print(f"{pages} pages, {one['sources']} sites: {one['stored']} stored, {one['failed']} failed")
    print(f"first night   {first.seconds:8.1f} s  {one['bytes'] / 1e6:8.2f} MB  peak {first.peak_mb:5.0f} MB of memory")
    print(f"second night  {second.seconds:8.1f} s  {two['bytes'] / 1e6:8.2f} MB  {two['fetched']} fetched")
    time_share, byte_share = second.seconds / first.seconds, two["bytes"] / one["bytes"]
    print(f"second to first: time {time_share:.1%} (asked: 10 %), bytes {byte_share:.2%} (asked: 2 %)")
    cpu = 1000 * first.cpu / pages
    print(f"ours          {pages / first.seconds:8.1f} pages/s  {cpu:5.1f} ms CPU a page, start-up included")


def _print_peer(name: str, asked: float, ours: float, folder: Path) -> None:
    interpreter = sys.executable if name == "trafilatura" else os.environ.get("BENCH_PYTHON")
    if interpreter is None:
        print(f"{name:13} left out: BENCH_PYTHON does not name an interpreter that has it")
        return
    command = [interpreter, str(Path(__file__).with_name("crawl_peers.py")), name, str(folder / "pages")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{name:13} left out: {done.stderr.strip().splitlines()[-1] if done.stderr else 'it failed'}")
        return
    told = json.loads(done.stdout.splitlines()[-1])
    theirs = told["pages"] / told["seconds"]
    cpu = 1000 * told["cpu"] / told["pages"]
    print(
        f"{name:13} {theirs:8.1f} pages/s  {cpu:5.1f} ms CPU a page; ours is {ours / theirs:.2f} times as fast",
        end="",
    )
    print(f" (asked: {asked})")


if __name__ == "__main__":
    main()
