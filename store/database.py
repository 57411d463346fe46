"""Opens the SQLite file and sets how it is written. Reads: a path. Writes: the schema, through `migrations`."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database as Store

from store.migrations import migrations

__all__ = [
    "NotAStore", "NotWritten", "Store", "StoreError", "StoreTooNew", "changed", "checkpoint", "hide_secrets", "insist",
    "open_reader", "open_store", "without_checkpoints", "writing",
]  # fmt: skip

R = TypeVar("R")

# A night, a desk and a curator's query share the file. SQLite's default of no wait at all gives "database is
# locked" at once; our longest transaction (a batch of articles) takes milliseconds, so half a minute runs out
# only when something holds the file that should not.
BUSY_MILLISECONDS = 30_000

# What no query that a person writes may read.
SECRETS = {("account", "password")}

# Negative means KiB. 16 MiB of page cache leaves a night of 2,000 pages well inside its 400 MB.
CACHE_KIB = -16_384


class StoreError(Exception):
    """Something is wrong with the database; the message says what to do."""


class NotAStore(StoreError):
    """The file is no SQLite database, or it is damaged."""


class StoreTooNew(StoreError):
    """The file was written by a later strikewatch than this one."""


class NotWritten(StoreError):
    """A transaction failed and left nothing behind: the disk is full, the file is locked or cannot be written."""


def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store at `path`, bring its schema up to date and return it; the caller closes it.

    Raises NotAStore for a file that is something else (or, with create=False, for none at all) and
    StoreTooNew for one with migrations that this version does not know.
    """
    if not create and not path.exists():
        raise NotAStore(f"{path}: no such database; run `strikewatch nightly` or `strikewatch add` first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotAStore(f"{path}: {error.strerror}: {error.filename}; give another --db") from error
    try:
        # isolation_level=None: no transaction but those that `writing` opens.
        store = Store(sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000))
        _refuse_foreign(store, path)
        _set_pragmas(store)
        _migrate(store, path)
    except sqlite3.DatabaseError as error:
        raise NotAStore(f"{path}: {error}; give another --db, or restore a backup of this one") from error
    return store


def open_reader(path: Path) -> Store:
    """Open a store that is there already, on a connection that cannot write."""
    store = open_store(path, create=False)
    store.conn.execute("PRAGMA query_only = 1")
    return store


def insist(store: Store, task: Callable[[], R]) -> R:
    """Do a task of one transaction, asking for the lock every millisecond or two, as long as others are waited for.

    SQLite waits longer and longer between its tries, up to a tenth of a second: beside a night that commits article
    after article, somebody at the desk would always come late. The task is begun anew each time. Raises NotWritten.
    """
    store.conn.execute("PRAGMA busy_timeout = 1")
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            return task()
        except NotWritten as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.001)


def without_checkpoints(store: Store) -> Store:
    """Make a connection's commits end when the log is on the disk; somebody else has to call `checkpoint`.

    Every thousandth page or so SQLite moves the log into the database within a commit: 15 to 50 ms that whoever
    decides at the desk would wait.
    """
    store.conn.execute("PRAGMA wal_autocheckpoint = 0")
    return store


def checkpoint(store: Store) -> None:
    """Move what was committed from the log into the database, as far as nobody is reading the old pages."""
    store.conn.execute("PRAGMA wal_checkpoint (PASSIVE)")


def changed(store: Store) -> int:
    """Return a number that is another one after any other connection has written."""
    return int(store.conn.execute("PRAGMA data_version").fetchone()[0])


def hide_secrets(connection: sqlite3.Connection) -> None:
    """Make a connection read null where a password stands, and nothing but read: for queries that people write."""
    connection.set_authorizer(_without_secrets)


def _without_secrets(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_READ and (table, column) in SECRETS:
        return sqlite3.SQLITE_IGNORE
    if action == sqlite3.SQLITE_ATTACH:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@contextmanager
def writing(store: Store) -> Iterator[Store]:
    """One write transaction: all of it is committed, or nothing.

    BEGIN IMMEDIATE takes the write lock at the start, where waiting is possible; SQLite's deferred BEGIN asks
    for it at the first write, and then fails at once if another writer came between. Within another `writing` it is
    a part of that one: many small writes become one transaction by being done inside of it.
    """
    within_another: bool = store.conn.in_transaction
    if within_another:
        yield store
        return
    try:
        store.conn.execute("BEGIN IMMEDIATE")
        yield store
        store.conn.execute("COMMIT")
    except BaseException as error:
        if store.conn.in_transaction:
            store.conn.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise NotWritten(f"the store cannot be written: {error}") from error
        raise


def _set_pragmas(store: Store) -> None:
    # Asked for only where it is not so already: changing it needs the file alone.
    if store.journal_mode != "wal":
        store.conn.execute("PRAGMA journal_mode = WAL")
    # FULL, not NORMAL: under WAL only FULL makes a committed article survive a power cut.
    store.conn.execute("PRAGMA synchronous = FULL")
    store.conn.execute("PRAGMA foreign_keys = ON")
    store.conn.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    store.conn.execute(f"PRAGMA cache_size = {CACHE_KIB}")


def _refuse_foreign(store: Store, path: Path) -> None:
    """Raise NotAStore for another program's database, before a byte of it is changed."""
    others = set(store.table_names()) - {migrations.migrations_table}
    if others and not migrations.applied(store):
        store.close()
        raise NotAStore(f"{path}: another program's database; give another --db")


def _migrate(store: Store, path: Path) -> None:
    applied = {migration.name for migration in migrations.applied(store)}
    unknown = applied - {migration.name for migration in migrations.pending(Store(memory=True))}
    if unknown:
        raise StoreTooNew(f"{path}: written by a later strikewatch ({', '.join(sorted(unknown))}); upgrade")
    if migrations.pending(store):
        migrations.apply(store)
