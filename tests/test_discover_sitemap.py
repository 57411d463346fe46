import gzip
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discover import Hostile, NotAChannel, markup
from crawler.discover.sitemap import read_sitemap

ALMATY = ZoneInfo("Asia/Almaty")
BASE = "https://paper.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://paper.example/p.jpg</image:loc><image:title>A picture</image:title></image:image>
<loc> https://paper.example/news/1001 </loc><lastmod>2026-11-21</lastmod>
<news:news><news:publication_date>2026-11-20T10:00:00+05:00</news:publication_date>
<news:title>Made headline</news:title></news:news></url>
<url><loc>https://paper.examplehttps://paper.example/news/1002</loc><lastmod>2026-11-20T09:30</lastmod></url>
<url><loc>ftp://paper.example/x</loc></url><url></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://paper.example/s/1.xml.gz</loc><lastmod>2026-11-20</lastmod></sitemap>
<sitemap><loc>/s/2.xml</loc></sitemap></sitemapindex>"""


def read(text):
    return read_sitemap(text if isinstance(text, bytes) else text.encode(), {}, BASE, zone=ALMATY)


def test_a_news_sitemap_gives_addresses_titles_and_publication_dates_and_no_pictures():
    answer = read(NEWS)
    assert answer.form == "news-sitemap"
    first, _ = answer.listed
    assert (first.url, first.title) == ("https://paper.example/news/1001", "Made headline")
    assert first.published == datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_doubled_hosts_are_repaired_and_a_lastmod_is_no_publication_date():
    second = read(NEWS).listed[1]
    assert second.url == "https://paper.example/news/1002"
    assert (second.published, second.modified) == (None, datetime(2026, 11, 20, 4, 30, tzinfo=UTC))


def test_an_index_gives_the_sitemaps_below_it():
    answer = read(INDEX)
    assert (answer.form, answer.listed) == ("sitemap-index", ())
    assert [child.url for child in answer.children] == [
        "https://paper.example/s/1.xml.gz",
        "https://paper.example/s/2.xml",
    ]
    assert answer.children[0].modified == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_gzip_and_sitemaps_without_a_namespace_are_read():
    assert len(read(gzip.compress(NEWS.encode())).listed) == 2
    assert len(read("<urlset><url><loc>https://paper.example/1</loc></url></urlset>").listed) == 1


def test_a_sitemap_that_breaks_off_gives_what_is_whole():
    assert len(read(NEWS[: NEWS.index("<url><loc>ftp")]).listed) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><body>Sign in</body></html>", "a web page instead of a sitemap"),
        ("", "no markup instead"),
        (b"\x1f\x8bnothing packed here", "a broken gzip file"),
    ],
)
def test_what_is_no_sitemap_is_called_by_its_name(text, said):
    with pytest.raises(NotAChannel, match=said):
        read(text)


def test_a_gzip_bomb_is_refused_before_it_is_unpacked():
    bomb = gzip.compress(b"<urlset>" + b" " * (markup.MOST_BYTES + 1))
    with pytest.raises(Hostile, match="unpack to more than"):
        read(bomb)


def test_a_sitemap_of_65_398_addresses_is_read():
    url = "<url><loc>https://paper.example/news/{}</loc><lastmod>2026-11-22</lastmod></url>"
    body = ("<urlset>" + "".join(url.format(n) for n in range(65_398)) + "</urlset>").encode()
    assert len(read(body).listed) == 65_398
