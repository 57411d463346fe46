"""`digest`: the day's mail. Reads the store; writes mail, or with --dry-run only shows it."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cli.options import Problem, db_option, opened, plain_errors, settings


@click.command(
    "digest",
    epilog="""\b
Examples:
  strikewatch digest --dry-run
  strikewatch digest --dry-run --html > digest.html
  STRIKEWATCH_MAIL__HOST=mail.example.org STRIKEWATCH_MAIL__RECIPIENTS='["me@example.org"]' strikewatch digest""",
)
@db_option
@click.option("--dry-run", is_flag=True, help="Show what would be told now, and tell it nobody.")
@click.option("--html", "as_html", is_flag=True, help="With --dry-run: the HTML instead of the text.")
@plain_errors()
def digest_command(db: Path | None, dry_run: bool, as_html: bool) -> None:
    """Compose and send the day's digest; it is the last step of the night as well.

    What was told once is not told again, and a letter that was sent is not sent again. Without a mail server or a
    Maildir in the settings the digest is written into the outbox folder beside the database.
    """
    now = datetime.now(UTC)
    chosen = settings(db=db)
    if dry_run:
        from steps.telling import look

        with opened(chosen.db) as store:
            mail = look(store, chosen, now)
        click.echo(mail.html if as_html else f"Subject: {mail.subject}\n\n{mail.text}")
        return
    from nightly import run_night
    from steps.lock import NightIsRunning

    try:
        result = run_night(chosen, now=now, only="digest")
    except NightIsRunning as error:
        raise Problem(str(error)) from error
    counts = result.steps["digest"]
    click.echo(", ".join(f"{name} {value}" for name, value in counts.items()))
    if result.problems:
        raise Problem("; ".join(result.problems))
