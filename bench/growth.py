"""Prints and plots what a new article costs as the store grows, beside datasketch on the same texts.

Reads texts that it generates; writes a table to standard output and docs/images/growth.svg. A million articles take an
hour of one core: `BENCH_PYTHON=/path/to/venv-with-datasketch/bin/python heavy python -m bench.growth`.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, islice
from math import log10
from pathlib import Path

from analysis import duplicates
from analysis.duplicates import Telling, connected_to
from analysis.fingerprint import Fingerprint, fingerprint
from store import neighbours, passes
from store.articles import insert_article
from store.database import Store, open_store, writing
from store.records import Article, Fingerprinted

FETCHED = datetime(2026, 11, 22, tzinfo=UTC)
WORDS, SITES, COPIED = 250, 40, 0.05  # a news text's length; sites, each with its footer; the share of copies
CHECKS = 1_000
PEER_AT = 10_000  # texts that datasketch is given too: it takes as long for them as we do for ten times as many
SIZES = [10_000, 100_000, 1_000_000]
PLOT = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it took with so many articles in: CPU an article to put in, time to open and to check one; megabytes."""

    articles: int
    fill: float
    opened: float
    check: float
    cpu: float
    compared: float
    file: float
    peak: float


def texts(count: int) -> Iterator[str]:
    """Generate news: words as frequent as in a language (Zipf), a site's footer, one in 20 an edited copy."""
    source = random.Random(22)  # noqa: S311 - the same texts each time
    vocabulary = [f"w{rank}" for rank in range(60_000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))
    footers = [" ".join(source.choices(vocabulary, k=30)) for _ in range(SITES)]
    recent: list[list[str]] = []
    for _ in range(count):
        if recent and source.random() < COPIED:
            words = list(source.choice(recent))
            cut = source.randrange(len(words) // 5)
            words = words[cut:] if source.random() < 0.5 else words[: len(words) - cut]
        else:
            words = source.choices(vocabulary, cum_weights=weights, k=source.randrange(WORDS // 2, WORDS * 3 // 2))
        recent = [*recent[-99:], words]
        yield " ".join(words) + " " + source.choice(footers)


def grown(sizes: list[int], folder: Path) -> Iterator[Cost]:
    """Let one store grow, and measure it at each size."""
    path, stream, have = folder / "bench.db", texts(max(sizes) + CHECKS * len(sizes)), 0
    for size in sorted(sizes):
        store = open_store(path)
        started = time.process_time()
        _fill(store, stream, have, size)
        fill = (time.process_time() - started) / max(1, size - have)
        store.close()
        started = time.perf_counter()
        store = open_store(path)
        opened = time.perf_counter() - started
        check, cpu, compared = _check(store, list(islice(stream, CHECKS)))
        store.close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        file = path.stat().st_size / 1e6
        have = size
        yield Cost(
            articles=size, fill=fill, opened=opened, check=check, cpu=cpu, compared=compared, file=file, peak=peak
        )


def _fill(store: Store, stream: Iterator[str], have: int, size: int) -> None:
    batch: list[Fingerprinted] = []
    for number, text in enumerate(islice(stream, size - have), start=have):
        found = fingerprint("", text)
        name = f"{number * 2654435761 % 2**32:08x}{number:08x}"  # ids come in no order, as hashes do
        batch.append(
            Fingerprinted(article_id=name, text_sha=found.text_hash, sketch=found.to_bytes(), bands=found.bands)
        )
        if len(batch) == 1000 or number == size - 1:
            with writing(store):
                for one in batch:
                    insert_article(store, _bare(one.article_id), None)
            passes.save_fingerprinted(store, "1", batch)
            batch.clear()


def _bare(name: str) -> Article:
    return Article(id=name, source="bench", url=f"https://bench.example/{name}", title="", body="", extractor=1,
                   fetched=FETCHED)  # fmt: skip


def _check(store: Store, new: list[str]) -> tuple[float, float, float]:
    """Fingerprint and check articles that are not stored: seconds, seconds of CPU and comparisons each."""
    compared = 0

    def load(article_id: str) -> Telling:
        nonlocal compared
        compared += 1
        (held,) = neighbours.sketched(store, [article_id])
        return Telling(id=held.id, published=None, address=None, fingerprint=Fingerprint.from_bytes(held.sketch))

    def candidates(telling: Telling) -> list[str]:
        prints = telling.fingerprint
        return neighbours.candidates(
            store, prints.bands, prints.text_hash, bucket=duplicates.BUCKET, most=duplicates.COMPARED
        )

    started, started_cpu = time.perf_counter(), time.process_time()
    for text in new:
        telling = Telling(id="new", published=FETCHED, address=None, fingerprint=fingerprint("", text))
        connected_to([telling], load, candidates)
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    return seconds / len(new), cpu / len(new), compared / len(new)


def peer(python: str, count: int) -> dict[str, float]:
    """Give datasketch the same texts, each asked for and then put in: milliseconds of CPU an article, megabytes."""
    lines = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts(count)))
    script = str(Path(__file__).with_name("duplicates_peer.py"))
    said = subprocess.run([python, script], input=lines, capture_output=True, text=True, check=True).stdout
    found = json.loads(said)
    return {"milliseconds": found["cpu"] / count * 1e3, "megabytes": found["megabytes"]}


def plot(costs: list[Cost]) -> str:
    """Draw milliseconds of CPU a check over the size of the store, whose axis is logarithmic."""
    top = max(5.0, *(cost.cpu * 1e3 for cost in costs)) * 1.1

    def at(cost: Cost) -> tuple[float, float]:
        return 60 + (log10(cost.articles) - 4) * 150, 200 - cost.cpu * 1e3 / top * 170

    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(at, costs))
    dots = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/><text x="{x:.0f}" y="{y - 9:.0f}" text-anchor="middle">'
        f"{cost.cpu * 1e3:.2f} ms</text>"
        f'<text x="{x:.0f}" y="216" text-anchor="middle">{cost.articles:,}</text>'
        for cost, (x, y) in zip(costs, map(at, costs), strict=True)
    )
    limit = 200 - 5 / top * 170
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 240" font-family="sans-serif" font-size="11">
<rect width="420" height="240" fill="white"/>
<line x1="40" y1="200" x2="400" y2="200" stroke="black"/><line x1="40" y1="20" x2="40" y2="200" stroke="black"/>
<line x1="40" y1="{limit:.0f}" x2="400" y2="{limit:.0f}" stroke="gray" stroke-dasharray="4"/>
<text x="398" y="{limit - 4:.0f}" text-anchor="end" fill="gray">5 ms</text>
<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/><g fill="#1f5fa8">{dots}</g>
<text x="220" y="234" text-anchor="middle">articles in the store (logarithmic); CPU time to check a new one</text>
</svg>
"""


def main() -> None:
    """Print the table, and draw the plot where all sizes were measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    print("| articles | to put in (CPU) | to open | to check one | CPU | compared | file | peak |")
    print("|---|---|---|---|---|---|---|---|")
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for one in grown(options.sizes, Path(folder)):
            costs.append(one)
            print(
                f"| {one.articles:,} | {one.fill * 1e3:.2f} ms | {one.opened * 1e3:.0f} ms | {one.check * 1e3:.2f} ms "
                f"| {one.cpu * 1e3:.2f} ms | {one.compared:.1f} | {one.file:.0f} MB | {one.peak:.0f} MB |",
                flush=True,
            )
    if options.sizes == SIZES:
        PLOT.write_text(plot(costs), "utf-8")
    if python := os.environ.get("BENCH_PYTHON"):
        said = peer(python, PEER_AT)
        told = f"{said['milliseconds']:.2f} ms of CPU an article, {said['megabytes']:.0f} MB in memory"
        print(f"\ndatasketch, {PEER_AT:,} of the same texts, each asked for and put in: {told}")


if __name__ == "__main__":
    main()
