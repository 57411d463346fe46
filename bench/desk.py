"""The desk under load: five curators at once while a night is writing, over a million articles and 50,000 reports.

    python -m bench.desk [--db FILE] [--seconds 60] [--articles 1000000]

The desk, the night and the curators are processes of their own. The night reads made texts with the real detection
and commits batches of fifty, as the real one does, at the low priority that deploy/ and the scheduler give it. A
curator fetches the queue page, then decides once a second: nobody reads faster. Printed are the times that a
curator's browser would see, from the request to the last byte.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import quantiles

import httpx

from analysis import detection
from bench import desk_store
from scheduler import POLITE
from store import articles, passes
from store.database import open_store
from store.records import Article, Detected

CURATORS = 5
THINK_SECONDS = 1.0
PAGE_LIMIT, DECISION_LIMIT = 0.060, 0.030


def main() -> int:
    """Make the store if it is not there, run the load, print the table; 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, default=Path(tempfile.gettempdir()) / "strikewatch-desk-bench.db")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--articles", type=int, default=desk_store.ARTICLES)
    parser.add_argument("--make-only", action="store_true")
    parser.add_argument("--night", type=Path, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.night:
        return _night(said.night, said.seconds)
    if not said.db.exists():
        began = time.monotonic()
        part = said.db.with_suffix(".part")
        part.unlink(missing_ok=True)
        desk_store.make(part, articles=said.articles, reports=said.articles // 20)
        part.rename(said.db)
        print(f"made {said.db}: {said.db.stat().st_size // 1_000_000} MB in {time.monotonic() - began:.0f} s")
    return 0 if said.make_only else _measure(said.db, said.seconds)


def _measure(db: Path, seconds: int) -> int:
    environment = {**os.environ, "STRIKEWATCH_DESK_HEADER": "X-Curator", "STRIKEWATCH_CONFIG": os.devnull}
    names = [f"curator-{number}" for number in range(1, CURATORS + 1)]
    for name in names:
        subprocess.run([sys.executable, "-m", "cli", "curators", "add", name, "--no-password", "--db", str(db)],
                       check=True, env=environment, stdout=subprocess.DEVNULL)  # fmt: skip
    command = [sys.executable, "-m", "cli", "review", "--db", str(db), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as desk:
        assert desk.stderr is not None
        began = time.monotonic()
        found = None
        while found is None:
            found = re.search(r"http://127\.0\.0\.1:\d+", desk.stderr.readline())
        print(f"the desk was ready after {time.monotonic() - began:.1f} s")
        night = subprocess.Popen(
            [*POLITE, sys.executable, "-m", "bench.desk", "--night", str(db), "--seconds", str(seconds + 5)]
        )
        curators = [Curator(found[0], name, seconds) for name in names]
        for one in curators:
            one.start()
        for one in curators:
            one.join()
        night.terminate()
        night.wait()
        desk.terminate()
    return _report(curators)


class Curator(threading.Thread):
    """One person at the desk: the queue page first and every tenth time, else the next story; then a decision."""

    def __init__(self, address: str, name: str, seconds: int) -> None:
        super().__init__()
        self.http = httpx.Client(base_url=address, headers={"X-Curator": name, "Accept-Language": "en"})
        self.until, self.number = time.monotonic() + seconds, int(name[-1])
        self.times: dict[str, list[float]] = {"queue page": [], "next story": [], "decision": []}
        self.failed: list[str] = []

    def run(self) -> None:
        """Work until the time is over."""
        time.sleep(self.number * THINK_SECONDS / CURATORS)
        turn = 0
        while time.monotonic() < self.until:
            page = self._timed("queue page", "GET", "/queue")
            found = re.search(r'data-id="(\w+)" data-sha="(\w+)" data-version="([^"]+)"', page.text)
            token = re.search(r'data-token="([^"]+)"', page.text)
            if found is None or token is None:
                told = re.search(r'<p id="progress"[^>]*>([^<]*)', page.text)
                self.failed.append(f"no story on the page: {page.status_code}, {told and told[1]}")
                return
            self._timed("next story", "GET", f"/next?without={found[1]}", headers={"Accept": "application/json"})
            body = {"article": found[1], "sha": found[2], "version": found[3], "ordinal": 1}
            body["decision"] = ("accept", "reject", "reject", "unsure")[turn % 4]
            headers = {"Accept": "application/json", "X-Desk-Token": token[1]}
            self._timed("decision", "POST", "/decide", json=body, headers=headers)
            turn += 1
            time.sleep(THINK_SECONDS)

    def _timed(self, what: str, method: str, path: str, **more: object) -> httpx.Response:
        began = time.perf_counter()
        answer = self.http.request(method, path, **more)  # type: ignore[arg-type]
        self.times[what].append(time.perf_counter() - began)
        if answer.status_code != 200:
            self.failed.append(f"{method} {path}: {answer.status_code} {answer.text[:120]}")
        return answer


def _report(curators: list[Curator]) -> int:
    limits = {"queue page": PAGE_LIMIT, "decision": DECISION_LIMIT}
    broken = False
    print(f"{'':<12} {'n':>6} {'median':>9} {'p95':>9} {'worst':>9}   limit at p95 (milliseconds)")
    for what in curators[0].times:
        times = sorted(one for curator in curators for one in curator.times[what])
        p95 = quantiles(times, n=20)[-1]
        limit = limits.get(what)
        broken |= limit is not None and p95 > limit
        shown = f"{limit * 1000:.0f}" if limit else "-"
        print(f"{what:<12} {len(times):>6} {times[len(times) // 2] * 1000:>9.1f} {p95 * 1000:>9.1f} "
              f"{times[-1] * 1000:>9.1f}   {shown}")  # fmt: skip
    failed = [line for curator in curators for line in curator.failed]
    print(f"failures: {len(failed)}", *failed[:3], sep="\n  " if failed else "")
    return 1 if broken or failed else 0


def _night(db: Path, seconds: int) -> int:
    """Read made articles and commit them in batches of fifty, until the time is over."""
    store, made = open_store(db, create=False), desk_store.Made(Random(8), every=20)  # noqa: S311
    until, number = time.monotonic() + seconds, int(time.time())
    while time.monotonic() < until:
        batch = []
        for row in made.rows(number, number + 50):
            now = datetime.now(UTC)
            texts = {name: row[name] for name in ("id", "title", "body")}
            url = f"https://paper-1.example/{row['number']}"
            articles.add(store, Article(source="paper-1", url=url, published=now, extractor=1, fetched=now, **texts))
            found = detection.detect(title=row["title"], text=row["body"], lang="ru", published=now)
            batch.append(
                Detected(article_id=row["id"], strike=found.strike, score=found.score, kind=found.kind, why=found.why,
                         in_kazakhstan=found.in_kazakhstan, evidence=())
            )  # fmt: skip
        passes.save_detected(store, "1", batch)
        number += 50
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
