"""When: starts the night at its hour, as a child process. Reads settings; never imports the steps.

A child, because Twisted's reactor starts once per process, because memory that a night took is given back whole, and
because a night that crashes must not take the clock with it. Cron does the same job (deploy/): choose either.
"""

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

log = logging.getLogger("strikewatch.scheduler")

# Seconds. A machine that slept through the hour runs the night when it wakes, if that is before the working day.
LATE_BY_AT_MOST = 5 * 3600
# Seconds that a running night has to end by itself after SIGTERM: it commits as it goes, so nothing is lost.
PATIENCE = 8.0


def night_command(options: Sequence[str] = ()) -> list[str]:
    """Return the command line of a night: this Python, our own entry, so that no PATH is needed."""
    return [sys.executable, "-m", "cli", "nightly", "--quiet", *options]


def make_scheduler(hour: int, minute: int, zone: ZoneInfo, command: Sequence[str]) -> BlockingScheduler:
    """Return a scheduler with the one job: the night, every day at hour:minute in `zone`."""
    scheduler = BlockingScheduler(timezone=zone)
    scheduler.add_job(
        run_child,
        CronTrigger(hour=hour, minute=minute, timezone=zone),
        args=[command],
        id="night",
        max_instances=1,  # never two nights at once; the night's own lock holds against cron as well
        coalesce=True,  # three missed nights are one night
        misfire_grace_time=LATE_BY_AT_MOST,
    )
    return scheduler


def run_child(command: Sequence[str]) -> int:
    """Run a night to its end and return its exit status."""
    with subprocess.Popen(list(command)) as child:  # noqa: S603 - our own interpreter and entry
        _children.append(child)
        try:
            status = child.wait()
        finally:
            _children.remove(child)
    if status:
        log.error("the night ended with status %d; its own lines say why", status)
    return status


_children: list[subprocess.Popen[bytes]] = []


def serve(scheduler: BlockingScheduler, *, started: Callable[[], None] = lambda: None) -> None:
    """Run until SIGTERM or SIGINT; a night that is under way is asked to stop and waited for.

    `started` is called once the clock runs and the signals are heard.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        log.info("signal %d: stopping", number)
        stop_children()
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.add_listener(lambda _event: started(), EVENT_SCHEDULER_STARTED)
    scheduler.start()


def stop_children(patience: float = PATIENCE) -> None:
    """End the night under way: SIGTERM, then SIGKILL after `patience` seconds."""
    for child in _children:
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
