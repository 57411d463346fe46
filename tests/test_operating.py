"""What an operator has: a settings file that works, a doctor that sees what is wrong, who is at work."""

import json
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from told_stories import MORNING, mailed, put, settings_in

import config
from cli.main import strikewatch
from steps.examining import examine
from steps.keeping import backup
from steps.lock import NightIsRunning, night_lock, running
from store import runs
from store.database import writing


def run(*words):
    return CliRunner().invoke(strikewatch, [str(word) for word in words])


# --- init ---


def test_init_writes_a_file_that_can_be_used_as_it_is_and_names_every_setting(tmp_path):
    said = run("init", tmp_path / "new", "--contact", "me@made.example", "--to", "desk@made.example")
    assert said.exit_code == 0, said.output
    text = (tmp_path / "new" / "strikewatch.toml").read_text()
    for name in [*config.Settings.model_fields, *config.Mail.model_fields, *config.Clock.model_fields]:
        assert f"{name} =" in text or f"[{name}]" in text
    made = config.load()
    assert (made.contact, made.mail.recipients) == ("me@made.example", ("desk@made.example",))
    assert made.db == tmp_path / "new" / "var" / "strikewatch.db"


def test_every_usual_value_in_the_file_is_one_that_can_be_used(tmp_path, monkeypatch):
    run("init", tmp_path / "new")
    file = tmp_path / "new" / "strikewatch.toml"
    lines = [line.removeprefix("#") if " = " in line else line for line in file.read_text().splitlines()]
    file.write_text("\n".join(lines))
    for name in [name for name in os.environ if name.startswith("STRIKEWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STRIKEWATCH_CONFIG", str(file))
    usual = {name: one.get_default(call_default_factory=True) for name, one in config.Settings.model_fields.items()}
    assert {**dict(config.load()), "db": usual["db"]} == usual


def test_init_leaves_a_file_that_is_there_alone(tmp_path):
    (tmp_path / "strikewatch.toml").write_text('contact = "mine"\n')
    assert run("init", tmp_path).exit_code == 1
    assert (tmp_path / "strikewatch.toml").read_text() == 'contact = "mine"\n'


# --- doctor ---


def states(settings, now=MORNING):
    return {(one.name, one.state) for one in examine(settings, now, offline=True)}


def test_a_doctor_finds_nothing_bad_where_all_is_well(store, tmp_path):
    settings = settings_in(tmp_path).model_copy(
        update={"contact": "me@made.example", "heartbeat": "https://made.example"}
    )
    runs.finish(store, runs.begin(store, MORNING), "good", {}, now=MORNING)
    backup(settings, MORNING)
    assert {state for _, state in states(settings)} == {"good"}


def test_a_doctor_says_what_is_wrong_and_what_to_do(store, tmp_path):
    settings = settings_in(tmp_path, recipients=["a@made.example"])
    runs.finish(store, runs.begin(store, MORNING), "good", {}, now=MORNING)
    backup(settings, MORNING)
    late = examine(settings, MORNING + timedelta(days=9), offline=True)
    bad = {one.name: one for one in late if one.state == "bad"}
    assert set(bad) == {"night", "backup"}
    assert all(one.advice for one in late if one.state != "good")


def test_a_doctor_sees_a_clock_that_went_back(store, tmp_path):
    runs.finish(store, runs.begin(store, MORNING), "good", {}, now=MORNING)
    assert ("clock", "bad") in states(settings_in(tmp_path), MORNING - timedelta(days=1))
    assert ("clock", "bad") in states(settings_in(tmp_path), datetime(1970, 1, 2, tzinfo=UTC))


def test_a_doctor_sees_a_damaged_database(store, tmp_path):
    settings = settings_in(tmp_path)
    store.close()
    settings.db.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert ("database", "bad") in states(settings)


def test_a_doctor_sees_a_file_of_recipients_that_cannot_be_used(tmp_path):
    (tmp_path / "readers.toml").write_text('[[reader]]\naddress = "nobody"\n')
    assert ("mail", "bad") in states(settings_in(tmp_path, readers=tmp_path / "readers.toml"))


def test_a_doctor_sees_a_password_that_all_can_read(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("made")
    secret.chmod(0o644)
    assert ("permissions", "look") in states(settings_in(tmp_path, password_file=secret))
    secret.chmod(0o600)
    assert ("permissions", "look") not in states(settings_in(tmp_path, password_file=secret))


def test_a_doctor_tries_the_mail_server_as_far_as_the_login(tmp_path):
    settings = settings_in(tmp_path, host="127.0.0.1", port=1, security="none")
    found = {one.name: one for one in examine(settings, MORNING)}
    assert found["mail"].state == "bad"
    assert "127.0.0.1" in found["mail"].what


def test_the_doctors_command_speaks_json_and_fails_if_anything_is_bad(tmp_path):
    (tmp_path / "db").mkdir()
    said = run("doctor", "--offline", "--json", "--db", tmp_path / "db" / "strikewatch.db")
    assert said.exit_code == 0
    assert {"disk", "database", "models", "clock", "mail", "backup"} <= {one["name"] for one in json.loads(said.output)}


# --- who runs ---


def test_a_lock_tells_who_holds_it_and_ends_with_its_process(tmp_path):
    db = tmp_path / "strikewatch.db"
    assert running(db) is None
    with night_lock(db, MORNING, what="digest"):
        held = running(db)
        assert (held["process"], held["host"], held["what"]) == (os.getpid(), os.uname().nodename, "digest")
        assert held["since"] == MORNING.isoformat(timespec="seconds")
    assert running(db) is None


def test_a_night_waits_for_a_poll_and_not_for_another_night(tmp_path, monkeypatch):
    db = tmp_path / "strikewatch.db"
    monkeypatch.setattr("steps.lock.BRIEFLY", 20.0)
    with night_lock(db, MORNING, what="poll"):
        waiting = threading.Thread(target=lambda: held.append(entered(db)))
        held = []
        waiting.start()
        waiting.join(0.2)
        assert held == []
    waiting.join(20)
    assert held == [True]
    with night_lock(db, MORNING, what="night"), pytest.raises(NightIsRunning):
        entered(db)


def entered(db):
    with night_lock(db, MORNING, what="night"):
        return True


def test_status_tells_of_lost_letters_and_the_backup(store, tmp_path):
    settings = settings_in(tmp_path)
    put(store, "a")
    mailed(store, settings)
    with writing(store):
        store.execute("UPDATE letter SET state = 'refused', error = '550 no such user', day = date('now')")
    backup(settings, MORNING)
    said = run("status", "--db", settings.db, "--json")
    told = json.loads(said.output)
    assert told["letters"][0]["error"] == "550 no such user"
    assert told["backup"] == MORNING.isoformat()
    assert told["running"] is None
    assert "550 no such user" in run("status", "--db", settings.db).output


def test_everything_can_be_written_out(store, tmp_path):
    put(store, "a")
    said = run("export", "all", tmp_path / "out", "--db", tmp_path / "strikewatch.db")
    assert said.exit_code == 0
    (row,) = [json.loads(line) for line in (tmp_path / "out" / "article.jsonl").read_text().splitlines()]
    assert row["id"].startswith("a")
    assert {"told.jsonl", "letter.jsonl", "review.jsonl", "run.jsonl"} <= {
        one.name for one in (tmp_path / "out").iterdir()
    }
