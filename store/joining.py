"""Joins another store into this one: articles, what the steps made of them, reviews, the mail, the runs.

Reads a copy of another strikewatch database; writes the tables of this one, each by its rule (store.joining_rules).
Nothing of either is lost and nothing comes twice, so that joining again, or after a kill, changes nothing.

    CannotJoin   the other store is this one, or none
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from store import articles, search, versions
from store.database import Store, StoreError, open_store, writing
from store.joining_rules import RULES, Whole, columns, fill, join_table
from store.records import Article, Capture

# Articles a transaction: three quarters of a second, so that a night and a desk on this store hardly wait.
BATCH = 2000


# The articles of a batch whose text is the same in both stores. Asked once: comparing the texts anew for each of the
# dozen tables that go with them took a tenth of all the time.
_SAME = "temp.same_text"
_FIND_SAME = f"""INSERT INTO {_SAME} SELECT a.id FROM other.article AS a JOIN main.article AS m ON m.id = a.id
    WHERE a.id > ? AND a.id <= ? AND (a.title, a.body) = (m.title, m.body)"""


class CannotJoin(StoreError):
    """The other store is this one, or none."""


def join(
    store: Store,
    other: Path,
    *,
    renamed: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Join the store at `other` into this one; return how many articles were new, newer and known.

    `renamed` says which archive files of the other lie here under other names. The other store is only read.
    Raises CannotJoin, NotAStore, StoreTooNew.
    """
    own = store.conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    if other.exists() and own and other.samefile(own):
        raise CannotJoin(f"{other}: that is this store itself; name another one")
    with _attached(store, other):
        for old, new in (renamed or {}).items():
            store.conn.execute("UPDATE other.capture SET file = ? WHERE file = ?", [new, old])
        counts = _articles(store, progress)
        with writing(store):
            for table in RULES:
                join_table(store, table)
        return counts


def count(other: Path) -> int:
    """Return how many articles the other store has."""
    with closing(_read_only(other)) as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@contextmanager
def _attached(store: Store, other: Path) -> Iterator[None]:
    """Attach a copy of the other store, brought to this schema; the original is not touched."""
    if not other.is_file():
        raise CannotJoin(f"{other}: no such database")
    with tempfile.TemporaryDirectory(dir=_beside(store)) as folder:
        copy = Path(folder) / "other.db"
        with closing(_read_only(other)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        open_store(copy, create=False).close()
        store.conn.execute("ATTACH DATABASE ? AS other", [str(copy)])
        try:
            yield
        finally:
            store.conn.execute("DETACH DATABASE other")


def _beside(store: Store) -> Path | None:
    file = store.conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    return Path(file).parent if file else None


def _articles(store: Store, progress: Callable[[int], None]) -> dict[str, int]:
    counts, after = {"new": 0, "newer": 0, "known": 0}, ""
    whole = [table for table, rule in RULES.items() if isinstance(rule, Whole) and _filled(store, table)]
    store.conn.execute(f"CREATE TABLE IF NOT EXISTS {_SAME} (id TEXT PRIMARY KEY) WITHOUT ROWID")
    while rows := store.conn.execute(
        "SELECT id FROM other.article WHERE id > ? ORDER BY id LIMIT ?", [after, BATCH]
    ).fetchall():
        last = rows[-1][0]
        with writing(store):
            newer = sum(_settle(store, one) for one in _differing(store, after, last))
            store.conn.execute(f"DELETE FROM {_SAME}")
            store.conn.execute(_FIND_SAME, [after, last])
            _better_english(store)
            new = _insert_new(store, after, last)
            for table in whole:
                fill(store, table, f"SELECT id FROM {_SAME}")
        counts["new"] += new
        counts["newer"] += newer
        counts["known"] += len(rows) - new - newer
        progress(len(rows))
        after = last
    return counts


def _filled(store: Store, table: str) -> bool:
    """Tell whether the other store has anything in a table."""
    return bool(store.conn.execute(f"SELECT EXISTS (SELECT 1 FROM other.{table})").fetchone()[0])


def _differing(store: Store, after: str, last: str) -> list[str]:
    """Return the ids that both have with other texts, times or places."""
    rows = store.conn.execute(
        """SELECT a.id FROM other.article AS a JOIN main.article AS m ON m.id = a.id
           WHERE a.id > ? AND a.id <= ? AND (a.title, a.body, a.fetched) != (m.title, m.body, m.fetched)""",
        [after, last],
    )
    return [row[0] for row in rows]


def _insert_new(store: Store, after: str, last: str) -> int:
    """Insert the articles that this store lacks, and their words into the search index; they are now in both."""
    names = ", ".join(name for name in columns(store, "article") if name != "number")
    first = store.conn.execute("SELECT ifnull(max(number), 0) FROM main.article").fetchone()[0]
    inserted = store.conn.execute(
        f"""INSERT INTO main.article ({names}) SELECT {names} FROM other.article AS a
            WHERE a.id > ? AND a.id <= ? AND NOT EXISTS (SELECT 1 FROM main.article AS m WHERE m.id = a.id)
            ORDER BY a.id""",
        [after, last],
    ).rowcount
    rows = store.conn.execute(
        """SELECT m.number, m.title, m.body, ifnull(t.title, ''), ifnull(t.body, '') FROM main.article AS m
           LEFT JOIN other.translation AS t ON t.article_id = m.id WHERE m.number > ?""",
        [first],
    ).fetchall()
    search.insert_many(store, rows)
    added = "SELECT id FROM main.article WHERE number > ?"
    fill(store, "translation", added, [first])
    store.conn.execute(f"INSERT INTO {_SAME} {added}", [first])
    return int(inserted)


def _better_english(store: Store) -> None:
    """Take the other's English of a text that both have, where this store has none or a worse one."""
    rank = "CASE {0}.state WHEN 'done' THEN instr('rough neural human original', {0}.quality) ELSE 0 END"
    rows = store.query(
        f"""SELECT o.* FROM other.translation AS o LEFT JOIN main.translation AS mine ON mine.article_id = o.article_id
            WHERE o.article_id IN (SELECT id FROM {_SAME}) AND {rank.format("o")} > ifnull({rank.format("mine")}, 0)"""
    )
    for row in list(rows):
        search.replace_english(store, row["article_id"], row["title"] or "", row["body"] or "")
        marks = ", ".join("?" * len(row))
        store.conn.execute(
            f"INSERT OR REPLACE INTO main.translation ({', '.join(row)}) VALUES ({marks})", [*row.values()]
        )


def _settle(store: Store, article_id: str) -> bool:
    """Of two texts under one address the one fetched later stands, and the other is kept as a version."""
    theirs, capture = _theirs(store, article_id)
    ours = articles.get(store, article_id)
    if (ours.fetched, ours.title, ours.body) < (theirs.fetched, theirs.title, theirs.body):
        articles.renew(store, theirs, capture)
        return True
    versions.slot_in(store, theirs, capture)
    return False


def _theirs(store: Store, article_id: str) -> tuple[Article, Capture | None]:
    row = next(store.query("SELECT * FROM other.article WHERE id = ?", [article_id]))
    place = store.conn.execute(
        "SELECT file, start, length FROM other.capture WHERE article_id = ?", [article_id]
    ).fetchone()
    return articles.from_row(row), Capture(file=place[0], start=place[1], length=place[2]) if place else None
