"""`backfill` without an archive: articles of the past from the sites themselves."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem

if TYPE_CHECKING:
    from config import Settings
    from steps.night import Progress

# sysexits.h: "temporary failure; the user is invited to retry".
TEMPFAIL = 75
# Articles of one source in one run: at the usual two seconds between requests, half an hour.
USUAL_MOST = 1000


def from_sites(
    chosen: "Settings",
    names: Sequence[str],
    since: date | None,
    until: date | None,
    *,
    most: int,
    progress: "Progress",
) -> None:
    """Backfill from sitemaps and listings and print what it brought; raises Problem where something was left."""
    from crawler.child import ChildFailed, Counts
    from crawler.loader import CatalogueError, choose, load_catalogue
    from steps.backfilling import backfill_sites
    from steps.crawling import catalogues
    from steps.lock import NightIsRunning

    now = datetime.now(UTC)
    until = until or now.date()
    if since is None or since > until:
        raise click.UsageError("without --warc, --since says from which day on; it must not be after --until")
    with progress.step("backfill", None) as advance:
        told = 0

        def count(counts: Counts) -> None:
            nonlocal told
            advance(counts["fetched"] - told)
            told = counts["fetched"]

        try:
            choose(load_catalogue(catalogues(chosen)), names)
            report = backfill_sites(
                chosen, names, since, until, most=most, budget=chosen.budget * 60, now=now, progress=count
            )
        except NightIsRunning as error:
            click.echo(f"strikewatch: {error}", err=True)
            sys.exit(TEMPFAIL)
        except (CatalogueError, ChildFailed) as error:
            raise Problem(str(error)) from error
    for visit in report.visits:
        for problem in visit.errors:
            click.echo(f"strikewatch: {visit.source}: {inert(problem)}", err=True)
    totals = report.totals()
    told_of = ", ".join(f"{name} {totals[name]}" for name in ("listed", "fetched", "stored", "refused", "failed"))
    click.echo(
        f"{told_of}; start the same command again for what is left" if _left(report.ended, totals, most) else told_of
    )


def _left(ended: str, totals: dict[str, int], most: int) -> bool:
    """Tell whether a run ended for want of time, or because a source had reached its most."""
    return ended != "finished" or totals["fetched"] >= most
