"""What people decided: nothing is overwritten, an undo is without limit, disagreement is kept until it is settled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store import articles, reviews
from store.database import Store
from store.records import Article
from store.reviews import Review

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEXT = Article(
    id="a1", source="bereg", url="https://bereg.example/1", title="Буровики встали",
    body="Смена не вышла на работу.", extractor=1, fetched=NOW,
)  # fmt: skip


@pytest.fixture
def said(store: Store) -> Review:
    articles.add(store, TEXT)
    return Review(
        article_id="a1", ordinal=1, reviewer="aigul", decision="accept", version="7",
        text_sha=reviews.text_sha(TEXT.title, TEXT.body), at=NOW, fields={"employer": "Bereg Drilling"},
    )  # fmt: skip


def verdict(store: Store) -> str | None:
    (one,) = reviews.standing(store, "a1")
    return one.verdict


def test_an_accepted_report_stands_with_the_fields_as_the_person_left_them(store: Store, said: Review) -> None:
    reviews.append(store, said)
    (one,) = reviews.accepted(store)
    assert (one.article_id, one.ordinal, one.verdict, one.fields) == ("a1", 1, "accept", said.fields)


def test_undo_goes_back_to_the_beginning_of_ones_own_log_and_deletes_nothing(store: Store, said: Review) -> None:
    for decision in ("unsure", "accept", "reject"):
        reviews.append(store, replace(said, decision=decision))
    reviews.append(store, replace(said, reviewer="daniyar", decision="accept"))
    taken = [reviews.undo(store, "aigul", NOW + timedelta(minutes=n)) for n in range(4)]
    assert [row.decision if row else None for row in taken] == ["reject", "accept", "unsure", None]
    assert [row.undone is not None for row in reviews.of_article(store, "a1")] == [True, True, True, False]
    assert verdict(store) == "accept"


def test_people_who_differ_leave_nothing_standing_until_somebody_settles_it(store: Store, said: Review) -> None:
    reviews.append(store, said)
    reviews.append(store, replace(said, reviewer="daniyar", decision="reject"))
    assert verdict(store) is None
    assert [one.article_id for one in reviews.disputed(store)] == ["a1"]
    assert reviews.accepted(store) == []
    reviews.append(store, replace(said, reviewer="head", decision="reject", settles=True))
    assert verdict(store) == "reject"
    assert reviews.disputed(store) == []


def test_somebody_unsure_contradicts_nobody(store: Store, said: Review) -> None:
    reviews.append(store, replace(said, decision="unsure"))
    assert verdict(store) == "unsure"
    reviews.append(store, replace(said, reviewer="daniyar"))
    assert verdict(store) == "accept"


def test_a_changed_text_makes_the_review_stale_and_a_new_decision_stands_again(store: Store, said: Review) -> None:
    reviews.append(store, said)
    articles.revise(store, replace(TEXT, body="Смена вышла на работу."))
    (one,) = reviews.stale(store)
    assert (one.verdict, one.disputed) == (None, False)
    with pytest.raises(reviews.NotReviewable, match="changed since"):
        reviews.append(store, said)
    reviews.append(store, replace(said, text_sha=reviews.text_sha(TEXT.title, "Смена вышла на работу.")))
    assert (verdict(store), reviews.stale(store)) == ("accept", [])


def test_a_note_or_an_edit_decides_nothing(store: Store, said: Review) -> None:
    reviews.append(store, replace(said, decision="note", note="ask the union"))
    reviews.append(store, replace(said, decision="edit", changes={"employer": (None, "Bereg Drilling")}))
    assert reviews.standing(store, "a1") == []
    assert reviews.last(store, "aigul").changes == {"employer": (None, "Bereg Drilling")}


def test_a_review_of_an_unknown_article_is_refused(store: Store, said: Review) -> None:
    with pytest.raises(reviews.NotReviewable, match="no article"):
        reviews.append(store, replace(said, article_id="b2"))


def test_the_history_is_newest_first_and_of_one_person_where_asked(store: Store, said: Review) -> None:
    first = reviews.append(store, said)
    second = reviews.append(store, replace(said, reviewer="daniyar"))
    assert [row.id for row in reviews.history(store, limit=9)] == [second, first]
    assert [row.id for row in reviews.history(store, reviewer="aigul", limit=9)] == [first]
    assert [row.id for row in reviews.history(store, limit=9, before=second)] == [first]
