"""From day to day: what is new, goes on, changed and ended; each told once, however often it is asked."""

from datetime import date, timedelta

import pytest
from told_stories import MORNING, mailed, put, settings_in, subjects

from cli.mail import told
from digest.edition import from_text
from steps.mailing import look
from store import articles, letters, passes, reviews, stories
from store.database import writing
from store.records import Grouped

TODAY = date(2026, 11, 22)


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


def edition(store, day=TODAY):
    (kept,) = letters.editions(store, after=day - timedelta(days=1), until=day)
    return from_text(kept)


def states(store):
    return {(row["day"], row["recipient"]): row["state"] for row in store.query("SELECT * FROM letter ORDER BY day")}


def test_a_day_tells_what_is_new_once(store, settings, tmp_path):
    put(store, "a")
    assert mailed(store, settings) == {"told": 1, "sent": 1, "failed": 0, "tomorrow": 0}
    assert mailed(store, settings) == {"told": 0, "sent": 0, "failed": 0, "tomorrow": 0}
    assert mailed(store, settings, days=1)["told"] == 0
    assert subjects(tmp_path) == ["1 new strike: Zhanaozen"]


def test_what_comes_after_the_letters_is_counted_for_tomorrow_and_told_then(store, settings, tmp_path):
    put(store, "a")
    mailed(store, settings)
    put(store, "b", settlement="Aktau")
    assert mailed(store, settings) == {"told": 0, "sent": 0, "failed": 0, "tomorrow": 1}
    assert mailed(store, settings, days=1) == {"told": 1, "sent": 1, "failed": 0, "tomorrow": 0}
    assert subjects(tmp_path) == ["1 new strike: Zhanaozen", "1 new strike: Aktau"]


def test_a_day_with_nothing_is_skipped_and_takes_what_comes_later(store, settings, tmp_path):
    assert mailed(store, settings)["sent"] == 0
    assert states(store) == {("2026-11-22", "desk@example.org"): "skipped"}
    put(store, "a")
    assert mailed(store, settings)["sent"] == 1
    assert states(store) == {("2026-11-22", "desk@example.org"): "sent"}


def test_a_story_told_again_goes_on_and_says_what_changed(store, settings, tmp_path):
    put(store, "a", workers_min=100, workers_max=100)
    mailed(store, settings)
    put(store, "b", workers_min=300, workers_max=300)
    in_story_of(store, "b", "a")
    mailed(store, settings, days=1)
    (item,) = edition(store, TODAY + timedelta(days=1)).items
    assert (item.course, item.since) == ("ongoing", TODAY)
    assert [(one.what, one.before, one.after) for one in item.changes] == [("workers", "100", "300")]
    assert subjects(tmp_path)[1] == "1 ongoing strike: Zhanaozen"


def in_story_of(store, name, first):
    """Let an article stand in the group of an earlier one, told though that was: as a regrouping may leave it."""
    with writing(store):
        store.execute("DELETE FROM told WHERE article_id = ?", [first.ljust(16, "0")])
        store.execute("UPDATE detection SET strike = 0 WHERE article_id = ?", [first.ljust(16, "0")])
    place = Grouped(article_id=name.ljust(16, "0"), group_id=first.ljust(16, "0"), duplicate_of=first.ljust(16, "0"))
    passes.save_grouped(store, "1", [place])


def test_a_strike_that_is_over_is_told_as_ended_without_a_new_article(store, settings, tmp_path):
    put(store, "a")
    mailed(store, settings)
    put(store, "a", status="ended")
    mailed(store, settings, days=1)
    (update,) = edition(store, TODAY + timedelta(days=1)).updates
    assert update.turn == "ended"
    assert subjects(tmp_path)[1] == "1 strike ended: Zhanaozen"
    assert mailed(store, settings, days=2)["sent"] == 0


def test_a_fact_that_a_curator_mends_is_told_as_changed_once(store, settings, tmp_path):
    put(store, "a", employer="Made Drilling")
    mailed(store, settings)
    put(store, "a", employer="Made Wells")
    mailed(store, settings, days=1)
    (update,) = edition(store, TODAY + timedelta(days=1)).updates
    (change,) = update.changes
    assert (update.turn, change.before, change.after) == ("changed", "Made Drilling", "Made Wells")
    assert mailed(store, settings, days=2)["sent"] == 0


def test_what_proves_to_be_no_strike_is_taken_back_once(store, settings, tmp_path):
    put(store, "a")
    mailed(store, settings)
    put(store, "a", strike=False)
    mailed(store, settings, days=1)
    assert [update.turn for update in edition(store, TODAY + timedelta(days=1)).updates] == ["withdrawn"]
    assert mailed(store, settings, days=2)["sent"] == 0


def test_a_fact_that_is_not_repeated_has_not_changed(store, settings):
    put(store, "a", employer="Made Drilling")
    mailed(store, settings)
    put(store, "a", employer=None)
    assert mailed(store, settings, days=1)["sent"] == 0


def test_a_letter_that_leaves_late_tells_what_was_known_then(store, settings, tmp_path):
    (tmp_path / "mail").write_text("in the way")
    put(store, "a", employer="Made Drilling")
    assert mailed(store, settings)["failed"] == 1
    put(store, "a", employer="Made Wells", settlement="Aktau")
    (tmp_path / "mail").unlink()
    mailed(store, settings, days=3)
    assert subjects(tmp_path)[0] == "1 new strike: Zhanaozen"


def test_three_days_without_a_mail_server_lose_no_letter(store, settings, tmp_path):
    (tmp_path / "mail").write_text("in the way")
    for day, town in enumerate(("Aktau", "Oral", "Semey")):
        put(store, f"a{day}", settlement=town)
        assert mailed(store, settings, days=day)["failed"] == day + 1
    (tmp_path / "mail").unlink()
    assert mailed(store, settings, days=3)["sent"] == 3
    assert subjects(tmp_path) == [f"1 new strike: {town}" for town in ("Aktau", "Oral", "Semey")]


def test_a_look_shows_what_would_be_told_and_writes_nothing(store, settings):
    put(store, "a")
    assert look(store, settings, MORNING).subject == "1 new strike: Zhanaozen"
    assert letters.told(store, TODAY) == []
    assert mailed(store, settings)["told"] == 1
    assert look(store, settings, MORNING).subject == "1 new strike: Zhanaozen"


def test_a_day_that_was_told_before_editions_were_kept_still_leaves(store, settings, tmp_path):
    """As a store of 0.1 has it: told and claimed, and killed there."""
    one = put(store, "a")
    with writing(store):
        store.execute("INSERT INTO told (article_id, day) VALUES (?, '2026-11-21')", [one])
        store.execute(
            """INSERT INTO letter (day, recipient, message_id, state, attempts, changed)
               VALUES ('2026-11-21', 'desk@example.org', '<m@x>', 'claimed', 1, '2026-11-21T02:00:00+00:00')"""
        )
    assert mailed(store, settings)["sent"] == 1
    assert subjects(tmp_path) == ["1 new strike: Zhanaozen"]


def decided(store, name, decision, **fields):
    """Let a made curator decide on the first report of an article."""
    article = articles.get(store, name.ljust(16, "0"))
    reviews.append(
        store,
        reviews.Review(
            article_id=article.id, ordinal=1, reviewer="made", decision=decision, fields=fields, changes={},
            version="1", text_sha=reviews.text_sha(article.title, article.body), at=MORNING,
        ),
    )  # fmt: skip


def test_what_a_curator_mends_is_told_as_changed_and_what_they_reject_is_taken_back(store, settings):
    for name in ("mended", "rejected"):
        put(store, name, employer="Made Drilling")
    mailed(store, settings)
    decided(store, "mended", "accept", settlement="Zhanaozen", region="Mangystau", employer="Made Wells")
    decided(store, "rejected", "reject")
    mailed(store, settings, days=1)
    turns = {one.item.id.strip("0"): one for one in edition(store, TODAY + timedelta(days=1)).updates}
    assert {name: one.turn for name, one in turns.items()} == {"mended": "changed", "rejected": "withdrawn"}
    assert turns["mended"].changes[0].after == "Made Wells"
    assert mailed(store, settings, days=2)["sent"] == 0


def test_articles_of_one_story_are_told_as_one_with_all_their_tellings(store, settings):
    put(store, "a", score=0.9)
    put(store, "b", score=0.8)
    stories.save_placed(store, "1", [placed("a", "a"), placed("b", "a")])
    mailed(store, settings)
    (item,) = edition(store).items
    assert (item.id.strip("0"), [one.title for one in item.tellings]) == ("a", ["Забастовка b"])
    put(store, "c", score=0.95)
    stories.save_placed(store, "1", [placed("c", "a")])
    mailed(store, settings, days=1)
    (later,) = edition(store, TODAY + timedelta(days=1)).items
    assert (later.course, later.since, len(later.tellings)) == ("ongoing", TODAY, 2)


def placed(name, story):
    return stories.Placed(
        article_id=name.ljust(16, "0"), story_id=story.ljust(16, "0"), at=MORNING, likeness=None, why="made"
    )


def test_the_command_says_in_words_what_was_told_and_what_waits():
    assert told({"told": 1, "sent": 2, "failed": 0, "tomorrow": 0}) == "1 new candidate told; 2 letters sent"
    late = told({"told": 0, "sent": 0, "failed": 0, "tomorrow": 299})
    assert late.endswith("299 candidates came after today's letters and will be told tomorrow")
    assert "tried again" in told({"told": 3, "sent": 0, "failed": 1, "tomorrow": 0})
