"""Filters over JSON lines: objects in, objects out, a bad line named by its number and left out.

Reads files or standard input, writes standard output; counts and complaints go to standard error.
"""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from cli.inert import inert

STANDARD_INPUT = Path("-")


class Record(dict[str, Any]):
    """A line as it was read; `where` is its file and number, for complaints."""

    where: str = ""


# Keys that a filter reads where they are given; null counts as not given.
OPTIONAL = ("title", "lang", "url", "published")
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
# JSON lets these stand in a text; many programs, Python's `splitlines` first, take them for the end of a line.
LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class BadLine(Exception):
    """A line that is no JSON object with `id` and `text`; the message says what is wrong."""


def read(files: Sequence[Path], needed: str = "text") -> Iterator[Record]:
    """Yield the records of the files, or of standard input; complain of a bad line, or a bad file, and go on.

    A good line is an object with `id` and the text `needed`; a file ending in .gz is unpacked.
    """
    for file in files or [STANDARD_INPUT]:
        name = "standard input" if file == STANDARD_INPUT else str(file)
        try:
            with _opened(file) as lines:
                yield from _records(name, lines, needed)
        except (OSError, EOFError, zlib.error) as error:  # a folder; packed and cut short; not packed at all
            complain(f"{name}: {error}")


def _opened(file: Path) -> AbstractContextManager[Iterable[bytes]]:
    if file == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return gzip.open(file) if file.suffix == ".gz" else file.open("rb")


def _records(name: str, lines: Iterable[bytes], needed: str) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _parse(line, needed)
        except BadLine as error:
            complain(f"{name}:{number}: {error}")
            continue
        record.where = f"{name}:{number}"
        yield record


def write(record: Mapping[str, Any]) -> None:
    """Write one record as a line of JSON, and flush so that a pipe sees it at once.

    In UTF-8 whatever the locale, as JSON is; the next filter reads nothing else.
    """
    line = json.dumps(record, ensure_ascii=False).translate(LINE_ENDS)
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """Tell of a line that is left out, on standard error, and remember that the exit status is 1."""
    click.echo(f"strikewatch: {inert(message)}", err=True)
    click.get_current_context().obj = {"complaints": complaints() + 1}


def complaints() -> int:
    """Return how many lines were complained of in this command."""
    told = click.get_current_context().obj
    return int(told["complaints"]) if isinstance(told, dict) else 0


def each(files: Sequence[Path], step: Callable[[Record], Mapping[str, Any]]) -> None:
    """Write every record with what `step` found in it; a record on which it fails is named and left out."""
    for record in read(files):
        try:
            found = step(record)
        except Exception as error:  # noqa: BLE001 - one odd record must not cost the others; the status tells
            kind = "" if isinstance(error, BadLine) else f"{type(error).__name__}: "
            complain(f"{record.where}: {kind}{error}")
            continue
        write(joined(record, found))
    finish()


def finish() -> None:
    """End the command with status 1 if any line was bad."""
    if complaints():
        click.get_current_context().exit(1)


def joined(record: Record, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `id`, then what was found, then the record's other keys."""
    return {"id": record["id"], **found, **{key: value for key, value in record.items() if key not in found}}


def _parse(line: bytes, needed: str) -> Record:
    record = _loaded(line)
    if not isinstance(record, dict):
        raise BadLine("not a JSON object")
    for key in ("id", needed):
        if key not in record:
            raise BadLine(f"no {key!r}")
    if not isinstance(record[needed], str):
        raise BadLine(f"{needed!r} is not text")
    for key in OPTIONAL:
        if not isinstance(record.get(key, ""), str | None):
            raise BadLine(f"{key!r} is not text")
    return Record(record)


def _loaded(line: bytes) -> object:
    try:
        loaded: object = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    # JSON can write half of a surrogate pair, which is no text and which UTF-8 cannot hold.
    if SURROGATE.search(line) and not _is_text(loaded):
        raise BadLine("not text: half of a surrogate pair")
    return loaded


def _is_text(loaded: object) -> bool:
    try:
        json.dumps(loaded, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> None:
    raise BadLine(f"not JSON: {constant} is no number there")
