"""What a stranger found by giving wrong files as the database: another program's is not written to."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database import NotAStore, open_store


def test_another_programs_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photo (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotAStore, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_cut_off_before_its_first_table_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "strikewatch.db"
    with closing(sqlite3.connect(path)) as cut:
        cut.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)")
    store = open_store(path)
    assert "article" in store.table_names()
    store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAStore, match=r"file.*another --db"):
        open_store(tmp_path / "file" / "strikewatch.db")
