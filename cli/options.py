"""What commands share: the --db and settings options, the open store, and errors turned into one clear line."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

import config
from cli.inert import inert
from store.database import Store, StoreError, open_store

P = ParamSpec("P")
R = TypeVar("R")

db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database [default: var/strikewatch.db, or STRIKEWATCH_DB].",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a table.")


class Problem(click.ClickException):
    """Something that the person at the keyboard can mend: one line, exit status 1."""

    def show(self, file: object = None) -> None:
        """Write the line to standard error, without a traceback."""
        del file
        click.echo(f"strikewatch: {inert(self.message)}", err=True)


def settings(**options: object) -> config.Settings:
    """Load the settings with the command's options on top; a bad setting is a usage error (exit status 2)."""
    try:
        return config.load(**options)
    except config.ConfigError as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Store]:
    """Open the store for the length of a command."""
    store = open_store(path, create=create)
    try:
        yield store
    finally:
        store.close()


def plain_errors() -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turn the store's errors into a `Problem`; every other one keeps its traceback."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except StoreError as error:
                raise Problem(str(error)) from error

        return wrapped

    return decorate
