"""The digest for those who do not read mail, and its interface in three languages."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from digest_samples import DAY, NEWS, STRIKE
from hypothesis import given
from hypothesis import strategies as st

from analysis.gazetteer import load as gazetteer
from digest.compose import compose
from digest.edition import from_text, to_text, together
from digest.feed import atom, json_feed
from digest.records import DigestDay, DigestUpdate, Recall
from digest.words import LANGUAGES, words

NAME = "0123456789abcdef" * 4
SPACES = {"a": "http://www.w3.org/2005/Atom"}


def test_an_atom_feed_holds_what_rfc_4287_asks_for():
    feed = ET.fromstring(atom([NEWS], NAME))
    assert [feed.find(f"a:{name}", SPACES) is not None for name in ("id", "title", "updated", "author")] == [True] * 4
    (entry,) = feed.findall("a:entry", SPACES)
    assert entry.findtext("a:title", None, SPACES) == compose(NEWS).subject
    assert entry.findtext("a:id", "", SPACES).endswith("2026-11-22")
    assert datetime.fromisoformat(entry.findtext("a:updated", "", SPACES)) == datetime(2026, 11, 22, tzinfo=UTC)
    content = entry.find("a:content", SPACES)
    assert content.get("type") == "html"
    assert STRIKE.english_title in content.text


def test_a_json_feed_holds_the_stories_as_data():
    (item,) = json.loads(json_feed([NEWS]))["items"]
    assert item["title"] == compose(NEWS).subject
    assert {one["employer"] for one in item["_strikewatch"]["items"]} == {None, "Sample Drilling LLP"}


@given(st.text(max_size=40))
def test_no_title_can_break_a_feed(title):
    day = DigestDay(day=DAY, items=(replace(STRIKE, place=title, original_title=title),))
    ET.fromstring(atom([day], NAME))
    assert from_text(to_text(day)) == day


def test_days_together_tell_each_story_once_as_it_was_told_last():
    first = replace(NEWS, items=(replace(STRIKE, story="s", workers="100"),))
    later = replace(NEWS, items=(replace(STRIKE, story="s", workers="300", course="ongoing"),))
    (item,) = together([first, later], DAY).items
    assert (item.workers, item.course) == ("300", "new")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language):
    english, said = words("en").tables, words(language).tables
    for table in ("subject", "heading", "label", "phrase", "quality", "language", "run", "counted"):
        assert english[table].keys() == said[table].keys(), table
    if language != "en":
        regions = {place.region for place in gazetteer().values()}
        assert regions <= said["value"].keys()


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 new strike"),
        ("en", 2, "2 new strikes"),
        *[("ru", n, f"{n} новая забастовка") for n in (1, 21, 101)],
        *[("ru", n, f"{n} новые забастовки") for n in (2, 4, 22)],
        *[("ru", n, f"{n} новых забастовок") for n in (5, 11, 12, 14, 25, 111)],
        *[("kk", n, f"{n} жаңа ереуіл") for n in (1, 2, 5)],
    ],
)
def test_numbers_have_the_form_of_their_language(language, count, said):
    assert words(language).counted("new_strike", count) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1 new strike: Zhanaozen; 1 strike threat: Aktau"),
        ("ru", "1 новая забастовка: Жанаозен; 1 угроза забастовки: Актау"),
        ("kk", "1 жаңа ереуіл: Жаңаөзен; 1 ереуіл қаупі: Ақтау"),
    ],
)
def test_the_subject_tells_the_news_in_the_readers_language(language, said):
    assert compose(NEWS, language).subject == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "html"])
def test_all_parts_of_a_day_are_told_in_every_language(language, form):
    say = words(language)
    ended = DigestUpdate(item=replace(STRIKE, id="z", english_title="Dockers"), turn="ended")
    day = replace(NEWS, updates=(ended,), recall=Recall(share=0.9, low=0.8, high=0.95, of=60))
    told = " ".join(getattr(compose(day, language), form).split())
    for heading in ("changed", "waiting", "troubles", "recall"):
        name = say.say(f"heading.{heading}")
        assert (name.upper() if form == "text" else name) in told
    assert "Dockers" in told
    assert "90 %" in told
    assert say.value("wage arrears") in told
    assert "display:flex" not in told


def test_a_date_is_written_as_its_language_does():
    assert [words(language).date(date(2026, 11, 22)) for language in LANGUAGES] == [
        "Sunday, 22 November 2026",
        "воскресенье, 22 ноября 2026 г.",
        "2026 жылғы 22 қараша, жексенбі",
    ]
