"""Two stores made one: nothing is lost, nothing comes twice, and it does not matter how often or after what kill."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_nights import dump, tables

from store import articles, passes, reviews, search, translations, versions
from store.database import Store, open_store, writing
from store.joining import CannotJoin, join
from store.joining_rules import RULES
from store.records import Article, Capture, Detected, Identified, Translated

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
PLACE = Capture(file="2026/a.warc.gz", start=10, length=20)


def made(number: int, text: str = "", fetched: datetime = MORNING) -> Article:
    return Article(
        id=f"{number:016x}", source="paper", url=f"https://paper.example/{number}", title=f"Made title {number}",
        body=text or f"Made text number {number} of the ore mill.", extractor=1, fetched=fetched,
    )  # fmt: skip


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Ours with articles 1 to 3, theirs with 3 to 5."""
    (tmp_path / "theirs").mkdir()
    ours, theirs = open_store(tmp_path / "ours.db"), open_store(tmp_path / "theirs" / "theirs.db")
    for store, numbers in ((ours, (1, 2, 3)), (theirs, (3, 4, 5))):
        for number in numbers:
            articles.add(store, made(number), PLACE)
        detected = [
            Detected(article_id=made(n).id, strike=True, score=0.9, kind="strike", why="", in_kazakhstan=True,
                     evidence=(), reports=({"employer": f"Mill {n}"},))
            for n in numbers
        ]  # fmt: skip
        passes.save_detected(store, "1", detected)
    yield ours, theirs
    ours.close()
    theirs.close()


def path_of(store: Store) -> Path:
    return Path(store.conn.execute("PRAGMA database_list").fetchone()[2])


def merged(pair: tuple[Store, Store]) -> dict[str, int]:
    ours, theirs = pair
    return join(ours, path_of(theirs))


def test_every_table_has_its_rule(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db").close()
    with closing(sqlite3.connect(tmp_path / "s.db")) as store:
        assert set(tables(store)) == set(RULES)


def test_articles_and_what_was_made_of_them_are_joined(pair: tuple[Store, Store]) -> None:
    assert merged(pair) == {"new": 2, "newer": 0, "known": 1}
    ours, _ = pair
    found = dump(path_of(ours))
    assert [len(found[table]) for table in ("article", "detection", "report", "capture")] == [5, 5, 5, 5]
    assert [*search.search(ours, "number 5")] == [made(5).id]


def test_joining_again_changes_nothing(pair: tuple[Store, Store]) -> None:
    merged(pair)
    before = dump(path_of(pair[0]))
    assert merged(pair) == {"new": 0, "newer": 0, "known": 3}
    assert dump(path_of(pair[0])) == before


def test_the_other_store_is_only_read(pair: tuple[Store, Store]) -> None:
    before = dump(path_of(pair[1]))
    merged(pair)
    assert dump(path_of(pair[1])) == before


@pytest.mark.parametrize("batch", [1, 2])
def test_a_merge_that_was_killed_is_finished_by_the_next(
    pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, batch: int
) -> None:
    ours, theirs = pair
    monkeypatch.setattr("store.joining.BATCH", batch)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        ours.conn.backup(copy)

    def kill(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        join(ours, path_of(theirs), progress=kill)
    merged(pair)
    undisturbed = open_store(tmp_path / "copy.db")
    join(undisturbed, path_of(theirs))
    undisturbed.close()
    assert dump(path_of(ours)) == dump(tmp_path / "copy.db")


@pytest.mark.parametrize("later", ["ours", "theirs"])
def test_of_two_texts_the_later_stands_and_the_other_is_kept(pair: tuple[Store, Store], later: str) -> None:
    ours, theirs = pair
    store = ours if later == "ours" else theirs
    articles.revise(store, made(3, "Made text, told anew.", EVENING))
    with writing(store):
        store.execute("DELETE FROM article_version")  # as if this store had never seen the earlier text
    counts = merged(pair)
    assert counts["newer"] == (later == "theirs")
    assert articles.get(ours, made(3).id).body == "Made text, told anew."
    (version,) = versions.of(ours, made(3).id)
    assert (version.body, version.fetched, version.replaced) == (made(3).body, MORNING, EVENING)
    assert [*search.search(ours, "told anew")] == [made(3).id]
    assert [*search.search(ours, "number 3")] == []


def english(quality: str) -> Translated:
    return Translated(
        article_id=made(3).id, state="done", engine="made", quality=quality, title="", body=f"English {quality}"
    )


@pytest.mark.parametrize(
    ("mine", "other", "stands"),
    [
        ("rough", "neural", "neural"),
        ("neural", "rough", "neural"),
        ("human", "neural", "human"),
        (None, "rough", "rough"),
    ],
)
def test_of_two_translations_the_better_stands(
    pair: tuple[Store, Store], mine: str | None, other: str, stands: str
) -> None:
    for store, quality in zip(pair, (mine, other), strict=True):
        if quality:
            translations.save_translated(store, {made(3).id: "1"}, [english(quality)])
    merged(pair)
    (row,) = pair[0].query("SELECT quality FROM translation")
    assert row["quality"] == stands
    assert [*search.search(pair[0], f"English {stands}")] == [made(3).id]


def test_what_one_store_had_not_read_yet_is_taken_from_the_other(pair: tuple[Store, Store]) -> None:
    ours, theirs = pair
    passes.save_identified(theirs, "1", [Identified(article_id=made(3).id, lang="ru", script="Cyrl", confidence=0.9)])
    merged(pair)
    assert passes.language(ours, made(3).id) == "ru"


def review(number: int, **more: object) -> reviews.Review:
    sha = reviews.text_sha(made(number).title, made(number).body)
    base = reviews.Review(
        article_id=made(number).id, ordinal=1, reviewer="aida", decision="accept", fields={"employer": "Mill"},
        changes={}, note=None, version="1", text_sha=sha, at=MORNING,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def test_reviews_come_with_their_undoing_and_once(pair: tuple[Store, Store]) -> None:
    ours, theirs = pair
    for store in pair:
        reviews.append(store, review(3))
    reviews.append(theirs, review(4, decision="reject"))
    reviews.undo(theirs, "aida", EVENING)
    merged(pair)
    merged(pair)
    rows = [*ours.query("SELECT article_id, decision, undone IS NOT NULL AS undone FROM review ORDER BY id")]
    assert [(row["article_id"], row["decision"], row["undone"]) for row in rows] == [
        (made(3).id, "accept", 0),
        (made(4).id, "reject", 1),
    ]


def test_a_letter_that_was_sent_is_not_due_again(pair: tuple[Store, Store]) -> None:
    row = """INSERT INTO letter (day, recipient, message_id, state, attempts, changed)
             VALUES ('2026-03-02', ?, 'm', ?, 1, 'x')"""
    for store, states in zip(pair, (("failed", "sent"), ("sent", "failed")), strict=True):
        for recipient, state in zip(("a@example.org", "b@example.org"), states, strict=True):
            store.execute(row, [recipient, state])
    merged(pair)
    assert {row["state"] for row in pair[0].query("SELECT state FROM letter")} == {"sent"}


def test_the_runs_of_both_keep_their_counts(pair: tuple[Store, Store]) -> None:
    visit = "INSERT INTO visit VALUES (1, 'paper', ?, 0, 0, 0, 0, 0, '[]', '[]')"
    for store, hour in zip(pair, ("02", "03"), strict=True):
        store.execute("INSERT INTO run (started, outcome) VALUES (?, 'good')", [f"2026-03-02T{hour}:00:00+00:00"])
        store.execute(visit, [int(hour)])
    merged(pair)
    merged(pair)
    rows = pair[0].query("SELECT started, listed FROM run JOIN visit ON run_id = run.id ORDER BY started")
    assert [(row["started"][11:13], row["listed"]) for row in rows] == [("02", 2), ("03", 3)]


def test_a_store_is_not_joined_into_itself(pair: tuple[Store, Store]) -> None:
    with pytest.raises(CannotJoin, match="this store itself"):
        join(pair[0], path_of(pair[0]))
    with pytest.raises(CannotJoin, match="no such database"):
        join(pair[0], Path("/nowhere.db"))


def test_archive_files_of_the_other_may_lie_under_other_names(pair: tuple[Store, Store]) -> None:
    join(pair[0], path_of(pair[1]), renamed={PLACE.file: "2026/1-a.warc.gz"})
    rows = pair[0].query("SELECT article_id, file FROM capture ORDER BY article_id")
    assert [row["file"] for row in rows] == ["2026/a.warc.gz"] * 3 + ["2026/1-a.warc.gz"] * 2
