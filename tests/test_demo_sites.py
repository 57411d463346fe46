"""The loopback server of the sample papers: what each address answers, and what is remembered of a visit."""

import gzip
import http.client
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from protego import Protego

from crawler.loader import load_catalogue
from demo.catalogue import catalogue
from demo.expected import expected
from demo.paper import papers
from demo.server import Served, addresses, serve
from demo.site import resources

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.netloc, timeout=5)
    try:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, at.path + (f"?{at.query}" if at.query else ""), headers=asked)
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def served():
    with serve(now=NOW, slow=0.3) as running:
        yield {one.paper.name: one for one in running}


@pytest.fixture
def bereg():
    with serve([paper for paper in papers() if paper.name == "bereg"], now=NOW, slow=0) as (one,):
        yield one


def test_each_paper_has_a_port_of_its_own(served):
    assert len({one.address for one in served.values()}) == 3


@pytest.mark.parametrize("page", expected(), ids=lambda page: f"{page.paper}{page.path}")
def test_every_expected_page_answers_as_told(served, page):
    status = ask(served[page.paper].address + page.path).status
    wanted = 404 if page.edition == 2 else 500 if page.fetch == "error" else 200
    assert status == wanted


def test_other_addresses_lead_to_the_same_article(served):
    for page in expected():
        for other in page.also_at:
            base = served[page.paper].address
            answer = ask(base + other)
            if answer.status == 301:
                assert answer.headers["Location"] == base + page.path
            else:
                assert f'<link rel="canonical" href="{base}{page.path}">' in answer.body.decode()


def test_an_unknown_address_is_not_found(served):
    assert ask(served["courier"].address + "/story/999").status == 404


def test_robots_closes_the_drafts_and_asks_for_a_short_delay(served):
    base = served["bereg"].address
    rules = Protego.parse(ask(base + "/robots.txt").body.decode())
    for page in expected():
        if page.paper == "bereg":
            assert rules.can_fetch(base + page.path, "strikewatch") == (page.fetch != "robots")
    assert 0 < rules.crawl_delay("strikewatch") <= 0.5


def test_the_closed_draft_is_linked_where_a_crawler_looks(served):
    for channel in ("/rss.xml", "/region/"):
        assert "/drafts/1212" in ask(served["bereg"].address + channel).body.decode()


def test_the_feed_is_rss_with_dates_and_trackers(served):
    answer = ask(served["bereg"].address + "/rss.xml")
    items = ET.fromstring(answer.body).findall("channel/item")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert len(items) >= 8
    assert any("utm_source" in (item.findtext("link") or "") for item in items)
    days = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert days == sorted(days, reverse=True)
    assert all(NOW - timedelta(days=7) < day < NOW for day in days)


def test_the_kazakh_feed_is_atom(served):
    entries = ET.fromstring(ask(served["tilshi"].address + "/atom.xml").body).findall(f"{ATOM}entry")
    assert len(entries) >= 8
    assert all(datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "") < NOW for entry in entries)


def test_the_news_sitemap_is_gzip_behind_an_index(served):
    base = served["courier"].address
    robots = ask(base + "/robots.txt").body.decode()
    assert f"Sitemap: {base}/sitemap-index.xml" in robots
    index = ET.fromstring(ask(base + "/sitemap-index.xml").body)
    maps = [found.text for found in index.iter(f"{SITEMAP}loc")]
    assert f"{base}/sitemap-news.xml.gz" in maps
    answer = ask(f"{base}/sitemap-news.xml.gz")
    assert "Content-Encoding" not in answer.headers
    found = [found.text for found in ET.fromstring(gzip.decompress(answer.body)).iter(f"{SITEMAP}loc")]
    assert len(found) == 9
    assert all(address and address.startswith(base) for address in found)


def test_a_section_is_reached_by_its_listing_alone(served):
    base = served["bereg"].address
    assert "/region/1211" in ask(base + "/region/").body.decode()
    assert "/region/1211" not in ask(base + "/rss.xml").body.decode() + ask(base + "/").body.decode()


@pytest.mark.parametrize("path", ["/rss.xml", "/region/", "/news/1204-avtobusy-ne-vyshli"])
def test_an_unchanged_page_is_not_sent_again(bereg: Served, path):
    first = ask(bereg.address + path)
    tagged = ask(bereg.address + path, If_None_Match=first.headers["ETag"])
    dated = ask(bereg.address + path, If_Modified_Since=first.headers["Last-Modified"])
    assert (tagged.status, tagged.body, dated.status, dated.body) == (304, b"", 304, b"")
    assert tagged.headers["ETag"] == first.headers["ETag"]


def test_another_tag_outweighs_a_date_and_a_bad_date_is_ignored(bereg: Served):
    address = bereg.address + "/rss.xml"
    date = ask(address).headers["Last-Modified"]
    assert ask(address, If_None_Match='"other"', If_Modified_Since=date).status == 200
    assert ask(address, If_None_Match='"other", W/' + ask(address).headers["ETag"]).status == 304
    assert ask(address, If_Modified_Since="yesterday").status == 200
    assert ask(address, If_Modified_Since="Sun, 01 Nov 2020 00:00:00 GMT").status == 200


def test_a_failing_page_is_never_unchanged(bereg: Served):
    address = bereg.address + "/news/1220-oshibka"
    assert ask(address, If_None_Match=ask(address).headers["ETag"]).status == 500


def test_head_sends_the_headers_alone(bereg: Served):
    answer = ask(bereg.address + "/rss.xml", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_the_slow_page_takes_its_time(served):
    served["tilshi"].forget()
    ask(served["tilshi"].address + "/a/3110")
    (visit,) = served["tilshi"].visits()
    assert 0.3 <= visit.ended - visit.began < 2


def test_every_request_is_remembered(bereg: Served):
    tag = ask(bereg.address + "/robots.txt", User_Agent="strikewatch/test").headers["ETag"]
    ask(bereg.address + "/robots.txt?x=1", If_None_Match=tag)
    first, second = bereg.visits()
    assert (first.path, first.status, first.conditional, first.agent) == (
        "/robots.txt",
        200,
        False,
        "strikewatch/test",
    )
    assert first.sent > 0
    assert (second.path, second.status, second.sent, second.conditional) == ("/robots.txt?x=1", 304, 0, True)
    bereg.forget()
    assert bereg.visits() == ()


def test_the_second_day_adds_two_articles_and_changes_none(bereg: Served):
    before = bereg.resources
    tag = ask(bereg.address + "/rss.xml").headers["ETag"]
    bereg.publish(now=NOW, edition=2)
    added = set(bereg.resources) - set(before)
    assert added == {page.path for page in expected() if page.edition == 2}
    assert ask(bereg.address + "/rss.xml", If_None_Match=tag).status == 200
    channels = {"/rss.xml", "/"}
    assert all(bereg.resources[path] == before[path] for path in set(before) - channels)


def test_the_same_day_gives_the_same_bytes():
    for paper in papers():
        morning, night, next_day = (
            resources(paper, base="http://127.0.0.1:8801", now=NOW + timedelta(hours=hours), edition=2)
            for hours in (0, 14, 24)
        )
        assert morning == night
        assert morning != next_day


def test_a_second_run_can_have_the_addresses_of_the_first():
    with serve(now=NOW) as running:
        free = [int(one.address.rsplit(":", 1)[1]) for one in running]
    with serve([papers()[0]], now=NOW, port=free[0]) as (one,):
        assert one.address == f"http://127.0.0.1:{free[0]}"


def test_the_catalogue_of_the_papers_is_one_that_the_crawler_takes(served, tmp_path):
    path = tmp_path / "samples.toml"
    path.write_text(catalogue(addresses(list(served.values()))), "utf-8")
    sources = load_catalogue([path])
    assert sorted(source.name for source in sources) == ["bereg", "courier", "tilshi"]
    for source in sources:
        for channel in source.channels:
            assert ask(channel.url).status == 200


@pytest.mark.parametrize("more", [[], ["--catalogue"]])
def test_the_command_prints_where_the_papers_are_and_ends_when_interrupted(more):
    command = [sys.executable, "-m", "demo.server", "--port", "0", *more]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        last = "note =" if more else "http://127.0.0.1:"
        printed = ""
        while printed.count(last) < 3:
            printed += process.stdout.readline()
        process.send_signal(signal.SIGINT)
        printed += process.stdout.read()
    assert process.returncode == 0
    assert printed.count("[[source]]") == 3 if more else printed.count("http://127.0.0.1:") == 3
