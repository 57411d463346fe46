"""How fast archives are read: pages a second here, on one worker and on two, beside warcio with trafilatura alone.

    heavy python -m bench.backfill --pages 100000

Makes a WARC file like those of CC-NEWS (one gzip member a response) under /tmp, once, from the pages of the crawl
benchmark: a fifth lies on the hosts of our catalogue, a tenth of those names a strike; the rest is other people's
news in our languages and in German. Prints a table; `--floor` runs one worker and the plain loop on the same part.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from trafilatura import bare_extraction
from warcio.archiveiterator import ArchiveIterator

from bench.crawl_pages import made_page
from crawler.archive import Archive
from crawler.loader import load_catalogue
from crawler.source import Source
from scale.backfill import Backfilled, backfill, plan
from scale.engine import engine
from scale.wanted import Wanted
from store.database import open_store

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
STRIKE = {
    "ru": "Рабочие выдуманного завода объявили забастовку и не вышли на смену.",
    "kk": "Ойдан шығарылған зауыттың жұмысшылары ереуілге шығып, жұмысты тоқтатты.",
    "en": "Workers of an invented plant went on strike and refused to start the shift.",
}
# Our languages' pages with their words replaced: a page that the look at the raw text has to refuse.
GERMAN = str.maketrans({"а": "a", "е": "e"})


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


def ours(file: Path, wanted: Wanted, cluster: str | None, workers: int) -> tuple[float, Backfilled]:
    """Return the seconds that a whole run takes, the engine's start left out, and what it did."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        works = [*plan([file], wanted, None)]
        with engine(cluster, workers=workers) as running:
            began = time.perf_counter()
            done = backfill(store, running, works, Path(folder) / "parts", clock=lambda: NOON)
            seconds = time.perf_counter() - began
        store.close()
    return seconds, done


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
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "strikewatch-bench")
    chosen = options.parse_args()
    file = made_archive(chosen.folder, chosen.pages)
    sources = load_catalogue()
    print(f"{chosen.pages} pages, {file.stat().st_size / 1e6:.0f} MB")
    few = min(1000, chosen.pages)
    rate = few / bare(file, few)
    print(f"{'warcio + trafilatura, one process':<52}{rate:>8.0f} pages/s   (first {few} pages)")
    for name, wanted in _filters(sources):
        for cluster, workers in ((None, 1), ("local", 1), ("local", 2)):
            seconds, done = ours(file, wanted, cluster, workers)
            speed = chosen.pages / seconds
            place = f"{workers} worker{'s' * (workers > 1)}" if cluster else "plain loop"
            print(f"{name + ', ' + place:<52}{speed:>8.0f} pages/s   {speed / rate:.1f} x   {dict(done.counts)}")


def _filters(sources: tuple[Source, ...]) -> Iterator[tuple[str, Wanted]]:
    yield "our hosts, may tell of a strike", Wanted(sources=sources)
    yield "any host, may tell of a strike", Wanted(sources=sources, anywhere=True)


if __name__ == "__main__":
    main()
