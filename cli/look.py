"""`queue`, `show` and `search`: what a curator sees without the desk. Reads the store."""

import json
from pathlib import Path
from typing import Any

import click

from cli.options import db_option, json_option, opened, plain_errors, settings
from store import articles, queue
from store.search import search


@click.command(
    "queue", epilog="Examples:\n\n  strikewatch queue --limit 10\n\n  strikewatch queue --json | jq '.[].url'"
)
@db_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), help="How many to show [default: 50].")
@click.option("--all", "everything", is_flag=True, help="Show duplicates as rows of their own.")
@plain_errors()
def queue_command(db: Path | None, as_json: bool, limit: int | None, everything: bool) -> None:
    """Show the candidate reports, the most worth a look first, and what was drawn for the audit."""
    chosen = settings(db=db, queue=limit)
    with opened(chosen.db) as store:
        rows = list(queue.flagged(store, limit=chosen.queue, everything=everything))
        drawn = list(queue.audited(store))
    if as_json:
        _write_json([*rows, *drawn])
        return
    from cli.tables import queue_table, write

    write(queue_table(rows) if rows else "Nothing is flagged. `strikewatch status` tells what the last night did.")
    if drawn:
        write("\nDrawn at random from what was not flagged, to estimate what is missed:")
        write(queue_table(drawn))


@click.command("show", epilog="Example:\n\n  strikewatch show 3f9a")
@click.argument("article_id", metavar="ID")
@db_option
@json_option
@plain_errors()
def show_command(article_id: str, db: Path | None, as_json: bool) -> None:
    """Show one article: original, English, evidence, reports. The first letters of the ID are enough."""
    with opened(settings(db=db).db) as store:
        whole = queue.whole(store, articles.resolve(store, article_id))
    assert whole is not None
    if as_json:
        _write_json(whole)
        return
    from cli.tables import article_view, write

    write(article_view(whole))


@click.command("search", epilog="Example:\n\n  strikewatch search 'жумыска шыкпай'\n\n  strikewatch search 'ozenmun*'")
@click.argument("words", nargs=-1, required=True)
@db_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@plain_errors()
def search_command(words: tuple[str, ...], db: Path | None, as_json: bool, limit: int) -> None:
    """Find articles that hold all the words, in the original or in English. A final * asks for a beginning.

    Kazakh letters need not be typed: казак finds қазақ.
    """
    with opened(settings(db=db).db) as store:
        found = [queue.whole(store, one) for one in search(store, " ".join(words), limit=limit)]
    rows = [row for row in found if row is not None]
    if as_json:
        _write_json(rows)
        return
    from cli.tables import queue_table, write

    write(queue_table(rows) if rows else f"Nothing holds {' '.join(words)!r}.")


def _write_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
