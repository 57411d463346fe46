"""An error is a line and a status; a title that means harm changes nothing on the terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk_at_hand import STRIKES, Desk, make_desk, make_read_desk
from sample_nights import ROOT

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return make_read_desk(tmp_path_factory.mktemp("desk"))  # its tests change nothing


# --- errors, and titles that mean harm ---


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["queue"], 1, "no such database"),
        (["show", "3f9a"], 1, "no such database"),
        (["status"], 1, "no such database"),
        (["digest", "--dry-run"], 1, "no such database"),
        (["reextract", "--db", "garbage.db"], 1, "not a database"),
        (["queue", "--db", "garbage.db"], 1, "not a database"),
        (["nightly", "--db", "garbage.db"], 1, "not a database"),
        (["add", "garbage.db", "--db", "garbage.db"], 1, "not a database"),
        (["queue", "--limit", "0"], 2, "--limit"),
        (["nightly", "--budget", "0"], 2, "--budget"),
        (["nightly", "--only", "dream"], 2, "--only"),
        (["nightly", "--catalogue", "absent.toml"], 2, "absent.toml"),
        (["sources", "validate", "bad.toml"], 1, "bad.toml"),
        (["sources", "list", "--catalogue", "bad.toml"], 1, "bad.toml"),
        (["models", "install", "absent.argosmodel"], 1, "absent.argosmodel"),
        (["models", "remove", "absent"], 1, "absent"),
        (["models", "verify", "absent"], 1, "absent"),
        (["schedule", "--at", "25:00"], 2, "clock.night"),
        (["extract", "absent.html"], 2, "absent.html"),
        (["add"], 2, "PATH_OR_URL"),
        (["add", "ftp://example.org/a"], 1, "ftp:"),
    ],
)
def test_an_error_is_a_line_and_a_status(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(desk.folder)
    desk.write("garbage.db", "this is no database at all " * 100)
    desk.write("bad.toml", "[[source]]\nname = 3\n")
    ended = desk.run(*words)
    assert ended.exit_code == status, ended.output
    assert isinstance(ended.exception, SystemExit), "no traceback"
    assert said in ended.stderr
    assert ended.stdout == ""


def test_a_setting_that_cannot_be_used_is_wrong_usage(desk: Desk) -> None:
    desk.write("strikewatch.toml", "budget = 'long'\n")
    ended = desk.run("queue")
    assert ended.exit_code == 2
    assert "budget" in ended.stderr


def test_a_catalogue_with_a_fault_fails_the_night_by_name(desk: Desk) -> None:
    desk.write("nothing.toml", "[[source]]\nname = 3\n")
    ended = desk.run("nightly")
    assert ended.exit_code == 1
    assert "nothing.toml" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_id_that_fits_none_or_several_is_told(read_desk: Desk) -> None:
    ended = read_desk.run("show", "zz")
    assert ended.exit_code == 1
    assert "no article 'zz'" in ended.stderr
    assert read_desk.run("show", "").exit_code == 1


HARM = "Забастовка\x1b[2J\x1b]0;owned\x07 в \u202eпорту\u202c [bold red]Актау[/] \x9b31m"


def test_a_title_cannot_steer_the_terminal(desk: Desk) -> None:
    tip = desk.write("tip.txt", STRIKES["ru"])
    added = desk.done("add", tip, "--title", HARM)
    for step in ("identify", "detect", "fingerprint", "group"):
        desk.done("nightly", "--only", step)
    ident = added.split()[0]
    for said in (added, desk.done("queue"), desk.done("show", ident), desk.done("search", "докеров")):
        assert not set(said) & set("\x1b\x07\x9b\u202e\u202c"), "no sign that a terminal obeys"
    assert "[bold red]Актау[/]" in desk.done("show", ident), "what looks like markup is shown as it is"
    assert json.loads(desk.done("show", ident, "--json"))["title"].startswith("Забастовка")


def test_a_reader_that_leaves_early_is_no_error(read_desk: Desk) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "queue", "--json"],
        cwd=ROOT,
        env={
            **os.environ,
            "STRIKEWATCH_DB": str(read_desk.folder / "strikewatch.db"),
            "STRIKEWATCH_CONFIG": os.devnull,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
