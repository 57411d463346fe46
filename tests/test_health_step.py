"""The step `health`: from what the crawl left to measures, alarms and doubts; and where people see them."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_paper import entry

import config
from cli.main import strikewatch
from steps.health import health
from steps.night import Night
from store import alarms, articles, doubts, frontier, measures, polls, runs
from store.database import Store
from store.polls import Poll
from store.records import Article, Channel, Visit

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "http://made.example/rss"


@pytest.fixture
def settings(tmp_path: Path) -> config.Settings:
    (tmp_path / "mine.toml").write_text(entry("made", "http://made.example", more="floor = 7"), "utf-8")
    return config.load(db=tmp_path / "strikewatch.db", catalogue=tmp_path / "mine.toml", only_catalogue=True)


def night(store: Store, settings: config.Settings, day: int, **visit: object) -> Night:
    """Run the step on a night that is `day` days after the first; the visit is a good one unless told otherwise."""
    now = NOW + day * DAY
    run = runs.begin(store, now)
    said = Visit(**{"source": "made", "listed": 1, "fetched": 1, "stored": 1, "bytes": 1000, **visit})
    runs.record_visits(store, run, [said])
    made = Night(store=store, settings=settings, run=run, now=now, deadline=time.monotonic() + 60)
    counts = health(made)
    runs.finish(store, run, "good", {"health": counts}, now=now)
    return made


def stored(store: Store, number: int, *, body: str | None = None, dated: bool = True, extractor: int = 1) -> None:
    text = body or f"The made story number {number} " * (30 + number % 7)
    articles.add(store, Article(
        id=f"{number:016x}", source="made", url=f"http://made.example/{number}", title=f"Headline {number}", body=text,
        published=NOW if dated else None, found={"body": "json-ld"}, extractor=extractor, fetched=NOW,
    ))  # fmt: skip


def answered(store: Store, *, listed: int = 20, error: str | None = None) -> None:
    said = Channel(url=URL, source="made", kind="feed", checked=NOW, status=200, listed=listed, error=error)
    frontier.record_channel(store, said, now=NOW)


def standing(store: Store) -> dict[str, alarms.Alarm]:
    return {alarm.kind: alarm for alarm in alarms.sources_in_trouble(store)}


def test_an_alarm_opens_stays_and_closes(store, settings):
    answered(store, listed=0)
    first = night(store, settings, 0, stored=0)
    assert standing(store)["no items"].opened == NOW
    assert any("made: no items" in problem for problem in first.problems)
    night(store, settings, 1, stored=0)
    alarm = standing(store)["no items"]
    assert (alarm.opened, alarm.seen, alarm.nights) == (NOW, NOW + DAY, 2)
    assert "for 2 nights" in alarm.what
    answered(store)
    last = night(store, settings, 2)
    assert standing(store) == {}
    assert last.problems == []
    (closed,) = alarms.history(store, "made")
    assert closed.closed == NOW + 2 * DAY
    assert alarms.closed_since(store, NOW + DAY) == (closed,)


def test_an_alarm_that_comes_back_is_another_one(store, settings):
    for day, listed in enumerate((0, 20, 0)):
        answered(store, listed=listed)
        night(store, settings, day, stored=0)
    assert [alarm.closed is None for alarm in alarms.history(store, "made")] == [True, False]


def test_a_night_that_reached_nobody_says_nothing_of_anybody(store, settings):
    answered(store, listed=0, error="time-out")
    made = night(store, settings, 0, stored=0, bytes=0, errors=(f"{URL}: DownloadTimeoutError",))
    assert made.problems == []
    assert standing(store) == {}
    assert measures.history(store, "made", since=NOW - DAY) == []


def test_a_source_that_rested_keeps_its_alarms(store, settings):
    answered(store, listed=0)
    night(store, settings, 0, stored=0)
    polls.record_all(store, [Poll(url=URL, source="made", asked=NOW, due=NOW + 9 * DAY, pause=1, state="resting")])
    run = runs.begin(store, NOW + DAY)
    others = Visit(source="other", bytes=9)
    runs.record_visits(store, run, [Visit(source="made"), others])
    health(Night(store=store, settings=settings, run=run, now=NOW + DAY, deadline=time.monotonic() + 60))
    assert standing(store)["no items"].seen == NOW


def test_an_alarm_about_a_source_that_left_the_catalogue_closes(store, settings):
    answered(store, listed=0)
    night(store, settings, 0, stored=0)
    assert settings.catalogue is not None
    settings.catalogue.write_text(entry("another", "http://another.example"), "utf-8")
    night(store, settings, 1)
    assert standing(store) == {}


def test_articles_are_counted_once_be_they_stored_at_night_or_by_a_poll(store, settings):
    answered(store)
    stored(store, 1)
    stored(store, 2, dated=False)
    night(store, settings, 0, stored=2)
    stored(store, 3)  # by a poll
    night(store, settings, 1, stored=0)
    night(store, settings, 2, stored=0)
    told = measures.history(store, "made", since=NOW - DAY)
    assert [(one.articles, one.dated) for one in told] == [(2, 1), (1, 1), (0, 0)]
    assert told[0].found == {"body=json-ld": 2}
    assert told[0].languages == {}, "nobody has told their languages yet"


def test_before_the_first_measure_old_articles_are_not_tonights(store, settings):
    answered(store)
    for number in range(9):
        stored(store, number)
    night(store, settings, 0, stored=2)
    (told,) = measures.history(store, "made", since=NOW - DAY)
    assert told.articles == 2


def test_the_declared_floor_of_the_entry_counts(store, settings):
    answered(store)
    for day in range(7):
        night(store, settings, day, stored=0)
    assert "its floor is 7" in standing(store)["few"].what


def test_a_page_unlike_its_sources_others_is_kept_marked_and_judged_anew_after_a_fix(store, settings):
    answered(store)
    for number in range(30):
        stored(store, number)
    night(store, settings, 0, stored=30)
    stored(store, 30, body="Accept cookies.")
    night(store, settings, 1, stored=1)
    odd = f"{30:016x}"
    assert "15 characters" in str(doubts.about(store, odd))
    assert articles.get(store, odd).body == "Accept cookies."
    (line,) = doubts.by_source(store)
    assert (line["source"], line["articles"], line["article_id"]) == ("made", 1, odd)
    fixed = articles.get(store, odd)
    text = "The whole made story, found by a better extractor. " * 20
    articles.revise(store, replace(fixed, body=text, extractor=2))
    assert doubts.reread(store, "made") == [odd]
    night(store, settings, 2, stored=0)
    assert doubts.about(store, odd) is None


# --- where people see it ---


def run(settings: config.Settings, *words: str):
    env = {"STRIKEWATCH_DB": str(settings.db), "STRIKEWATCH_CATALOGUE": str(settings.catalogue)}
    return CliRunner(env=env).invoke(strikewatch, list(words))


def test_alarms_doubts_and_rest_stand_in_status_and_show(store, settings):
    answered(store, listed=0)
    for number in range(30):
        stored(store, number)
    stored(store, 30, body="Accept cookies.")
    night(store, settings, 0, stored=31)
    polls.record_all(store, [Poll(url=URL, source="made", asked=NOW, due=NOW + DAY, pause=1, state="resting")])
    table = run(settings, "status").stdout
    for words in ("Sources in trouble", "made: no items since 2026-11-22", "resting", "15 characters"):
        assert words in table
    told = json.loads(run(settings, "status", "--json").stdout)
    assert [one["kind"] for one in told["alarms"]] == ["no items"]
    assert "doubt" in run(settings, "show", f"{30:016x}").stdout


def test_an_alarm_makes_the_exit_status_of_the_night(store, settings):
    answered(store, listed=0)
    night(store, settings, 0, stored=0)
    ended = run(settings, "nightly", "--only", "health", "--quiet")
    assert ended.exit_code == 3
    assert "made: no items since 2026-11-22" in ended.stderr
    answered(store)
    night(store, settings, 1)
    assert run(settings, "nightly", "--only", "health", "--quiet").exit_code == 0


def test_a_person_retires_a_source_without_an_alarm_and_revives_it(store, settings):
    polls.record_all(store, [Poll(url=URL, source="made", asked=NOW, due=NOW, pause=1)])
    assert run(settings, "sources", "retire", "made").exit_code == 0
    assert polls.get(store, URL).by_hand
    answered(store, listed=0)
    night(store, settings, 0, stored=0)
    assert standing(store) == {}
    assert run(settings, "sources", "revive", "made").exit_code == 0
    assert polls.get(store, URL).state == "active"
    assert run(settings, "sources", "revive", "nobody").exit_code == 1
