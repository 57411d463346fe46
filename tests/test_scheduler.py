"""The clock: what is due when, what a restart and a clock that jumps leave of it, and how it stops."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import config
import scheduler

ALMATY = ZoneInfo("Asia/Almaty")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday; 17:00 in Almaty


@pytest.fixture
def clock(tmp_path):
    """Make schedulers over one job store, and shut them down."""
    made = []

    def start(appointments, settings=None):
        made.append(scheduler.make_scheduler(appointments, ALMATY, tmp_path / "schedule.db", settings))
        return made[-1]

    yield start
    for one in made:
        if one.running:
            one.shutdown(wait=False)


def fields(**settings):
    return {one.name: one for one in scheduler.plan(config.Clock(**settings))}


def due(when, after=NOON):
    made = scheduler.CronTrigger(timezone=ALMATY, **when)
    return made.get_next_fire_time(None, after)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("night", datetime(2026, 11, 23, 2, 0, tzinfo=ALMATY)),
        ("digest", datetime(2026, 11, 23, 7, 0, tzinfo=ALMATY)),
        ("poll", datetime(2026, 11, 22, 17, 0, tzinfo=ALMATY)),
        ("backup", datetime(2026, 11, 23, 12, 0, tzinfo=ALMATY)),
        ("learn", datetime(2026, 11, 29, 13, 0, tzinfo=ALMATY)),
        ("check", datetime(2026, 11, 29, 14, 0, tzinfo=ALMATY)),
    ],
)
def test_each_piece_of_work_is_due_at_its_hour_in_its_own_zone(name, at):
    assert due(fields()[name].when) == at


def test_the_night_leaves_the_mail_to_the_digest_unless_there_is_none():
    assert "--no-digest" in fields()["night"].words
    assert "--no-digest" not in fields(digest="")["night"].words
    assert "digest" not in fields(digest="")


@pytest.mark.parametrize("when", ["25:00", "2:00", "02:60", "funday 02:00", "02:00 sun"])
def test_an_hour_that_is_none_is_refused(when):
    with pytest.raises(ValueError, match="pattern"):
        config.Clock(night=when)


def test_several_days_of_the_week_can_be_named():
    assert fields(backup="mon thu 12:00")["backup"].when == {"hour": "12", "minute": "0", "day_of_week": "mon,thu"}


def test_every_command_of_the_plan_exists_with_its_options():
    from click.testing import CliRunner

    from cli.main import strikewatch

    for one in fields().values():
        words = [word for word in one.words if not word.isdigit()]
        told = CliRunner().invoke(strikewatch, [*(word for word in words if word[0] != "-"), "--help"])
        assert told.exit_code == 0, one.name
        for option in (word for word in words if word.startswith("--")):
            assert option in told.output, one.name


def test_work_is_a_child_process_of_this_python_with_the_settings_given(tmp_path):
    assert scheduler.command(["nightly"])[:3] == [sys.executable, "-m", "cli"]
    line = [sys.executable, "-c", "import os; raise SystemExit(int(os.environ['STRIKEWATCH_TEST']))"]
    assert scheduler.run_child("made", line, {"STRIKEWATCH_TEST": "3"}) == 3


def test_work_has_the_low_priority_of_the_units() -> None:
    line = [sys.executable, "-c", "import os, sys; sys.exit(os.nice(0))"]
    assert scheduler.run_child("made", line, {}) == min(os.nice(0) + 10, 19)


def test_another_night_is_no_error_of_the_clock(caplog):
    line = [sys.executable, "-c", "raise SystemExit(int(__import__('os').environ['S']))"]
    with caplog.at_level(logging.ERROR, "strikewatch"):
        assert scheduler.run_child("night", line, {"S": "75"}) == 75
        assert caplog.messages == []
        scheduler.run_child("night", line, {"S": "1"})
    assert caplog.messages == ["night ended with status 1; its own lines say why"]


def test_a_source_in_trouble_is_said_and_is_no_error_of_the_night(caplog):
    line = [sys.executable, "-c", "raise SystemExit(3)"]
    with caplog.at_level(logging.WARNING, "strikewatch"):
        assert scheduler.run_child("night", line, {}) == 3
    assert [one.levelname for one in caplog.records] == ["WARNING"]
    assert "a source is in trouble" in caplog.messages[0]


def daily(name="made", at="02:00", late=scheduler.LATE_BY_AT_MOST, words=("status",)):
    return scheduler.Appointment(name=name, words=words, when=scheduler._fields(at), late=late)


def test_what_was_due_while_the_clock_was_off_is_still_due_when_it_is_on_again(clock):
    missed = datetime.now(UTC) - timedelta(hours=1)
    clock([daily()]).modify_job("made", next_run_time=missed)
    (job,) = clock([daily()]).get_jobs()
    assert abs(job.next_run_time - missed) < timedelta(seconds=1)
    assert (job.max_instances, job.coalesce) == (1, True)


def test_three_missed_nights_are_one_night(clock, tmp_path, monkeypatch):
    monkeypatch.setattr(scheduler, "command", lambda words: [sys.executable, "-c", WRITES, str(tmp_path / "ran")])
    appointment = scheduler.Appointment(name="made", words=("x",), when={"hour": "*"}, late=3 * 86400)
    made = clock([appointment])
    made.modify_job("made", next_run_time=datetime.now(UTC) - timedelta(hours=3))
    made.resume()
    wait_for(lambda: (tmp_path / "ran").exists() and not scheduler._children)
    assert (tmp_path / "ran").read_text() == "x"


WRITES = "import sys; open(sys.argv[1], 'a').write('x')"


def test_a_night_that_is_too_late_is_left_to_the_next(clock, tmp_path, monkeypatch):
    monkeypatch.setattr(scheduler, "command", lambda words: [sys.executable, "-c", WRITES, str(tmp_path / "ran")])
    made = clock([scheduler.Appointment(name="made", words=("x",), when={"hour": "*"}, late=60)])
    made.modify_job("made", next_run_time=datetime.now(UTC) - timedelta(minutes=2) - timedelta(days=1))
    made.resume()
    wait_for(lambda: made.get_job("made").next_run_time > datetime.now(UTC))
    ran = (tmp_path / "ran").exists()
    assert ran is (datetime.now(UTC).minute == 0)  # the hour that has just struck is not late


def test_work_that_has_another_hour_now_or_is_gone_is_not_done_at_the_old_one(clock):
    clock([daily("a"), daily("b")])
    (job,) = clock([daily("a", at="03:30")]).get_jobs()
    assert (job.id, job.next_run_time.astimezone(ALMATY).strftime("%H:%M")) == ("a", "03:30")


def test_a_clock_that_is_set_back_puts_nothing_off(clock):
    made = clock([daily("a"), daily("b")])
    now = datetime.now(UTC)
    ahead = made.get_job("a").next_run_time + timedelta(days=3)
    made.modify_job("a", next_run_time=ahead)
    assert scheduler.mind_the_clock(made, now) == ["a"]
    assert made.get_job("a").next_run_time == made.get_job("b").next_run_time
    assert scheduler.mind_the_clock(made, now) == []


def wait_for(happened, seconds=30):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.02)


def test_the_command_stops_within_ten_seconds_of_sigterm(tmp_path):
    environment = {**os.environ, "STRIKEWATCH_DB": str(tmp_path / "strikewatch.db")}
    with subprocess.Popen([sys.executable, "-m", "cli", "schedule"], stderr=subprocess.PIPE, env=environment) as child:
        assert child.stderr is not None
        assert b"Ctrl-C stops" in child.stderr.readline()
        began = time.monotonic()
        os.kill(child.pid, signal.SIGTERM)
        assert child.wait(10) == 0
        assert time.monotonic() - began < 10
    assert (tmp_path / "schedule.db").exists()


def test_work_under_way_is_stopped_with_the_clock_and_killed_if_it_will_not():
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    )
    ended = []
    lines = [[sys.executable, "-c", "import time; time.sleep(60)"], [sys.executable, "-c", stubborn]]
    threads = [
        threading.Thread(target=lambda line=line: ended.append(scheduler.run_child("x", line, {}))) for line in lines
    ]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(scheduler._children) == 2)
    time.sleep(0.5)  # until the stubborn one has shut its ears
    began = time.monotonic()
    scheduler.stop_children(patience=1)
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 5
    assert sorted(ended) == [-signal.SIGTERM, -signal.SIGKILL]


def test_the_scheduler_knows_nothing_of_the_steps():
    listing = "import scheduler, sys; print(*[m for m in ('nightly', 'steps', 'scrapy', 'store') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
