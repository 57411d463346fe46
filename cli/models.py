"""`models`: list, install, verify and remove translation models. Reads and writes the models folder."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import Problem, db_option, plain_errors, settings

if TYPE_CHECKING:
    from collections.abc import Callable

models_option = click.option(
    "--models", type=click.Path(file_okay=False, path_type=Path), help="The folder [default: beside the database]."
)


@click.group(
    "models",
    epilog="""\b
Examples:
  strikewatch models list
  strikewatch models install ru
  strikewatch models install translate-ru_en-1_9.argosmodel
  strikewatch models install kk          explains what can be had for Kazakh, and does it
  strikewatch models verify""",
)
def models_command() -> None:
    """List, install, verify and remove translation models. They lie beside the database, not in a hidden folder."""


@models_command.command("list", epilog="Example:\n\n  strikewatch models list --offers")
@db_option
@models_option
@click.option("--offers", "wanted", is_flag=True, help="Ask the index for what can be installed as well.")
@plain_errors()
def list_command(db: Path | None, models: Path | None, wanted: bool) -> None:
    """List what ships and is installed, which engine serves which language, and with --offers what the index has."""
    from translate.archive import PackageError
    from translate.choose import available
    from translate.index import offers
    from translate.inventory import installed
    from translate.shipped import shipped

    chosen = settings(db=db, models=models)
    for one in [*installed(chosen.models_folder), *([shipped()] if chosen.rough else [])]:
        state = f"BROKEN: {one.problem}" if one.problem else f"{one.quality}, {one.megabytes:.0f} MB"
        click.echo(f"{one.name}  {one.kind}  {'+'.join(one.languages)}  version {one.version}  {state}")
    for lang in ("kk", "ru"):
        able = available(chosen.models_folder, rough=chosen.rough)
        best = next((one for one in able if one.lang == lang and not one.problem), None)
        click.echo(
            f"{lang} is translated by {f'{best.name} ({best.quality})' if best else 'nothing: its articles wait'}"
        )
    if wanted:
        try:
            for offer in offers(chosen.index):
                click.echo(f"offered: {offer.from_code} -> {offer.to_code}  version {offer.version}")
        except PackageError as error:
            raise Problem(str(error)) from error


@models_command.command(
    "install",
    epilog="Examples:\n\n  strikewatch models install ru\n\n  strikewatch models install ./translate-ru_en.argosmodel",
)
@click.argument("wanted", metavar="LANGUAGE|FILE|FOLDER|URL")
@db_option
@models_option
@click.option("--index", help="The Argos index: an address, a mirror, a file or a folder.")
@click.option("--languages", multiple=True, help="Use a multilingual model for this language only.")
@plain_errors()
def install_command(
    wanted: str, db: Path | None, models: Path | None, index: str | None, languages: tuple[str, ...]
) -> None:
    """Install a model: the index's package for a language, a package file, or a converted multilingual model.

    A download that breaks off goes on where it was. Nothing is installed before it has been unpacked, hashed, loaded
    and tried; the next night then translates with it, and anew what a worse engine did.
    """
    from translate.archive import PackageError
    from translate.packages import install

    chosen = settings(db=db, models=models, index=index)
    try:
        with _download_bar() as progress:
            one = install(chosen.models_folder, wanted, index=chosen.index, progress=progress, languages=languages)
    except PackageError as error:
        raise Problem(str(error)) from error
    click.echo(f"installed: {one.name} ({'+'.join(one.languages)}, {one.quality}, {one.megabytes:.0f} MB)")


@models_command.command("verify", epilog="Example:\n\n  strikewatch models verify")
@click.argument("names", nargs=-1)
@db_option
@models_option
@plain_errors()
def verify_command(names: tuple[str, ...], db: Path | None, models: Path | None) -> None:
    """Check models against their recorded SHA-256 and load each; all, and what ships, where none is named."""
    from translate import shipped
    from translate.archive import PackageError
    from translate.inventory import installed
    from translate.packages import verify

    folder = settings(db=db, models=models).models_folder
    broken = 0
    try:
        for name in names or [*(one.name for one in installed(folder)), shipped.NAME]:
            problems = shipped.verify() if name == shipped.NAME else verify(folder, name)
            broken += bool(problems)
            click.echo(f"{name}: {'; '.join(problems) or 'good'}")
    except PackageError as error:
        raise Problem(str(error)) from error
    if broken:
        raise Problem(f"{broken} broken; remove and install again")


@models_command.command("remove", epilog="Example:\n\n  strikewatch models remove translate-ru_en-1_9")
@click.argument("name")
@db_option
@models_option
@plain_errors()
def remove_command(name: str, db: Path | None, models: Path | None) -> None:
    """Remove an installed model; what it translated stays."""
    from translate.archive import PackageError
    from translate.packages import remove
    from translate.shipped import NAME

    if name == NAME:
        raise Problem("the rough translator ships with strikewatch; `rough = false` in the settings switches it off")
    try:
        one = remove(settings(db=db, models=models).models_folder, name)
    except PackageError as error:
        raise Problem(str(error)) from error
    click.echo(f"removed: {one.name}")


@contextmanager
def _download_bar() -> "Iterator[Callable[[int, int | None], None]]":
    """Show a bar of bytes on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _so_far, _in_all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    with Progress(BarColumn(), DownloadColumn(), TransferSpeedColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("download", total=None)
        yield lambda so_far, in_all: bar.update(task, completed=so_far, total=in_all)
