"""`sources check` over made sites on loopback, through the real probe."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from loopback import Site
from made_channels import CHANNELS, CLOSED, NOW, WORDS, page, run, site_pages
from made_paper import entry
from rich.console import Console

from cli.checkups import checkup_table
from crawler.doctor.records import Checkup
from crawler.doctor.verdict import judge
from crawler.probe import Fetched
from crawler.source import ChannelEntry


def checked(folder: Path, catalogue: str, *words: str) -> tuple[Result, dict]:
    path = folder / "mine.toml"
    path.write_text(catalogue, "utf-8")
    ended = run(folder, "check", *words, "--json", "--catalogue", str(path))
    return ended, json.loads(ended.stdout)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doctor")
    with Site(site_pages()) as site:
        listed = [f'{{ url = "{site.url}{path}", type = "{kind}" }}' for path, (_, kind, _) in CHANNELS.items()]
        listed.append(f'{{ url = "{CLOSED}/rss", type = "feed" }}')
        ended, told = checked(folder, entry("made", site, *listed), "made")
        found = {"/" + one["url"].split("/", 3)[3]: one for one in told["sources"][0]["channels"][:-1]}
        yield ended, told, found


@pytest.mark.parametrize("path", CHANNELS)
def test_each_channel_is_judged_by_what_it_says(verdicts, path):
    _, _, found = verdicts
    assert found[path]["verdict"] == CHANNELS[path][2], found[path]
    assert found[path]["why"]
    assert bool(found[path]["advice"]) == (CHANNELS[path][2] != "works")


def test_a_feed_shows_its_span_its_dates_its_titles_and_one_article(verdicts):
    told = verdicts[2]["/rss"]
    assert (told["count"], told["dated"]) == (5, 5)
    span = datetime.fromisoformat(told["newest"]) - datetime.fromisoformat(told["oldest"])
    assert span == timedelta(hours=4)
    assert told["titles"][0] == "Made headline 0"
    assert told["article"]["title"] == "Made headline 0"
    assert told["article"]["characters"] > 500


def test_a_feed_under_the_wrong_content_type_works_and_is_told_of(verdicts):
    assert "text/html" in verdicts[2]["/odd"]["why"]


def test_a_site_that_does_not_answer_is_undecided_while_others_do(verdicts):
    ended, told, _ = verdicts
    silent = told["sources"][0]["channels"][-1]
    assert silent["verdict"] == "undecided"
    assert "others answer" in silent["why"]
    assert told["cut_off"] is None
    assert ended.exit_code == 1


def test_when_nothing_answers_it_is_we_who_are_cut_off(tmp_path, monkeypatch):
    monkeypatch.setenv("STRIKEWATCH_CONTROLS", json.dumps(["http://127.0.0.1:9/"]))
    dead = entry("dead", CLOSED, f'{{ url = "{CLOSED}/rss", type = "feed" }}')
    ended, told = checked(tmp_path, dead, "dead")
    (channel,) = told["sources"][0]["channels"]
    assert channel["verdict"] == "undecided"
    assert "cut off" in told["cut_off"]
    assert ended.exit_code == 1


def test_a_control_that_answers_says_that_it_is_the_site(tmp_path, monkeypatch):
    with Site({"/": page(WORDS)}) as control:
        monkeypatch.setenv("STRIKEWATCH_CONTROLS", json.dumps([control.url + "/"]))
        dead = entry("dead", CLOSED, f'{{ url = "{CLOSED}/rss", type = "feed" }}')
        ended, told = checked(tmp_path, dead, "dead")
    assert told["cut_off"] is None
    assert told["sources"][0]["channels"][0]["verdict"] == "undecided"
    assert ended.exit_code == 0


def test_the_table_names_verdict_and_advice():
    listing = ChannelEntry(url="http://made.example/rss", type="feed")
    gone = Fetched(url=listing.url, final=listing.url, at=NOW, status=410, body=b"gone")
    one = judge(listing, gone, now=NOW, zone=UTC)
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(checkup_table([Checkup(source="made", channels=(one,))]))
    said = console.export_text()
    assert "gone" in said
    assert "HTTP 410" in said
    assert "sources add" in said
