"""The desk from the command line: it says where it is, lets its starter in once, and stops when told."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from click.testing import CliRunner
from desk_made import PASSWORD, fill

from cli.main import strikewatch
from store.database import open_store


def run(*words: str, given: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(strikewatch, list(words), input=given)
    return result.exit_code, result.output


def test_the_desk_says_where_it_is_lets_its_starter_in_once_and_stops(tmp_path: Path) -> None:
    db = tmp_path / "strikewatch.db"
    fill(db)
    command = [sys.executable, "-m", "cli", "review", "--db", str(db), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        said = ""
        while "/enter" not in said:
            line = desk.stderr.readline()
            assert line, said
            said += line
        link = re.search(r"http://127\.0\.0\.1:\d+/enter\?key=\S+", said)
        assert link is not None
        with httpx.Client() as client:
            assert client.get(link[0][:-1] + "x").status_code == 403
            assert client.get(link[0]).status_code == 303
            page = client.get(link[0].split("/enter")[0] + "/queue")
            assert "Буровики" in page.text
        with httpx.Client() as other:
            assert other.get(link[0]).status_code == 403
        assert run("review", "--db", str(db), "--port", "0")[0] == 1  # a second desk over the same store
        desk.send_signal(signal.SIGINT)
        assert desk.wait(20) in (0, 130)
    assert (tmp_path / "strikewatch.db.key").stat().st_mode & 0o077 == 0


def test_a_desk_for_the_network_is_refused_while_nobody_has_a_password(tmp_path: Path) -> None:
    open_store(tmp_path / "strikewatch.db").close()
    status, said = run("review", "--db", str(tmp_path / "strikewatch.db"), "--host", "0.0.0.0")
    assert (status, "password first" in said) == (1, True)


def test_curators_are_added_listed_and_closed(tmp_path: Path) -> None:
    db = tmp_path / "strikewatch.db"
    fill(db)
    assert run("curators", "add", "saule", "--db", str(db), given="short\nshort\n")[0] == 1
    assert run("curators", "add", "saule", "--db", str(db), given=f"{PASSWORD}\n{PASSWORD}\n")[0] == 0
    assert run("curators", "add", "guest", "--db", str(db), "--role", "admin", "--no-password")[0] == 0
    assert run("curators", "close", "nobody", "--db", str(db))[0] == 1
    assert run("curators", "close", "saule", "--db", str(db))[0] == 0
    listed = run("curators", "list", "--db", str(db))[1]
    assert re.search(r"^guest\s+admin\s+no password$", listed, re.MULTILINE)
    assert re.search(r"^saule\s+curator\s+closed$", listed, re.MULTILINE)
