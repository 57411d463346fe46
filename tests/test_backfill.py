"""Archives read by parts: the same store however the parts come, whatever dies in between, and once however often."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_archive import HTML, NOON, PAPER, made_archive, page
from sample_nights import Dump, dump

from crawler.archive import Archive
from scale import partitions
from scale.backfill import Backfilled, backfill, plan
from scale.engine import Ended, EngineLost, Here
from scale.reading import PartWork, read_part
from scale.translating import Models
from scale.wanted import Wanted
from store.database import open_store

PART = 4_000  # bytes: some eight parts of the made archive
WANTED = Wanted(sources=(PAPER,))


def run(
    folder: Path, archive: Path, *, engine: Any = None, wanted: Wanted = WANTED, backwards: bool = False
) -> Backfilled:
    works = [*plan([archive], wanted, Models(folder=folder / "models"), size=PART)]
    store = open_store(folder / "s.db")
    try:
        return backfill(
            store,
            engine or Here(),
            works[::-1] if backwards else works,
            folder / "parts",
            clock=lambda: NOON,
        )
    finally:
        store.close()


def stored(folder: Path) -> Dump:
    # A row's number is that of its arrival.
    return dump(folder / "s.db", {"article": ("number",)})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Backfilled, Dump]:
    folder = tmp_path_factory.mktemp("whole")
    return run(folder, archive), stored(folder)


def test_what_tells_of_a_strike_on_our_sites_is_stored_read_and_translated(whole: tuple[Backfilled, Dump]) -> None:
    done, tables = whole
    assert (done.counts["pages"], done.counts["passed over"], done.new) == (24, 6, 18)
    assert done.problems == []
    assert len(tables["article"]) == len(tables["detection"]) == len(tables["fingerprint"]) == 18
    assert len(tables["translation"]) == done.counts["flagged"] == 18


def test_the_same_again_reads_nothing_and_changes_nothing(archive: Path, tmp_path: Path) -> None:
    run(tmp_path, archive)
    before = stored(tmp_path)
    again = run(tmp_path, archive)
    assert (again.read, again.new) == (0, 0)
    assert again.known > 3
    assert stored(tmp_path) == before


class Dying(Here):
    """An engine whose scheduler goes away after some pieces."""

    def __init__(self, after: int) -> None:
        self.left = after

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Ended[Any, Any]]:
        for ended in super().spread(work, pieces):
            if not self.left:
                raise EngineLost("the scheduler went away")
            self.left -= 1
            yield ended


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_run_that_loses_its_engine_goes_on_where_it_was(
    archive: Path, tmp_path: Path, whole: tuple[Backfilled, Dump], after: int
) -> None:
    with pytest.raises(EngineLost):
        run(tmp_path, archive, engine=Dying(after))
    done = run(tmp_path, archive)
    assert (done.known, stored(tmp_path)) == (after, whole[1])


def test_a_part_that_was_written_and_not_merged_is_merged_without_reading_it_again(
    archive: Path, tmp_path: Path, whole: tuple[Backfilled, Dump]
) -> None:
    run(tmp_path, archive)
    (tmp_path / "s.db").unlink()
    done = run(tmp_path, archive)
    assert (done.read, done.new, stored(tmp_path)) == (0, 18, whole[1])


def test_the_order_of_the_parts_does_not_matter(tmp_path: Path) -> None:
    """One address in two parts, with an earlier and a later text: the later stands."""
    with Archive(tmp_path / "archive", NOON) as writer:
        for n, minute in enumerate((5, 50, 30)):
            fetched = NOON.replace(minute=minute)
            capture = writer.write("https://paper.example/news/1", 200, HTML, page(n, "ru"), fetched=fetched)
    file = tmp_path / "archive" / capture.file
    found = []
    for name, backwards in (("forwards", False), ("backwards", True)):
        (tmp_path / name).mkdir()
        works = [*plan([file], WANTED, None, size=1)]
        assert len(works) >= 3
        store = open_store(tmp_path / name / "s.db")
        backfill(store, Here(), works[::-1] if backwards else works, tmp_path / name / "parts", clock=lambda: NOON)
        (row,) = store.query("SELECT title, fetched FROM article")
        store.close()
        assert row == {
            "title": "Рабочие выдуманного завода объявили забастовку (1)",
            "fetched": "2026-04-01T12:50:00+00:00",
        }
        found.append(dump(tmp_path / name / "s.db", {"merged": ("articles",)}))
    assert found[0] == found[1]


def test_without_pyarrow_the_parts_are_json_lines_and_hold_the_same(
    archive: Path, tmp_path: Path, whole: tuple[Backfilled, Dump], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    run(tmp_path, archive)
    assert {path.suffix for path in (tmp_path / "parts").iterdir()} == {".gz", ".jsonl"}
    assert stored(tmp_path) == whole[1]


def test_the_manifest_names_every_part_and_what_it_was_made_from(archive: Path, tmp_path: Path) -> None:
    done = run(tmp_path, archive)
    lines = [*partitions.Partitions(tmp_path / "parts").manifest()]
    assert len(lines) == done.read
    assert sum(line["counts"]["pages"] for line in lines) == 24
    assert {line["warc"] for line in lines} == {str(archive)}
    assert all((tmp_path / "parts" / line["file"]).is_file() for line in lines)


@pytest.mark.parametrize(
    ("wanted", "articles"),
    [
        (Wanted(sources=(PAPER,), all_topics=True), 24),
        (Wanted(sources=(), anywhere=True), 36),
        (Wanted(sources=(PAPER,), since=date(2026, 3, 21)), 3),
        (Wanted(sources=(PAPER,), until=date(2026, 3, 4)), 3),
        (Wanted(sources=(PAPER,), languages=frozenset({"kk"})), 6),
        (Wanted(sources=()), 0),
    ],
)
def test_only_what_is_wanted_is_kept(archive: Path, wanted: Wanted, articles: int) -> None:
    (work,) = plan([archive], wanted, None, size=1 << 20)
    read = read_part(work)
    assert read.counts["articles"] == len({row.article.url for row in read.rows}) == articles


def test_a_damaged_record_is_named_with_its_place_and_costs_nothing_else(archive: Path, tmp_path: Path) -> None:
    damaged = bytearray(archive.read_bytes())
    (work,) = plan([archive], WANTED, None, size=1 << 20)
    hit = read_part(work).rows[4].capture
    damaged[hit.start + 60 : hit.start + 90] = bytes(30)
    (tmp_path / "damaged.warc.gz").write_bytes(damaged)
    (broken,) = plan([tmp_path / "damaged.warc.gz"], WANTED, None, size=1 << 20)
    read = read_part(broken)
    assert (len(read.rows), read.counts["damaged"]) == (17, 1)
    assert "damaged.warc.gz at byte" in read.problems[0]


def test_a_part_whose_file_is_gone_is_named_and_the_others_are_read(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(archive.read_bytes())
    works = [*plan([archive], WANTED, None, size=PART), *plan([copy], WANTED, None, size=1 << 20)]
    store = open_store(tmp_path / "s.db")
    keyed: list[PartWork] = works
    engine = _Removing(copy)
    done = backfill(store, engine, keyed, tmp_path / "parts", clock=lambda: NOON)
    store.close()
    assert (done.failed, done.new) == (1, 18)
    assert str(copy) in done.problems[0]


class _Removing(Here):
    def __init__(self, file: Path) -> None:
        self.file = file

    def spread(self, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Ended[Any, Any]]:
        self.file.unlink()
        return super().spread(work, pieces)


def test_what_is_backfilled_is_marked_so(archive: Path) -> None:
    (work,) = plan([archive], WANTED, None, size=1 << 20)
    assert {row.article.origin for row in read_part(work).rows} == {"backfill"}
