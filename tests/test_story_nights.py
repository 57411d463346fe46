"""Stories in the store: nights add to them, curators split and merge them, and later nights respect that."""

import time
from collections import defaultdict
from datetime import timedelta

import pytest
from conftest import NOW
from story_samples import put

from config import Settings
from steps import storytelling
from steps.night import Night
from store import queue, stories
from store.stories import StoryError

DAY = timedelta(days=1)
BURGYLAU = {"employer": "Burgylau", "settlement": "Zhanaozen", "sector": "oil and gas", "workers_min": 250}
KEZBI = {"employer": "Kezbi Service", "settlement": "Zhanaozen", "sector": "oil and gas", "workers_min": 90}


@pytest.fixture
def night(store):
    settings = Settings(embeddings=False)
    return Night(store=store, settings=settings, run=1, now=NOW, deadline=time.monotonic() + 60)


def told(store):
    found = defaultdict(set)
    for row in store.query("SELECT article_id, story_id FROM story_member"):
        found[row["story_id"]].add(row["article_id"])
    return dict(found)


def test_a_nights_articles_join_stories_or_start_them(store, night):
    put(store, "a1", **BURGYLAU)
    put(store, "b1", source="dala", **KEZBI)
    assert storytelling.tell_stories(night) == {"done": 2, "started": 2}
    put(store, "a0", at=NOW + DAY, source="dala", **BURGYLAU)
    assert storytelling.tell_stories(night) == {"done": 1, "started": 0}
    assert told(store) == {"a1": {"a1", "a0"}, "b1": {"b1"}}
    assert storytelling.tell_stories(night) == {"done": 0, "started": 0}
    (first, second) = stories.tellings(store, "a1")
    assert (first["id"], second["id"]) == ("a1", "a0")
    assert "the same employer: Burgylau" in second["why"]


def test_years_put_in_at_once_come_out_as_night_after_night(store, night, tmp_path):
    days = [NOW + n * 3 * DAY for n in range(5)] + [NOW + 40 * DAY]
    for number, day in enumerate(reversed(days)):
        put(store, f"a{number}", at=day, **BURGYLAU)
    storytelling.tell_stories(night)
    assert told(store) == {"a5": {"a1", "a2", "a3", "a4", "a5"}, "a0": {"a0"}}
    (latest, earliest) = stories.listed(store, now=NOW + 41 * DAY)
    assert (latest["id"], latest["open"], earliest["id"], earliest["open"]) == ("a0", True, "a5", False)


def test_a_split_is_respected_by_later_nights_and_by_a_better_step(store, night, monkeypatch):
    for name in ("a1", "a2", "a3"):
        put(store, name, **BURGYLAU)
    storytelling.tell_stories(night)
    assert stories.split(store, "a1", ["a3"], curator="aigul", now=NOW, note="another pit") == "a3"
    assert told(store) == {"a1": {"a1", "a2"}, "a3": {"a3"}}
    put(store, "a4", at=NOW + DAY, **BURGYLAU)
    storytelling.tell_stories(night)
    assert {"a1", "a2"} <= told(store)["a1"]
    assert "a3" in told(store)["a3"]
    monkeypatch.setattr(storytelling.stories, "VERSION", 99)
    storytelling.tell_stories(night)
    assert stories.of(store, "a3") != stories.of(store, "a1") == stories.of(store, "a2")
    (edit,) = stories.edits(store, "a3")
    assert (edit.kind, edit.from_story, edit.articles, edit.curator, edit.note) == (
        "split", "a1", ("a3",), "aigul", "another pit",
    )  # fmt: skip


def test_the_part_with_the_article_that_began_a_story_keeps_its_id(store, night):
    for name in ("a1", "a2", "a3"):
        put(store, name, **BURGYLAU)
    storytelling.tell_stories(night)
    assert stories.split(store, "a1", ["a1", "a2"], curator="aigul", now=NOW) == "a1"
    assert told(store) == {"a1": {"a1", "a2"}, "a3": {"a3"}}


def test_a_merge_is_respected_leads_from_the_old_id_and_can_be_taken_apart(store, night, monkeypatch):
    put(store, "a1", **BURGYLAU)
    put(store, "b1", **KEZBI)
    storytelling.tell_stories(night)
    assert stories.merge(store, "a1", "b1", curator="aigul", now=NOW) == "a1"
    monkeypatch.setattr(storytelling.stories, "VERSION", 99)
    storytelling.tell_stories(night)
    assert told(store) == {"a1": {"a1", "b1"}}
    assert stories.resolve(store, "b") == "a1"
    assert stories.split(store, "a1", ["b1"], curator="aigul", now=NOW) == "b1"
    assert stories.resolve(store, "b") == "b1"
    assert told(store) == {"a1": {"a1"}, "b1": {"b1"}}


def test_a_story_no_curator_touched_is_made_anew_by_a_better_step_and_its_old_id_leads_there(store, night, monkeypatch):
    put(store, "a2", at=NOW + DAY, **BURGYLAU)
    storytelling.tell_stories(night)
    put(store, "a1", **BURGYLAU)
    storytelling.tell_stories(night)
    monkeypatch.setattr(storytelling.stories, "VERSION", 99)
    storytelling.tell_stories(night)
    assert told(store) == {"a1": {"a1", "a2"}}
    assert stories.resolve(store, "a2") == "a1"


def test_splits_and_merges_that_make_no_sense_are_refused_and_change_nothing(store, night):
    put(store, "a1", **BURGYLAU)
    put(store, "a2", **BURGYLAU)
    storytelling.tell_stories(night)
    before = told(store)
    for wrong in (["a1", "a2"], [], ["zz"]):
        with pytest.raises(StoryError):
            stories.split(store, "a1", wrong, curator="aigul", now=NOW)
    for pair in (("a1", "a1"), ("a1", "zz")):
        with pytest.raises(StoryError):
            stories.merge(store, *pair, curator="aigul", now=NOW)
    with pytest.raises(StoryError):
        stories.resolve(store, "nothing")
    assert told(store) == before
    assert not stories.edits(store, "a1")


def test_a_story_stands_in_the_queue_once_with_all_its_tellings(store, night):
    put(store, "a1", source="bereg", **BURGYLAU)
    put(store, "a2", source="dala", **BURGYLAU)
    put(store, "a3", source="dala", group="a2", **BURGYLAU)
    put(store, "b1", **KEZBI)
    assert {row["id"] for row in queue.flagged(store, limit=9)} == {"a1", "a2", "b1"}
    storytelling.tell_stories(night)
    rows = {row["id"]: row for row in queue.flagged(store, limit=9)}
    assert set(rows) == {"a1", "b1"}
    assert {one["id"] for one in rows["a1"]["tellings"]} == {"a2", "a3"}
    assert rows["a1"]["story"] == "a1"
    assert len(list(queue.flagged(store, limit=9, everything=True))) == 4
