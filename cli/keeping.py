"""`backup`, `restore` and `prune`: the care of what is held. Reads and writes the store, its archive and backups."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.options import Problem, db_option, json_option, opened, plain_errors, settings

TEMPFAIL = 75
MEGABYTE = 1_000_000


@click.command("backup", epilog="Examples:\n\n  strikewatch backup\n\n  strikewatch backup --list")
@db_option
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder of backups.")
@click.option("--list", "listing", is_flag=True, help="Only list what is there.")
@click.option("--quiet", is_flag=True, help="Say nothing if it works.")
@json_option
@plain_errors()
def backup_command(db: Path | None, folder: Path | None, listing: bool, quiet: bool, as_json: bool) -> None:
    """Take a backup of the database and the raw pages, while everything runs; older ones are thinned out.

    The copy is checked before it counts. Put the folder on another disk, or copy it away: one disk is no backup.
    """
    import json

    from steps.keeping import backup, kept

    chosen = settings(db=db, backups=folder)
    dropped: list[Path] = []
    if not listing:
        try:
            made, dropped = backup(chosen, datetime.now(UTC))
        except OSError as error:
            raise Problem(f"{chosen.backups_folder}: {error.strerror}; no backup was taken") from error
        if not quiet and not as_json:
            click.echo(f"{made.folder} ({made.size / MEGABYTE:.1f} MB); {len(dropped)} older ones dropped")
    found = kept(chosen.backups_folder)
    if as_json:
        told = [{"folder": str(one.folder), "at": one.at.isoformat(), "bytes": one.size} for one in found]
        click.echo(json.dumps({"backups": told, "dropped": [str(one) for one in dropped]}, indent=2))
    elif listing:
        for one in found:
            click.echo(f"{one.folder}  {one.size / MEGABYTE:.1f} MB")


@click.command(
    "restore", epilog="Examples:\n\n  strikewatch restore\n\n  strikewatch restore backups/2026-11-22T070000Z"
)
@click.argument("backup", required=False, type=click.Path(file_okay=False, path_type=Path))
@db_option
@click.option("--from", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder of backups.")
@plain_errors()
def restore_command(backup: Path | None, db: Path | None, folder: Path | None) -> None:
    """Put a backup, or the newest, in the place of the database. What stood there is kept beside it.

    A desk that is running holds the old file: start it again afterwards.
    """
    from steps.keeping import NoBackup, restore
    from steps.lock import NightIsRunning

    chosen = settings(db=db, backups=folder)
    try:
        put, aside = restore(chosen, backup, datetime.now(UTC))
    except NoBackup as error:
        raise Problem(str(error)) from error
    except NightIsRunning as error:
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(TEMPFAIL)
    click.echo(f"{chosen.db} is that of {put.at:%Y-%m-%d %H:%M} UTC" + (f"; the old one is {aside}" if aside else ""))


@click.command("prune", epilog="Examples:\n\n  strikewatch prune --days 365 --dry-run\n\n  strikewatch prune --vacuum")
@db_option
@click.option("--days", type=click.IntRange(min=1), help="How long raw pages are kept that led to nothing.")
@click.option("--vacuum", "smaller", is_flag=True, help="Also give unused space of the database back to the disk.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@plain_errors()
def prune_command(db: Path | None, days: int | None, smaller: bool, dry_run: bool) -> None:
    """Take away old raw pages of articles that were never flagged, told, reviewed or put in by hand.

    The articles themselves stay. Without --days the setting keep_raw_days counts; without both nothing goes.
    """
    from steps.lock import NightIsRunning
    from steps.pruning import prune
    from store.backups import vacuum

    chosen = settings(db=db, keep_raw_days=days)
    with opened(chosen.db) as store:
        if chosen.keep_raw_days is not None:
            try:
                gone = prune(store, chosen, days=chosen.keep_raw_days, now=datetime.now(UTC), dry_run=dry_run)
            except NightIsRunning as error:
                click.echo(f"strikewatch: {error}", err=True)
                sys.exit(TEMPFAIL)
            verb = "would go" if dry_run else "went"
            click.echo(f"{gone.pages} raw pages {verb}, {gone.bytes / MEGABYTE:.1f} MB")
        elif not smaller:
            raise click.UsageError("say --days, or set keep_raw_days: nothing goes by itself")
        if smaller and not dry_run:
            click.echo(f"the database is {vacuum(store) / MEGABYTE:.1f} MB smaller")
