import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import scheduler

ALMATY = ZoneInfo("Asia/Almaty")


def test_the_night_is_due_at_its_hour_in_its_own_zone() -> None:
    made = scheduler.make_scheduler(2, 0, ALMATY, ["true"])
    (job,) = made.get_jobs()
    due = job.trigger.get_next_fire_time(None, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert due == datetime(2026, 11, 23, 2, 0, tzinfo=ALMATY)
    assert (job.max_instances, job.coalesce) == (1, True)


def test_a_night_is_a_child_process_of_this_python() -> None:
    assert scheduler.night_command(["--db", "x"])[:3] == [sys.executable, "-m", "cli"]
    assert scheduler.run_child([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_the_command_stops_within_ten_seconds_of_sigterm() -> None:
    with subprocess.Popen([sys.executable, "-m", "cli", "schedule"], stderr=subprocess.PIPE) as child:
        assert child.stderr is not None
        assert b"Ctrl-C stops" in child.stderr.readline()
        began = time.monotonic()
        os.kill(child.pid, signal.SIGTERM)
        assert child.wait(10) == 0
        assert time.monotonic() - began < 10


def test_a_night_under_way_is_stopped_with_the_clock() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as child:
        scheduler._children.append(child)
        scheduler.stop_children(patience=5)
        assert child.returncode == -signal.SIGTERM
        scheduler._children.clear()


def test_the_scheduler_knows_nothing_of_the_steps() -> None:
    listing = "import scheduler, sys; print(*[m for m in ('nightly', 'steps', 'scrapy', 'store') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
