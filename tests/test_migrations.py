"""Every earlier schema, with rows in each of its tables, becomes today's and loses nothing.

A migration that is added is found by itself: the store is made as it was before it, each table is filled with rows
that satisfy its own constraints, and then today's program opens it.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sample_nights import Dump, dump, tables
from sqlite_utils import Database

from store import letters, queue, runs
from store.backups import check
from store.database import open_store
from store.migrations import migrations

NAMES = [migration.name for migration in migrations.pending(Database(memory=True))]
# Columns whose text is read back as something: JSON, a time.
JSON_LIST = {"authors", "spans", "evidence", "sentences", "warnings", "errors", "refusals"}
JSON_OBJECT = {"found", "fields", "steps", "changes"}
ROWS = 3


def stored_as_of(path: Path, last: str) -> None:
    """Make a store with the migrations up to `last`, and rows in every table of theirs."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        store = Database(connection)
        migrations.apply(store, stop_before=NAMES[NAMES.index(last) + 1] if last != NAMES[-1] else None)
        connection.execute("PRAGMA foreign_keys = ON")
        for table in in_order(connection):
            for number in range(ROWS):
                fill(connection, table, number)


def in_order(store: sqlite3.Connection) -> list[str]:
    """Return the tables so that each comes after those that its rows point to."""
    left, done = tables(store), []
    while left:
        ready = [name for name in left if not {row[2] for row in keys(store, name)} - set(done) - {name}]
        assert ready, f"tables point to one another in a ring: {left}"
        done += ready
        left = [name for name in left if name not in ready]
    return done


def keys(store: sqlite3.Connection, table: str) -> list[tuple]:
    return store.execute(f'PRAGMA foreign_key_list ("{table}")').fetchall()


def fill(store: sqlite3.Connection, table: str, number: int) -> None:
    """Insert a row that satisfies the table's types, CHECKs and keys."""
    (sql,) = store.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
    points = {row[3]: (row[2], row[4]) for row in keys(store, table)}
    every = store.execute(f'PRAGMA table_info ("{table}")').fetchall()
    counts_itself = [row for row in every if row[5]] == [row for row in every if row[5] and row[2] == "INTEGER"][:1]
    named = [row for row in every if not (row[5] and counts_itself)]
    values = {}
    for _, name, kind, *_ in named:
        if name in points:
            other, column = points[name]
            found = store.execute(f'SELECT "{column or "id"}" FROM "{other}" LIMIT 1 OFFSET ?', [number]).fetchone()
            values[name] = found[0] if found else None
        else:
            values[name] = value(sql, name, kind, number)
    marks = ", ".join("?" * len(values))
    store.execute(f'INSERT INTO "{table}" ({", ".join(map(repr, values))}) VALUES ({marks})', list(values.values()))


def value(sql: str, name: str, kind: str, number: int) -> object:
    allowed = re.search(rf"\b{name}\b[^,]*?CHECK\s*\(\s*{name} IN\s*\(([^)]*)\)", sql, re.DOTALL)
    if allowed:
        first = allowed[1].split(",")[number % len(allowed[1].split(","))].strip()
        return first.strip("'") if "'" in first else int(first)
    if kind == "INTEGER":
        return number
    if kind == "REAL":
        return (number + 1) / 10  # a share, more often than not
    if kind == "BLOB":
        return bytes([number])
    if name in JSON_LIST | JSON_OBJECT:
        return "[]" if name in JSON_LIST else "{}"
    return f"2026-11-2{number}" if name == "day" else f"2026-11-2{number}T00:00:00+00:00"


def without_what_is_new(rows: Dump, columns: dict[str, list[str]], now: Dump, names: dict[str, list[str]]) -> Dump:
    """Return today's rows with the columns of before alone, in their order."""
    found = {}
    for table in rows:
        at = [names[table].index(column) for column in columns[table]]
        found[table] = sorted((tuple(row[place] for place in at) for row in now[table]), key=repr)
    return found


def columns_of(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as store:
        return {name: [row[1] for row in store.execute(f'PRAGMA table_info ("{name}")')] for name in tables(store)}


@pytest.mark.parametrize("last", NAMES)
def test_a_store_of_every_earlier_version_becomes_todays_and_loses_no_row(tmp_path: Path, last: str) -> None:
    path = tmp_path / "strikewatch.db"
    stored_as_of(path, last)
    before, columns = dump(path), columns_of(path)
    assert all(len(rows) >= 1 for table, rows in before.items() if table != "article_search"), "a table is empty"
    store = open_store(path)
    try:
        assert migrations.pending(store) == []
        assert len(list(queue.flagged(store, limit=10))) >= 1
        assert runs.last(store) is not None
        assert letters.untold(store) is not None
    finally:
        store.close()
    assert check(path) == []
    names = columns_of(path)
    kept = {table: rows for table, rows in before.items() if table in names}
    assert set(before) - set(names) == {"article_search"}, "a table is gone"
    assert without_what_is_new(kept, columns, dump(path), names) == kept


def test_todays_schema_is_the_same_however_a_store_came_to_it(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db").close()
    stored_as_of(tmp_path / "old.db", NAMES[0])
    open_store(tmp_path / "old.db").close()
    assert columns_of(tmp_path / "old.db") == columns_of(tmp_path / "new.db")


def test_an_upgrade_that_is_killed_half_way_is_taken_up_again(tmp_path: Path) -> None:
    """Each migration is one transaction: what is killed leaves a store between two of them, and those are above."""
    path = tmp_path / "strikewatch.db"
    stored_as_of(path, NAMES[0])
    rows = len(dump(path)["article"])
    for name in NAMES[1:]:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            place = NAMES.index(name)
            stop = NAMES[place + 1] if place + 1 < len(NAMES) else None
            migrations.apply(Database(connection), stop_before=stop)
    assert len(dump(path)["article"]) == rows
    assert check(path) == []
