import gzip
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, NoCapture, captures, read_capture

NOW = datetime(2026, 11, 22, 3, 10, 5, tzinfo=UTC)
HEADERS = [
    ("content-type", "text/html; charset=windows-1251"),
    ("content-encoding", "gzip"),
    ("set-cookie", "a=1"),
]


def write(archive, n, body=None):
    body = "Выдуманная страница".encode("cp1251") * 20 if body is None else body
    return archive.write(f"https://paper.example/{n}", 200, HEADERS, body, fetched=NOW)


def test_a_page_comes_back_as_it_was_fetched(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        write(archive, 1)
        capture = write(archive, 2, b"\x00\r\n\r\nbytes")
        write(archive, 3)
    assert capture.file == "2026/strikewatch-20261122T031005Z-00.warc.gz"
    page = read_capture(tmp_path / capture.file, capture.start, capture.length)
    assert (page.url, page.body, page.fetched) == ("https://paper.example/2", b"\x00\r\n\r\nbytes", NOW)
    assert page.headers["content-type"] == "text/html; charset=windows-1251"


def test_headers_of_the_transfer_are_kept_under_another_name_for_bodies_are_kept_unpacked(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        capture = write(archive, 1, b"plain")
    headers = read_capture(tmp_path / capture.file, capture.start, capture.length).headers
    assert "content-encoding" not in headers
    assert (headers["x-crawler-content-encoding"], headers["content-length"]) == ("gzip", "5")


def test_other_warc_readers_read_the_file(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        capture = write(archive, 1)
    with (tmp_path / capture.file).open("rb") as file:
        records = [(record.rec_type, record.rec_headers["WARC-Date"]) for record in ArchiveIterator(file)]
    assert [kind for kind, _ in records] == ["warcinfo", "response"]
    assert records[1][1] == "2026-11-22T03:10:05Z"


def test_a_night_without_pages_leaves_no_file(tmp_path):
    with Archive(tmp_path / "archive", NOW) as archive:
        archive.sync()
    assert not (tmp_path / "archive").exists()


def test_two_runs_in_one_second_do_not_touch_each_others_file(tmp_path):
    with Archive(tmp_path, NOW) as one, Archive(tmp_path, NOW) as other:
        assert write(one, 1).file.endswith("-00.warc.gz")
        assert write(other, 1).file.endswith("-01.warc.gz")


def test_a_large_file_is_followed_by_another(tmp_path):
    with Archive(tmp_path, NOW, rotate_bytes=1000) as archive:
        found = [write(archive, n) for n in range(9)]
    files = {one.file for one in found}
    assert len(files) > 1
    for number, one in enumerate(found):
        assert read_capture(tmp_path / one.file, one.start, one.length).url.endswith(f"/{number}")


@pytest.mark.parametrize("torn", [1, 9, 60, 150, 300])
def test_a_file_whose_end_was_torn_off_gives_what_is_whole(tmp_path, torn):
    body = bytes(range(256)) * 40
    with Archive(tmp_path, NOW) as archive:
        for n in range(3):
            capture = write(archive, n, body)
    path = tmp_path / capture.file
    path.write_bytes(path.read_bytes()[:-torn])
    pages = list(captures(path))
    assert [page.url[-1] for page in pages][:2] == ["0", "1"]
    assert {page.body for page in pages} == {body}
    if torn > 50:
        assert len(pages) == 2
        with pytest.raises(NoCapture, match="no whole record"):
            read_capture(path, capture.start, capture.length)


def test_a_header_cannot_smuggle_another(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        capture = archive.write("https://paper.example/1", 200, [("x", "a\r\nlocation: b")], b"", fetched=NOW)
    assert "location" not in read_capture(tmp_path / capture.file, capture.start, capture.length).headers


def test_a_place_without_a_record_and_a_missing_file_are_told(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        capture = write(archive, 1)
    with pytest.raises(NoCapture):
        read_capture(tmp_path / capture.file, capture.start + 3, capture.length)
    with pytest.raises(NoCapture, match="No such file"):
        read_capture(tmp_path / "gone.warc.gz", 0, 10)


def test_every_record_is_a_gzip_member_of_its_own(tmp_path):
    with Archive(tmp_path, NOW) as archive:
        capture = write(archive, 1)
        write(archive, 2)
    raw = (tmp_path / capture.file).read_bytes()
    assert gzip.decompress(raw[capture.start : capture.start + capture.length]).startswith(b"WARC/1.")
