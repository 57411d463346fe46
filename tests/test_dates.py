"""Dates as pages write them; the clock stands at 2026-11-22 11:00 in Almaty."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates import AHEAD, EARLIEST, Context, parse_date
from crawler.extract.months import month_number
from crawler.extract.page import Page
from crawler.extract.published import in_address

CONTEXT = Context(fetched=datetime(2026, 11, 22, 6, 0, tzinfo=UTC), zone=ZoneInfo("Asia/Almaty"))


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2026-09-12T10:15:00+06:00", "2026-09-12T10:15:00+06:00", "second"),
        ("2026-09-12T10:15:00Z", "2026-09-12T10:15:00+00:00", "second"),
        ("2026-09-12T10:15+0500", "2026-09-12T10:15:00+05:00", "minute"),
        ("2026-09-12 10:15", "2026-09-12T10:15:00+05:00", "minute"),
        ("20260912T101500", "2026-09-12T10:15:00+05:00", "second"),
        ("2026-09-12", "2026-09-12T12:00:00+05:00", "day"),
        ("2026-09", "2026-09-01T12:00:00+05:00", "month"),
        ("1789000000", "2026-09-10T05:26:40+05:00", "second"),
        ("Sat, 12 Sep 2026 10:15:00 GMT", "2026-09-12T10:15:00+00:00", "second"),
        ("Sat Sep 12 10:15:00 2026", "2026-09-12T10:15:00+05:00", "second"),
        ("12 сентября 2026, 10:15", "2026-09-12T10:15:00+05:00", "minute"),
        ("Пятница, 04 Июл 2025, 12:00", "2025-07-04T12:00:00+05:00", "minute"),
        ("10:15, 12.09.2026", "2026-09-12T10:15:00+05:00", "minute"),
        ("12. 9. 2026.", "2026-09-12T12:00:00+05:00", "day"),
        ("12.09.26", "2026-09-12T12:00:00+05:00", "day"),
        ("Опубликовано: 12 сентября 2026 года в 10.15", "2026-09-12T10:15:00+05:00", "minute"),
        ("12 сентября, 10:15", "2026-09-12T10:15:00+05:00", "minute"),
        ("25 декабря, 10:15", "2025-12-25T10:15:00+05:00", "minute"),
        ("2026 жылғы 12 қыркүйек", "2026-09-12T12:00:00+05:00", "day"),
        ("12 қыркүйек 2026 ж. 18:00", "2026-09-12T18:00:00+05:00", "minute"),
        ("12-қыркүйекте, 2026 жыл", "2026-09-12T12:00:00+05:00", "day"),
        ("Сенбі, 12 Қыр. 2026", "2026-09-12T12:00:00+05:00", "day"),
        ("сентябрь 2026", "2026-09-01T12:00:00+05:00", "month"),
        ("Сегодня, 10:15", "2026-11-22T10:15:00+05:00", "minute"),
        ("Вчера в 23:50", "2026-11-21T23:50:00+05:00", "minute"),
        ("Бүгін, 10:15", "2026-11-22T10:15:00+05:00", "minute"),
        ("Кеше", "2026-11-21T12:00:00+05:00", "day"),
        ("2 часа назад", "2026-11-22T09:00:00+05:00", "minute"),
        ("5 минут бұрын", "2026-11-22T10:55:00+05:00", "minute"),
        ("3 күн бұрын", "2026-11-19T12:00:00+05:00", "day"),
        ("September 12, 2026 3:25 pm", "2026-09-12T15:25:00+05:00", "minute"),
        ("12th of September 2026", "2026-09-12T12:00:00+05:00", "day"),
        ("09/25/2026", "2026-09-25T12:00:00+05:00", "day"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, iso: str, precision: str) -> None:
    moment = parse_date(text, CONTEXT)
    assert moment is not None
    assert (moment.at.isoformat(), moment.precision) == (iso, precision)


@pytest.mark.parametrize(
    "text",
    [
        "", "нет даты", "31.02.2026", "2026-13-45", "0001-01-01", "1970-01-01", "0000-00-00 00:00:00", "12.09.2027",
        "12 сентября", "в марте 12 человек", "5 майора", "12 марок 2026", "тел. 12-34-56", "192.168.10.20", "25:61",
        "09.12/13:54",
    ],
)  # fmt: skip
def test_what_is_no_possible_date_is_none(text: str) -> None:
    assert parse_date(text, CONTEXT) is None


def test_almaty_keeps_the_clock_of_its_time() -> None:
    before, after = parse_date("28.02.2024 10:00", CONTEXT), parse_date("02.03.2024 10:00", CONTEXT)
    assert before is not None
    assert after is not None
    assert before.at.utcoffset() == timedelta(hours=6)
    assert after.at.utcoffset() == timedelta(hours=5)


def test_local_time_labelled_utc_is_local_where_it_would_be_in_the_future() -> None:
    moment = parse_date("2026-11-22T10:30:00Z", CONTEXT)
    assert moment is not None
    assert moment.at.isoformat() == "2026-11-22T10:30:00+05:00"


def test_a_day_stays_the_day_in_utc() -> None:
    moment = parse_date("12.09.2026", CONTEXT)
    assert moment is not None
    assert moment.at.astimezone(UTC).date() == date(2026, 9, 12)


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        (1, "январь января январе янв қаңтар қаңтарда қаңтардың кантар jan"),
        (3, "март марта марте мар наурыз наурызда march"),
        (5, "май мая мае мамыр мамырдан may"),
        (6, "июнь июня июн маусым june"),
        (7, "июль июля июл шілде шілденің july"),
        (9, "сентябрь сентября сент сен қыркүйек қыркүйекте қыркүйегі sept"),
        (10, "октябрь окт қазан қазанда october"),
        (12, "декабрь декабрём дек желтоқсан желтоқсанның желт"),
    ],
)
def test_months_are_known_in_all_their_forms(number: int, forms: str) -> None:
    assert {month_number(form) for form in forms.split()} == {number}


@given(st.text(max_size=120))
def test_any_text_gives_a_possible_aware_moment_or_none(text: str) -> None:
    moment = parse_date(text, CONTEXT)
    if moment is not None:
        assert moment.at.tzinfo is not None
        assert moment.at.date() >= EARLIEST
        assert moment.at <= CONTEXT.fetched + AHEAD + timedelta(days=1)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2026, 11, 20)))  # noqa: DTZ001
def test_every_iso_moment_comes_back(moment: datetime) -> None:
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    found = parse_date(aware.isoformat(), CONTEXT)
    assert found is not None
    assert found.at == aware


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2026/09/12/zabastovka", "2026-09-12"),
        ("/news/2026-09-12-stachka.html", "2026-09-12"),
        ("/n20260912.html", "2026-09-12"),
        ("/news/20261350", None),
        ("/2026/09/", None),
        ("/novosti/12-09-2026", "2026-09-12"),
        ("/novosti/12-09-2026-1", None),
        ("/id/120260912345", None),
        ("/2027/01/01/budushchee", None),
    ],
)
def test_the_day_in_an_address_is_read(path: str, day: str | None) -> None:
    moment = in_address(f"https://gazeta.example.kz{path}", CONTEXT)
    assert (moment.at.date().isoformat() if moment else None) == day
    assert moment is None or moment.precision == "day"


def shown(markup: str, url: str = "https://gazeta.example.kz/a") -> tuple[str | None, str | None]:
    from crawler.extract import extract

    text = "<p>Рабочие вымышленного завода не вышли на смену и собрались у проходной предприятия утром.</p>" * 3
    body = f"<html><body><h1>Завод остановился на сутки</h1>{markup}{text}</body></html>".encode()
    found = extract(Page(url=url, body=body, fetched=CONTEXT.fetched))
    return (found.published.isoformat() if found.published else None), found.found.get("published")


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ("<time datetime='2026-09-12T10:15:00+05:00'>вчера</time>", ("2026-09-12T10:15:00+05:00", "time")),
        ("<span class='news-date'>12 сентября 2026, 10:15</span>", ("2026-09-12T10:15:00+05:00", "text")),
        ("<p>12 сентября 2026</p>", ("2026-09-12T12:00:00+05:00", "text")),
        ("<p itemprop='datePublished' content='2026-09-12 10:15:00'>осень</p>", ("2026-09-12T10:15:00+05:00", "time")),
        (
            "<p>12/09/2026 - 04:30 - Источник: вымышленное агентство - Фото: редакция вымышленной газеты</p>",
            ("2026-09-12T04:30:00+05:00", "text"),
        ),
        ("<h1>Раздел</h1><p>12.9.26</p>", ("2026-09-12T12:00:00+05:00", "text")),
        ("<div><i>12. Oktober 2025</i></div>", ("2025-10-12T12:00:00+05:00", "htmldate")),
        (
            "<p>Прошлую забастовку 16 декабря 2011 года помнит весь город и все, кто там работал.</p>",
            (None, None),
        ),
        ("", (None, None)),
    ],
)
def test_dates_that_readers_see_are_found_and_a_missing_one_is_missing(
    markup: str, published: tuple[str | None, str | None]
) -> None:
    assert shown(markup) == published


def test_the_address_is_asked_after_the_page() -> None:
    assert shown("", "https://gazeta.example.kz/2026/09/12/a") == ("2026-09-12T12:00:00+05:00", "url")


def test_the_time_of_a_related_article_is_not_this_ones() -> None:
    assert shown("<div class='related'><time datetime='2026-01-01'>x</time></div>")[1] != "time"
