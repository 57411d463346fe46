"""How fast stores are joined: articles a second, with what the steps made of them, into an empty and into a full store.

    python -m bench.joining [--articles 100000]

Makes two stores under a temporary folder: articles of made words (1,500 characters, the middle of Russian news) with
their language, fingerprint, twenty bands and verdict; a tenth flagged and in English. Half of the second is known to
the first.
"""

import argparse
import hashlib
import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from analysis.fingerprint import fingerprint
from store import search
from store.database import Store, open_store, writing
from store.joining import join

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
CHARACTERS = 1500
LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
FLAGGED = 10  # one in so many


def main() -> None:
    """Make the stores, join the second into the first and into an empty one, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=100_000)
    count = options.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        here, other, empty = (Path(folder) / name for name in ("here.db", "other.db", "empty.db"))
        made(here, 0, count)
        made(other, count // 2, count)
        for name, path in (("into an empty store", empty), ("into a store that knows half", here)):
            store = open_store(path)
            began, spent = time.perf_counter(), time.process_time()
            told = join(store, other)
            seconds, cpu = time.perf_counter() - began, time.process_time() - spent
            print(f"{name:<32}{count / seconds:>8.0f} articles/s   {count / cpu:>8.0f} a second of CPU   {told}")
            store.close()


def made(path: Path, first: int, count: int) -> None:
    """Write a store of `count` made articles, numbered from `first`: the same number is the same article."""
    words = _words()
    store = open_store(path)
    store.conn.execute("PRAGMA synchronous = OFF")
    with writing(store):
        for number in range(first, first + count):
            _insert(store, number, words)
    store.close()


def _words() -> list[str]:
    """Give 20,000 made words; the n-th is as frequent as a language's n-th is."""
    chance = random.Random(5)  # noqa: S311 - made data, the same each time
    return ["".join(chance.choices(LETTERS, k=chance.randint(2, 11))) for _ in range(20_000)]


def _insert(store: Store, number: int, words: list[str]) -> None:
    chance = random.Random(number)  # noqa: S311 - made data, the same each time
    body = " ".join(words[int(len(words) ** chance.random())] for _ in range(CHARACTERS // 7))
    one, title, told = hashlib.sha256(b"%d" % number).hexdigest()[:16], body[:70], NOW - timedelta(minutes=number)
    print_of = fingerprint(title, body)
    ours = store.conn.execute
    url = f"https://paper.example/{number}"
    row = ours(
        "INSERT INTO article (id, source, url, title, body, published, published_precision, extractor, fetched)"
        " VALUES (?, ?, ?, ?, ?, ?, 'second', 1, ?) RETURNING number",
        [one, f"paper-{number % 60}", url, title, body, told.isoformat(), NOW.isoformat()],
    ).fetchone()
    strike = number % FLAGGED == 0
    english = (title, body) if strike else ("", "")
    search.insert_many(store, [(row[0], title, body, *english)])
    ours("INSERT INTO identification VALUES (?, '1', 'ru', 'Cyrl', 1.0, '[]')", [one])
    ours("INSERT INTO fingerprint VALUES (?, '1', ?, ?)", [one, print_of.text_hash, print_of.to_bytes()])
    store.conn.executemany("INSERT INTO band VALUES (?, ?)", [(band, one) for band in print_of.bands])
    ours("INSERT INTO detection VALUES (?, '1', ?, ?, 'none', '', 1, '[]')", [one, strike, 0.9 if strike else 0.01])
    if strike:
        ours("INSERT INTO report VALUES (?, 0, '1', ?)", [one, json.dumps({"status": "ongoing"})])
        ours(
            "INSERT INTO translation (article_id, version, state, quality, title, body)"
            " VALUES (?, '1', 'done', 'rough', ?, ?)",
            [one, *english],
        )


if __name__ == "__main__":
    main()
