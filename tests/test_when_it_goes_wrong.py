"""The disk is full, the database locked, a model cut short, memory short, the clock wrong: each made to happen.

Whatever happens, what was written before is there afterwards, what is wrong is said in a line, and the next night goes
on from there. SIGKILL at any moment is in test_night_killed.py, a mail server that is down in test_digest_days.py.
"""

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from sample_nights import ROOT, NightProcess, dump, settings_for
from told_stories import MORNING, mailed, put, settings_in

from nightly import run_night
from steps.examining import examine
from steps.keeping import backup, kept
from steps.lock import running
from store import articles, database, letters
from store.backups import check
from store.database import NotWritten, open_store, writing
from store.records import Article
from translate.packages import install
from translate.tiny import Shape, pairs, write_package


def command(*words, folder, limit=None, wait=120, **more):
    """Run a command in a process of its own, under a limit of the kernel's."""

    def limited():
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit fails, as on a full disk
            resource.setrlimit(*limit)

    return subprocess.run(
        [sys.executable, "-m", "cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "STRIKEWATCH_DB": str(folder / "strikewatch.db"), **more},
        preexec_fn=limited,
        capture_output=True, text=True, timeout=wait, check=False,
    )  # fmt: skip


def made(folder, count):
    """Put made articles in, of 2 kB each."""
    store = open_store(folder / "strikewatch.db")
    for number in range(count):
        words = " ".join(f"слово{number}-{place}" for place in range(120))
        articles.add(
            store,
            Article(
                id=f"{number:016}", source="made", url=f"https://made.example/{number}", title=f"Статья {number}",
                body=f"Рабочие не вышли на смену. {words}", extractor=1, fetched=MORNING,
            ),
        )  # fmt: skip
    store.close()


def test_a_disk_that_fills_up_in_the_night_loses_nothing_and_says_so_and_the_next_night_goes_on(tmp_path):
    """No write beyond 120 kB of any file succeeds, which is what a full disk is to SQLite."""
    made(tmp_path, 60)
    before = dump(tmp_path / "strikewatch.db")["article"]
    limit = (resource.RLIMIT_FSIZE, (120_000, 120_000))
    said = command("nightly", "--only", "fingerprint", folder=tmp_path, limit=limit)
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert "full" in said.stderr or "disk" in said.stderr, said.stderr
    assert check(tmp_path / "strikewatch.db") == []
    rows = dump(tmp_path / "strikewatch.db")
    assert rows["article"] == before
    assert len(rows["fingerprint"]) < 60
    assert run_night(settings_in(tmp_path), now=MORNING, only="fingerprint").outcome == "good"
    rows = dump(tmp_path / "strikewatch.db")
    assert (len(rows["fingerprint"]), rows["article"]) == (60, before)


def test_a_backup_onto_a_full_disk_does_not_count_and_leaves_the_others(tmp_path):
    made(tmp_path, 10)
    settings = settings_in(tmp_path)
    backup(settings, MORNING)
    said = command("backup", folder=tmp_path, limit=(resource.RLIMIT_FSIZE, (100_000, 100_000)))
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert [one.at for one in kept(settings.backups_folder)] == [MORNING]


def test_a_database_that_another_program_holds_is_waited_for_and_then_told_of(tmp_path, store, monkeypatch):
    put(store, "a")
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    with closing(sqlite3.connect(tmp_path / "strikewatch.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mine = open_store(tmp_path / "strikewatch.db")
        began = time.monotonic()
        with pytest.raises(NotWritten, match="locked"), writing(mine):
            pass
        assert time.monotonic() - began >= 0.2
        other.execute("ROLLBACK")
    with writing(mine):
        mine.execute("INSERT INTO memory (sentence, engine, english) VALUES (x'00', 'e', 'f')")
    mine.close()


def test_a_clock_that_jumps_neither_repeats_nor_loses_a_letter(store, tmp_path):
    """Three days ahead, back again, and on: each story is told once, on whatever day it was thought to be."""
    settings = settings_in(tmp_path)
    told = 0
    for number, days in enumerate((0, 3, 1, 1, 2, 3, 4)):
        put(store, f"a{number}")
        told += mailed(store, settings, days=days)["told"]
    told += mailed(store, settings, days=5)["told"]
    assert told == 7
    assert letters.untold(store) == []
    assert len({row["article_id"] for row in store.query("SELECT article_id FROM told")}) == 7
    assert {row["state"] for row in store.query("SELECT state FROM letter")} <= {"sent", "skipped"}


def test_a_model_that_is_cut_short_stops_no_night_and_is_named_by_night_and_doctor(tmp_path, store):
    settings = settings_in(tmp_path)
    package = write_package(tmp_path / "tiny-ru_en.argosmodel", "ru", pairs("ru"), Shape())
    one = install(settings.models_folder, str(package), index="/nowhere/index.json")
    model = next(one.path.rglob("model.bin"))
    model.write_bytes(model.read_bytes()[: model.stat().st_size // 2])
    put(store, "a")
    for step in ("identify", "translate"):
        result = run_night(settings, now=MORNING, only=step)
        assert result.outcome != "failed", result.problems
    assert any("model.bin" in problem or one.name in problem for problem in result.problems), result.problems
    bad = [check for check in examine(settings, MORNING, offline=True) if check.state == "bad"]
    assert any(one.name in check.what for check in bad)
    (row,) = store.query("SELECT state, quality FROM translation")
    assert row == {"state": "done", "quality": "rough"}  # a lesser engine that works steps in


SHORT_OF_MEMORY = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
import config, nightly

settings = config.load(db=Path(sys.argv[1]))
held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + int(sys.argv[2]),) * 2)
result = nightly.run_night(settings, now=datetime(2026, 11, 22, 2, tzinfo=UTC), only="identify")
print(result.outcome, *result.problems)
"""


def test_short_memory_is_told_of_and_loses_nothing(tmp_path):
    """A program that has started, and gets no more than six megabytes beyond what it holds: too little to read with."""
    made(tmp_path, 6)
    before = dump(tmp_path / "strikewatch.db")["article"]
    said = subprocess.run(
        [sys.executable, "-c", SHORT_OF_MEMORY, tmp_path / "strikewatch.db", str(6_000_000)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert said.stdout.startswith(("trouble", "failed")), said
    assert "MemoryError" in said.stdout
    assert dump(tmp_path / "strikewatch.db")["identification"] == []
    assert check(tmp_path / "strikewatch.db") == []
    assert dump(tmp_path / "strikewatch.db")["article"] == before
    assert run_night(settings_in(tmp_path), now=MORNING, only="identify").steps["identify"]["done"] == 6


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.soak)])
def test_a_signal_to_the_night_alone_ends_it_and_its_crawl_within_seconds(tmp_path, number):
    """The crawl hangs on a site that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.listen()
        night = NightProcess(settings_for(tmp_path, (), extra=source_at(silent.getsockname()[1])))
        with night.started() as process:
            silent.settimeout(60)
            call, _ = silent.accept()
            began = time.monotonic()
            process.send_signal(number)
            assert process.wait(30) == 128 + number
            assert time.monotonic() - began < 15
            call.close()
        assert night.all_gone_within(10) == []
    assert running(tmp_path / "strikewatch.db") is None


def source_at(port):
    home = f"http://127.0.0.1:{port}/"
    return (
        f'[[source]]\nname = "silent"\ntitle = "silent"\nhomepage = "{home}"\nlanguages = ["ru"]\nregion = "made"\n'
        f'kind = "national"\nchannels = [{{ url = "{home}rss.xml", type = "feed" }}]\ndelay = 0\nevidence = "C"\n'
    )
