"""`demo`: one night on three sample papers, served on loopback over real HTTP. Writes a folder of its own."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem, opened, plain_errors, settings

if TYPE_CHECKING:
    from config import Settings


@click.command("demo", epilog="Example:\n\n  strikewatch demo")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("var/demo"), show_default=True,
              help="Where the demo writes; it is emptied first.")  # fmt: skip
@plain_errors()
def demo_command(folder: Path) -> None:
    """Run the night on three sample papers on this machine: Russian, Kazakh and English, made for this purpose."""
    from demo.catalogue import catalogue
    from demo.server import addresses, serve

    began = time.monotonic()
    _empty(folder)
    with serve(now=datetime.now(UTC)) as served:
        click.echo("Three sample papers, made for this demo, are served on this machine:")
        for one in served:
            click.echo(f"  {one.paper.title:<24} {one.address}/")
        (folder / "catalogue.toml").write_text(catalogue(addresses(served)), "utf-8")
        chosen = settings(
            db=folder / "strikewatch.db",
            catalogue=folder / "catalogue.toml",
            only_catalogue=True,
            mail={"maildir": folder / "mailbox"},
        )
        click.echo("\nThe first night:")
        _night(chosen)
        asked = sum(len(one.visits()) for one in served)
        for one in served:
            one.forget()
        click.echo("\nThe second night, right after it:")
        _night(chosen)
        again = sum(len(one.visits()) for one in served)
    _show(chosen, folder)
    click.echo(
        f"\nThe first night asked {asked} times, the second {again} times: what did not change is not fetched again."
        f"\nAll of it took {time.monotonic() - began:.0f} seconds."
    )


def _night(chosen: "Settings") -> None:
    from rich.console import Console

    from cli.progress import Bars
    from nightly import run_night

    result = run_night(chosen, now=datetime.now(UTC), progress=Bars(Console(stderr=True)))
    for problem in result.problems:
        click.echo(f"  told of: {inert(problem)}")
    if result.outcome == "failed":
        raise Problem("the night failed; the lines above say where")


def _show(chosen: "Settings", folder: Path) -> None:
    from cli.tables import queue_table, write
    from steps.mailing import look
    from store import queue

    with opened(chosen.db) as store:
        click.echo("\nThe queue of candidate reports:\n")
        write(queue_table(list(queue.flagged(store, limit=chosen.queue))))
        (folder / "digest.html").write_text(look(store, chosen, datetime.now(UTC)).html, "utf-8")
    click.echo(
        f"""
What the demo made, in {folder}/:
  digest.html      the day's mail: open it in a browser
  mailbox/         the same as it was delivered, a Maildir: mutt -f {folder}/mailbox
  strikewatch.db   the store: strikewatch queue --db {chosen.db}
                              strikewatch show --db {chosen.db} ID
                              strikewatch status --db {chosen.db}
  archive/         the raw pages, as WARC"""
    )


def _empty(folder: Path) -> None:
    """Empty the demo's folder; one that holds anything else is not touched."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "catalogue.toml").exists():
        raise Problem(f"{folder} holds something else than a demo; give another --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
