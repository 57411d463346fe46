"""`sources check` and `sources add` over made sites on loopback, through the real probe."""

import io
import json
import tomllib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback import Answer, Site
from made_paper import HTML, article, entry
from rich.console import Console

from cli.checkups import checkup_table
from cli.main import strikewatch
from crawler.doctor.records import Checkup
from crawler.doctor.verdict import judge
from crawler.loader import load_catalogue
from crawler.probe import Fetched
from crawler.source import ChannelEntry

NOW = datetime.now(UTC)
CLOSED = "http://127.0.0.1:9"


def feed(*, count: int = 5, age: timedelta = timedelta(hours=2), kind: str = "application/rss+xml") -> Answer:
    items = "".join(
        f"<item><title>Made headline {number}</title><link>/news/{1000 + number}</link>"
        f"<pubDate>{format_datetime(NOW - age - timedelta(hours=number))}</pubDate></item>"
        for number in range(count)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Made</title>{items}</channel></rss>'
    return Answer(text, headers={"Content-Type": kind})


def sitemap(*, news: bool = True) -> Answer:
    day = (NOW - timedelta(hours=3)).isoformat(timespec="seconds")
    tags = f"<n:news><n:publication_date>{day}</n:publication_date><n:title>Made</n:title></n:news>" if news else ""
    urls = "".join(f"<url><loc>/news/{2000 + number}</loc>{tags}</url>" for number in range(4))
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return Answer(f"<urlset {spaces}>{urls}</urlset>", headers={"Content-Type": "application/xml"})


def page(body: str, head: str = "") -> Answer:
    text = f"<!DOCTYPE html><html><head><title>Made paper | news</title>{head}</head><body>{body}</body></html>"
    return Answer(text, headers=HTML)


WORDS = "<p>" + "This made page has a few words of its own, so that it is no empty shell at all. " * 8 + "</p>"
SHELL = page('<div id="root"></div><script src="/app.js"></script>')
WALL = Answer(
    "<html><title>Just a moment...</title><script>x</script></html>", 403, {**HTML, "cf-mitigated": "challenge"}
)
CHANNELS: dict[str, tuple[Answer, str, str]] = {
    "/rss": (feed(), "feed", "works"),
    "/odd": (feed(kind="text/html"), "feed", "works"),
    "/old": (feed(age=timedelta(days=30)), "feed", "stale"),
    "/two": (feed(count=2), "feed", "empty"),
    "/none": (feed(count=0), "feed", "empty"),
    "/html": (page(WORDS), "feed", "html instead of feed"),
    "/gone": (Answer("gone", 404), "feed", "gone"),
    "/shut": (Answer("no", 403), "feed", "blocked"),
    "/closed/rss": (feed(), "feed", "blocked"),
    "/wall": (WALL, "feed", "needs a browser"),
    "/shell": (SHELL, "listing", "needs a browser"),
    "/sick": (Answer("oops", 500), "feed", "undecided"),
    "/news.xml": (sitemap(), "news-sitemap", "works"),
    "/undated": (page("".join(f'<a href="/about-{n}/100{n}">x</a>' for n in range(4))), "listing", "undated"),
    "/list": (
        page("".join(f'<a href="/news/100{n}">Made headline of a listing {n}</a>' for n in range(4))),
        "listing",
        "works",
    ),
}


def site_pages() -> dict[str, Answer]:
    articles = {f"/news/{base + n}": fresh_article(n) for base in (1000, 2000) for n in range(5)}
    return {
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed/\n"),
        **{path: answer for path, (answer, _, _) in CHANNELS.items()},
        **articles,
    }


def fresh_article(number: int) -> Answer:
    made = str(article(f"Made headline {number}").body)
    return Answer(made.replace("2026-11-20T10:00:00+05:00", (NOW - timedelta(hours=5)).isoformat()), headers=HTML)


def run(folder: Path, *words: str) -> Result:
    return CliRunner(env={"STRIKEWATCH_DB": str(folder / "desk.db")}).invoke(strikewatch, ["sources", *words])


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


# --- add ---


def new_site() -> dict[str, Answer]:
    links = '<link rel="alternate" type="application/rss+xml" href="/export/feed-main">'
    front = page(
        WORDS + "".join(f'<a href="/news/{1000 + n}">Made headline {n} of the day</a>' for n in range(4)), links
    )
    return {
        **{path: answer for path, answer in site_pages().items() if path.startswith("/news/")},
        "/": front,
        "/robots.txt": Answer(
            "User-agent: *\nDisallow: /private/\nSitemap: /maps/fresh.xml\nSitemap: /private/map.xml\n"
        ),
        "/maps/fresh.xml": sitemap(),
        "/private/map.xml": sitemap(),
        "/export/feed-main": feed(),
        "/rss": feed(),  # an alias
        "/comments/feed/": feed(),
        "/feed/": page(WORDS),
    }


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    folder = tmp_path_factory.mktemp("add")
    own = "# my own words\n" + entry("other", "http://other.example", more="")
    (folder / "sources.toml").write_text(own, "utf-8")
    with Site(new_site()) as site:
        shown = run(folder, "add", site.url, "--dry-run", "--json")
        ended = run(folder, "add", site.url, "--name", "newpaper", "--region", "Mangystau", "--kind", "local paper")
        again = run(folder, "add", site.url + "/rss")
        yield folder, site, json.loads(shown.stdout), ended, again


def test_the_channels_that_a_site_names_are_found_and_tried(added):
    _, site, told, _, _ = added
    found = {one["url"].removeprefix(site.url): (one["verdict"], one["named_by"]) for one in told["tried"]}
    assert found["/maps/fresh.xml"] == ("works", "robots.txt")
    assert found["/export/feed-main"] == ("works", "<link rel=alternate>")
    assert found["/private/map.xml"] == ("blocked", "robots.txt")
    assert "/rss" not in found, "it names the same as the feed that the site names itself"
    assert not {"/comments/feed/", "/feed/", "/atom.xml"} & found.keys()
    assert "/private/map.xml" not in site.paths()


def test_the_entry_is_written_and_good(added):
    folder, site, _, ended, _ = added
    assert ended.exit_code == 0, ended.output
    (source,) = [one for one in load_catalogue([folder / "sources.toml"]) if one.name == "newpaper"]
    assert [(one.url.removeprefix(site.url), one.type) for one in source.channels] == [
        ("/maps/fresh.xml", "news-sitemap"),
        ("/export/feed-main", "feed"),
    ]
    assert (source.title, source.region, source.kind, source.languages) == (
        "Made paper",
        "Mangystau",
        "local paper",
        ["en"],
    )
    assert not source.verified


def test_what_each_would_give_is_shown(added):
    said = added[3].stdout
    for words in (
        "5 addresses",
        "title: Made headline 0",
        "hours",
        "one article: Made headline 0",
        "named by robots.txt",
    ):
        assert words in said


def test_a_site_that_is_watched_is_not_added_twice(added):
    assert added[4].exit_code != 0
    assert "newpaper is this site" in added[4].stderr


def test_what_a_person_wrote_into_the_file_stays(added):
    text = (added[0] / "sources.toml").read_text("utf-8")
    assert text.startswith("# my own words\n")
    assert [one["name"] for one in tomllib.loads(text)["source"]] == ["other", "newpaper"]


def test_a_site_without_a_channel_is_told_and_nothing_is_written(tmp_path):
    with Site({"/": page(WORDS)}) as site:
        ended = run(tmp_path, "add", site.url)
    assert ended.exit_code == 1
    assert "no channel works" in ended.stderr
    assert not (tmp_path / "sources.toml").exists()
