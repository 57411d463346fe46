"""Days are resolved against the day of publication, and told apart by what they are said to be. All texts are made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.dates import find_dates
from analysis.coding.telling import dateline
from analysis.tokens import tokens

TUESDAY = date(2024, 11, 26)


def dates(text: str, published: date | None = TUESDAY) -> list[tuple[str, str]]:
    return [(one.value, one.kind) for one in find_dates(tokens(text), published, None, text=text)]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("с понедельника не работают", "2024-11-25", "since"),
        ("вчера вечером остановились", "2024-11-25", "on"),
        ("кеше жұмысқа шықпады", "2024-11-25", "on"),
        ("дүйсенбіден бері ереуілде", "2024-11-25", "since"),
        ("28 қазаннан бері тұр", "2024-10-28", "since"),
        ("11 қаңтарда шықпады", "2024-01-11", "on"),
        ("Пятый день не выходят", "2024-11-22", "nth"),
        ("үшінші күн қатарынан", "2024-11-24", "nth"),
        ("екі күннен бері", "2024-11-25", "nth"),
        ("for the third day running", "2024-11-24", "nth"),
        ("a three-day-old stoppage", "2024-11-23", "nth"),
        ("since Monday morning", "2024-11-25", "since"),
        ("On Tuesday they were joined", "2024-11-26", "on"),
        ("which began on November 12", "2024-11-12", "since"),
        ("два дня назад встали", "2024-11-24", "on"),
        ("05.02.2024 рабочие встали", "2024-02-05", "on"),
    ],
)
def test_a_day_is_resolved_and_said_to_be_a_beginning_or_a_day(text: str, value: str, kind: str) -> None:
    assert dates(text) == [(value, kind)]


def test_wages_owed_since_a_month_date_no_strike() -> None:
    for text in (
        "С октября им не выплачивают надбавки",
        "They have not been paid since October",
        "получить деньги за май",
    ):
        assert [kind for _, kind in dates(text)] == ["pay"]
    assert dates("a strike on Tuesday over unpaid wages") == [("2024-11-26", "on")]


def test_a_deadline_is_no_beginning() -> None:
    for text in ("до пятницы ждут ответа", "жұмаға дейін күтеміз", "until Friday they wait"):
        assert [kind for _, kind in dates(text)] == ["until"]


def test_a_range_has_two_ends() -> None:
    assert dates("с 11 по 13 ноября") == [("2024-11-11", "since"), ("2024-11-13", "last")]


def test_a_weekday_beside_a_day_of_the_month_gives_way_to_it() -> None:
    assert dates("в среду, 20 ноября, рабочие") == [("2024-11-20", "on")]


def test_the_third_day_is_counted_from_the_day_beside_it() -> None:
    assert dates("refused on Thursday for a fourth day") == [("2024-11-21", "on"), ("2024-11-18", "nth")]
    # Read on Tuesday, "on Sunday" and "a third day" say the same.
    assert dates("stopped on Sunday and strike for a third day") == [("2024-11-24", "on"), ("2024-11-24", "nth")]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_are_no_trouble(year: int) -> None:
    """A page that gives no date is stored by some sites as 0001-01-01."""
    edge = date(year, 1, 1) if year == 1 else date(year, 12, 31)
    text = "вчера, во вторник, третий день, неделю назад, 5 марта, next Friday"
    assert all(len(value) == len("2024-11-26") for value, _ in dates(text, edge))


def test_a_day_that_does_not_exist_is_unknown() -> None:
    assert dates("31 июня встали") == []


@given(st.text(alphabet="0123456789.,- июнядвтреимаяshdMonйкүн", max_size=60), st.dates())
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str, published: date) -> None:
    for one in find_dates(tokens(text), published, None, text=text):
        assert 0 <= one.start < one.end <= len(text)


def test_a_dateline_stands_for_a_missing_day_of_publication() -> None:
    assert dateline("Strikes in the west\n**16 February 2022**\nWorkers stopped.") == date(2022, 2, 16)
    assert dateline("Workers stopped on 16 February in 2022 at noon. " * 9) is None
