"""`nightly` and `reextract`.

Exit status: 0 it worked, 1 it did not, 2 wrong usage, 3 a source is in trouble, 75 another night is running.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import db_option, plain_errors, settings

if TYPE_CHECKING:
    from cli.progress import Bars
    from config import Settings

# sysexits.h: "temporary failure; the user is invited to retry". Cron's mail then shows the one line that says why.
TEMPFAIL = 75
# The night worked, and an alarm stands: whoever watches exit statuses learns of it, and it is neither 1 nor 2.
ALARMED = 3
STEPS = (
    "crawl", "identify", "fingerprint", "health", "group", "learn", "detect", "audit", "embed", "stories", "translate",
    "digest",
)  # fmt: skip


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
@click.option("--no-digest", is_flag=True, help="Leave the mail to `strikewatch digest`, later in the morning.")
@click.option("--shard", help="Watch only this machine's share of the sources: 2/5 is the second of five.")
@click.option("--budget", type=click.FloatRange(min=0, min_open=True), help="Minutes it may take [default: 240].")
@click.option("--progress/--quiet", "watched", default=None, help="Bars or silence [default: bars on a terminal].")
@plain_errors()
def nightly_command(
    db: Path | None,
    catalogue: Path | None,
    only_catalogue: bool | None,
    only: str | None,
    no_digest: bool,
    shard: str | None,
    budget: float | None,
    watched: bool | None,
) -> None:
    """Run the night: from the crawl through reading, stories and English to the digest.

    Quiet unless something is wrong or a terminal is watching. A night that is killed loses nothing: start it again.
    """
    from cli.logs import logging_to
    from cli.signals import terminable
    from nightly import run_night
    from steps.lock import NightIsRunning

    chosen = settings(db=db, catalogue=catalogue, only_catalogue=only_catalogue, shard=shard, budget=budget)
    without = ("digest",) if no_digest else ()
    try:
        with logging_to(chosen.log_file, chosen.log_format), terminable():
            result = run_night(chosen, now=datetime.now(UTC), only=only, without=without, progress=bars(watched))
    except NightIsRunning as error:
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(TEMPFAIL)
    except Exception:
        _beat(chosen, good=False)
        raise
    if only is None:
        _beat(chosen, good=result.outcome != "failed")
    for problem in result.problems:
        click.echo(f"strikewatch: {inert(problem)}", err=True)
    if _watching(watched):
        for name, counts in result.steps.items():
            click.echo(f"{name:<12} " + ", ".join(f"{key} {value}" for key, value in counts.items()), err=True)
    if result.outcome == "failed":
        sys.exit(1)
    if result.steps.get("health", {}).get("alarms"):
        sys.exit(ALARMED)


def _beat(chosen: "Settings", *, good: bool) -> None:
    """Tell the heartbeat's address, if there is one. That nobody hears it is a line, and no fault of the night."""
    from steps.heartbeat import NotHeard, beat

    if chosen.heartbeat is not None:
        try:
            beat(chosen.heartbeat, good=good)
        except NotHeard as error:
            click.echo(f"strikewatch: {inert(str(error))}", err=True)


def _watching(watched: bool | None) -> bool:
    return sys.stderr.isatty() if watched is None else watched


def bars(watched: bool | None) -> "Bars | None":
    """Return bars on standard error, or None where nobody watches."""
    if not _watching(watched):
        return None
    from rich.console import Console

    from cli.progress import Bars

    return Bars(Console(stderr=True))
