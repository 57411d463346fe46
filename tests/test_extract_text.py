"""Plain texts that are handed in by hand; all of them made for these tests."""

from datetime import UTC, datetime

import pytest

from crawler.extract import NotAnArticle, extract_text

FETCHED = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
BODY = "Drivers of the made-up Test Bus Company stopped work on Monday and asked for a higher wage."


def test_the_first_line_is_the_title() -> None:
    found = extract_text(f"Bus drivers strike\n\n{BODY}\n\nSecond paragraph.", fetched=FETCHED)
    assert found.title == "Bus drivers strike"
    assert found.body == f"{BODY}\nSecond paragraph."


def test_markdown_is_taken_off() -> None:
    found = extract_text(
        f"\n\n# Bus drivers strike\n\n**A. Writer**  \n**16 February 2022**\n\n{BODY}", fetched=FETCHED
    )
    assert found.title == "Bus drivers strike"
    assert found.published is not None
    assert found.published.date().isoformat() == "2022-02-16"
    assert found.published_precision == "day"


def test_a_saved_pages_wrapper_is_not_the_title() -> None:
    found = extract_text(
        f"Some Site Body Wrapper\n\nBus drivers strike\n\nBus drivers strike\n\n{BODY}", fetched=FETCHED
    )
    assert found.title == "Bus drivers strike"
    assert found.body == BODY


def test_the_line_of_submission_gives_the_date() -> None:
    found = extract_text(
        f"Drivers stop\n\nSubmitted by ABC on 11 January, 2022 - 3:25 Author: N. N.\n{BODY}", fetched=FETCHED
    )
    assert found.published is not None
    assert found.published.isoformat() == "2022-01-11T03:25:00+06:00"


def test_a_date_in_a_sentence_is_not_the_articles() -> None:
    late = "The strike of 16 December 2011 is remembered in the town by everyone who worked in the oil field then."
    assert extract_text(f"A title\n\n{late}", fetched=FETCHED).published is None


def test_a_text_that_starts_with_its_body_keeps_it() -> None:
    long = BODY * 5
    found = extract_text(long, fetched=FETCHED)
    assert found.body == long
    assert 0 < len(found.title) <= 200


@pytest.mark.parametrize("empty", ["", "  \n\n", "\u200b\n"])
def test_an_empty_text_is_no_article(empty: str) -> None:
    with pytest.raises(NotAnArticle):
        extract_text(empty, fetched=FETCHED)
