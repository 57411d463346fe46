"""How fast archives are read: pages a second here, on one worker and on two, beside warcio with trafilatura alone.

    heavy python -m bench.backfill --pages 100000

Makes a WARC file like those of CC-NEWS (one gzip member a response) under /tmp, once, from the pages of the crawl
benchmark: a fifth lies on the hosts of our catalogue, a tenth of those names a strike. Prints a table: speeds, two
workers beside one, one worker beside the plain loop, and the most memory that a worker held. Leave the machine alone.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trafilatura import bare_extraction
from warcio.archiveiterator import ArchiveIterator

from analysis.learned import model
from bench.crawl_pages import made_page
from crawler.archive import Archive
from crawler.loader import load_catalogue
from crawler.source import Source
from scale.backfill import Backfilled, backfill, plan
from scale.engine import Spread, engine
from scale.translating import Models
from scale.wanted import Wanted
from store.database import open_store

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLACES = ((None, 1), ("local", 1), ("local", 2))
HTML = [("Content-Type", "text/html; charset=utf-8")]
STRIKE = {
    "ru": "Рабочие выдуманного завода объявили забастовку и не вышли на смену.",
    "kk": "Ойдан шығарылған зауыттың жұмысшылары ереуілге шығып, жұмысты тоқтатты.",
    "en": "Workers of an invented plant went on strike and refused to start the shift.",
}


def made_archive(folder: Path, pages: int) -> Path:
    """Make the archive, or return the one that was made before."""
    ready = folder / f"made-{pages}.warc.gz"
    if not ready.exists():
        hosts = [min(source.site.hosts) for source in load_catalogue()]
        with Archive(folder, NOON, rotate_bytes=1 << 50) as archive:
            for number in range(pages):
                url, body = _made(number, hosts)
                capture = archive.write(url, 200, HTML, body, fetched=NOON)
        (folder / capture.file).replace(ready)
    return ready


def _made(number: int, hosts: list[str]) -> tuple[str, bytes]:
    chance = random.Random(number)  # noqa: S311 - pages that are the same each time, no secrets
    lang, body = made_page(number)
    if chance.random() >= 0.2:
        return f"https://elsewhere-{number % 900}.example/news/{number}", body
    if chance.random() < 0.1:
        body = body.replace(b"<p>", f"<p>{STRIKE[lang]} ".encode(), 1)
    return f"https://{hosts[number % len(hosts)]}/news/{number}", body


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: its seconds, the engine's start left out, what it did, and the megabytes of the largest worker."""

    seconds: float
    done: Backfilled
    megabytes: float


def ours(file: Path, wanted: Wanted, cluster: str | None, workers: int, *, full: bool = False) -> Ran:
    """Read the whole file; `full` with the learned reader beside the rules and the rough translator."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        models = Models(folder=Path(folder) / "models") if full else None
        works = [*plan([file], wanted, models, weights=model.SHIPPED.read_bytes() if full else None)]
        with engine(cluster, workers=workers) as running:
            began = time.perf_counter()
            done = backfill(store, running, works, Path(folder) / "parts", clock=lambda: NOON)
            seconds = time.perf_counter() - began
            held = running.client.run(peak).values() if isinstance(running, Spread) else [peak()]
        store.close()
    return Ran(seconds, done, max(held))


def peak() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(file: Path, pages: int) -> float:
    """Return the seconds that warcio and trafilatura take for the first `pages` pages."""
    began = time.perf_counter()
    with file.open("rb") as stream:
        seen = 0
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                bare_extraction(record.content_stream().read())
                seen += 1
                if seen == pages:
                    break
    return time.perf_counter() - began


def main() -> None:
    """Run the benchmark and print its table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--full", action="store_true", help="also with the learned reader and rough English")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "strikewatch-bench")
    chosen = options.parse_args()
    file = made_archive(chosen.folder, chosen.pages)
    sources = load_catalogue()
    print(f"{chosen.pages} pages, {file.stat().st_size / 1e6:.0f} MB")
    few = min(1000, chosen.pages)
    rate = few / bare(file, few)
    print(f"{'warcio + trafilatura, one process':<76}{rate:>6.0f} pages/s   (first {few} pages)", flush=True)
    for name, wanted in _filters(sources):
        ran = {}
        for cluster, workers in PLACES:
            place = f"{workers} worker{'s' * (workers > 1)}" if cluster else "plain loop"
            ran[workers if cluster else 0] = one = ours(file, wanted, cluster, workers)
            _print(f"{name}, {place}", one, chosen.pages, rate)
        print(f"  two workers beside one {ran[1].seconds / ran[2].seconds:.2f} times; "
              f"one worker beside the plain loop {ran[1].seconds / ran[0].seconds - 1:+.1%} of its time")  # fmt: skip
        if chosen.full:
            one = ours(file, wanted, "local", 2, full=True)
            _print(f"{name}, 2 workers, learned reader, rough English", one, chosen.pages, rate)


def _print(name: str, ran: Ran, pages: int, rate: float) -> None:
    speed = pages / ran.seconds
    print(f"{name:<76}{speed:>6.0f} pages/s {speed / rate:>6.1f} x {ran.megabytes:>6.0f} MB  {dict(ran.done.counts)}",
          flush=True)  # fmt: skip


def _filters(sources: tuple[Source, ...]) -> Iterator[tuple[str, Wanted]]:
    yield "our hosts, may tell of a strike", Wanted(sources=sources)
    yield "any host, may tell of a strike", Wanted(sources=sources, anywhere=True)


if __name__ == "__main__":
    main()
