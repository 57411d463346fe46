"""The whole file at once: copied while it is in use, checked, made small, written out. Reads and writes: any table.

A copy is SQLite's own online backup: a night, a desk and a poll may go on writing, and the copy is of one moment.
"""

import base64
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from store.database import NotAStore, NotWritten, Store

# Pages a step, after which writers get their turn: 256 of 4 KiB are a megabyte, a few milliseconds.
PAGES = 256


def copy_to(source: Path, target: Path) -> None:
    """Copy the store `source` to the file `target`, whole or not at all, and check the copy.

    Raises NotAStore for a source that is none or is damaged, NotWritten where the copy cannot be written.
    """
    if not source.exists():
        raise NotAStore(f"{source}: no such database")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(_reading(source)) as read, closing(sqlite3.connect(part)) as written:
            read.backup(written, pages=PAGES)
            written.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        faults = check(part)
    except sqlite3.DatabaseError as error:
        part.unlink(missing_ok=True)
        full = isinstance(error, sqlite3.OperationalError)
        raise (NotWritten if full else NotAStore)(f"{source} to {target}: {error}") from error
    if faults:
        part.unlink(missing_ok=True)
        raise NotAStore(f"{source}: damaged: {'; '.join(faults[:3])}; restore a backup")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)


def check(path: Path) -> list[str]:
    """Return what is wrong inside a store's file; nothing if it is sound."""
    with closing(_reading(path)) as store:
        try:
            told = [str(row[0]) for row in store.execute("PRAGMA integrity_check (10)")]
            lost = [
                f"{row[0]}: a row points to nothing in {row[2]}" for row in store.execute("PRAGMA foreign_key_check")
            ]
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [one for one in told if one != "ok"] + lost[:10]


def vacuum(store: Store) -> int:
    """Give space that is no longer used back to the disk; return how many bytes. Raises NotWritten."""
    before = _size(store)
    try:
        store.conn.execute("VACUUM")
        store.conn.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise NotWritten(f"the store cannot be made smaller: {error}") from error
    return before - _size(store)


def tables(store: Store) -> list[str]:
    """Return the names of our own tables: not SQLite's, not the search index's."""
    rows = store.query(
        """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
           AND name NOT LIKE 'article_search%' ORDER BY name"""
    )
    return [str(row["name"]) for row in rows]


def rows(store: Store, table: str) -> Iterator[dict[str, Any]]:
    """Yield every row of a table as plain values; bytes as base64 text."""
    for row in store.query(f'SELECT * FROM "{table}" ORDER BY 1'):
        yield {
            name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in row.items()
        }


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _size(store: Store) -> int:
    (pages,) = store.conn.execute("PRAGMA page_count").fetchone()
    (size,) = store.conn.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)
