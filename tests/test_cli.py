"""The command line as a person meets it: help, and the command that was meant."""

import resource
import subprocess
import sys
from collections.abc import Sequence

import click
import pytest
from click.testing import CliRunner
from sample_nights import ROOT
from test_docs import commands

from cli.main import strikewatch

pytestmark = pytest.mark.xdist_group("cli")

HELP_SECONDS = 0.3
# Each costs a tenth of a second or more to import, and none is needed to print a page of help.
HEAVY = ("numpy", "pydantic", "rich", "scrapy", "sqlite_utils", "trafilatura", "twisted")


# --- help ---


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_shows_an_example(name: str) -> None:
    said = CliRunner().invoke(strikewatch, [*name.split(), "--help"])
    assert said.exit_code == 0
    example = said.stdout.partition("Example")[2]
    assert f"strikewatch {name}".strip() in example


@pytest.mark.parametrize("name", ["", *commands()])
def test_every_option_says_what_it_does(name: str) -> None:
    command: click.Command = commands()[name] if name else strikewatch
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help or option.show_default, f"{name} {option.opts}"


def test_help_comes_at_once() -> None:
    assert min(_cpu_seconds([sys.executable, "-m", "cli", "--help"]) for _ in range(5)) <= HELP_SECONDS


def _cpu_seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_imports_nothing_heavy() -> None:
    asked = (
        "import sys; from click.testing import CliRunner; from cli.main import strikewatch;"
        "CliRunner().invoke(strikewatch, ['--help'], catch_exceptions=False);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "click" in said.stdout.split()
    assert [name for name in said.stdout.split() if name in HEAVY] == []


def test_an_unknown_command_is_told_which_is_near() -> None:
    ended = CliRunner().invoke(strikewatch, ["qeue"])
    assert ended.exit_code == 2
    assert "did you mean 'queue'?" in ended.stderr
