"""The queue: likely and new first, done for one person or for all, back again when a text or its English changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_made import NOW, STORIES, fill, story

from review.item import build
from review.looks import LASTS, Looks
from store import articles, audits, desk, passes, reviews, translations
from store.database import Store, insist, open_store
from store.records import Detected, Translated
from store.reviews import Review

IDS = {article.id[13]: article.id for article in STORIES}


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    fill(tmp_path / "strikewatch.db")
    store = open_store(tmp_path / "strikewatch.db")
    desk.refresh(store, double=False)
    yield store
    store.close()


def flagged(number: str, **more: object) -> Detected:
    usual = Detected(
        article_id=IDS[number],
        strike=True,
        score=0.9,
        kind="strike",
        why="",
        in_kazakhstan=True,
        evidence=(),
        reports=({},),
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def ahead(store: Store, who: str = "aigul", **more: object) -> str:
    return "".join(one[13] for one in desk.ahead(store, who, limit=99, **more))  # type: ignore[arg-type]


def said(store: Store, number: str, who: str = "aigul", decision: str = "accept", ordinal: int = 1) -> None:
    article = articles.get(store, IDS[number])
    changes = {"translation": ("1", None)} if decision == "needs translation" else {}
    row = Review(
        article_id=article.id, ordinal=ordinal, reviewer=who, decision=decision, version="7", changes=changes,  # type: ignore[arg-type]
        text_sha=reviews.text_sha(article.title, article.body), at=NOW,
    )  # fmt: skip
    desk.decide(store, [row])


def test_the_newest_comes_first_and_a_doubtful_one_after_likely_ones(filled: Store) -> None:
    assert ahead(filled) == "123456"
    passes.save_detected(filled, "8", [flagged("1", score=0.4)])
    assert desk.refresh(filled, double=False) == 1
    assert ahead(filled) == "234561"


def test_an_unflagged_article_of_the_audit_slice_stands_among_them_like_any_other(filled: Store) -> None:
    passes.save_detected(filled, "8", [flagged("4", score=0.01, strike=False)])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "12356"
    audits.draw(filled, NOW.date(), 5, NOW)
    desk.refresh(filled, double=False)
    assert sorted(ahead(filled)) == list("123456")
    said(filled, "4", decision="reject")
    assert ahead(filled) == "12356"


def test_strikes_abroad_come_last(filled: Store) -> None:
    passes.save_detected(filled, "8", [flagged("1", in_kazakhstan=False)])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "234561"


def test_a_story_that_is_no_longer_flagged_leaves_the_queue(filled: Store) -> None:
    passes.save_detected(filled, "8", [flagged("2", strike=False)])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "13456"


def test_an_article_is_done_when_each_of_its_reports_is_decided(filled: Store) -> None:
    said(filled, "3")
    assert "3" in ahead(filled)
    said(filled, "3", ordinal=2)
    assert "3" not in ahead(filled)
    assert desk.left(filled, "aigul") == 5
    desk.undo(filled, "aigul", NOW)
    assert "3" in ahead(filled)


def test_an_unsure_person_leaves_it_to_the_others(filled: Store) -> None:
    said(filled, "1", decision="unsure")
    assert ahead(filled, "aigul") == "23456"
    assert ahead(filled, "daniyar") == "123456"
    said(filled, "1", who="daniyar")
    assert ahead(filled, "saule") == "23456"


def test_what_wants_a_better_translation_comes_back_with_it(filled: Store) -> None:
    said(filled, "1", decision="needs translation")
    desk.refresh(filled, double=False)
    assert ahead(filled) == "23456"
    better = Translated(article_id=IDS["1"], state="done", engine="neural", quality="neural", title="t", body="b")
    translations.save_translated(filled, {IDS["1"]: "2"}, [better])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "123456"


def test_a_reviewed_story_whose_text_changes_comes_back_marked(filled: Store) -> None:
    said(filled, "1", decision="reject")
    old = articles.get(filled, IDS["1"])
    articles.revise(filled, replace(old, body="Смена вышла на работу."))
    passes.save_detected(filled, "7", [flagged("1")])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "123456"
    assert build(filled, old.id, "aigul").stale


def test_a_new_version_of_the_coder_brings_nothing_back(filled: Store) -> None:
    said(filled, "1")
    passes.save_detected(filled, "8", [flagged("1", reports=({}, {}, {}))])
    desk.refresh(filled, double=False)
    assert ahead(filled) == "23456"


def test_a_sample_is_read_by_two_who_do_not_see_each_others_decision(tmp_path: Path) -> None:
    sampled = replace(story(1, "Смена не вышла", "Смена не вышла."), id=f"{1:014x}00")
    fill(tmp_path / "strikewatch.db", (sampled, STORIES[1]))
    store = open_store(tmp_path / "strikewatch.db")
    desk.refresh(store, double=True)
    IDS["s"] = sampled.id
    said(store, "s")
    said(store, "2")
    assert desk.ahead(store, "aigul", limit=9) == []
    assert desk.ahead(store, "daniyar", limit=9) == [sampled.id]
    blind = build(store, sampled.id, "daniyar")
    assert (blind.log, blind.cards[0].standing) == ((), None)
    said(store, "s", who="daniyar", decision="reject")
    assert desk.ahead(store, "saule", limit=9) == []
    assert len(build(store, sampled.id, "daniyar").log) == 2
    store.close()


def test_refreshing_again_changes_nothing_and_an_emptied_queue_is_made_anew(filled: Store) -> None:
    said(filled, "1")
    assert desk.refresh(filled, double=False) == 0
    filled["queue_item"].delete_where()
    filled["queue_done"].delete_where()
    desk.refresh(filled, double=False)
    assert ahead(filled) == "23456"


def test_a_decision_asks_again_at_once_while_the_night_holds_the_lock(filled: Store, tmp_path: Path) -> None:
    night, tries = open_store(tmp_path / "strikewatch.db"), []
    night.conn.execute("BEGIN IMMEDIATE")

    def decide() -> int:
        tries.append(NOW)
        if len(tries) == 3:
            night.conn.execute("ROLLBACK")
        said(filled, "1")
        return len(tries)

    assert insist(filled, decide) == 3
    assert ahead(filled) == "23456"
    night.close()


def test_a_look_ends_by_itself_and_belongs_to_whoever_came_first() -> None:
    looks = Looks()
    looks.hold("a1", "aigul", NOW)
    looks.hold("a1", "daniyar", NOW)
    assert looks.holder("a1", NOW) == "aigul"
    assert looks.of_others("daniyar", NOW) == {"a1"}
    looks.release("a1", "daniyar")
    assert looks.holder("a1", NOW + LASTS - timedelta(seconds=1)) == "aigul"
    assert looks.holder("a1", NOW + LASTS) is None
    looks.release("a1", "aigul")
    assert looks.of_others("daniyar", NOW) == set()
