"""`duplicates` tells which lines are one text, which are one event, and which are nearest in meaning."""

import json

import pytest
from click.testing import CliRunner

from analysis import embedding
from bench.stories_sets import made
from cli.main import strikewatch

TOLD = {one["id"]: one for one in made()}
STRIKE, RETOLD, ABROAD, ANOTHER = "s02-ru-1", "s02-kk-1", "s02-en-1", "s03-ru-1"


def run(records, *options):
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    ended = CliRunner().invoke(strikewatch, ["duplicates", *options], input=lines)
    assert ended.exit_code == 0, ended.output
    return {row["id"]: row for row in map(json.loads, ended.stdout.splitlines())}


def line(name, **changed):
    told = TOLD[name]
    return {"id": name, "title": told["title"], "text": told["text"], "published": told["published"], **changed}


@pytest.fixture(scope="module")
def found():
    copy = line(STRIKE, id="copy", text=TOLD[STRIKE]["text"] + " Источник: агентство.", published="2024-05-21")
    return run([line(ABROAD), copy, line(ANOTHER), line(RETOLD), line(STRIKE)], "--nearest", "2")


def test_one_event_in_three_languages_is_one_story_and_its_copies_one_group(found):
    assert {name: row["story"] for name, row in found.items()} == {
        STRIKE: STRIKE, "copy": STRIKE, RETOLD: STRIKE, ABROAD: STRIKE, ANOTHER: ANOTHER,
    }  # fmt: skip
    assert found["copy"]["group"] == found["copy"]["duplicate_of"] == STRIKE
    assert found[RETOLD]["group"] == RETOLD
    assert found[RETOLD]["duplicate_of"] is None


def test_the_nearest_in_meaning_are_named_nearest_first(found):
    assert found["copy"]["nearest"][0] == STRIKE
    assert set(found[ABROAD]["nearest"]) <= {STRIKE, "copy", RETOLD}


def test_lines_without_a_word_are_stories_of_their_own():
    rows = run([{"id": 1, "text": ""}, {"id": 2, "text": "..."}, {"id": 3, "text": "", "title": " "}], "--nearest", "1")
    assert {row["story"] for row in rows.values()} == {1, 2, 3}
    assert all(row["nearest"] == [] for row in rows.values())


def test_without_a_model_facts_alone_make_stories_and_it_is_said(monkeypatch):
    def none():
        raise embedding.NoEmbeddings("there is no model here")

    monkeypatch.setattr(embedding, "embedder", none)
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (line(STRIKE), line(RETOLD), line(ANOTHER)))
    ended = CliRunner().invoke(strikewatch, ["duplicates"], input=lines)
    assert "there is no model here" in ended.stderr
    stories = [json.loads(row)["story"] for row in ended.stdout.splitlines()]
    assert stories == [STRIKE, STRIKE, ANOTHER]
