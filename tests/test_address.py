"""Which addresses are one article, and which are not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.address import BadAddress, article_id, canonical, names_article

ONE_ARTICLE = {
    "scheme, host and port": [
        "https://paper.kz/news/1",
        "http://paper.kz/news/1",
        "HTTPS://PAPER.KZ/news/1",
        "https://paper.kz:443/news/1",
        "http://paper.kz:80/news/1",
        "https://paper.kz./news/1",
        "//paper.kz/news/1",
        "paper.kz/news/1",
        "  https://paper.kz/news/1\n",
        "https://curator:secret@paper.kz/news/1",
    ],
    "www, phones, accelerated pages": [
        "https://paper.kz/news/1-slug",
        "https://www.paper.kz/news/1-slug",
        "https://m.paper.kz/news/1-slug",
        "https://www.m.paper.kz/news/1-slug",
        "https://mobile.paper.kz/news/1-slug",
        "https://amp.paper.kz/news/1-slug",
        "https://paper.kz/news/1-slug/amp",
        "https://paper.kz/news/1-slug/amp/",
        "https://paper.kz/amp/news/1-slug",
        "https://paper.kz/m/news/1-slug",
        "https://paper.kz/news/1-slug.amp",
        "https://paper.kz/news/1-slug?amp",
        "https://paper.kz/news/1-slug?amp=1",
        "https://paper.kz/news/1-slug?outputType=amp",
        "https://paper-kz.cdn.ampproject.org/c/s/www.paper.kz/news/1-slug/amp",
        "https://www.google.com/amp/s/paper.kz/news/1-slug/amp",
    ],
    "a language before the accelerated page": ["https://paper.kz/ru/news/1", "https://paper.kz/ru/amp/news/1"],
    "campaigns": [
        "https://paper.kz/news/1",
        "https://paper.kz/news/1?utm_source=tg&utm_medium=post",
        "https://paper.kz/news/1?UTM_SOURCE=tg",
        "https://paper.kz/news/1?fbclid=abc&gclid=d&yclid=1&ysclid=2&_openstat=x",
        "https://paper.kz/news/1?from=rss",
        "https://paper.kz/news/1?ref=telegram&source=fb",
        "https://paper.kz/news/1?utm_source=rss&amp;utm_campaign=x",
        "https://paper.kz/news/1?",
        "https://paper.kz/news/1?&&",
    ],
    "places within the page": ["https://paper.kz/news/1", "https://paper.kz/news/1#comments"],
    "sessions": [
        "https://paper.kz/news/1",
        "https://paper.kz/news/1;jsessionid=0A1B2C",
        "https://paper.kz/news/1?PHPSESSID=0a1b2c",
        "https://paper.kz/news/1?sid=0123456789abcdef0123456789abcdef",
    ],
    "Cyrillic, bare, escaped and composed otherwise": [
        "https://paper.kz/жаңалықтар/Жаңаөзендегі-Й",
        "https://paper.kz/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B%D1%82%D0%B0%D1%80/Жаңаөзендегі-Й",
        "https://paper.kz/%d0%b6%d0%b0%d2%a3%d0%b0%d0%bb%d1%8b%d2%9b%d1%82%d0%b0%d1%80/Жаңаөзендегі-Й",
        "https://paper.kz/жаңалықтар/Жаңаөзендегі-И\u0306",
    ],
    "names in Cyrillic": ["https://газета.қаз/1", "https://ГАЗЕТА.ҚАЗ/1", "https://xn--80aahjj1e.xn--80ao21a/1"],
    "doubled hosts": [
        "https://paper.kz/news/1",
        "https://paper.kzhttps://paper.kz/news/1",
        "https://paper.kz/https://paper.kz/news/1",
        "https://paper.kzhttps//paper.kz/news/1",
        "https://paper.kzhttps://paper.kzhttps://paper.kz/news/1",
    ],
    "slashes, dots and index files": [
        "https://paper.kz/news/1",
        "https://paper.kz/news/1/",
        "https://paper.kz//news///1",
        "https://paper.kz/news/./old/../1",
        "https://paper.kz/news/1/index.html",
        "https://paper.kz/news/1/index.php",
    ],
    "print views": [
        "https://paper.kz/city/12345-slug.html",
        "https://paper.kz/city/print:page,1,12345-slug.html",
        "https://paper.kz/city/12345-slug.html?print=1",
        "https://paper.kz/city/12345-slug.html/print",
        "https://paper.kz/print/city/12345-slug.html",
        "https://paper.kz/city/12345-slug.html?tmpl=component&print=1",
    ],
    "order of the query": [
        "https://paper.kz/?id=7&lang=kk", "https://paper.kz/?lang=kk&id=7", "paper.kz?lang=kk&id=7",
    ],
    "the front page": ["https://paper.kz", "https://paper.kz/", "https://www.paper.kz/index.php"],
}  # fmt: skip

TWO_ARTICLES = [
    ("https://paper.kz/news/1", "https://paper.kz/news/2"),
    ("https://paper.kz/news/1", "https://another.kz/news/1"),
    ("https://ru.paper.kz/news/1", "https://kaz.paper.kz/news/1"),
    ("https://paper.kz/ru/news/1", "https://paper.kz/kk/news/1"),
    ("https://paper.kz/news?id=1", "https://paper.kz/news?id=2"),
    ("https://paper.kz/news?page=2", "https://paper.kz/news"),
    ("https://paper.kz/?p=1", "https://paper.kz/?p=2"),
    ("https://paper.kz/news?from=20", "https://paper.kz/news?from=40"),
    ("https://paper.kz/news?ref=118", "https://paper.kz/news?ref=119"),
    ("https://paper.kz/news?sid=7", "https://paper.kz/news?sid=8"),
    ("https://paper.kz/news/A", "https://paper.kz/news/a"),
    ("https://paper.kz/a%2Fb", "https://paper.kz/a/b"),
    ("https://paper.kz/#!/news/1", "https://paper.kz/#!/news/2"),
    ("http://127.0.0.1:8001/news/1", "http://127.0.0.1:8002/news/1"),
    ("http://localhost:8001/news/1", "http://localhost/news/1"),
    ("https://paper.kz/%E7%E0", "https://paper.kz/%E7%E1"),  # windows-1251 bytes are not blurred together
    ("https://m.kz/1", "https://kz/1"),
    ("https://m.org.kz/1", "https://org.kz/1"),
    ("https://paper.kz/amp", "https://paper.kz/"),
    ("urn:tip:1", "urn:tip:2"),
]


@pytest.mark.parametrize("forms", ONE_ARTICLE.values(), ids=ONE_ARTICLE)
def test_every_form_of_one_address_is_one_article(forms):
    assert {canonical(form) for form in forms} == {canonical(forms[0])}
    assert len({article_id(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", TWO_ARTICLES)
def test_what_names_another_page_stays_another_article(pair):
    assert canonical(pair[0]) != canonical(pair[1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "https://",
        "mailto:desk@paper.kz",
        "javascript:alert(1)",
        "ftp://paper.kz/1",
        "tel:123",
        "urn:",
        "https://two words/1",
        "https://paper.kz:99999/1",
        "https://paper.kz:x/1",
        "https://[::1/1",
        "/news/1",
        f"https://{'a' * 64}.қаз/",
        "https://..kz/",
        "https://paper.kz/\ud800",
    ],
)
def test_what_is_no_page_is_refused(text):
    with pytest.raises(BadAddress):
        canonical(text)


@pytest.mark.parametrize(
    "url", ["https://paper.kz", "www.paper.kz/index.php", "https://paper.kz/ru/", "http://127.0.0.1:8001/"]
)
def test_a_front_page_names_no_article(url):
    assert not names_article(canonical(url))


@pytest.mark.parametrize("url", ["https://paper.kz/1", "https://paper.kz/?p=1", "https://paper.kz/abc", "urn:tip:1"])
def test_a_page_of_its_own_may_name_an_article(url):
    assert names_article(canonical(url))


def test_a_loopback_host_keeps_its_port():
    assert canonical("http://127.0.0.1:8001/news/") == "https://127.0.0.1:8001/news"
    assert canonical("http://[::1]:8001/news/") == "https://[::1]:8001/news"


def test_a_mirror_host_is_the_site_that_it_copies():
    mirrors = {"https-copy.example.net": "www.paper.kz"}
    assert canonical("https://https-copy.example.net/a/1.html", mirrors=mirrors) == "https://paper.kz/a/1.html"
    assert canonical("https://paper.kz/a/1.html", mirrors=mirrors) == "https://paper.kz/a/1.html"


def test_mirrors_of_each_other_are_refused():
    with pytest.raises(BadAddress, match="mirrors"):
        canonical("https://a.kz/1", mirrors={"a.kz": "b.kz", "b.kz": "a.kz"})


def test_an_id_is_short_text_and_stays_the_same_from_release_to_release():
    assert article_id("https://paper.kz/news/1") == "babe3e461969dfef"


_WORDS = st.sampled_from(
    [
        "https://",
        "http://",
        "www.",
        "m.",
        "amp",
        "/amp",
        "/",
        "//",
        "/..",
        "/m/",
        "/ru/",
        "paper.kz",
        ":80",
        ":8001",
        "?",
        "&",
        "=",
        "#",
        "#!",
        ";",
        "&amp;",
        "%",
        "%2F",
        "%25",
        "%E7",
        "print:page,1,",
        "12-a.html",
        "/index.php",
        "utm_a=1",
        "from=rss",
        "жаңа",
        "И\u0306",
        "google.com/amp/s/",
        "x.cdn.ampproject.org/c/s/",
        " ",
        "+",
        ".amp",
    ]
)


@given(st.lists(_WORDS, max_size=12).map("".join) | st.text(max_size=40).map("https://paper.kz/".__add__))
@example("https://paper.kz/amp/amp/x/print/amp")
@example("https://paper.kz/print:page,1,print:page,1,12-a.html")
@example("https://paper.kz/x.amp.amp")
@example("https://paper.kz/x/index.php/index.html/amp")
@example("x.cdn.ampproject.org/c/s//ampwww.")
def test_canonicalising_twice_changes_nothing_more(url):
    try:
        once = canonical(url)
    except BadAddress:
        return
    assert canonical(once) == once
    assert once.isascii()
