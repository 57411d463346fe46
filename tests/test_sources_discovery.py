"""Where a site's channels may be, how the best are chosen, and what is written: over a made web in memory."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.doctor.discovery import chosen, find_channels
from crawler.doctor.entry import completed, draft, free_name, name_of, to_toml
from crawler.doctor.walls import wants_browser
from crawler.probe import Ask, Fetched
from crawler.source import Source

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HOME = "https://paper.example/"
DAY = (NOW - timedelta(hours=4)).isoformat()
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ARTICLE = (
    f'<html lang="en"><head><meta property="article:published_time" content="{DAY}"></head><body><article>'
    "<h1>A made headline of a made paper</h1>"
    + "".join(
        f"<p>In made sentence {n} the workers of invented plant {n * 7} speak of their wages.</p>" for n in range(9)
    )
)
WORDS = "<p>Words. </p>" * 90


class Web:
    """Answers from a mapping of paths, as a site that knows nothing else; `rest` is what it says to all others."""

    def __init__(self, pages: Mapping[str, str], rest: str | None = None) -> None:
        self.pages, self.rest, self.asked = pages, rest, 0

    def __call__(self, asks: Sequence[Ask]) -> list[Fetched]:
        self.asked += len(asks)
        return [self._answer(ask.url) for ask in asks]

    def _answer(self, url: str) -> Fetched:
        path = "/" + url.split("/", 3)[3]
        body = ARTICLE if path.startswith("/news/1") else self.pages.get(path, self.rest)
        status = 404 if body is None else 200
        return Fetched(url=url, final=url, at=NOW, status=status, body=(body or "none").encode())


def found(web: Web, address: str = HOME) -> list[tuple[str, str, str]]:
    told, _ = find_channels(draft(address, delay=0), address, web, now=NOW)
    return [(verdict.url.removeprefix(HOME), verdict.form or one.type, verdict.verdict) for one, verdict in told]


def best(web: Web, address: str = HOME) -> list[tuple[str, str]]:
    told, _ = find_channels(draft(address, delay=0), address, web, now=NOW)
    return [(one.url.removeprefix(HOME), verdict.form or "") for one, verdict in chosen(told)]


def front(*, head: str = "") -> str:
    links = "".join(f'<li><a href="/news/10{n}">The made headline number {n} of today</a></li>' for n in range(5))
    return f"<html><head><title>Paper</title>{head}</head><body><a href='/novosti/'>Новости</a>{links}" + WORDS


def feed(first: int = 0) -> str:
    item = "<item><title>Made</title><link>/news/1{}</link><pubDate>{}</pubDate></item>"
    items = "".join(item.format(n, format_datetime(NOW - timedelta(hours=n))) for n in range(first, first + 5))
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(news: bool) -> str:
    tag = f"<n:news xmlns:n='n'><n:publication_date>{DAY}</n:publication_date></n:news>" if news else ""
    urls = "".join(f"<url><loc>/news/11{n}</loc>{tag}<lastmod>{DAY}</lastmod></url>" for n in range(4))
    return f"<urlset {MAP}>{urls}</urlset>"


def test_the_usual_places_are_looked_into_and_nothing_is_said_of_empty_ones():
    web = Web({"/": front(), "/rss": feed()})
    assert found(web)[0] == ("rss", "feed", "works")
    assert {path for path, _, _ in found(web)} <= {"", "rss"}
    assert best(web) == [("rss", "feed")]


def test_a_news_sitemap_is_better_than_a_feed_and_a_feed_than_a_plain_sitemap():
    web = Web({"/": front(), "/feed/": feed(), "/news-sitemap.xml": sitemap(True), "/sitemap.xml": sitemap(False)})
    assert best(web) == [("news-sitemap.xml", "news-sitemap"), ("feed/", "feed")]


def test_an_index_is_judged_by_the_sitemaps_below_it():
    index = f"<sitemapindex {MAP}><sitemap><loc>/below.xml</loc><lastmod>{DAY}</lastmod></sitemap></sitemapindex>"
    web = Web({"/": front(), "/sitemap.xml": index, "/below.xml": sitemap(False)})
    assert best(web) == [("sitemap.xml", "sitemap-index")]


def test_an_index_whose_sitemaps_no_longer_change_is_stale():
    index = f"<sitemapindex {MAP}><sitemap><loc>/below.xml</loc><lastmod>2025-01-01</lastmod></sitemap></sitemapindex>"
    told = found(Web({"/": "<html><body>nothing</body></html>", "/old.xml": index}), HOME + "old.xml")
    assert told[0] == ("old.xml", "sitemap-index", "stale")


def test_a_listing_is_taken_for_want_of_anything_better():
    assert best(Web({"/": front(), "/novosti/": front()})) == [("", "listing")], "the section names the same articles"


def test_a_site_that_answers_everything_with_its_front_page_has_one_channel():
    assert best(Web({"/": front()}, rest=front())) == [("", "listing")]


def test_the_address_of_a_feed_itself_is_tried_first():
    told = found(Web({"/": front(), "/odd/place.xml": feed()}), HOME + "odd/place.xml")
    assert told[0] == ("odd/place.xml", "feed", "works")


def test_feeds_that_a_page_names_are_found_wherever_they_lie():
    link = '<link rel="alternate" type="application/atom+xml" href="/somewhere/else">'
    assert best(Web({"/": front(head=link), "/somewhere/else": feed()})) == [("somewhere/else", "feed")]


def test_a_site_is_sent_a_bounded_number_of_requests():
    names = "".join(f"<a href='/rss/{n}'>x</a>" for n in range(500))
    web = Web({"/": front() + names}, rest=feed())
    found(web)
    assert web.asked < 200


def test_the_entry_reads_back_as_what_was_found():
    start = draft("https://kaz.paper.example/", delay=2.0)
    told, page = find_channels(start, start.homepage, Web({"/": front(), "/rss": feed()}), now=NOW)
    source = completed(start, chosen(told), page, note='she said "yes"; made')
    (read,) = tomllib.loads(to_toml(source))["source"]
    assert Source.model_validate(read) == source
    assert (source.name, source.title, source.languages) == ("paper-kk", "Paper", ["en"])


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_any_text_in_an_entry_is_written_as_toml_reads_it(title, note):
    source = draft(HOME, delay=1.5).model_copy(update={"title": title.strip(), "note": note})
    (read,) = tomllib.loads(to_toml(source))["source"]
    assert (read["title"], read.get("note", "")) == (title.strip(), note)


@pytest.mark.parametrize(
    ("homepage", "name"),
    [
        ("https://www.example.kz/", "example"),
        ("https://kaz.example.kz/", "example-kk"),
        ("https://ru.example.kz/", "example-ru"),
        ("https://en.news.example.kz/", "news-example-en"),
        ("http://127.0.0.1:8000/", "site-127-0-0-1-8000"),
        ("https://газета.example/", "xn-80aahjj1e"),
    ],
)
def test_a_name_is_made_of_the_host(homepage, name):
    assert name_of(homepage) == name


def test_a_name_that_is_taken_gets_a_number():
    assert free_name("made", ["made", "made-2"]) == "made-3"


@pytest.mark.parametrize(
    ("body", "wants"),
    [
        ("<html><script>x</script><div id='root'></div></html>", True),
        ("<html><title>Just a moment...</title><script>1</script></html>", True),
        ("<html><body><noscript>Включите JavaScript</noscript><script>1</script></body></html>", True),
        (front() + "<p>The made site had a captcha, said a made reader.</p>" * 80, False),
        (ARTICLE, False),
    ],
)
def test_walls_and_empty_shells_want_a_browser_and_articles_about_them_do_not(body, wants):
    page = Fetched(url=HOME, final=HOME, at=NOW, status=200, body=body.encode())
    assert (wants_browser(page) is not None) == wants
