"""The file: refused by name where it is not ours, and whole after a kill."""

import subprocess
import sys
from pathlib import Path

import pytest
from made_rows import article

from store import search
from store.database import NotAStore, Store, StoreTooNew, open_store


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, and longer than a header of one hundred bytes" * 9)
    with pytest.raises(NotAStore, match=r"notes\.txt"):
        open_store(tmp_path / "notes.txt")
    with pytest.raises(NotAStore, match="no such database"):
        open_store(tmp_path / "none.db", create=False)


def test_a_store_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    later = open_store(tmp_path / "x.db")
    later.table("_sqlite_migrations").insert({"migration_set": "strikewatch", "name": "z", "applied_at": "2030"})
    later.close()
    with pytest.raises(StoreTooNew, match="upgrade"):
        open_store(tmp_path / "x.db")


def test_the_store_survives_a_power_cut_and_waits_for_other_writers(store: Store) -> None:
    settings = {name: store.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in
                ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


KILLED = """
import os, signal, sys
from pathlib import Path
from store import articles
from store.database import open_store, writing
sys.path.insert(0, sys.argv[2])
from made_rows import article
store = open_store(Path(sys.argv[1]))
articles.add(store, article(1))
with writing(store):
    articles.insert_article(store, article(2), None)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_in_a_transaction_loses_that_transaction_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    subprocess.run([sys.executable, "-c", KILLED, str(path), str(Path(__file__).parent)], check=False)
    store = open_store(path)
    assert [row["id"] for row in store.query("SELECT id FROM article")] == [article(1).id]
    assert list(search.search(store, "жұмысқа")) == [article(1).id]
    store.close()
