import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discover import NotAChannel
from crawler.discover.address import fetchable
from crawler.discover.listing import read_listing

BASE = "https://paper.example/news/"
PAGE = """<html><head><meta charset="utf-8"></head><body>
<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/aktau">Aktau</a> <a href="/tag/strike-in-the-plant">t</a>
</nav>
<main><a href="/news/12345-made-story"><img src="/p.jpg"></a><a href="/news/12345-made-story#comments">Made story</a>
<a href="zavod-ostanovil-rabotu-na-den.html">Другая выдуманная</a><a href="/news/?page=2">2</a>
<a href="https://www.paper.example/news/777">www</a></main>
<aside><a href="https://elsewhere.example/news/99999">Elsewhere</a><a href="/files/report-2026.pdf">PDF</a>
<a href="mailto:a@paper.example">mail</a><a href="javascript:void(0)">js</a><a>none</a></aside></body></html>"""


def read(text=PAGE, **how):
    return read_listing(text.encode(), {"content-type": "text/html"}, BASE, **how).listed


def test_what_looks_like_an_article_of_the_same_host_is_listed_once_with_its_longest_title():
    assert [(one.url, one.title) for one in read()] == [
        ("https://paper.example/news/12345-made-story", "Made story"),
        ("https://paper.example/news/zavod-ostanovil-rabotu-na-den.html", "Другая выдуманная"),
        ("https://www.paper.example/news/777", "www"),
    ]


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/n/7", "Работники выдуманного завода вышли на площадь"),
        ("/strike-aktau", "The made-up strike in a made-up town"),
        ("/?p=17", "Made"),
        ("/index.php?id=9:made", "Made"),
        ("/detail.php?ELEMENT_ID=12", "Made"),
    ],
)
def test_an_article_is_known_by_its_headline_or_by_a_number_in_the_query(href, text):
    assert [one.title for one in read(f"<html><body><a href='{href}'>{text}</a></body></html>")] == [text]


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/about.html", "All that you want to know about us"),
        ("/o-nas", "Всё о нашей выдуманной редакции и о людях"),
        ("/tag/strike", "Все новости с этой выдуманной меткой"),
        ("?page=2", "To the next page of all the news"),
        ("/aktau", "Новости Актау"),
    ],
)
def test_sections_services_and_next_pages_are_no_articles(href, text):
    page = f"<html><body><a href='{href}'>{text}</a><a href='/news/12345'>One</a></body></html>"
    assert [one.title for one in read(page)] == ["One"]


def test_a_link_pattern_replaces_the_guess():
    assert [one.url for one in read(link=r"/aktau$")] == ["https://paper.example/aktau"]


def test_a_selector_narrows_the_page():
    assert [one.url for one in read(within="aside", link=r"\d{5}")] == ["https://elsewhere.example/news/99999"]


def test_a_base_address_is_honoured():
    text = '<html><head><base href="https://paper.example/kk/"></head><a href="zhana-habar-2026">x</a></html>'
    assert read(text)[0].url == "https://paper.example/kk/zhana-habar-2026"


def test_a_legacy_charset_is_read():
    page = PAGE.replace("utf-8", "windows-1251").encode("windows-1251")
    listed = read_listing(page, {}, BASE).listed
    assert listed[1].title == "Другая выдуманная"


def test_what_is_no_page_is_told():
    with pytest.raises(NotAChannel, match="nothing readable"):
        read_listing(b"", {}, BASE)


def test_a_front_page_without_articles_is_told():
    with pytest.raises(NotAChannel, match="no link"):
        read("<html><body><a href='/about'>About us</a></body></html>")


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from([BASE, "https://paper.example"]))
def test_an_address_is_fetchable_or_none_and_repairing_twice_changes_nothing(raw, base):
    url = fetchable(raw, base)
    assert url is None or (url.startswith(("http://", "https://")) and fetchable(url, base) == url)
