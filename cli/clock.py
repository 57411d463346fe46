"""`schedule`: stays running and starts the night at its hour."""

import logging
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from cli.options import db_option, settings


@click.command("schedule", epilog="Examples:\n\n  strikewatch schedule\n\n  strikewatch schedule --at 03:30")
@db_option
@click.option("--at", "at", default="02:00", show_default=True, metavar="HH:MM", help="When (zone: settings).")
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="As for nightly.")
def schedule_command(db: Path | None, at: str, catalogue: Path | None) -> None:
    """Stay running and start the night every day at its hour. Stops cleanly on SIGTERM or Ctrl-C.

    Where cron or systemd timers are at hand, deploy/ shows how to do without this command.
    """
    import scheduler

    try:
        hour = time.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter(f"{at!r} is not a time like 02:00", param_hint="--at") from error
    chosen = settings(db=db, catalogue=catalogue)
    options = ["--db", str(chosen.db.resolve())]
    if chosen.catalogue:
        options += ["--catalogue", str(chosen.catalogue.resolve())]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler.serve(
        scheduler.make_scheduler(hour.hour, hour.minute, ZoneInfo(chosen.zone), scheduler.night_command(options)),
        started=lambda: click.echo(
            f"The night starts every day at {hour:%H:%M} {chosen.zone}; Ctrl-C stops.", err=True
        ),
    )
