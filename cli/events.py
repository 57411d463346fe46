"""`events` and `export events`: the ledger of strikes that people have accepted. Reads and writes the store."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from analysis.events import match
from cli.options import Problem, db_option, json_option, opened, plain_errors, settings
from cli.stories import by_option
from store import articles, events, reviews
from store.database import Store
from store.events import Event

ordinal_argument = click.argument("ordinal", type=click.IntRange(min=0), default=1)
FORMATS = ("csv", "jsonl", "xlsx")


@click.group("events", epilog="Examples:\n\n  strikewatch events list\n\n  strikewatch events settle")
def events_command() -> None:
    """Look at the ledger of accepted strikes; link reports to them. docs/stories.md has the key of an event."""


@events_command.command("list", epilog="Example:\n\n  strikewatch events list --json | jq '.[].employer'")
@db_option
@json_option
@plain_errors()
def list_command(db: Path | None, as_json: bool) -> None:
    """List events, earliest first, with what their reports say and where they differ."""
    with opened(settings(db=db).db) as store:
        rows = list(rows_of(store, events.listed(store)))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from cli.story_tables import events_table
    from cli.tables import write

    write(
        events_table(rows) if rows else "No events yet: accept reports at the desk, then `strikewatch events settle`."
    )


@events_command.command("show", epilog="Example:\n\n  strikewatch events show 5c1d")
@click.argument("event", metavar="EVENT")
@db_option
@plain_errors()
def show_command(event: str, db: Path | None) -> None:
    """Show an event: its values, and who said what."""
    from cli.story_tables import event_view
    from cli.tables import write

    with opened(settings(db=db).db) as store:
        found = events.get(store, events.resolve(store, event))
        if not found.claims:
            raise Problem(f"event {found.id} has no report that stands accepted")
        write(event_view(found, next(iter(rows_of(store, [found]))), events.reasons(store, found.id)))


@events_command.command("propose", epilog="Example:\n\n  strikewatch events propose")
@db_option
@plain_errors()
def propose_command(db: Path | None) -> None:
    """Show, for each accepted report that is in no event, the events that it may tell of, with the reasons."""
    from cli.story_tables import proposals_table
    from cli.tables import write

    with opened(settings(db=db).db) as store:
        loose = [
            events.claim(store, one.article_id, one.ordinal)
            for one in reviews.accepted(store)
            if events.event_of(store, one.article_id, one.ordinal) is None
        ]
        for one in loose:
            write(proposals_table(one, events.propose(store, one.article_id, one.ordinal, match)))
    if not loose:
        click.echo("Every accepted report is in an event.")


@events_command.command("settle", epilog="Example:\n\n  strikewatch events settle")
@db_option
@plain_errors()
def settle_command(db: Path | None) -> None:
    """Link accepted reports to the events that they certainly tell of, and open events for all others."""
    with opened(settings(db=db).db) as store:
        counts = events.settle(store, match, now=datetime.now(UTC))
    click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))


@events_command.command("link", epilog="Example:\n\n  strikewatch events link 3f9a 1 --event 5c1d")
@click.argument("article", metavar="ARTICLE")
@ordinal_argument
@click.option("--event", help="The event; without it a new one is opened.")
@db_option
@by_option
@plain_errors()
def link_command(article: str, ordinal: int, event: str | None, db: Path | None, by: str) -> None:
    """Link an accepted report (article and number; 0 for the article as a whole) to an event."""
    with opened(settings(db=db).db) as store:
        chosen = None if event is None else events.resolve(store, event)
        made = events.link(store, chosen, articles.resolve(store, article), ordinal, by=by, now=datetime.now(UTC))
    click.echo(made)


@events_command.command("unlink", epilog="Example:\n\n  strikewatch events unlink 3f9a 1")
@click.argument("article", metavar="ARTICLE")
@ordinal_argument
@db_option
@by_option
@plain_errors()
def unlink_command(article: str, ordinal: int, db: Path | None, by: str) -> None:
    """Take a report out of its event."""
    with opened(settings(db=db).db) as store:
        events.unlink(store, articles.resolve(store, article), ordinal, by=by, now=datetime.now(UTC))


@click.group("export", epilog="Example:\n\n  strikewatch export events --format xlsx --output strikes.xlsx")
def export_command() -> None:
    """Write what is held for others: the ledger of events, or everything. docs/codebook.md explains every column."""


@export_command.command("events", epilog="Example:\n\n  strikewatch export events --format csv > strikes.csv")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True, help="What to write.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; needed for xlsx.")
@db_option
@plain_errors()
def events_export_command(form: str, output: Path | None, db: Path | None) -> None:
    """Write one row for each event."""
    from cli import ledger_files

    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output")
    with opened(settings(db=db).db) as store:
        rows = list(rows_of(store, events.listed(store)))
    if output is None:
        click.echo(ledger_files.WRITERS[form](rows).decode(), nl=False)
        return
    try:
        output.write_bytes(ledger_files.WRITERS[form](rows))
    except OSError as error:
        raise Problem(f"{output}: {error.strerror}") from error
    click.echo(f"{output}: {len(rows)} events", err=True)


@export_command.command("all", epilog="Example:\n\n  strikewatch export all strikewatch-export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@db_option
@plain_errors()
def all_export_command(folder: Path, db: Path | None) -> None:
    """Write every row of every table into FOLDER, as JSON lines, a file for each table.

    docs/data-flow.md says what each column means. Raw pages stay where they are: WARC is an open format already.
    """
    from store import backups

    folder.mkdir(parents=True, exist_ok=True)
    with opened(settings(db=db).db) as store:
        for table in backups.tables(store):
            with (folder / f"{table}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in backups.rows(store, table))
            click.echo(folder / f"{table}.jsonl")


def rows_of(store: Store, found: Iterable[Event]) -> Iterable[Mapping[str, Any]]:
    """Yield events as rows of the code book."""
    from analysis.ledger import row

    for event in found:
        yield row(event.id, event.claims, [articles.get(store, one.article_id).url for one in event.claims])
