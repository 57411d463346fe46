"""What a stranger found with sites of his own: a long sitemap of one old day, and a listing that lists nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.discover.listing import read_listing
from crawler.discover.recent import newest
from crawler.discover.records import Listed, NotAChannel

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)


def sitemap(day: datetime) -> list[Listed]:
    old = [Listed(url=f"http://127.0.0.1/a/{number}", modified=day) for number in range(1000, 6000)]
    return [*old, Listed(url="http://127.0.0.1/a/7", modified=NOW - timedelta(hours=1))]


def test_thousands_of_addresses_of_one_old_day_are_old() -> None:
    kept = newest(sitemap(datetime(2019, 1, 1, tzinfo=UTC)), now=NOW, max_age=FORTNIGHT)
    assert [one.url for one in kept] == ["http://127.0.0.1/a/7"]


def test_thousands_of_addresses_of_one_new_day_carry_the_day_of_the_sitemap() -> None:
    assert len(newest(sitemap(NOW - timedelta(days=2)), now=NOW, max_age=FORTNIGHT)) == 5001


def test_a_listing_without_an_article_is_told() -> None:
    page = b'<html><body><a href="/about">About</a><a href="/sport/">Sport</a></body></html>'
    with pytest.raises(NotAChannel, match="no link"):
        read_listing(page, {}, "http://127.0.0.1/news/")
