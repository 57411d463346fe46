"""`poll`: asks, between nights, the channels whose time has come. Exit status as for `nightly`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.inert import inert
from cli.night import TEMPFAIL
from cli.options import Problem, db_option, plain_errors, settings


@click.command("poll", epilog="Examples:\n\n  strikewatch poll\n\n  strikewatch poll azh lada")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@db_option
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="As for nightly.")
@click.option("--budget", type=click.FloatRange(min=0, min_open=True), help="Minutes it may take.")
@plain_errors()
def poll_command(names: tuple[str, ...], db: Path | None, catalogue: Path | None, budget: float | None) -> None:
    """Ask the channels that are due, or those of the sources named, and store what they list. The night reads it.

    A busy source is asked more often than a quiet one; `schedule` does this by itself.
    """
    from crawler.child import ChildFailed
    from crawler.loader import CatalogueError
    from steps.lock import NightIsRunning
    from steps.polling import poll

    chosen = settings(db=db, catalogue=catalogue, budget=budget)
    try:
        report = poll(chosen, now=datetime.now(UTC), names=names)
    except NightIsRunning as error:
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(TEMPFAIL)
    except (CatalogueError, ChildFailed) as error:
        raise Problem(str(error)) from error
    if report is None:
        if sys.stdout.isatty():  # the clock asks every few minutes, and its log shall not say so
            click.echo("nothing is due")
        return
    click.echo(", ".join(f"{name} {count}" for name, count in report.totals().items()))
    for visit in report.visits:
        for line in visit.errors[:1]:
            click.echo(f"strikewatch: {visit.source}: {inert(line)}", err=True)
