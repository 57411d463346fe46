"""`stories`: one event, told by many articles; looked at, split and merged. Reads and writes the store."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cli.options import db_option, json_option, opened, plain_errors, settings
from store import articles, stories

by_option = click.option("--by", envvar="USER", default="curator", show_default="your login", help="Who decides.")
note_option = click.option("--note", help="Why, for those who come after.")


@click.group(
    "stories",
    epilog="Examples:\n\n  strikewatch stories list --open\n\n  strikewatch stories split 3f9a 81c2 --note 'two mines'",
)
def stories_command() -> None:
    """Look at stories, split them and merge them. docs/stories.md tells how the night makes them."""


@stories_command.command("list", epilog="Example:\n\n  strikewatch stories list --least 2")
@db_option
@json_option
@click.option("--open", "only_open", is_flag=True, help="Only those told of in the last seven days.")
@click.option("--least", type=click.IntRange(min=1), default=1, show_default=True, help="Of at least so many tellings.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to show.")
@plain_errors()
def list_command(db: Path | None, as_json: bool, only_open: bool, least: int, limit: int) -> None:
    """List stories, the latest first, by the headline of the article that began each."""
    with opened(settings(db=db).db) as store:
        found = stories.listed(store, now=datetime.now(UTC), only_open=only_open, least=least, limit=limit)
    if as_json:
        _write_json(found)
        return
    from cli.story_tables import stories_table
    from cli.tables import write

    write(stories_table(found) if found else "No stories yet. `strikewatch nightly` makes them.")


@stories_command.command("show", epilog="Example:\n\n  strikewatch stories show 3f9a")
@click.argument("story", metavar="STORY")
@db_option
@json_option
@plain_errors()
def show_command(story: str, db: Path | None, as_json: bool) -> None:
    """Show a story's articles, why each is in it, and what curators did. The first letters of the id are enough."""
    with opened(settings(db=db).db) as store:
        found = stories.resolve(store, story)
        told, edits = stories.tellings(store, found), stories.edits(store, found)
    if as_json:
        changed = [{"kind": one.kind, "articles": one.articles, "by": one.curator, "note": one.note} for one in edits]
        _write_json({"id": found, "tellings": told, "edits": changed})
        return
    from cli.story_tables import story_view
    from cli.tables import write

    write(story_view(found, told, edits))


@stories_command.command("split", epilog="Example:\n\n  strikewatch stories split 3f9a 81c2 77d0 --note 'another mine'")
@click.argument("story", metavar="STORY")
@click.argument("ids", metavar="ARTICLE...", nargs=-1, required=True)
@db_option
@by_option
@note_option
@plain_errors()
def split_command(story: str, ids: tuple[str, ...], db: Path | None, by: str, note: str | None) -> None:
    """Take articles out of a story into one of their own. Later nights leave it so."""
    with opened(settings(db=db).db) as store:
        chosen = [articles.resolve(store, one) for one in ids]
        made = stories.split(store, stories.resolve(store, story), chosen, curator=by, now=datetime.now(UTC), note=note)
    click.echo(f"{made}  has {len(chosen)} of the articles")


@stories_command.command("merge", epilog="Example:\n\n  strikewatch stories merge 3f9a 81c2")
@click.argument("into", metavar="STORY")
@click.argument("other", metavar="OTHER")
@db_option
@by_option
@note_option
@plain_errors()
def merge_command(into: str, other: str, db: Path | None, by: str, note: str | None) -> None:
    """Put all articles of OTHER into STORY. Later nights leave it so."""
    with opened(settings(db=db).db) as store:
        target, source = stories.resolve(store, into), stories.resolve(store, other)
        made = stories.merge(store, target, source, curator=by, now=datetime.now(UTC), note=note)
        told = len(stories.tellings(store, made))
    click.echo(f"{made}  has {told} articles now")


def _write_json(found: Any) -> None:
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
