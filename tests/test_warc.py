"""WARC files by parts: every record once, whatever the parts; damage costs what it hit."""

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, read_capture
from crawler.warc import Damage, NotAWarc, Part, Record, next_record, parts, records

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Bytes that hold what begins a gzip member and a record, so that looking for them alone would go wrong.
BODY = b"<html><body><p>made page %d</p>\x1f\x8b\x08\x00 WARC/1.1\r\n</body></html>"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def written(folder: Path, count: int = 40) -> tuple[Path, list[int]]:
    with Archive(folder, NOON) as archive:
        captures = [
            archive.write(f"https://paper.example/{n}", 200, HTML, BODY % n * (1 + n % 7), fetched=NOON)
            for n in range(count)
        ]
    return folder / captures[0].file, [capture.start for capture in captures]


def read(some: Sequence[Part]) -> list[tuple[str, int]]:
    return [(one.page.url, one.start) for part in some for one in records(part) if isinstance(one, Record)]


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    return written(tmp_path_factory.mktemp("warc"))


@given(size=st.integers(1, 12_000))
@settings(max_examples=60, deadline=None)
def test_the_parts_give_every_record_once_in_order(warc: tuple[Path, list[int]], size: int) -> None:
    file, starts = warc
    assert read([*parts(file, size)]) == [(f"https://paper.example/{n}", start) for n, start in enumerate(starts)]


def test_a_part_begins_where_the_one_before_ends(warc: tuple[Path, list[int]]) -> None:
    cut = [*parts(warc[0], 1000)]
    assert len(cut) > 5
    assert [part.end for part in cut[:-1]] == [part.start for part in cut[1:]]
    assert cut[-1].end == warc[0].stat().st_size


def test_a_record_holds_the_page_as_it_was_fetched(warc: tuple[Path, list[int]]) -> None:
    first = next(records(next(parts(warc[0]))))
    assert isinstance(first, Record)
    assert (first.page.body, first.page.fetched) == (BODY % 0, NOON)
    assert first.page.headers["content-type"] == HTML[0][1]


def test_a_record_can_be_read_again_from_where_it_lies(warc: tuple[Path, list[int]]) -> None:
    (whole,) = parts(warc[0])
    for one in records(whole):
        assert isinstance(one, Record)
        assert read_capture(warc[0], one.start, one.length).body == one.page.body


def test_only_wanted_addresses_are_unpacked(warc: tuple[Path, list[int]]) -> None:
    (whole,) = parts(warc[0])
    found = [one for one in records(whole, lambda url: url.endswith("/7")) if isinstance(one, Record)]
    assert [one.page.url for one in found] == ["https://paper.example/7"]


def test_what_is_no_html_or_no_answer_is_passed_over(tmp_path: Path) -> None:
    with Archive(tmp_path, NOON) as archive:
        archive.write("https://paper.example/a", 404, HTML, b"<p>gone</p>", fetched=NOON)
        archive.write("https://paper.example/b", 200, [("Content-Type", "image/png")], b"PNG", fetched=NOON)
        capture = archive.write("https://paper.example/c", 200, HTML, b"<p>here</p>", fetched=NOON)
    (whole,) = parts(tmp_path / capture.file)
    assert read([whole]) == [("https://paper.example/c", capture.start)]


@pytest.mark.parametrize("first", [4, 40, 150, 280])
def test_a_record_that_is_damaged_costs_itself_and_is_named(tmp_path: Path, first: int) -> None:
    file, starts = written(tmp_path, 12)
    held = bytearray(file.read_bytes())
    held[starts[5] + first : starts[5] + first + 50] = bytes(50)
    file.write_bytes(held)
    found = [*records(Part(file=file, start=starts[0], end=len(held)))]
    assert [one.start for one in found if isinstance(one, Record)] == [*starts[:5], *starts[6:]]
    assert len([one for one in found if isinstance(one, Damage)]) == 1


def test_a_file_whose_end_was_torn_off_gives_what_is_whole(tmp_path: Path) -> None:
    file, starts = written(tmp_path, 12)
    file.write_bytes(file.read_bytes()[: starts[10] + 60])
    found = [one for part in parts(file) for one in records(part)]
    assert [one.start for one in found if isinstance(one, Record)] == starts[:10]


def test_an_archive_that_is_not_packed_is_read_as_well(tmp_path: Path) -> None:
    file, _ = written(tmp_path, 6)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(file.read_bytes()).replace(b" WARC/1.1\r\n", b" warc/1.1\r\n"))
    assert [url for url, _ in read([*parts(plain)])] == [f"https://paper.example/{n}" for n in range(6)]


@pytest.mark.parametrize("content", [b"", b"no archive at all", gzip.compress(b"something else", mtime=0)])
def test_a_file_that_is_no_warc_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.warc.gz").write_bytes(content)
    with pytest.raises(NotAWarc, match=r"odd\.warc\.gz"):
        [*parts(tmp_path / "odd.warc.gz")]
    with pytest.raises(NotAWarc, match=r"missing\.warc\.gz"):
        [*parts(tmp_path / "missing.warc.gz")]


@given(garbage=st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_no_bytes_are_taken_for_a_record(tmp_path_factory: pytest.TempPathFactory, garbage: bytes) -> None:
    file = tmp_path_factory.mktemp("garbage") / "garbage.warc.gz"
    file.write_bytes(b"\x1f\x8b\x08" + garbage)
    assert next_record(file, 0) == file.stat().st_size
