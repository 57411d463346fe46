"""What is written comes back, together or not at all; what has changed is due again."""

import dataclasses
import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_rows import NOW, address, article, listed

from store import articles, frontier, passes, queue, runs, translations
from store.database import Store
from store.records import Capture, Channel, Detected, Identified, Outcome, Translated, Visit
from store.values import from_iso, to_iso


def test_a_channel_and_what_it_lists_are_written_together(store: Store) -> None:
    assert listed(store, "a", "b") == 2
    assert listed(store, "a", "b", "c") == 1
    answer = frontier.channel(store, "feed")
    assert answer is not None
    assert answer.etag == '"1"'
    assert frontier.known(store, ["a", "c", "z"]) == {"a", "c"}


def test_a_failed_write_leaves_neither_the_channel_nor_its_addresses(store: Store) -> None:
    bad = dataclasses.replace(address("b"), source=None)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        frontier.record_channel(
            store, Channel(url="feed", source="s", kind="feed", checked=NOW), [address("a"), bad], now=NOW
        )
    assert frontier.channel(store, "feed") is None
    assert frontier.known(store, ["a"]) == set()


def test_what_is_settled_no_longer_waits(store: Store) -> None:
    listed(store, "a", "b")
    stored = Outcome(key="a", state="stored", article=article(), capture=Capture(file="f", start=0, length=9))
    assert frontier.settle(store, [stored, Outcome(key="b", state="refused", error="a listing")], now=NOW) == [
        True,
        False,
    ]
    assert list(frontier.waiting(store, "sample", now=NOW, max_attempts=5, limit=9)) == []


def test_a_failure_is_tried_again_after_its_back_off_and_not_for_ever(store: Store) -> None:
    listed(store, "a")

    def due(day: int) -> list[str]:
        later = NOW + timedelta(days=day)
        return [one.key for one in frontier.waiting(store, "sample", now=later, max_attempts=2, limit=9)]

    frontier.settle(store, [Outcome(key="a", state="failed", error="500")], now=NOW)
    assert (due(0), due(1)) == ([], ["a"])
    frontier.settle(store, [Outcome(key="a", state="failed", error="500")], now=NOW + timedelta(days=1))
    assert due(30) == []


def test_two_addresses_of_one_article_store_it_once(store: Store) -> None:
    listed(store, "a", "b")
    both = [Outcome(key=key, state="stored", article=article()) for key in ("a", "b")]
    assert sum(frontier.settle(store, both, now=NOW)) == 1
    assert queue.counts(store)["articles"] == 1


def test_a_stored_article_comes_back_as_it_was_put_in(store: Store) -> None:
    whole = article(
        published=datetime(2026, 11, 20, 9, 5, tzinfo=timezone(timedelta(hours=5))),
        published_precision="minute",
        authors=("Ә. Ө.",),
        found={"title": "meta"},
        lang_claimed="kk",
    )
    assert articles.add(store, whole)
    assert articles.get(store, whole.id) == whole
    assert not articles.add(store, dataclasses.replace(whole, title="another"))
    assert articles.get(store, whole.id).title == whole.title


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_iso(datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.datetimes(timezones=st.timezones()))
def test_times_survive_the_store_to_the_second(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return
    assert from_iso(to_iso(moment)) == expected


def test_a_changed_text_voids_what_the_steps_made_of_it(store: Store) -> None:
    one = article()
    articles.add(store, one)
    passes.save_identified(store, "1", [Identified(article_id=one.id, lang="kk", script="Cyrl", confidence=1)])
    assert passes.lacking(store, "identification", "1", limit=9) == []
    assert not articles.revise(store, dataclasses.replace(one, extractor=2))
    assert passes.lacking(store, "identification", "1", limit=9) == []
    assert articles.revise(store, dataclasses.replace(one, body="another", extractor=2))
    assert [left.body for left in passes.lacking(store, "identification", "1", limit=9)] == ["another"]


def test_a_new_version_of_a_step_makes_every_article_due_again(store: Store) -> None:
    articles.add(store, article(1))
    articles.add(store, article(2))
    done = [Identified(article_id=article(n).id, lang="kk", script="Cyrl", confidence=1) for n in (1, 2)]
    passes.save_identified(store, "1", done)
    assert passes.count_lacking(store, "identification", "1") == 0
    assert passes.count_lacking(store, "identification", "2") == 2
    assert [one.id for one in passes.lacking(store, "identification", "2", after=article(1).id, limit=9)] == [
        article(2).id
    ]


def detected(number: int, score: float, *, abroad: bool = False) -> Detected:
    evidence = ({"field": "title", "start": 0, "end": 3, "text": "Мұн", "reason": "made"},)
    return Detected(
        article_id=article(number).id, strike=True, score=score, kind="strike", why="made",
        in_kazakhstan=not abroad, evidence=evidence, reports=({"action_type": "strike"},),
    )  # fmt: skip


def test_the_queue_shows_the_likeliest_first_and_strikes_abroad_last(store: Store) -> None:
    for number in (1, 2, 3):
        articles.add(store, article(number))
    passes.save_detected(store, "1", [detected(1, 0.6), detected(2, 0.9), detected(3, 0.99, abroad=True)])
    rows = list(queue.flagged(store, limit=9))
    assert [row["id"] for row in rows] == [article(n).id for n in (2, 1, 3)]
    assert rows[0]["reports"] == [{"action_type": "strike"}]
    assert rows[0]["evidence"][0]["text"] == "Мұн"


def test_english_waits_with_its_reason_and_candidates_are_translated_first(store: Store) -> None:
    for number in (1, 2, 3):
        articles.add(store, article(number))
        one = Identified(article_id=article(number).id, lang="kk", script="Cyrl", confidence=1)
        passes.save_identified(store, "1", [one])
    passes.save_detected(store, "1", [detected(2, 0.9)])
    due = translations.due(store, {"kk": "tiny/1"}, "none")
    assert due[0] == article(2).id
    waits = [Translated(article_id=one, state="waiting", reason="install kk") for one in due]
    translations.save_translated(store, {one.article_id: "none" for one in waits}, waits)
    assert translations.due(store, {}, "none") == []
    assert translations.waiting_by_reason(store) == [
        {"lang": "kk", "reason": "install kk", "articles": 3, "candidates": 1}
    ]
    assert len(translations.due(store, {"kk": "tiny/1"}, "none")) == 3


def test_the_memory_gives_back_sentences_of_the_same_engine_only(store: Store) -> None:
    memory = translations.SentenceMemory(store)
    memory.put("tiny/1", {b"k": "one"})
    assert memory.get("tiny/1", [b"k", b"z"]) == {b"k": "one"}
    assert memory.get("tiny/2", [b"k"]) == {}


def test_a_run_that_was_cut_off_is_closed_as_failed_by_the_next(store: Store) -> None:
    runs.begin(store, NOW)
    second = runs.begin(store, NOW)
    runs.record_visits(store, second, [Visit(source="sample", listed=3, stored=2, errors=("500",))])
    runs.finish(store, second, "good", {"crawl": {"stored": 2}}, now=NOW)
    last = runs.last(store)
    assert last is not None
    assert (last["id"], last["outcome"], last["steps"]) == (second, "good", {"crawl": {"stored": 2}})
    assert [(one["source"], one["stored"], one["errors"]) for one in runs.visits(store, second)] == [
        ("sample", 2, ["500"])
    ]
    assert next(store.query("SELECT outcome FROM run WHERE id = ?", [1]))["outcome"] == "failed"


def test_an_id_may_be_shortened_while_it_fits_one_article(store: Store) -> None:
    for name in ("abc1", "abd2"):
        articles.add(store, article(id=name, url=name))
    assert articles.resolve(store, "abc") == "abc1"
    with pytest.raises(articles.AmbiguousArticle, match="abc1, abd2"):
        articles.resolve(store, "ab")
    for unknown in ("x", ""):
        with pytest.raises(articles.UnknownArticle):
            articles.resolve(store, unknown)
