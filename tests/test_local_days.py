"""A moment stamped in universal time has the day that its page prints. Pages made for these tests."""

import pytest
from made_pages import URL, article, json_ld, page_of

from crawler.extract import extract

STAMP = json_ld('{"@type": "NewsArticle", "headline": "Завод встал", "datePublished": "2026-09-11T21:05:40Z"}')
TEXT = "<p>Рабочие вымышленного завода не вышли на смену и собрались у проходной предприятия утром.</p>" * 3


def published(head: str, markup: str = "", url: str = URL) -> str | None:
    found = extract(page_of(f"<article><h1>Завод встал</h1>{markup}{TEXT}</article>", head, url=url))
    return found.published.isoformat() if found.published else None


@pytest.mark.parametrize(
    ("markup", "moment"),
    [
        ("", "2026-09-11T21:05:40+00:00"),
        ("<p>12 сентября 2026, 02:05</p>", "2026-09-12T02:05:40+05:00"),
        ("<span class='date'>September 11, 2026 4:05 pm</span>", "2026-09-11T16:05:40-05:00"),
        ("<time datetime='2026-09-12T02:05:40+05:00'>ночью</time>", "2026-09-12T02:05:40+05:00"),
        ("<p>12 сентября 2026, 02:17</p>", "2026-09-11T21:05:40+00:00"),  # another moment: an update, a comment
        ("<p>12 сентября 2026</p>", "2026-09-11T21:05:40+00:00"),  # perhaps the day of the visit
    ],
)
def test_the_clock_of_the_page_tells_the_offset_and_the_instant_stays(markup: str, moment: str) -> None:
    assert published(STAMP, markup) == moment


def test_the_day_in_the_address_is_the_day_of_the_article() -> None:
    day = "https://gazeta.example.kz/2026/09/12/zavod"
    assert published(STAMP, url=day) == "2026-09-12T00:05:40+03:00"
    assert published(STAMP, url=day.replace("12", "14")) == "2026-09-11T21:05:40+00:00"


def test_a_midnight_in_universal_time_is_the_shown_day() -> None:
    stamp = '<meta property="article:published_time" content="2026-09-11T19:00:00Z">'
    assert published(stamp, "<p>12 сентября 2026</p>") == "2026-09-12T00:00:00+05:00"


def test_a_moment_with_an_offset_is_left_alone() -> None:
    assert article(STAMP.replace("40Z", "40+05:00")).published is not None
    assert published(STAMP.replace("40Z", "40+05:00"), "<p>12 сентября 2026, 02:05</p>") == "2026-09-11T21:05:40+05:00"
