"""`sources record`, `sources test`, `sources docs` and `poll`: what a curator does with one site."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback import Answer, Site
from made_paper import article, entry, rss

from cli.main import strikewatch
from store.database import open_store


def run(folder: Path, *words: str) -> Result:
    env = {
        "STRIKEWATCH_DB": str(folder / "crawl.db"),
        "STRIKEWATCH_CATALOGUE": str(folder / "mine.toml"),
        "STRIKEWATCH_ONLY_CATALOGUE": "true",
    }
    return CliRunner(env=env).invoke(strikewatch, list(words))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    pages = {"/rss": rss(("/news/1001", "Recorded")), "/news/1001": article("Recorded"), "/news/1": Answer("gone", 410)}
    with Site(pages) as site:
        (folder / "mine.toml").write_text(entry("made", site), "utf-8")
        ended = run(folder, "sources", "record", "made", f"{site.url}/news/1001")
        gone = run(folder, "sources", "record", "made", f"{site.url}/news/1")
        polled = [run(folder, "poll", "made"), run(folder, "poll"), run(folder, "poll", "nobody")]
    (case,) = (folder / "sites" / "made").iterdir()
    return folder, case, ended, gone, polled


def read_again(folder: Path) -> Result:
    return run(folder, "sources", "test", "--folder", str(folder / "sites"))


def test_a_page_is_kept_with_the_article_that_it_gives(recorded):
    _, case, ended, _, _ = recorded
    assert ended.exit_code == 0, ended.output
    said = json.loads((case / "case.json").read_text("utf-8"))
    assert said["article"]["title"] == "Recorded"
    assert len(said["article"]["body"]) == 6
    assert (said["reviewed"], said["made"]) == (False, False)
    assert b"<article>" in (case / "page.html").read_bytes()


def test_a_page_that_is_gone_is_not_kept(recorded):
    assert recorded[3].exit_code == 1
    assert "HTTP 410" in recorded[3].stderr


def test_what_nobody_has_read_is_told_until_somebody_has(recorded):
    folder, case, *_ = recorded
    assert "nobody has read what is expected" in read_again(folder).stdout
    said = json.loads((case / "case.json").read_text("utf-8"))
    (case / "case.json").write_text(json.dumps({**said, "reviewed": True}), "utf-8")
    ended = read_again(folder)
    assert ended.exit_code == 0
    assert ended.stdout == "1 pages, 0 of them not read as expected\n"


def test_a_page_that_is_read_otherwise_shows_in_what(recorded):
    folder, case, *_ = recorded
    page = (case / "page.html").read_text("utf-8")
    try:
        (case / "page.html").write_text(
            page.replace("<h1>Recorded", "<h1>Broken").replace("<title>Recorded", "<title>Broken")
        )
        ended = read_again(folder)
    finally:
        (case / "page.html").write_text(page, "utf-8")
    assert ended.exit_code == 1
    assert f"made/{case.name}: title\n    - Recorded\n    + Broken" in ended.stdout


def test_a_broken_case_is_named(recorded, tmp_path):
    (tmp_path / "made" / "odd").mkdir(parents=True)
    (tmp_path / "made" / "odd" / "case.json").write_text("{", "utf-8")
    ended = run(recorded[0], "sources", "test", "--folder", str(tmp_path))
    assert ended.exit_code == 1
    assert str(tmp_path / "made" / "odd") in ended.stderr


def test_a_poll_stores_what_is_new_and_is_no_night(recorded):
    folder, *_, polled = recorded
    assert polled[0].exit_code == 0, polled[0].output
    assert "stored 1" in polled[0].stdout
    assert (polled[1].exit_code, polled[1].stdout) == (0, ""), "nothing is due"
    assert polled[2].exit_code == 1
    store = open_store(folder / "crawl.db")
    assert [row["n"] for row in store.query("SELECT count(*) AS n FROM run")] == [0]
    store.close()


def test_the_page_of_sources_is_up_to_date(tmp_path):
    ended = CliRunner().invoke(strikewatch, ["sources", "docs", "--check"])
    assert ended.exit_code == 0, ended.stderr
