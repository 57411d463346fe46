"""`nightly` and `reextract`.

Exit status: 0 it worked, 1 it did not, 2 wrong usage, 3 a source is in trouble, 75 another night is running.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem, db_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from cli.progress import Bars

# sysexits.h: "temporary failure; the user is invited to retry". Cron's mail then shows the one line that says why.
TEMPFAIL = 75
# The night worked, and an alarm stands: whoever watches exit statuses learns of it, and it is neither 1 nor 2.
ALARMED = 3
STEPS = ("crawl", "identify", "fingerprint", "health", "group", "detect", "translate", "digest")


@click.command(
    "nightly",
    epilog="""\b
Examples:
  strikewatch nightly
  strikewatch nightly --only translate
  0 2 * * *  cd /srv/strikewatch && strikewatch nightly --budget 240   (crontab)

\b
Exit status: 0 it worked; 1 a step broke or no source could be reached; 2 wrong usage;
3 it worked, and a source is in trouble (`strikewatch status` says which);
75 another night is running on the same database.""",
)
@db_option
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A TOML file of sources of your own, added to the built-in ones.")  # fmt: skip
@click.option("--only-catalogue", is_flag=True, default=None, help="Watch only the sources of --catalogue.")
@click.option("--only", type=click.Choice(STEPS), help="Run one step.")
@click.option("--budget", type=click.FloatRange(min=0, min_open=True), help="Minutes it may take [default: 240].")
@click.option("--progress/--quiet", "watched", default=None, help="Bars or silence [default: bars on a terminal].")
@plain_errors()
def nightly_command(
    db: Path | None,
    catalogue: Path | None,
    only_catalogue: bool | None,
    only: str | None,
    budget: float | None,
    watched: bool | None,
) -> None:
    """Run the night: crawl, identify, fingerprint, health, group, detect, translate, digest.

    Quiet unless something is wrong or a terminal is watching. A night that is killed loses nothing: start it again.
    """
    from nightly import run_night
    from steps.lock import NightIsRunning

    chosen = settings(db=db, catalogue=catalogue, only_catalogue=only_catalogue, budget=budget)
    try:
        result = run_night(chosen, now=datetime.now(UTC), only=only, progress=_bars(watched))
    except NightIsRunning as error:
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(TEMPFAIL)
    for problem in result.problems:
        click.echo(f"strikewatch: {inert(problem)}", err=True)
    if _watching(watched):
        for name, counts in result.steps.items():
            click.echo(f"{name:<12} " + ", ".join(f"{key} {value}" for key, value in counts.items()), err=True)
    if result.outcome == "failed":
        sys.exit(1)
    if result.steps.get("health", {}).get("alarms"):
        sys.exit(ALARMED)


@click.command("reextract", epilog="Example:\n\n  strikewatch reextract && strikewatch nightly --only identify")
@db_option
@click.option("--progress/--quiet", "watched", default=None, help="Bars or silence [default: bars on a terminal].")
@plain_errors()
def reextract_command(db: Path | None, watched: bool | None) -> None:
    """Run today's extractor over archived pages that an older one read, with no fetching.

    Articles whose text changes are read anew by the next night.
    """
    from steps.crawling import reextract
    from steps.night import Unwatched

    chosen = settings(db=db)
    with opened(chosen.db) as store:
        counts, problems = reextract(store, chosen, _bars(watched) or Unwatched())
    click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))
    for problem in problems:
        click.echo(f"strikewatch: {inert(problem)}", err=True)
    if problems:
        raise Problem(f"{len(problems)} pages could not be read again; their articles stand as they were")


def _watching(watched: bool | None) -> bool:
    return sys.stderr.isatty() if watched is None else watched


def _bars(watched: bool | None) -> "Bars | None":
    if not _watching(watched):
        return None
    from rich.console import Console

    from cli.progress import Bars

    return Bars(Console(stderr=True))
