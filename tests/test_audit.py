"""Unflagged articles are drawn by chance, the same on the same day; recall is estimated with an honest interval."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import articles, audits, passes, queue, reviews
from store.database import Store
from store.recall import Recall, Stratum, estimate
from store.records import Article, Detected
from store.reviews import Review

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


def put(store: Store, number: int, score: float, *, fetched: datetime = NOW - timedelta(hours=1)) -> Article:
    one = Article(
        id=f"{number:016x}", source="made", url=f"https://example.org/{number}", title=f"Статья {number}",
        body="Текст.", extractor=1, fetched=fetched,
    )  # fmt: skip
    articles.add(store, one)
    found = Detected(
        article_id=one.id, strike=score >= 0.2, score=score, kind="strike" if score >= 0.2 else "none", why="made",
        in_kazakhstan=None, evidence=(), reports=(),
    )  # fmt: skip
    passes.save_detected(store, "1", [found])
    return one


def decide(store: Store, one: str, decision: reviews.Decision) -> None:
    found = articles.get(store, one)
    sha = reviews.text_sha(found.title, found.body)
    row = Review(article_id=one, reviewer="ana", decision=decision, version="1", text_sha=sha, at=NOW)
    reviews.append(store, row)


def fill(store: Store) -> None:
    for number in range(30):
        put(store, number, 0.9 if number < 10 else 0.05 if number < 14 else 0.001)


def test_one_is_drawn_of_those_near_and_one_of_the_rest_with_their_chances(store: Store) -> None:
    fill(store)
    near, far = sorted(audits.draw(store, DAY, 2, NOW), key=lambda one: one.population)
    assert (near.stratum, near.population, near.probability) == ("near", 4, 0.25)
    assert (far.stratum, far.population, far.probability) == ("far", 16, 1 / 16)


def test_the_same_day_draws_the_same_and_a_later_one_only_what_is_new(store: Store) -> None:
    fill(store)
    first = audits.draw(store, DAY, 2, NOW)
    assert audits.draw(store, DAY, 2, NOW) == first
    assert audits.draw(store, DAY + timedelta(days=1), 2, NOW + timedelta(days=1)) == []
    new = put(store, 99, 0.001, fetched=NOW + timedelta(hours=5))
    drawn = audits.draw(store, DAY + timedelta(days=2), 2, NOW + timedelta(days=2))
    assert [one.article_id for one in drawn] == [new.id]
    assert drawn[0].probability == 1.0


def test_days_differ_in_what_they_draw(store: Store) -> None:
    fill(store)
    taken = {
        tuple(sorted(one.article_id for one in audits._choose(store, DAY + timedelta(days=day), 2)))
        for day in range(12)
    }
    assert len(taken) > 6


def test_a_switched_off_audit_draws_nothing(store: Store) -> None:
    fill(store)
    assert audits.draw(store, DAY, 0, NOW) == []


def test_what_was_drawn_waits_in_the_queue_until_somebody_decides(store: Store) -> None:
    fill(store)
    drawn = {one.article_id for one in audits.draw(store, DAY, 2, NOW)}
    assert {row["id"] for row in queue.audited(store)} == drawn
    assert not drawn & {row["id"] for row in queue.flagged(store, limit=50)}
    decide(store, min(drawn), "reject")
    assert {row["id"] for row in queue.audited(store)} == drawn - {min(drawn)}


def test_recall_is_unknown_until_people_have_decided(store: Store) -> None:
    fill(store)
    audits.draw(store, DAY, 2, NOW)
    assert audits.estimated_recall(store) is None
    decide(store, f"{0:016x}", "accept")
    assert audits.estimated_recall(store) is None


def test_recall_counts_a_missed_strike_for_all_that_it_was_drawn_from(store: Store) -> None:
    fill(store)
    near, far = sorted(audits.draw(store, DAY, 2, NOW), key=lambda one: one.population)
    for number in range(10):
        decide(store, f"{number:016x}", "accept")
    decide(store, far.article_id, "reject")
    decide(store, near.article_id, "accept")
    found = audits.estimated_recall(store)
    assert found is not None
    assert found.value == pytest.approx(10 / 14)  # one of four near ones: four missed
    assert (found.audited, found.missed, found.flagged) == (2, 1, 10)
    assert found.low < found.value < found.high


def test_an_interval_covers_the_truth_as_often_as_it_says() -> None:
    """10 of 1,000 unflagged articles are strikes beside 190 flagged ones; 100 audits each time, 60 times."""
    import random

    chance = random.Random(5)
    pool = [True] * 10 + [False] * 990
    covered = 0
    for _ in range(60):
        seen = sum(chance.sample(pool, 100))
        found = estimate(
            Stratum(articles=190, reviewed=190, strikes=190), [Stratum(articles=1000, reviewed=100, strikes=seen)]
        )
        assert found is not None
        covered += found.low <= 190 / 200 <= found.high
    assert covered >= 55


def test_more_audits_make_a_narrower_interval() -> None:
    def width(reviewed: int) -> float:
        found = estimate(
            Stratum(articles=100, reviewed=100, strikes=90), [Stratum(articles=5000, reviewed=reviewed, strikes=0)]
        )
        assert found is not None
        return found.high - found.low

    assert width(500) < width(50) < width(5)


@settings(max_examples=30)
@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_an_estimate_holds_its_point_and_stays_a_share(strikes: int, other: int, missed: int, refused: int) -> None:
    flagged = Stratum(articles=strikes + other, reviewed=strikes + other, strikes=strikes)
    unflagged = Stratum(articles=2 * (missed + refused), reviewed=missed + refused, strikes=missed)
    found = estimate(flagged, [unflagged])
    if missed + refused == 0:
        assert found is None
        return
    assert isinstance(found, Recall)
    assert 0 <= found.low <= found.high <= 1
    assert 0 < found.value <= 1
