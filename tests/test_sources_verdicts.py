"""The verdicts of `sources check` are kept: the last on each channel, and since when it has been the same."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from loopback import Site
from made_channels import run, site_pages
from made_paper import entry

from cli.main import strikewatch
from store import verdicts
from store.database import open_store

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
GONE = verdicts.Verdict(
    url="https://made.example/rss", source="made", verdict="gone", why="HTTP 404", advice="look for its successor",
    listed=0, dated=0, newest=None, at=NOW, since=NOW,
)  # fmt: skip


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "desk.db", create=True)
    yield opened
    opened.close()


def test_a_verdict_that_stays_keeps_its_beginning_and_a_new_one_begins(store):
    week = timedelta(days=7)
    verdicts.record_all(store, [GONE])
    verdicts.record_all(store, [replace(GONE, why="HTTP 410", at=NOW + week, since=NOW + week)])
    assert verdicts.standing(store) == [replace(GONE, why="HTTP 410", at=NOW + week)]
    works = replace(GONE, verdict="works", listed=5, dated=5, newest=NOW, at=NOW + 2 * week, since=NOW + 2 * week)
    verdicts.record_all(store, [works])
    assert verdicts.standing(store) == [works]


def test_a_check_is_kept_and_status_shows_what_does_not_work(tmp_path, store):
    path = tmp_path / "mine.toml"
    with Site(site_pages()) as site:
        listed = [f'{{ url = "{site.url}{one}", type = "feed" }}' for one in ("/rss", "/gone-for-good")]
        path.write_text(entry("made", site, *listed), "utf-8")
        run(tmp_path, "check", "made", "--catalogue", str(path))
    good, bad = sorted(verdicts.standing(store), key=lambda one: one.verdict != "works")
    assert (good.verdict, good.listed, good.source) == ("works", 5, "made")
    assert bad.verdict == "gone"
    asked = CliRunner(env={"STRIKEWATCH_DB": str(tmp_path / "desk.db"), "COLUMNS": "200"})
    said = asked.invoke(strikewatch, ["status"]).output
    assert f"{bad.url} (made): gone" in said
    assert good.url not in said
    assert len(json.loads(asked.invoke(strikewatch, ["status", "--json"]).output)["verdicts"]) == 2


def test_where_there_is_no_database_none_is_made_for_a_verdict(tmp_path):
    path = tmp_path / "mine.toml"
    with Site(site_pages()) as site:
        path.write_text(entry("made", site, f'{{ url = "{site.url}/rss", type = "feed" }}'), "utf-8")
        assert run(tmp_path, "check", "made", "--catalogue", str(path)).exit_code == 0
    assert not (tmp_path / "desk.db").exists()
