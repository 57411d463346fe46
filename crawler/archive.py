"""The archive: raw responses in WARC files, so that a better extractor can read them without fetching.

Writes `<archive>/<year>/strikewatch-<stamp>-<nn>.warc.gz`, one file a run and more when they grow large; reads them
back by place, or from end to end. Each record is a gzip member of its own, so that one can be read alone, and a file
whose end a kill tore off is good up to there. Bodies are kept as decoded by HTTP (no gzip, br, zstd inside); headers
that spoke of the transfer are kept under X-Crawler- names.
"""

import base64
import gzip
import hashlib
import logging
import os
import re
import uuid
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.client import responses as _REASONS  # noqa: N812 - a table, used as one
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.extract import Page
from store.records import Capture

log = logging.getLogger(__name__)

# Files of this size can be copied, checked and deleted by hand. A night of 5,000 pages makes about 100 MB.
ROTATE_BYTES = 512 * 1024 * 1024
# Over 300 news pages of our extraction data level 6 took 61 % of the time of level 9, for 0.6 % more bytes.
GZIP_LEVEL = 6
_OF_THE_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}
_LINE_ENDS = re.compile(r"[\r\n]+")


class NoCapture(Exception):
    """The archive does not hold what the store says it does; the message names file and place."""


class Archive:
    """The WARC file of one run. It is opened by the first record: a night without pages leaves no file."""

    def __init__(self, folder: Path, now: datetime, *, rotate_bytes: int = ROTATE_BYTES) -> None:
        self._folder = folder
        self._now = now
        self._rotate_bytes = rotate_bytes
        self._file: IO[bytes] | None = None
        self._name = ""

    def write(
        self, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, *, fetched: datetime
    ) -> Capture:
        """Append one response and return where it lies; it is on the disk after the next `sync`."""
        member = gzip.compress(_record(url, status, headers, body, fetched), GZIP_LEVEL, mtime=0)
        file = self._open_file()
        start = file.tell()
        file.write(member)
        return Capture(file=self._name, start=start, length=len(member))

    def sync(self) -> None:
        """Bring everything written so far to the disk; called before a row that points to it is committed."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Bring everything to the disk and close the file."""
        if self._file is not None:
            self.sync()
            self._file.close()
            self._file = None

    def _open_file(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() >= self._rotate_bytes:
            self.close()
        if self._file is None:
            self._file = self._new_file()
            self._file.write(gzip.compress(_warcinfo(self._name, self._now), GZIP_LEVEL, mtime=0))
        return self._file

    def _new_file(self) -> IO[bytes]:
        """Create the first file of this run that does not exist yet; another run's is never touched."""
        stamp = self._now.astimezone(UTC)
        (self._folder / f"{stamp:%Y}").mkdir(parents=True, exist_ok=True)
        number = 0
        while True:
            self._name = f"{stamp:%Y}/strikewatch-{stamp:%Y%m%dT%H%M%SZ}-{number:02}.warc.gz"
            try:
                return (self._folder / self._name).open("xb")
            except FileExistsError:
                number += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_capture(path: Path, start: int, length: int) -> Page:
    """Return the page at a place of a WARC file; raises NoCapture where there is none.

    What the source knows of its pages (selectors, zone) is for the caller to add.
    """
    try:
        with path.open("rb") as file:
            file.seek(start)
            member = file.read(length)
    except OSError as error:
        raise NoCapture(f"{path}: {error.strerror}") from error
    for _, page in _pages(BytesIO(member), f"{path} at {start}"):
        return page
    raise NoCapture(f"{path}: no whole record of {length} bytes at {start}")


def captures(path: Path) -> Iterator[Page]:
    """Yield the pages of a WARC file in order; one whose end was torn off gives what is whole, and a warning."""
    with path.open("rb") as file:
        for _, page in _pages(file, str(path)):
            yield page


def _pages(stream: IO[bytes], where: str) -> Iterator[tuple[int, Page]]:
    records = ArchiveIterator(stream)
    try:
        for record in records:
            if record.rec_type == "response" and record.http_headers is not None:
                body = record.content_stream().read()
                if len(body) == int(record.http_headers.get_header("Content-Length", len(body))):
                    yield records.get_record_offset(), _page(record, body)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        log.warning("%s: the file ends in the middle of a record: %s", where, error)


def _page(record: Any, body: bytes) -> Page:
    date = record.rec_headers.get_header("WARC-Date")
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        body=body,
        headers={name.lower(): value for name, value in record.http_headers.headers},
        fetched=datetime.fromisoformat(date),
    )


def _record(url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, fetched: datetime) -> bytes:
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, '')}".rstrip()]
    for name, value in headers:
        kept = f"X-Crawler-{name}" if name.lower() in _OF_THE_TRANSFER else name
        lines.append(f"{kept}: {_LINE_ENDS.sub(' ', value)}")
    lines.append(f"Content-Length: {len(body)}")
    block = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return _with_warc_header(
        block,
        fetched,
        {
            "WARC-Type": "response",
            "WARC-Target-URI": url,
            "WARC-Payload-Digest": f"sha1:{digest}",
            "Content-Type": "application/http; msgtype=response",
        },
    )


def _warcinfo(name: str, now: datetime) -> bytes:
    fields = {"WARC-Type": "warcinfo", "WARC-Filename": name, "Content-Type": "application/warc-fields"}
    return _with_warc_header(b"software: strikewatch\r\nformat: WARC File Format 1.1\r\n", now, fields)


def _with_warc_header(block: bytes, moment: datetime, fields: dict[str, str]) -> bytes:
    """Write one record as ISO 28500 (WARC 1.1) says; by hand, for warcio's writer leaves temporary files open."""
    date = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    named = {
        **fields,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": date,
        "Content-Length": str(len(block)),
    }
    header = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n"
    return header.encode() + block + b"\r\n\r\n"
