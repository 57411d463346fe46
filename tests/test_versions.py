"""An article whose page has changed: the row is the latest text, what it said before is kept and shown."""

from dataclasses import replace
from datetime import timedelta

from click.testing import CliRunner
from conftest import NOW

from cli.main import strikewatch
from store import articles, frontier, passes, versions
from store.records import Address, Article, Capture, Detected, Outcome

KEY = "https://bereg.example/1"
FIRST = Article(
    id="a1", source="bereg", url=KEY, title="Буровики встали", body="Бастуют 200 человек.\n\nПереговоры идут.",
    published=NOW, extractor=1, fetched=NOW,
)  # fmt: skip
LATER = replace(FIRST, body="Бастуют 300 человек.\n\nПереговоры идут.", fetched=NOW + timedelta(days=1))


def settled(store, article, *, key=KEY, capture=None, now=NOW):
    known = Address(key=key, url=key, source="bereg", channel="feed")
    frontier.ask_for(store, known, now=now)
    store.execute("UPDATE address SET state = 'waiting' WHERE key = ?", [key])  # as `ask_again` leaves it
    return frontier.settle(store, [Outcome(key=key, state="stored", article=article, capture=capture)], now=now)


def flag(store):
    found = Detected(article_id="a1", strike=True, score=0.9, kind="strike", why="", in_kazakhstan=True, evidence=())
    passes.save_detected(store, "1", [found])


def test_a_page_that_is_read_again_with_another_text_becomes_a_version(store):
    settled(store, FIRST, capture=Capture(file="one.warc.gz", start=5, length=9))
    assert settled(store, LATER, capture=Capture(file="two.warc.gz", start=1, length=2)) == [False]
    assert articles.get(store, "a1").body == LATER.body
    (kept,) = versions.of(store, "a1")
    assert (kept.number, kept.body, kept.fetched, kept.replaced) == (1, FIRST.body, FIRST.fetched, LATER.fetched)
    (row,) = store.query("SELECT file FROM article_version")
    assert row["file"] == "one.warc.gz"
    settled(store, replace(LATER, title="Буровики победили", fetched=NOW + timedelta(days=2)))
    assert [one.number for one in versions.of(store, "a1")] == [1, 2]


def test_the_same_text_again_and_a_better_extractor_make_no_version(store):
    settled(store, FIRST)
    settled(store, replace(FIRST, fetched=LATER.fetched))
    articles.revise(store, replace(articles.get(store, "a1"), body="Бастуют двести человек.", extractor=2))
    assert versions.of(store, "a1") == []


def test_a_twin_at_another_address_does_not_replace_the_text(store):
    settled(store, FIRST)
    settled(store, LATER, key="https://bereg.example/amp/1")
    assert articles.get(store, "a1").body == FIRST.body
    assert versions.of(store, "a1") == []


def test_a_twin_that_was_under_way_when_the_article_came_does_not_replace_it(store):
    twin = Address(key="https://bereg.example/amp/1", url="https://bereg.example/amp/1", source="bereg", channel="feed")
    frontier.ask_for(store, twin, now=NOW)
    frontier.ask_for(store, Address(key=KEY, url=KEY, source="bereg", channel="feed"), now=NOW)
    frontier.settle(store, [Outcome(key=KEY, state="stored", article=FIRST, aliases=(twin,))], now=NOW)
    frontier.settle(store, [Outcome(key=twin.key, state="stored", article=LATER)], now=NOW)
    assert articles.get(store, "a1") == FIRST


def test_a_page_that_is_gone_the_second_time_keeps_its_article(store):
    settled(store, FIRST)
    flag(store)
    later = NOW + timedelta(days=1)
    assert frontier.ask_again(store, now=later) == 1
    frontier.settle(store, [Outcome(key=KEY, state="gone", error="HTTP 404")], now=later)
    assert frontier.became(store, KEY).article_id == "a1"
    assert articles.get(store, "a1").body == FIRST.body


def test_candidates_are_asked_for_once_a_night_for_three_nights_and_nothing_else_is(store):
    settled(store, FIRST)
    assert frontier.ask_again(store, now=NOW + timedelta(days=1)) == 0
    flag(store)
    assert frontier.ask_again(store, now=NOW + timedelta(hours=2)) == 0
    assert frontier.ask_again(store, now=NOW + timedelta(days=1)) == 1
    assert frontier.ask_again(store, now=NOW + timedelta(days=1)) == 0
    settled(store, LATER, now=NOW + timedelta(days=1))
    flag(store)
    assert frontier.ask_again(store, now=NOW + timedelta(days=4)) == 0


def test_show_tells_what_changed(store, tmp_path):
    settled(store, FIRST)
    settled(store, LATER)
    shown = CliRunner().invoke(strikewatch, ["show", "a1", "--db", str(tmp_path / "strikewatch.db")]).output
    assert "-Бастуют 200 человек." in shown
    assert "+Бастуют 300 человек." in shown
    assert "-Переговоры идут." not in shown
