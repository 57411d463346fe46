"""`sources add` over a made site on loopback, through the real probe."""

import json
import tomllib

import pytest
from loopback import Answer, Site
from made_channels import WORDS, feed, page, run, site_pages, sitemap
from made_paper import entry

from crawler.loader import load_catalogue


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
