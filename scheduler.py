"""When: starts each piece of work at its hour, as a child process. Reads settings; writes schedule.db beside the store.

A child, because Twisted's reactor starts once per process, because memory that a night took is given back whole, and
because a night that crashes must not take the clock with it. What is due stands in a job store on the disk, so that a
clock that is started again knows what it missed. It never imports the steps. Cron does the same (deploy/): choose one.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from config import Clock

log = logging.getLogger("strikewatch.scheduler")

# Seconds. A machine that slept through the hour runs the night when it wakes, if that is before the working day.
LATE_BY_AT_MOST = 5 * 3600
# Seconds that running children have to end by themselves after SIGTERM: they commit as they go, so nothing is lost.
PATIENCE = 8.0
# Seconds between two looks at the machine's clock, which somebody may have set back.
LOOK = 30.0
# sysexits.h: another night holds the database. Nothing was done and nothing is wrong.
TEMPFAIL = 75
# The night worked, and a source is in trouble: for people, not a fault of the clock.
ALARMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A piece of work: its command's words, and when (fields of cron). `late`: seconds after which it is left out."""

    name: str
    words: tuple[str, ...]
    when: Mapping[str, str]
    late: int = LATE_BY_AT_MOST


def plan(clock: Clock) -> tuple[Appointment, ...]:
    """Return what is to be done and when; an empty time leaves a piece of work out."""
    night = ("nightly", "--quiet", *(("--no-digest",) if clock.digest else ()))
    often = {"minute": f"*/{clock.poll}"} if clock.poll else {}
    made = [
        Appointment(name="night", words=night, when=_fields(clock.night)),
        # The digest waits for a night that is late. Until the evening: old news is better than none.
        Appointment(name="digest", words=("digest", "--wait", "180"), when=_fields(clock.digest), late=12 * 3600),
        Appointment(name="poll", words=("poll", "--budget", "10"), when=often, late=600),
        Appointment(name="backup", words=("backup", "--quiet"), when=_fields(clock.backup), late=20 * 3600),
        Appointment(name="learn", words=("learn",), when=_fields(clock.learn), late=24 * 3600),
        Appointment(name="check", words=("sources", "check"), when=_fields(clock.check), late=24 * 3600),
    ]
    return tuple(one for one in made if one.when)


def command(words: Sequence[str]) -> list[str]:
    """Return a command line: this Python, our own entry, so that no PATH is needed."""
    return [sys.executable, "-m", "cli", *words]


def make_scheduler(
    appointments: Sequence[Appointment], zone: ZoneInfo, kept: Path, settings: Mapping[str, str] | None = None
) -> BackgroundScheduler:
    """Return a scheduler that knows the appointments, started and paused; `kept` is the file of its job store.

    `settings` are variables of the environment that the commands get besides our own.

    An appointment that stands in the store unchanged keeps its next time, also one that has passed: it is then made up
    for, once, if it is not too late. One that the plan no longer has is taken out.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    scheduler = BackgroundScheduler(
        timezone=zone,
        jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{kept}")},
        executors={"default": ThreadPoolExecutor(len(appointments) or 1)},
    )
    scheduler.start(paused=True)
    for one in appointments:
        trigger = CronTrigger(timezone=zone, **one.when)
        known = scheduler.get_job(one.name)
        same = known is not None and str(known.trigger) == str(trigger)
        scheduler.add_job(
            run_child,
            trigger,
            args=[one.name, command(one.words), dict(settings or {})],
            id=one.name,
            replace_existing=True,
            max_instances=1,  # never two nights at once; the night's own lock holds against cron as well
            coalesce=True,  # three missed nights are one night
            misfire_grace_time=one.late,
            **({"next_run_time": known.next_run_time} if same else {}),
        )
    for job in scheduler.get_jobs():
        if job.id not in {one.name for one in appointments}:
            job.remove()
    return scheduler


def mind_the_clock(scheduler: BackgroundScheduler, now: datetime) -> list[str]:
    """Bring forward what a clock that was set back has put off; return the names.

    A next time that is later than the trigger's own next one from now was reckoned by a clock that ran ahead.
    """
    moved = []
    for job in scheduler.get_jobs():
        next_time = job.trigger.get_next_fire_time(None, now)
        if next_time is not None and job.next_run_time is not None and job.next_run_time > next_time:
            job.modify(next_run_time=next_time)
            moved.append(job.id)
    return moved


def serve(scheduler: BackgroundScheduler, *, started: Callable[[], None] = lambda: None) -> None:
    """Run until SIGTERM or SIGINT; work that is under way is asked to stop and waited for.

    `started` is called once the clock runs and the signals are heard.
    """
    stop = threading.Event()

    def heard(number: int, frame: FrameType | None) -> None:
        del frame
        log.info("signal %d: stopping", number)
        stop.set()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, heard)
    scheduler.resume()
    started()
    while not stop.wait(LOOK):
        for name in mind_the_clock(scheduler, datetime.now(UTC)):
            log.warning("the machine's clock was set back: %s is due earlier now", name)
    # No `shutdown`: it closes the executors before the scheduler's thread has heard of it, and what is due in that
    # moment is put off to its next time without having run (apscheduler 3.11.3). Paused, the process simply ends.
    scheduler.pause()
    stop_children()


# As the units of deploy/ have it: whoever works at the desk beside a night does not wait for it.
POLITE = ("nice", "-n", "10")


def run_child(name: str, line: Sequence[str], settings: Mapping[str, str]) -> int:
    """Run a piece of work to its end and return its exit status."""
    polite = [*POLITE, *line] if shutil.which(POLITE[0]) else [*line]
    with subprocess.Popen(polite, env={**os.environ, **settings}) as child:  # noqa: S603 - our own interpreter and entry
        _children.append(child)
        try:
            status = child.wait()
        finally:
            _children.remove(child)
    if status == ALARMED:
        log.warning("%s worked, and a source is in trouble: strikewatch status", name)
    elif status not in (0, TEMPFAIL):
        log.error("%s ended with status %d; its own lines say why", name, status)
    return status


_children: list[subprocess.Popen[bytes]] = []


def stop_children(patience: float = PATIENCE) -> None:
    """End the work under way: SIGTERM to all, then SIGKILL to what is left after `patience` seconds."""
    children = list(_children)
    for child in children:
        child.terminate()
    until = threading.Event()
    timer = threading.Timer(patience, until.set)
    timer.start()
    try:
        while any(child.poll() is None for child in children) and not until.wait(0.05):
            pass
    finally:
        timer.cancel()
    for child in children:
        if child.poll() is None:
            child.kill()


def _fields(when: str) -> Mapping[str, str]:
    """Read "HH:MM" or "sun HH:MM" as fields of cron; nothing for an empty text."""
    if not when:
        return {}
    *days, at = when.split()
    hour, minute = at.split(":")
    return {"hour": str(int(hour)), "minute": str(int(minute)), **({"day_of_week": ",".join(days)} if days else {})}
