"""`sources list` and `sources check`: the catalogue as strikewatch reads it. Reads catalogue files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import Problem, json_option, settings

if TYPE_CHECKING:
    from crawler.source import Source


@click.group("sources", epilog="Examples:\n\n  strikewatch sources list\n\n  strikewatch sources check mine.toml")
def sources_command() -> None:
    """List the catalogue, or check a file of your own. docs/crawling.md says how to add a source."""


@sources_command.command("list", epilog="Example:\n\n  strikewatch sources list --json | jq length")
@json_option
@click.option("--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of your own.")
def list_command(as_json: bool, catalogue: Path | None) -> None:
    """List the sources that the night watches. None has been tried from a connected machine yet unless it says so."""
    found = _load(catalogue or settings().catalogue)
    if as_json:
        click.echo(json.dumps([source.model_dump(mode="json") for source in found], ensure_ascii=False, indent=2))
        return
    from cli.tables import sources_table, write

    write(sources_table([source.model_dump(mode="json") for source in found]))


@sources_command.command("check", epilog="Example:\n\n  strikewatch sources check mine.toml")
@click.argument("catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(catalogue: Path) -> None:
    """Check a catalogue file: every fault is named with its entry and key. Nothing is fetched."""
    found = _load(catalogue)
    click.echo(f"{catalogue}: good; {len(found)} sources with the built-in ones")


def _load(catalogue: Path | None) -> "tuple[Source, ...]":
    from crawler.loader import CATALOGUE, CatalogueError, load_catalogue

    try:
        return load_catalogue([CATALOGUE, catalogue] if catalogue else [CATALOGUE])
    except CatalogueError as error:
        raise Problem(str(error)) from error
