"""Prints how well duplicates are found, beside datasketch, and what a check costs as the store grows.

Reads the shared development pairs and texts that it generates; writes tables to standard output. On an idle machine:
`BENCH_PYTHON=/path/to/venv-with-datasketch/bin/python python -m bench.duplicates [--sizes 10000 100000]`.
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
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from analysis.duplicates import BUCKET, Telling, linked
from analysis.fingerprint import Fingerprint, fingerprint
from bench import duplicates_sets as sets
from store import neighbours, passes
from store.articles import insert_article
from store.database import Store, open_store, writing
from store.records import Article, Fingerprinted

FETCHED = datetime(2026, 11, 22, tzinfo=UTC)
WORDS, SITES, COPIED = 250, 40, 0.05  # a news text's length; sites, each with its footer; the share of copies
CHECKS = 1_000


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


def quality_table(shared: Path) -> None:
    """Print precision and recall on the computed pairs and the share of negative pairs kept apart."""
    for name, figure in sets.quality(shared).items():
        print(f"| {name} | {figure:.3f} |")


def peer_table(shared: Path, python: str) -> None:
    """Print ours and datasketch over the Reuters texts: pairs, seconds, memory of the peer."""
    kept = [row for row in sets.rows(shared, sets.SETS["reuters"][0]) if len(row["text"]) >= sets.CHARACTERS]
    lines = "".join(json.dumps({"id": row["id"], "text": f"{row['title']} {row['text']}"}) + "\n" for row in kept)
    right = sets.positives(shared, "reuters")
    started = time.perf_counter()
    ours = sets.pairs_found(sets.tellings_of(shared, "reuters"))
    print(f"| strikewatch | {_scores(ours, right)} | {time.perf_counter() - started:.1f} s |")
    peer = Path(__file__).with_name("duplicates_peer.py")
    answer = subprocess.run([python, str(peer)], input=lines, capture_output=True, text=True, check=True).stdout
    found = json.loads(answer)
    pairs = {sets.ordered(*pair) for pair in found["pairs"]}
    print(f"| datasketch | {_scores(pairs, right)} | {found['seconds']:.1f} s, {found['megabytes']:.0f} MB |")


def _scores(found: set[sets.Pair], right: set[sets.Pair]) -> str:
    precision, recall = sets.precision_and_recall(found, right)
    return f"precision {precision:.3f}, recall {recall:.3f}"


def cost_row(count: int) -> None:
    """Print what the store's index costs with `count` articles in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        store = open_store(path)
        started = time.perf_counter()
        _fill(store, count)
        filled = time.perf_counter() - started
        store.close()
        started = time.perf_counter()
        store = open_store(path)
        opened = time.perf_counter() - started
        each, cpu, compared = _check(store, count)
        size = path.stat().st_size / 1e6
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {count:,} | {filled / count * 1e3:.2f} ms | {opened * 1e3:.0f} ms | {each * 1e3:.2f} ms "
        f"| {cpu * 1e3:.2f} ms | {compared:.1f} | {size:.0f} MB | {peak:.0f} MB |"
    )


def _fill(store: Store, count: int) -> None:
    batch: list[Fingerprinted] = []
    for number, text in enumerate(texts(count)):
        found = fingerprint("", text)
        name = f"{number * 2654435761 % 2**32:08x}{number:08x}"  # ids come in no order, as hashes do
        batch.append(
            Fingerprinted(article_id=name, text_sha=found.text_hash, sketch=found.to_bytes(), bands=found.bands)
        )
        if len(batch) == 1000 or number == count - 1:
            with writing(store):
                for one in batch:
                    insert_article(store, _bare(one.article_id), None)
            passes.save_fingerprinted(store, "1", batch)
            batch.clear()


def _bare(name: str) -> Article:
    return Article(id=name, source="bench", url=f"https://bench.example/{name}", title="", body="", extractor=1,
                   fetched=FETCHED)  # fmt: skip


def _check(store: Store, count: int) -> tuple[float, float, float]:
    """Fingerprint and check articles that are not stored: seconds, seconds of CPU and comparisons each."""
    new = [text for number, text in enumerate(texts(count + CHECKS)) if number >= count]
    compared = 0
    started, started_cpu = time.perf_counter(), time.process_time()
    for text in new:
        telling = Telling(id="new", published=FETCHED, address=None, fingerprint=fingerprint("", text))
        prints = telling.fingerprint
        for other in neighbours.candidates(store, prints.bands, prints.text_hash, most=BUCKET):
            stored = neighbours.sketched(store, other)
            held = Telling(id=other, published=None, address=None, fingerprint=Fingerprint.from_bytes(stored.sketch))
            linked(telling, held)
            compared += 1
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    return seconds / len(new), cpu / len(new), compared / len(new)


def main() -> None:
    """Print the tables that can be made here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    options = parser.parse_args()
    if (options.shared / "data" / "duplicates").is_dir():
        print("| measure | figure |\n|---|---|")
        quality_table(options.shared)
        if python := os.environ.get("BENCH_PYTHON"):
            print("\n| Reuters pairs | found | time |\n|---|---|---|")
            peer_table(options.shared, python)
    print("\n| articles | to put in | to open | to check one | CPU | compared | file | peak |")
    print("|---|---|---|---|---|---|---|---|")
    for size in options.sizes:
        cost_row(size)


if __name__ == "__main__":
    main()
