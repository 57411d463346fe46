"""Filters over JSON lines: objects in, objects out, a bad line named by its number and left out.

Reads files or standard input, writes standard output; counts and complaints go to standard error.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

Record = dict[str, Any]

# Keys that a filter reads where they are given; null counts as not given.
OPTIONAL = ("title", "lang", "url", "published")


class BadLine(Exception):
    """A line that is no JSON object with `id` and `text`; the message says what is wrong."""


def read(files: Sequence[Path]) -> Iterator[Record]:
    """Yield the records of the files, or of standard input; complain of a bad line and go on."""
    for name, lines in _inputs(files):
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _parse(line)
            except BadLine as error:
                complain(f"{name}:{number}: {error}")


def write(record: Mapping[str, Any]) -> None:
    """Write one record as a line of JSON, `id` first, and flush so that a pipe sees it at once."""
    first = {"id": record.get("id")}
    sys.stdout.write(json.dumps({**first, **record}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def complain(message: str) -> None:
    """Tell of a line that is left out, on standard error, and remember that the exit status is 1."""
    click.echo(f"strikewatch: {message}", err=True)
    click.get_current_context().obj = {"complaints": complaints() + 1}


def complaints() -> int:
    """Return how many lines were complained of in this command."""
    told = click.get_current_context().obj
    return int(told["complaints"]) if isinstance(told, dict) else 0


def each(files: Sequence[Path], step: Callable[[Record], Mapping[str, Any]], errors: type[Exception]) -> None:
    """Write every record with what `step` found in it; a record that fails with `errors` is named and left out."""
    for record in read(files):
        try:
            found = step(record)
        except errors as error:
            complain(f"{record['id']}: {error}")
            continue
        write({"id": record["id"], **found, **_passed_through(record, found)})
    finish()


def finish() -> None:
    """End the command with status 1 if any line was bad."""
    if complaints():
        click.get_current_context().exit(1)


def _passed_through(record: Record, found: Mapping[str, Any]) -> Record:
    return {key: value for key, value in record.items() if key not in found}


def _inputs(files: Sequence[Path]) -> Iterator[tuple[str, Iterable[bytes]]]:
    if not files or list(map(str, files)) == ["-"]:
        yield "standard input", sys.stdin.buffer
        return
    for file in files:
        with file.open("rb") as lines:
            yield str(file), lines


def _parse(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise BadLine("not a JSON object")
    for key in ("id", "text"):
        if key not in record:
            raise BadLine(f"no {key!r}")
    if not isinstance(record["text"], str):
        raise BadLine("'text' is not text")
    for key in OPTIONAL:
        if not isinstance(record.get(key, ""), str | None):
            raise BadLine(f"{key!r} is not text")
    return record
