"""Silence is noticed: a sign of life after each night, good or bad, and a log that is short, structured and rotated."""

import json
import logging
import threading
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from cli.logs import BYTES, logging_to
from cli.main import strikewatch
from steps.heartbeat import NotHeard, beat, failed


def run(*words):
    return CliRunner().invoke(strikewatch, [str(word) for word in words])


@contextmanager
def listening(status=200):
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/ping/secret", asked
        finally:
            server.shutdown()
            thread.join()


def test_a_good_night_and_a_bad_one_are_told_apart():
    with listening() as (address, asked):
        beat(address, good=True)
        beat(address, good=False)
    assert asked == ["/ping/secret", "/ping/secret/fail"]
    assert failed("https://made.example/p?key=1") == "https://made.example/p/fail?key=1"


@pytest.mark.parametrize("status", [404, 500])
def test_an_address_that_does_not_hear_is_told_without_its_secret(status):
    with listening(status) as (address, _), pytest.raises(NotHeard) as raised:
        beat(address, good=True)
    assert "secret" not in str(raised.value)
    assert "127.0.0.1" in str(raised.value)


def test_the_night_beats_also_when_it_broke(tmp_path, monkeypatch):
    with listening() as (address, asked):
        monkeypatch.setenv("STRIKEWATCH_HEARTBEAT", address)
        (tmp_path / "file").write_text("in the way")
        assert run("nightly", "--db", tmp_path / "file" / "strikewatch.db").exit_code == 1
        assert asked == ["/ping/secret/fail"]


# --- the log ---


log = logging.getLogger("strikewatch.made")


def test_a_log_is_json_lines_where_that_is_asked_for(tmp_path):
    with logging_to(tmp_path / "a.log", "json"):
        log.warning("a made line\nwith another", extra={"told": {"step": "crawl", "stored": 3}})
    (line,) = (tmp_path / "a.log").read_text().splitlines()
    told = json.loads(line)
    assert (told["level"], told["what"], told["stored"]) == ("warning", "a made line\nwith another", 3)
    assert datetime.fromisoformat(told["at"]).tzinfo is not None


def test_a_log_for_people_is_one_line_an_event(tmp_path):
    with logging_to(tmp_path / "a.log", "text"):
        log.info("from a page: \x1b[31m\x00red")
    (line,) = (tmp_path / "a.log").read_text().splitlines()
    assert line.endswith("info from a page:  [31m red")


def test_a_log_does_not_grow_for_ever(tmp_path):
    with logging_to(tmp_path / "a.log", "text"):
        for _ in range(80):
            log.info("x" * 100_000)
    files = sorted(tmp_path.glob("a.log*"))
    assert len(files) == 6
    assert sum(file.stat().st_size for file in files) < 6.2 * BYTES
