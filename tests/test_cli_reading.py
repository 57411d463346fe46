"""What a night makes of tips: the queue, an article, the status, a search and the digest, as tables and as JSON."""

import json
from pathlib import Path

import pytest
from conftest import SHARED
from desk_at_hand import OTHERS, STRIKES, Desk, make_desk, make_read_desk

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return make_read_desk(tmp_path_factory.mktemp("desk"))  # its tests change nothing


# --- what a curator sees ---


def test_made_tips_are_flagged_with_evidence_that_stands_where_it_says(read_desk: Desk) -> None:
    rows = read_desk.told("queue")
    assert {row["url"] for row in rows} == {f"tip:{name}.txt" for name in STRIKES}
    for row in rows:
        assert_evidence(row)
    assert {row["url"]: row["kind"] for row in rows}["tip:threat.txt"] == "threat"
    assert all(row["in_kazakhstan"] for row in rows)


def assert_evidence(row: dict[str, object]) -> None:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    assert evidence, row["title"]
    for one in evidence:
        text = str(row["title"] if one["field"] == "title" else row["body"])
        assert text[one["start"] : one["end"]] == one["text"]
        assert one["reason"]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="needs the five seed articles of ../shared/seeds")
def test_the_five_seeds_are_flagged_with_their_evidence(desk: Desk) -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    desk.done("add", *seeds)
    desk.done("nightly")
    rows = desk.told("queue", "--all")
    assert {row["url"] for row in rows} == {f"tip:{seed.name}" for seed in seeds}
    for row in rows:
        assert_evidence(row)
        assert row["reports"], "a candidate has a coded report"


def test_the_queue_as_a_table_shows_what_the_json_says(read_desk: Desk) -> None:
    table = read_desk.done("queue")
    for row in read_desk.told("queue"):
        assert str(row["id"])[:10] in table
        assert str(row["title"])[:20] in table
    assert len(read_desk.told("queue", "--limit", "1")) == 1


def test_an_article_is_shown_by_the_beginning_of_its_id(read_desk: Desk) -> None:
    row = next(row for row in read_desk.told("queue") if row["url"] == "tip:kk.txt")
    shown = read_desk.done("show", str(row["id"])[:8])
    for part in ("Evidence", "Original (kk)", "English", str(row["title"])):
        assert part in shown
    told = json.loads(read_desk.done("show", str(row["id"]), "--json"))
    assert told == {**row, "tellings": row["tellings"], "doubt": None, "versions": []}


def test_status_tells_counts_the_last_run_and_what_waits(read_desk: Desk) -> None:
    told = json.loads(read_desk.done("status", "--json"))
    assert told["counts"]["articles"] == len(STRIKES | OTHERS)
    assert told["counts"]["flagged"] == len(STRIKES)
    assert told["last_run"]["outcome"] == "good"
    assert told["counts"]["in_english"] + sum(row["articles"] for row in told["waiting"]) == len(STRIKES | OTHERS)
    table = read_desk.done("status")
    assert f"{len(STRIKES)} flagged" in table
    assert "Waiting for English" in table


def test_status_before_the_first_night_says_so(desk: Desk) -> None:
    desk.done("add", desk.write("tip.txt", STRIKES["en"]))
    assert "No night has run yet" in desk.done("status")


def test_search_finds_kazakh_typed_on_a_russian_keyboard(read_desk: Desk) -> None:
    assert [row["url"] for row in read_desk.told("search", "караганды кеншис*")] == ["tip:kk.txt"]
    assert [row["url"] for row in read_desk.told("search", "ереуилге")] == ["tip:kk.txt"]
    assert "Nothing holds 'zebra'" in read_desk.done("search", "zebra")


def test_a_look_at_the_digest_tells_nobody(read_desk: Desk) -> None:
    before = read_desk.told("queue")
    said = read_desk.done("digest", "--dry-run")
    assert said.startswith("Subject: ")
    assert "<html" in read_desk.done("digest", "--dry-run", "--html")
    assert read_desk.told("queue") == before
    assert len(list((read_desk.folder / "outbox").glob("*.eml"))) == 1, "the night's own, and no other"


def test_the_second_night_tells_nothing_again(desk: Desk) -> None:
    desk.done("add", desk.write("tip.txt", STRIKES["en"]))
    desk.done("nightly", "--only", "identify")
    for _ in range(2):
        for step in ("detect", "fingerprint", "group", "digest"):
            desk.done("nightly", "--only", step)
    assert len(list((desk.folder / "outbox").glob("*.eml"))) == 1


def test_detection_waits_for_the_language(desk: Desk) -> None:
    """Asked for alone before the language is known, it must not take the article for read."""
    ident = desk.done("add", desk.write("tip.txt", STRIKES["kk"])).split()[0]
    desk.done("nightly", "--only", "detect")
    assert json.loads(desk.done("show", ident, "--json"))["score"] is None
    for step in ("identify", "detect"):
        desk.done("nightly", "--only", step)
    (row,) = desk.told("queue")
    assert row["lang"] == "kk"
