"""`add`: articles put in by hand. Reads files and addresses; writes the store."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem, db_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from config import Settings
    from steps.tips import Given
    from store.database import Store

ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@click.command(
    "add",
    epilog="""\b
Examples:
  strikewatch add letter.txt
  strikewatch add page.html --url https://example.org/news/17 --date 2026-11-20
  strikewatch add https://example.org/news/17
  strikewatch add tips/*.txt --source whatsapp && strikewatch nightly""",
)
@click.argument("tips", metavar="PATH_OR_URL...", nargs=-1, required=True)
@db_option
@click.option("--url", help="The address that a file came from.")
@click.option("--title", help="The headline.")
@click.option("--lang", type=click.Choice(["ru", "kk", "en"]), help="The language; by default it is found.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of publication; by default it is found.")
@click.option("--source", help="Who told it [default: tips].")
@plain_errors()
def add_command(
    tips: tuple[str, ...],
    db: Path | None,
    url: str | None,
    title: str | None,
    lang: str | None,
    date: datetime | None,
    source: str | None,
) -> None:
    """Put articles in by hand: text or HTML files, or addresses, which are fetched at once.

    The next night reads them like all others; a tip that is there already changes nothing.
    """
    from steps.tips import Given

    if len(tips) > 1 and (url or title):
        raise click.UsageError("--url and --title belong to one tip; give them one by one")
    given = Given(url=url, title=title, lang=lang, published=date.replace(tzinfo=UTC) if date else None, source=source)
    chosen = settings(db=db)
    with opened(chosen.db, create=True) as store:
        failed = sum(not _add(store, chosen, tip, given) for tip in tips)
    if failed:
        raise Problem(f"{failed} of {len(tips)} could not be put in")


def _add(store: "Store", chosen: "Settings", tip: str, given: "Given") -> bool:
    """Put one tip in and say so; complain and return False if it cannot be read."""
    from crawler.extract import ExtractionError
    from steps.tips import UnreadableTip, add_file

    now = datetime.now(UTC)
    try:
        if ADDRESS.match(tip):
            from steps.fetching import add_address

            article, new = add_address(store, chosen, tip, given, now=now)
        else:
            article, new = add_file(store, Path(tip), given, now=now)
    except (ExtractionError, UnreadableTip) as error:
        click.echo(f"strikewatch: {inert(str(error))}", err=True)
        return False
    click.echo(f"{article.id}  {'added' if new else 'known already'}  {inert(article.title)}")
    return True
