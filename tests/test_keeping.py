"""Backups are whole, taken while others write, and come back; old raw pages go, and nothing else."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sample_nights import dump
from told_stories import MORNING, mailed, put, settings_in

from cli.main import strikewatch
from crawler.archive import Archive, read_capture
from steps.keeping import NoBackup, backup, kept, restore
from steps.lock import NightIsRunning, night_lock
from steps.pruning import prune
from store import articles, backups
from store.database import NotAStore, open_store, writing


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


def archived(store, settings, *names, now=MORNING):
    """Give articles raw pages in one WARC file, and return its path."""
    with Archive(settings.archive_folder, now) as archive:
        for name in names:
            page = f"<p>raw page of {name}</p>".encode()
            capture = archive.write(f"https://made.example/{name}", 200, [], page, fetched=now)
            articles.repoint_captures(store, [(name.ljust(16, "0"), capture)], [])
    return settings.archive_folder / capture.file


def pages(store, settings):
    """Return what every capture of the store leads to."""
    return {
        row["article_id"].strip("0"): read_capture(
            settings.archive_folder / row["file"], row["start"], row["length"]
        ).body.decode()
        for row in store.query("SELECT * FROM capture")
    }


def test_a_backup_comes_back_as_it_was(store, settings):
    put(store, "a")
    put(store, "b")
    archived(store, settings, "a", "b")
    mailed(store, settings)
    before = dump(settings.db)
    made, _ = backup(settings, MORNING)
    put(store, "c")
    with writing(store):
        store.execute("DELETE FROM told")
    store.close()
    for path in settings.archive_folder.rglob("*.gz"):
        path.unlink()
    put_back, aside = restore(settings, None, MORNING)
    assert put_back == made
    assert dump(settings.db) == before
    assert len(dump(aside)["article"]) == 3
    again = open_store(settings.db)
    assert pages(again, settings) == {"a": "<p>raw page of a</p>", "b": "<p>raw page of b</p>"}
    again.close()


def test_a_backup_is_of_one_moment_while_others_write(store, settings):
    """Pairs of rows are written together: a copy that has one of a pair has both."""
    stop = threading.Event()

    def write():
        own = open_store(settings.db)
        number = 0
        while not stop.is_set() and number < 300:
            with writing(own):
                for half in "ab":
                    own.execute(
                        "INSERT INTO memory (sentence, engine, english) VALUES (?, ?, ?)",
                        [f"{number}{half}".encode(), half, "x" * 2000],
                    )
            number += 1
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = [backup(settings, MORNING + timedelta(hours=hour))[0] for hour in range(3)]
    finally:
        stop.set()
        writer.join()
    for one in taken:
        rows = dump(one.folder / "strikewatch.db")["memory"]
        assert len([row for row in rows if row[1] == "a"]) == len([row for row in rows if row[1] == "b"])


def test_a_backup_that_was_cut_off_does_not_count(settings, store):
    made, _ = backup(settings, MORNING)
    cut = settings.backups_folder / "2026-11-23T020000Z"
    cut.mkdir()
    (cut / "strikewatch.db").write_bytes(b"half")
    assert [one.folder for one in kept(settings.backups_folder)] == [made.folder]
    with pytest.raises(NoBackup, match="no whole backup"):
        restore(settings, cut, MORNING)


def test_a_backup_that_was_damaged_later_is_not_put_back(settings, store):
    made, _ = backup(settings, MORNING)
    with (made.folder / "strikewatch.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 100)
    before = dump(settings.db)
    with pytest.raises(NoBackup, match="not what was written"):
        restore(settings, None, MORNING)
    assert dump(settings.db) == before


def test_a_damaged_store_is_not_backed_up_as_if_it_were_sound(tmp_path, settings, store):
    for number in range(40):
        put(store, f"a{number}")
    store.conn.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    store.close()
    with settings.db.open("r+b") as file:
        file.seek(4096 * 12)
        file.write(b"\x00\xff" * 6000)
    with pytest.raises(NotAStore):
        backup(settings, MORNING)
    assert kept(settings.backups_folder) == []


def test_nothing_is_put_back_under_a_running_night(settings, store):
    backup(settings, MORNING)
    with night_lock(settings.db, MORNING), pytest.raises(NightIsRunning):
        restore(settings, None, MORNING)


def test_old_backups_are_thinned_out_to_the_last_few_and_one_a_month(store, tmp_path):
    settings = settings_in(tmp_path).model_copy(update={"keep_backups": 2})
    days = [datetime(2026, month, day, 7, tzinfo=UTC) for month in (9, 10, 11) for day in (1, 20)]
    for day in days:
        backup(settings, day)
    assert [one.at.strftime("%m-%d") for one in kept(settings.backups_folder)] == ["11-20", "11-01", "10-20", "09-20"]


def old_pages(store, settings):
    """Four pages in one file: one flagged, one told, one a tip, one of which nothing came; and a young one."""
    put(store, "told")
    mailed(store, settings)
    put(store, "told", strike=False)
    put(store, "flagged")
    for name in ("tip", "idle", "young"):
        put(store, name, strike=False)
    with writing(store):
        store.execute("UPDATE article SET origin = 'tip' WHERE id = ?", ["tip".ljust(16, "0")])
        store.execute(
            "UPDATE article SET fetched = '2026-11-21T00:00:00+00:00' WHERE id != ?", ["young".ljust(16, "0")]
        )
    return archived(store, settings, "told", "flagged", "tip", "idle", "young")


def test_only_raw_pages_that_led_to_nothing_go_and_the_others_can_still_be_read(store, settings):
    file = old_pages(store, settings)
    looked = prune(store, settings, days=1, now=MORNING, dry_run=True)
    assert (looked.pages, file.exists()) == (1, True)
    gone = prune(store, settings, days=1, now=MORNING)
    assert gone.pages == 1
    assert gone.bytes > 0
    assert not file.exists()
    assert pages(store, settings) == {one: f"<p>raw page of {one}</p>" for one in ("told", "flagged", "tip", "young")}
    assert prune(store, settings, days=1, now=MORNING).pages == 0


def test_a_prune_that_is_killed_between_its_halves_loses_no_page(store, settings, monkeypatch):
    file = old_pages(store, settings)
    with monkeypatch.context() as patch:
        patch.setattr(type(file), "unlink", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            prune(store, settings, days=1, now=MORNING)
    assert file.exists()
    assert len(pages(store, settings)) == 4


def test_vacuum_gives_the_space_back(store):
    with writing(store):
        store.execute("INSERT INTO memory (sentence, engine, english) VALUES (x'00', 'e', ?)", ["x" * 3_000_000])
        store.execute("DELETE FROM memory")
    assert backups.vacuum(store) > 2_000_000


def test_the_commands_say_what_they_did(store, settings, tmp_path):
    put(store, "a")
    run = CliRunner()
    said = run.invoke(strikewatch, ["backup", "--db", str(settings.db)])
    assert (said.exit_code, "MB" in said.output) == (0, True)
    listed = json.loads(run.invoke(strikewatch, ["backup", "--db", str(settings.db), "--list", "--json"]).output)
    assert len(listed["backups"]) == 1
    assert run.invoke(strikewatch, ["prune", "--db", str(settings.db)]).exit_code == 2
    said = run.invoke(strikewatch, ["prune", "--db", str(settings.db), "--days", "30", "--vacuum"])
    assert (said.exit_code, said.output.splitlines()[0]) == (0, "0 raw pages went, 0.0 MB")
    store.close()
    said = run.invoke(strikewatch, ["restore", "--db", str(settings.db)])
    assert said.exit_code == 0
    assert "the old one is" in said.output
