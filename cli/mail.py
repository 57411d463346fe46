"""`digest`: the day's mail. Reads the store; writes mail, or only shows it: as text, HTML, Atom or JSON."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.options import Problem, db_option, opened, plain_errors, settings

TEMPFAIL = 75


@click.command(
    "digest",
    epilog="""\b
Examples:
  strikewatch digest --dry-run
  strikewatch digest --dry-run --html > digest.html
  strikewatch digest --dry-run --reader oil@example.org
  strikewatch digest --atom > strikes.atom
  STRIKEWATCH_MAIL__HOST=mail.example.org STRIKEWATCH_MAIL__RECIPIENTS='["me@example.org"]' strikewatch digest""",
)
@db_option
@click.option("--dry-run", is_flag=True, help="Show what would be told now, and tell it nobody.")
@click.option("--html", "as_html", is_flag=True, help="With --dry-run: the HTML instead of the text.")
@click.option("--reader", metavar="ADDRESS", help="With --dry-run: what this recipient would get.")
@click.option("--atom", "form", flag_value="atom", help="Write the last 30 days as an Atom feed, and send nothing.")
@click.option("--json", "form", flag_value="json", help="The same as a JSON feed.")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, metavar="MINUTES",
              help="How long to wait for a night that is running.")  # fmt: skip
@plain_errors()
def digest_command(
    db: Path | None, dry_run: bool, as_html: bool, reader: str | None, form: str | None, wait: float
) -> None:
    """Compose and send the day's digest; it is the last step of the night as well.

    What was told once is not told again, and a letter that was sent is not sent again. Without a mail server or a
    Maildir in the settings the digest is written into the outbox folder beside the database.
    """
    if dry_run or form:
        _show(db, form, as_html=as_html, reader=reader)
        return
    from cli.logs import logging_to
    from cli.signals import terminable
    from nightly import run_night
    from steps.lock import NightIsRunning

    chosen = settings(db=db)
    try:
        with logging_to(chosen.log_file, chosen.log_format), terminable():
            result = run_night(chosen, now=datetime.now(UTC), only="digest", wait=wait * 60)
    except NightIsRunning as error:
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(TEMPFAIL)
    click.echo(told(result.steps["digest"]))
    if result.problems:
        raise Problem("; ".join(result.problems))


def _show(db: Path | None, form: str | None, *, as_html: bool, reader: str | None) -> None:
    """Write what would be told, or the feed of what was."""
    from digest.feed import atom, json_feed
    from steps.mailing import feed_days, feed_name, look

    chosen, now = settings(db=db), datetime.now(UTC)
    with opened(chosen.db) as store:
        if form:
            days = feed_days(store, chosen, now)
            click.echo(atom(days, feed_name(chosen)) if form == "atom" else json_feed(days), nl=False)
            return
        try:
            mail = look(store, chosen, now, reader)
        except LookupError as error:
            raise click.BadParameter(str(error.args[0]), param_hint="--reader") from error
    click.echo(mail.html if as_html else f"Subject: {mail.subject}\n\n{mail.text}")


def told(counts: Mapping[str, object]) -> str:
    """Say in words what a digest did: what it told, what left, and what is for tomorrow."""
    if counts.get("broke"):
        return "the digest broke"
    parts = [f"{_many(counts['told'], 'new candidate')} told", f"{_many(counts['sent'], 'letter')} sent"]
    if counts["failed"]:
        parts.append(f"{_many(counts['failed'], 'letter')} could not leave and will be tried again")
    if counts["tomorrow"]:
        parts.append(f"{_many(counts['tomorrow'], 'candidate')} came after today's letters and will be told tomorrow")
    return "; ".join(parts)


def _many(count: object, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
