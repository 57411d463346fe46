"""`schedule`: stays running and starts the night, the mail, polls, backups and the rest at their hours."""

import logging
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from cli.options import db_option, settings


@click.command("schedule", epilog="Examples:\n\n  strikewatch schedule\n\n  strikewatch schedule --at 03:30")
@db_option
@click.option("--at", "at", metavar="HH:MM", help="When the night starts (zone: settings) [default: 02:00].")
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="As for nightly.")
@click.option("--plan", "show", is_flag=True, help="Show what is started when, and start nothing.")
def schedule_command(db: Path | None, at: str | None, catalogue: Path | None, show: bool) -> None:
    """Stay running and start each piece of work at its hour. Stops cleanly on SIGTERM or Ctrl-C.

    What was due while this was not running is made up for once, if it is not too late. Where cron or systemd timers
    are at hand, deploy/ shows how to do without this command.
    """
    import scheduler
    from cli.logs import JsonLines, Lines

    chosen = settings(db=db, catalogue=catalogue, **({"clock": {"night": at}} if at else {}))
    appointments = scheduler.plan(chosen.clock)
    if show:
        for one in appointments:
            click.echo(f"{one.name:<8} {_when(one.when):<18} strikewatch {' '.join(one.words)}")
        return
    given = {"STRIKEWATCH_DB": str(chosen.db.resolve())}
    if chosen.catalogue:
        given["STRIKEWATCH_CATALOGUE"] = str(chosen.catalogue.resolve())
    said = logging.StreamHandler()
    said.setFormatter(JsonLines() if chosen.log_format == "json" else Lines())
    logging.basicConfig(level=logging.INFO, handlers=[said])
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    kept = chosen.home.resolve() / "schedule.db"
    scheduler.serve(
        scheduler.make_scheduler(appointments, ZoneInfo(chosen.zone), kept, given),
        started=lambda: click.echo(
            f"{len(appointments)} pieces of work, the night at {chosen.clock.night or 'no hour'} {chosen.zone}; "
            "Ctrl-C stops.",
            err=True,
        ),
    )


def _when(fields: Mapping[str, str]) -> str:
    if set(fields) == {"minute"}:
        return f"every {fields['minute'].removeprefix('*/')} minutes"
    at = f"{int(fields['hour']):02}:{int(fields['minute']):02}"
    return f"{fields['day_of_week']} {at}" if "day_of_week" in fields else at
