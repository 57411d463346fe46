"""The one way in: `strikewatch`. Names the commands; each is imported only when it runs, so that help is quick."""

import codecs
import io
import os
import sys
from importlib import import_module
from pathlib import Path

import click

# Command: (module, one line for the list of commands, heading under which it stands).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "nightly": ("cli.night", "Run the night: crawl, read, translate, group, mail. Made for cron.", "Every night"),
    "poll": ("cli.polling", "Between nights: ask the channels whose time has come.", "Every night"),
    "digest": ("cli.mail", "Compose and send the day's digest; --dry-run only shows it.", "Every night"),
    "schedule": ("cli.clock", "Stay running and start the night at its hour.", "Every night"),
    "queue": ("cli.look", "Show the candidate reports, likeliest first.", "Looking"),
    "show": ("cli.look", "Show one article with its evidence, reports and English.", "Looking"),
    "search": ("cli.look", "Find articles by words, in the original or the English.", "Looking"),
    "stories": ("cli.stories", "Show stories with all their tellings; split and merge them.", "Looking"),
    "events": ("cli.events", "Show the ledger of accepted strikes; link reports to them.", "Looking"),
    "export": ("cli.events", "Write the ledger as CSV, JSON lines or a workbook.", "Looking"),
    "status": (
        "cli.status",
        "Show sources, the last run, counts, and what waits for translation and why.",
        "Looking",
    ),
    "review": ("cli.desk", "Serve the review desk: decide on the queue in the browser.", "Looking"),
    "add": ("cli.tips", "Put articles in by hand: text or HTML files, or addresses.", "Putting in"),
    "reextract": ("cli.again", "Run today's extractor over the archive, with no fetching.", "Putting in"),
    "redetect": ("cli.again", "Read the store again with today's word lists, here or on a cluster.", "Putting in"),
    "retranslate": ("cli.again", "Translate what a better engine is due for, here or on a cluster.", "Putting in"),
    "backfill": ("cli.backfill", "Read articles of the past, from WARC archives or from the sites.", "Putting in"),
    "merge": ("cli.joining", "Join another strikewatch's store into this one.", "Putting in"),
    "sources": ("cli.sources", "List, find, check and test sources.", "Care"),
    "curators": ("cli.desk", "List, add and close the accounts of the desk.", "Care"),
    "learn": ("cli.learning", "Refit the learned reader on what curators decided, or go back.", "Care"),
    "init": ("cli.setup", "Write a settings file with every setting explained, and check it.", "Care"),
    "doctor": ("cli.setup", "Look whether everything is as it should be, and say what to do.", "Care"),
    "backup": ("cli.keeping", "Copy database and raw pages while everything runs.", "Care"),
    "restore": ("cli.keeping", "Put a backup in the place of the database.", "Care"),
    "prune": ("cli.keeping", "Take away old raw pages that led to nothing.", "Care"),
    "models": ("cli.models", "List, install, verify and remove translation models.", "Care"),
    "extract": ("cli.pages", "HTML files in; title, body, date and more out.", "Filters over JSON lines"),
    "identify": ("cli.filters", "Say the language and script of texts.", "Filters over JSON lines"),
    "detect": (
        "cli.filters",
        "Say whether texts tell of a strike, and show the words.",
        "Filters over JSON lines",
    ),
    "translate": ("cli.filters", "Put texts into English.", "Filters over JSON lines"),
    "duplicates": ("cli.duplicates", "Group texts that are the same, or tell one event.", "Filters over JSON lines"),
    "evaluate": ("cli.evaluate", "Measure detection on articles that you have labelled.", "Filters over JSON lines"),
    "demo": ("cli.demo", "Run the night on three sample papers on this machine.", "Trying it"),
}

EPILOG = """\b
Examples:
  strikewatch demo                      three sample papers, one night, on this machine
  strikewatch nightly                   the night on the real catalogue
  strikewatch queue                     what to look at this morning
  strikewatch add tip.txt page.html     put articles in by hand
  strikewatch detect < articles.jsonl   read your own articles"""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click would end with status 1 when the reader of a pipe has seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Python flushes stdout once more at exit, which would fail again and be reported.
            sys.stdout = None
            ctx.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table above."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None if there is no such."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name][0])
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under their headings without importing them."""
        del ctx
        headings = dict.fromkeys(heading for _, _, heading in COMMANDS.values())
        for heading in headings:
            with formatter.section(heading):
                formatter.write_dl([(name, line) for name, (_, line, at) in COMMANDS.items() if at == heading])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, say which is near."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "; see strikewatch --help"
            raise click.UsageError(f"no such command {args[0]!r}{hint}", ctx) from error


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="strikewatch", message="strikewatch %(version)s")
def strikewatch() -> None:
    """Read Russian, Kazakh and English labour news and queue candidate strike reports.

    Settings come from strikewatch.toml in the current folder, then STRIKEWATCH_... in the environment, then
    options. The database is var/strikewatch.db unless --db or STRIKEWATCH_DB says otherwise.
    """


def main() -> None:
    """Run the command line; a broken pipe (`| head`) is no error, an interrupt ends with 130."""
    _open_closed_streams()
    _replace_what_cannot_be_shown()
    try:
        # Outside its standalone mode click returns the status of `ctx.exit`, instead of ending with it.
        sys.exit(strikewatch.main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("strikewatch: interrupted", err=True)
        sys.exit(130)
    except OSError as error:  # the disk is full, a folder cannot be written: the person's to mend
        click.echo(f"strikewatch: {error}", err=True)
        sys.exit(1)


def _open_closed_streams() -> None:
    """Give a process that was started without standard streams (cron's `>&-`) an empty one for each.

    Python sets such a stream to None, and the next file that is opened, the database perhaps, gets its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open as long as we run
            setattr(sys, name, stream)


def _replace_what_cannot_be_shown() -> None:
    """Show a question mark where a terminal's charset lacks a letter: a locale of 1995 must not end the command.

    Where the locale claims plain ASCII, write UTF-8, as `click.echo` does: nearly always it is only not set.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")
