"""Reads WARC files of any size by parts: which pages lie between two bytes. Writes nothing.

A part begins at a record and ends at one, so that parts can be read anywhere, in any order, and together give every
record once. CC-NEWS has one response a gzip member, 1 GB a file. Read with fastwarc: our own archive module reads
single captures.

    WarcError
    +-- NotAWarc   no record in the file at all, or it cannot be opened
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.extract import Page
from crawler.extract.article import MAX_PAGE_BYTES

# A file of CC-NEWS has 1 GB: 64 parts of 16 MB, which is seconds to a minute of work to lose. The size
# hangs on the file alone, so that the parts are the same however many workers there are.
PARTS_A_FILE = 64
SMALLEST_PART = 256 * 1024
_MEMBER = b"\x1f\x8b\x08"
_VERSION = b"WARC/1."
_WINDOW = 1 << 20


class WarcError(Exception):
    """A WARC file cannot be read; the message names it."""


class NotAWarc(WarcError):
    """No record in the file at all, or it cannot be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The records of `file` that begin at byte `start` or later, and before byte `end`."""

    file: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A response: the page, and where its record lies, up to the next response, in bytes."""

    page: Page
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes that are no record: from `start` on, up to the next that is one."""

    start: int
    why: str


def parts(file: Path, size: int | None = None) -> Iterator[Part]:
    """Yield the parts of a file, of about `size` bytes. Raises NotAWarc. Reads a few kilobytes a part."""
    try:
        end = file.stat().st_size
        size = size or max(SMALLEST_PART, end // PARTS_A_FILE)
        start = next_record(file, 0)
    except OSError as error:
        raise NotAWarc(f"{file}: {error.strerror}") from error
    if start >= end:
        raise NotAWarc(f"{file}: no WARC record in it; is it a .warc or .warc.gz file?")
    while start < end:
        following = next_record(file, min(end, start + size))
        yield Part(file=file, start=start, end=following)
        start = following


def next_record(file: Path, start: int) -> int:
    """Return the first byte at or after `start` at which a record begins; the file's size if there is none.

    The three bytes that begin a gzip member occur by chance within one, so a member counts only if it unpacks to the
    beginning of a WARC record.
    """
    with file.open("rb") as stream:
        packed = stream.read(2) == _MEMBER[:2]
        stream.seek(start)
        mark = _MEMBER if packed else _VERSION
        begins = _unpacks if packed else (lambda _: True)
        held, position, last = b"", start, False
        while not last:
            window = stream.read(_WINDOW)
            held, last = held + window, len(window) < _WINDOW
            at = held.find(mark)
            while at >= 0 and (last or len(held) - at >= _PROBE):
                if begins(held[at : at + _PROBE]):
                    return position + at
                at = held.find(mark, at + 1)
            keep = at if at >= 0 else max(0, len(held) - len(mark) + 1)
            held, position = held[keep:], position + keep
        return position + len(held)


# A member's first bytes; its header may carry a file name, and deflate gives nothing before its code table.
_PROBE = 1024


def _unpacks(member: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(member, len(_VERSION)) == _VERSION
    except zlib.error:
        return False


def records(part: Part, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Record | Damage]:
    """Yield the HTML responses of a part whose address is `wanted`, and what is damaged between them.

    A page of more than MAX_PAGE_BYTES is passed over unread. Raises NotAWarc if the file cannot be opened.
    """
    start = part.start
    damage: Damage | None = None  # told once something after it is whole again: two in a row are one
    while start < part.end:
        walk = _Walk(part, start, wanted)
        for record in walk:
            if damage:
                yield damage
                damage = None
            yield record
        if walk.error is None:
            break
        damage = Damage(start=walk.reached, why=str(walk.error))
        start = next_record(part.file, walk.reached + 1)
    if damage:
        yield damage


class _Walk:
    """The records of a part from `start` up to the first that is damaged: then `error` says what, `reached` where."""

    def __init__(self, part: Part, start: int, wanted: Callable[[str], bool]) -> None:
        self._part = part
        self._wanted = wanted
        self.reached = start
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[Record]:
        held: tuple[Page, int] | None = None
        try:
            for begins, response in _responses(self._part, self.reached):
                self.reached = begins
                if held:
                    (page, begun), held = held, None
                    yield Record(page=page, start=begun, length=self.reached - begun)
                wanted = _page(response, self._wanted) if response else None
                held = (wanted, self.reached) if wanted else None
        except (OSError, ValueError, EOFError) as error:
            if not self._part.file.is_file():
                raise NotAWarc(f"{self._part.file}: {error}") from error
            self.error = error
            if held:
                yield Record(page=held[0], start=held[1], length=self._part.end - held[1])


def _responses(part: Part, start: int) -> Iterator[tuple[int, WarcRecord | None]]:
    """Yield each response with where it begins, and where the last one ends."""
    with part.file.open("rb") as stream:
        stream.seek(start)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            if record.stream_pos >= part.end:
                break
            yield record.stream_pos, record
    yield part.end, None


def _page(record: WarcRecord, wanted: Callable[[str], bool]) -> Page | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not wanted(url) or record.content_length > MAX_PAGE_BYTES:
        return None
    record.parse_http(auto_decode="all")
    http = record.http_headers
    if http is None or http.status_code != 200 or "html" not in (record.http_content_type or "html"):
        return None
    return Page(
        url=url,
        body=record.reader.read(MAX_PAGE_BYTES + 1),
        headers={name.lower(): value for name, value in http.items()},
        fetched=record.record_date,
    )
