"""A backfill from the sites: of the days asked for, resumable, and never told as news. Pages are made."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from loopback import Answer, Site
from made_paper import HTML, articles, crawl, entry, rows

from crawler.discover import Child, Listed
from crawler.discover.older import following, following_feed, overlapping, within
from store import letters
from store.database import open_store
from store.records import Span

SPAN = Span(since=date(2021, 3, 1), until=date(2021, 3, 31))
DAYS = ("2021-03-01", "2021-03-31")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def dated(title: str, day: str) -> Answer:
    text = "".join(
        f"<p>{title}: the miners of the invented pit did not go down for the {n}th day and asked for wages that the "
        "made-up company owes them since the winter.</p>"
        for n in range(4, 9)
    )
    head = f'<meta property="article:published_time" content="{day}T10:00:00+05:00">'
    return Answer(
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}</body></html>", headers=HTML
    )


def listing(page: int, ids: range, *, last: bool) -> Answer:
    links = "".join(f'<a href="/story/{number}-of-the-pit">Story {number}</a>' for number in ids)
    more = "" if last else f'<a href="/list?page={page + 1}">older</a>'
    return Answer(f"<html><body>{links}{more}</body></html>", headers=HTML)


def site_of_the_past() -> dict:
    """A listing of six pages of five: 30 articles, one every fourth day back from 9 May 2021, no dates on the list."""
    pages: dict = {"/robots.txt": Answer("")}
    for page in range(1, 7):
        ids = range(1031 - 5 * page, 1026 - 5 * page, -1)
        pages["/list" if page == 1 else f"/list?page={page}"] = listing(page, ids, last=page == 6)
    for number in range(1001, 1031):
        day = date.fromordinal(date(2021, 5, 9).toordinal() - 4 * (1030 - number))
        pages[f"/story/{number}-of-the-pit"] = dated(f"Story {number}", day.isoformat())
    return pages


def test_an_undated_listing_is_read_for_the_days_asked_for_in_as_many_runs_as_it_takes(tmp_path: Path) -> None:
    with Site(site_of_the_past()) as site:
        catalogue = entry("pit", site, f'{{ url = "{site.url}/list", type = "listing" }}')
        crawl(tmp_path, catalogue, span=DAYS, max_new=6)
        first = len(articles(tmp_path))
        crawl(tmp_path, catalogue, span=DAYS, max_new=9)
        asked = site.paths()
    assert 0 < first <= 6
    found = {day[:10] for (day,) in rows(tmp_path, "SELECT published FROM article")}
    assert found == {f"2021-03-{day:02}" for day in (2, 6, 10, 14, 18, 22, 26, 30)}
    assert rows(tmp_path, "SELECT DISTINCT origin FROM article") == [("backfill",)]
    assert "/list?page=6" not in asked, "page 5 reaches back beyond the first day"
    assert "/story/1029-of-the-pit" not in asked, "of a page that is too new only its last article is read"
    assert asked.count("/list") == 1, "what was read is not read again"


def test_sitemaps_of_other_days_are_not_asked_and_a_night_leaves_the_past_alone(tmp_path: Path) -> None:
    def urlset(*urls: str) -> Answer:
        return Answer("<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>")

    children = "".join(
        f"<sitemap><loc>/posts-{month}.xml</loc></sitemap>" for month in ("2021-02", "2021-03", "2021-04")
    )
    pages = {
        "/robots.txt": Answer(""),
        "/sitemap.xml": Answer(f"<sitemapindex>{children}</sitemapindex>"),
        "/posts-2021-03.xml": urlset("/2021/03/05/one", "/2021/03/06/two", "/2021/02/27/before", "/story-of-any-day"),
        "/2021/03/05/one": dated("One", "2021-03-05"),
        "/2021/03/06/two": dated("Two", "2021-03-06"),
        "/story-of-any-day": dated("Of another year", "2019-01-01"),
    }
    with Site(pages) as site:
        catalogue = entry("pit", site, f'{{ url = "{site.url}/sitemap.xml", type = "sitemap" }}')
        crawl(tmp_path, catalogue, span=DAYS, max_new=1)
        assert len(articles(tmp_path)) == 1
        assert [state for _, state in waits_for_a_night(tmp_path)] == ["stored"], "what waits here waits for no night"
        crawl(tmp_path, catalogue, span=DAYS)
        asked = site.paths()
    assert sorted(articles(tmp_path).values()) == ["One", "Two"]
    assert not told_as_news(tmp_path)
    assert not {"/posts-2021-02.xml", "/posts-2021-04.xml", "/2021/02/27/before"} & set(asked)


def waits_for_a_night(folder: Path) -> list[tuple]:
    return rows(folder, "SELECT key, state FROM address")


def told_as_news(folder: Path) -> list[str]:
    """Flag every article as a strike, and return those that the digest would tell."""
    store = open_store(folder / "crawl.db")
    for row in list(store.query("SELECT id FROM article")):
        store.execute("INSERT INTO detection VALUES (?, 1, 1, 0.9, 'strike', 'made', 1, '[]')", [row["id"]])
    assert store["candidate"].count > 0, "they stand in the queue"
    untold = letters.untold(store)
    store.close()
    return untold


@pytest.mark.parametrize(
    ("url", "body", "behind"),
    [
        ("http://a/list", '<a rel="next" href="/old">x</a>', "http://a/old"),
        ("http://a/list?page=2", '<a href="?page=1">1</a><a href="?page=9">9</a><a href="?page=3">3</a>', "http://a/list?page=3"),
        ("http://a/news/", '<a href="/news/page/2/">2</a><a href="/news/page/7/">7</a>', "http://a/news/page/2/"),
        ("http://a/ru/news", '<a href="/ru/news?start=12">2</a><a href="/ru/news?start=24">3</a>', "http://a/ru/news?start=12"),
        ("http://a/more?count=30&offset=30", "", "http://a/more?count=30&offset=60"),
        ("http://a/news/?PAGEN_1=4", "<p>no links</p>", "http://a/news/?PAGEN_1=5"),
        ("http://a/list", '<a href="http://b/list?page=2">elsewhere</a><a href="/other?page=2">other</a>', None),
        ("http://a/list", "", None),
    ],
)  # fmt: skip
def test_the_page_behind_a_page_is_found(url: str, body: str, behind: str | None) -> None:
    assert following(url, body.encode(), {}) == behind


def test_a_feed_of_wordpress_has_pages_behind_it() -> None:
    feed = b"<rss><channel><generator>https://wordpress.org/?v=6.4</generator></channel></rss>"
    assert following_feed("http://a/feed/", feed) == "http://a/feed/?paged=2"
    assert following_feed("http://a/feed/?paged=2", feed) == "http://a/feed/?paged=3"
    assert following_feed("http://a/rss", b"<rss></rss>") is None


def test_only_sitemaps_and_addresses_that_may_be_of_the_span_are_asked() -> None:
    names = ("s-2020.xml", "s-2021.xml", "s-2021-03.xml", "s-2021-04.xml", "s-20210331.xml", "sitemap-12.xml")
    kept = overlapping([Child(url=f"http://a/{name}") for name in names], SPAN)
    assert [child.url.rsplit("/", 1)[1] for child in kept] == [names[1], names[2], names[4], names[5]]
    assert overlapping([Child(url="http://a/x.xml", modified=datetime(2021, 2, 1, tzinfo=UTC))], SPAN) == []
    listed = [
        Listed(url="http://a/2021/03/05/x"),
        Listed(url="http://a/2021/04/05/x"),
        Listed(url="http://a/x-1", modified=datetime(2021, 2, 1, tzinfo=UTC)),
        Listed(url="http://a/x-2", modified=datetime(2026, 2, 1, tzinfo=UTC)),
    ]
    kept_addresses = within(listed, SPAN, zone=ZoneInfo("Asia/Almaty"), now=NOW)
    assert [one.url[-1] for one in kept_addresses] == ["x", "2"]
