"""One night over three made sites that hold most of what a site can do to a crawler."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from loopback import Answer, Site
from made_paper import article, articles, crawl, entry, job, rows, rss, states
from odd_paper import pages

from analysis.address import canonical
from crawler.archive import read_capture

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("night")
    with Site({}) as other, Site({}) as site, Site({"/rss": rss(("/news/1", "One"))}) as sick:
        site.pages = pages(other)
        sick.pages["/robots.txt"] = Answer("down", status=503)
        sick.pages["/news/1"] = article("One")
        kinds = {
            "rss": "feed",
            "sitemap.xml": "sitemap",
            "list": "listing",
            "html-instead": "feed",
            "none": "feed",
        }
        channels = [f'{{ url = "{site.url}/{path}", type = "{kind}" }}' for path, kind in kinds.items()]
        catalogue = entry("made", site, *channels) + entry("sick", sick)
        catalogue += entry("dead", "http://127.0.0.1:9", '{ url = "http://127.0.0.1:9/rss", type = "feed" }')
        report = crawl(folder, catalogue, contact="desk@made.example")
        yield folder, {visit.source: visit for visit in report.visits}, site, other, sick


def test_articles_of_feeds_sitemaps_and_listings_are_stored(night):
    folder, visits, *_ = night
    found = articles(folder)
    assert found["/news/1001?utm_source=rss"] == "Plain"
    assert found["/news/2001"] == "From the sitemap"
    assert found["/listed/3001"] == "A listed one"
    assert visits["made"].stored == len(found)


def test_each_address_remembers_the_channel_that_listed_it(night):
    found = rows(night[0], "SELECT key, channel FROM address")
    channels = {key.rsplit("/", 1)[1]: channel.rsplit("/", 1)[1] for key, channel in found}
    assert (channels["1001"], channels["2001"], channels["3001"]) == ("rss", "below.xml.gz", "list")


def test_a_page_is_fetched_once_though_listed_twice_and_reached_by_a_redirect(night):
    folder, _, site, *_ = night
    assert Counter(site.paths())["/news/1001?utm_source=rss"] == 1
    assert list(articles(folder).values()).count("Moved") == 1
    assert states(folder)["/moved/1002"][0] == states(folder)["/news/1002"][0] == "stored"


def test_the_address_a_page_calls_its_own_is_known_as_well(night):
    folder = night[0]
    (address,) = rows(folder, "SELECT key FROM address WHERE key LIKE '%/news/1003'")
    assert address[0].startswith("https://")


def test_a_template_that_calls_the_front_page_or_the_section_canonical_does_not_make_articles_one(night):
    assert {"Lying", "Lying too"} <= set(articles(night[0]).values())


def test_an_error_names_the_address_as_it_was_fetched(night):
    _, visits, site, *_ = night
    assert f"{site.url}/broken/1006: HTTP 500" in visits["made"].errors
    assert f"{site.url}/private/1004: Forbidden by robots.txt" in visits["made"].refusals


def test_robots_txt_is_obeyed(night):
    folder, _, site, *_ = night
    assert "/private/1004" not in site.paths()
    assert states(folder)["/private/1004"] == ("refused", "Forbidden by robots.txt")


def test_a_sick_robots_txt_is_no_permission_and_the_source_is_asked_another_night(night):
    _, visits, _, _, sick = night
    assert set(sick.paths()) == {"/robots.txt"}
    assert "robots.txt: HTTP 503" in visits["sick"].errors[0]


@pytest.mark.parametrize(
    ("path", "state", "told"),
    [
        ("/gone/1005", "gone", "HTTP 410"),
        ("/home/1007", "gone", "front page"),
        ("/broken/1006", "failed", "HTTP 500"),
        ("/away/1008", "refused", "inside a private network (it was sent there)"),
        ("/inside/1009", "refused", "127.0.0.1:22 is inside a private network"),
        ("/bomb/1011", "refused", "decompression"),
        ("/circle/1012", "refused", "max redirections"),
        ("/page/1013", "refused", ""),
    ],
)
def test_what_gave_no_article_says_why(night, path, state, told):
    found = states(night[0])[path]
    assert found[0] == state
    assert told in found[1]


def test_a_redirect_to_another_scheme_is_not_followed(night):
    assert states(night[0])["/scheme/1010"][0] in ("refused", "failed")


def test_another_sites_address_in_a_feed_is_left_aside_and_no_redirect_leads_there(night):
    folder, _, _, other, _ = night
    assert other.asked == []
    assert "/news/1" not in states(folder)


def test_a_web_page_instead_of_a_feed_and_a_missing_channel_are_told(night):
    errors = "\n".join(night[1]["made"].errors)
    assert "/html-instead: a web page instead of a feed" in errors
    assert "/none: HTTP 404" in errors


def test_a_source_that_is_down_does_not_touch_the_others(night):
    visits = night[1]
    assert visits["dead"].errors
    assert visits["dead"].fetched == 0
    assert visits["made"].stored > 5


def test_we_say_who_we_are_and_carry_no_referer_and_no_cookie(night):
    site = night[2]
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith("strikewatch/")
        assert asked.headers["User-Agent"].endswith("(+desk@made.example)")
        assert not {"Referer", "Cookie"} & set(asked.headers)


def test_the_raw_page_lies_in_the_archive_where_the_store_says(night):
    folder = night[0]
    query = "SELECT url, file, start, length FROM article JOIN capture ON article_id = article.id"
    found = rows(folder, query)
    assert len(found) == len(articles(folder))
    for url, file, start, length in found:
        page = read_capture(folder / "archive" / file, start, length)
        assert canonical(page.url) == canonical(url)  # as it was asked for: with a tracker or a print view
        assert b"invented plant" in page.body  # also where the line carried gzip or br


def test_a_date_that_the_page_lacks_is_the_feeds_and_says_so(night):
    (row,) = rows(night[0], "SELECT published, published_precision, found FROM article WHERE title = 'Undated'")
    assert row[:2] == ("2026-11-20T05:00:00+00:00", "minute")
    assert '"published":"channel"' in row[2]


def test_the_counts_add_up(night):
    folder, visits, site, *_ = night
    visit = visits["made"]
    told = [state for state, _ in states(folder).values()]
    assert (visit.refused, visit.failed) == (told.count("refused") + told.count("gone"), told.count("failed"))
    assert visit.fetched == visit.listed == 19
    assert visit.bytes > 10_000
    assert len(site.asked) < 60


def test_a_crawl_delay_is_kept(tmp_path):
    with Site({"/rss": rss(("/news/1001", "One"), ("/news/1002", "Two"))}) as site:
        site.pages |= {"/news/1001": article("One"), "/news/1002": article("Two")}
        site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.5\n")
        crawl(tmp_path, entry("made", site))
        assert len(articles(tmp_path)) == 2
        gaps = [after.at - before.at for before, after in zip(site.asked[1:], site.asked[2:], strict=False)]
    assert min(gaps) > timedelta(seconds=0.45)


def test_a_budget_ends_the_crawl_and_what_waits_is_kept(tmp_path):
    listed = [(f"/news/{n}", f"News {n}") for n in range(1000, 1040)]
    with Site({path: article(title) for path, title in listed} | {"/rss": rss(*listed)}) as site:
        catalogue = entry("made", site, more="delay = 0.5")
        report = crawl(tmp_path, catalogue, budget=10.0)  # starting up may take some of it on a busy machine
        assert report.ended == "budget"
        assert 0 < len(articles(tmp_path)) < 40
        assert {state for state, _ in states(tmp_path).values()} == {"stored", "waiting"}


def test_a_night_takes_no_more_of_a_source_than_it_may_the_newest_and_the_next_night_goes_on(tmp_path):
    listed = [(f"/news/{n}", f"News {n}") for n in range(1000, 1010)]
    with Site({path: article(title) for path, title in listed} | {"/rss": rss(*listed)}) as site:
        assert crawl(tmp_path, entry("made", site), max_new=4).visits[0].stored == 4
        assert crawl(tmp_path, entry("made", site), max_new=40).visits[0].stored == 6


def test_scrapy_crawls_one_source_by_name(tmp_path):
    with Site({"/rss": rss(("/news/1", "One")), "/news/1": article("One")}) as site:
        job(tmp_path, entry("made", site))
        environment = {
            **os.environ,
            "STRIKEWATCH_DB": str(tmp_path / "crawl.db"),
            "STRIKEWATCH_CATALOGUE": str(tmp_path / "catalogue.toml"),
        }
        command = [sys.executable, "-m", "scrapy", "crawl", "made"]
        done = subprocess.run(
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert articles(tmp_path) == {"/news/1": "One"}


def test_robots_txt_holds_for_every_channel_that_is_asked_at_once(tmp_path):
    """Scrapy's own middleware lets the third request through that waits for a robots.txt."""
    closed = [f"/closed/{number}" for number in range(4)]
    with Site({"/robots.txt": Answer("User-agent: *\nDisallow: /closed/\n"), "/rss": rss(("/news/1", "One"))}) as site:
        site.pages |= {path: rss(("/news/2", "Two")) for path in closed}
        channels = [f'{{ url = "{site.url}{path}", type = "feed" }}' for path in ("/rss", *closed)]
        crawl(tmp_path, entry("made", site, *channels))
        assert not set(closed) & set(site.paths())
