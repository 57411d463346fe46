"""`review` and `curators`: the desk in the browser, and who may sign in to it. Serves the store; writes accounts."""

import getpass
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import Problem, db_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from config import Settings
    from crawler.source import Source


@click.command(
    "review", epilog="Examples:\n\n  strikewatch review --open\n\n  strikewatch review --host 0.0.0.0 --port 8040"
)
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on; this machine only.")
@click.option("--port", type=click.IntRange(0, 65535), default=8040, show_default=True, help="0: any free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the desk in the browser.")
@plain_errors()
def review_command(db: Path | None, host: str, port: int, open_browser: bool) -> None:
    """Serve the review desk: the queue in the browser, the map, the data. Ctrl-C stops."""
    from review import serve
    from review.answers import DeskError
    from review.desk import Desk
    from store import accounts

    chosen = settings(db=db)
    with opened(chosen.db) as store:
        me = accounts.ensure(store, _login(), "admin", datetime.now(UTC))
        everybody = accounts.everybody(store)
    try:
        serve.check_exposure(host, chosen.desk_header, everybody)
        desk = Desk(chosen.db, sources=_sources(chosen))
    except DeskError as error:
        raise Problem(str(error)) from error
    try:
        datasette = serve.make(
            desk, hosts=serve.names(host, chosen.desk), header=chosen.desk_header, proxies=[chosen.desk_proxy]
        )

        def started(at: int) -> None:
            shown = f"[{host}]" if ":" in host else host
            link = f"http://{shown}:{at}/enter?key={desk.admit(me.name)}"
            click.echo(
                f"The desk is at http://{shown}:{at}/  Ctrl-C stops.\nTo enter as {me.name}, once: {link}", err=True
            )
            if open_browser:
                webbrowser.open(link)

        serve.run(desk, datasette, host, port, started)
    finally:
        desk.close()


@click.group("curators")
def curators_command() -> None:
    """Who may sign in to the desk: readers look, curators decide, administrators do all."""


@curators_command.command("list", epilog="Example:\n\n  strikewatch curators list")
@db_option
@plain_errors()
def list_command(db: Path | None) -> None:
    """Name everybody with an account."""
    from store import accounts

    with opened(settings(db=db).db) as store:
        for one in accounts.everybody(store):
            how = "closed" if one.closed else "password" if one.password else "no password"
            click.echo(f"{one.name:<24} {one.role:<8} {how}")


@curators_command.command("add", epilog="Example:\n\n  strikewatch curators add aigul --role curator")
@click.argument("name")
@db_option
@click.option("--role", type=click.Choice(["reader", "curator", "admin"]), default="curator", show_default=True)
@click.option("--no-password", is_flag=True, help="For somebody who comes by the proxy's header.")
@plain_errors()
def add_command(name: str, db: Path | None, role: str, no_password: bool) -> None:
    """Put a person in, or change role and password of one who is there; a closed account opens again."""
    from review import passwords
    from store import accounts

    kept = None
    if not no_password:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            kept = passwords.hashed(given)
        except passwords.WeakPassword as error:
            raise Problem(str(error)) from error
    with opened(settings(db=db).db) as store:
        account = accounts.Account(name=name, role=role, password=kept)  # type: ignore[arg-type]  # click has checked it
        known = accounts.find(store, name) is not None
        (accounts.change if known else accounts.add)(store, account, datetime.now(UTC))
    click.echo(f"{name} is {role}.")


@curators_command.command("close", epilog="Example:\n\n  strikewatch curators close aigul")
@click.argument("name")
@db_option
@plain_errors()
def close_command(name: str, db: Path | None) -> None:
    """Close a person's account; what the person decided stays in the log."""
    from dataclasses import replace

    from store import accounts

    with opened(settings(db=db).db) as store:
        account = accounts.find(store, name)
        if account is None:
            raise Problem(f"no account {name!r}; `strikewatch curators list` names them")
        accounts.change(store, replace(account, closed=True), datetime.now(UTC))
    click.echo(f"{name} can no longer sign in.")


def _sources(chosen: "Settings") -> "dict[str, Source]":
    """Return the catalogue by name, for the desk to tell of; one that cannot be read is told of and left aside."""
    from crawler.loader import CatalogueError, load_catalogue
    from steps.crawling import catalogues

    try:
        return {source.name: source for source in load_catalogue(catalogues(chosen))}
    except CatalogueError as error:
        click.echo(f"strikewatch: the catalogue is left aside: {error}", err=True)
        return {}


def _login() -> str:
    """Return the name of whoever is at the command line; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "admin"
