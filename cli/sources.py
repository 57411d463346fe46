"""`sources`: the catalogue as strikewatch reads it, and its care. Reads catalogue files and the store's polls."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.doctor import add_command, check_command, load, record_command, test_command
from cli.options import Problem, db_option, json_option, opened, plain_errors, settings


@click.group(
    "sources",
    epilog="Examples:\n\n  strikewatch sources check\n\n  strikewatch sources add example.kz",
)
def sources_command() -> None:
    """List, find, check and test sources. docs/crawling.md says what an entry of the catalogue holds."""


@sources_command.command("list", epilog="Example:\n\n  strikewatch sources list --json | jq length")
@json_option
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of your own.")
def list_command(as_json: bool, catalogue: Path | None) -> None:
    """List the sources that the night watches. None has been tried from a connected machine yet unless it says so."""
    found = load(settings(catalogue=catalogue))
    if as_json:
        click.echo(json.dumps([source.model_dump(mode="json") for source in found], ensure_ascii=False, indent=2))
        return
    from cli.tables import sources_table, write

    write(sources_table([source.model_dump(mode="json") for source in found]))


@sources_command.command("validate", epilog="Example:\n\n  strikewatch sources validate mine.toml")
@click.argument("catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def validate_command(catalogue: Path) -> None:
    """Read a catalogue file: every fault is named with its entry and key. Nothing is fetched."""
    found = load(settings(catalogue=catalogue))
    click.echo(f"{catalogue}: good; {len(found)} sources with the built-in ones")


@sources_command.command("docs", epilog="Example:\n\n  strikewatch sources docs --check")
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 if the page is not up to date.")
def docs_command(check: bool) -> None:
    """Write docs/sources.md from the built-in catalogue."""
    from crawler.loader import load_catalogue
    from spiders.table import PAGE, table

    text = table(load_catalogue())
    if check and PAGE.read_text("utf-8") != text:
        raise Problem(f"{PAGE} is not up to date: strikewatch sources docs")
    if not check:
        PAGE.write_text(text, "utf-8")
        click.echo(f"{PAGE}: written")


@sources_command.command("retire", epilog="Example:\n\n  strikewatch sources retire inaktau")
@click.argument("name")
@db_option
@plain_errors()
def retire_command(name: str, db: Path | None) -> None:
    """Ask a source once a month only, without an alarm: it is known to be dead, or closed to us."""
    from crawler.health.polling import retired_by_hand
    from store import polls

    with opened(settings(db=db).db) as store:
        found = polls.of_sources(store).get(name, [])
        if not found:
            raise Problem(f"{name}: no channel of it was ever asked; take its entry from the catalogue instead")
        polls.record_all(store, [retired_by_hand(poll) for poll in found])
    click.echo(f"{name}: {len(found)} channels are asked once a month; `strikewatch sources revive {name}` undoes it")


@sources_command.command("revive", epilog="Example:\n\n  strikewatch sources revive inaktau")
@click.argument("name")
@db_option
@plain_errors()
def revive_command(name: str, db: Path | None) -> None:
    """Ask a source every night again, whatever became of it before."""
    from store import polls

    with opened(settings(db=db).db) as store:
        count = polls.revive(store, name, now=datetime.now(UTC))
    if not count:
        raise Problem(f"{name}: no channel of it was ever asked")
    click.echo(f"{name}: {count} channels are asked every night again")


for _command in (check_command, add_command, record_command, test_command):
    sources_command.add_command(_command)
