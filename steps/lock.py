"""One night at a time. Reads and writes a lock file beside the database, and who holds it."""

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

# What holds the lock for minutes only, and how many seconds a night waits for it: a poll that began at 02:00 as well
# must not cost the night. `schedule` and deploy/ give a poll ten minutes.
BRIEF = ("poll", "digest", "prune", "restore")
BRIEFLY = 1200.0


class NightIsRunning(Exception):
    """Another night holds the lock; the message says which process on which machine, and since when."""


@contextmanager
def night_lock(db: Path, now: datetime, *, wait: float = 0.0, what: str = "night") -> Iterator[None]:
    """Hold the lock of the database `db`; raises NightIsRunning if another process has it for `wait` seconds.

    It is the kernel's own file lock, so that it ends with its process, however that dies. The note of who holds it
    may outlive its writer, and is only ever read together with a lock that is held.
    """
    db.parent.mkdir(parents=True, exist_ok=True)
    holder = _holder(db)
    lock = FileLock(holder.with_suffix(".night.lock"), timeout=wait)
    try:
        _acquire(lock, holder, what)
    except Timeout as error:
        raise NightIsRunning(f"another night is running on {db} ({_who(holder)}); nothing was done") from error
    try:
        note = {"process": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}
        holder.write_text(json.dumps({**note, "what": what}))
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def running(db: Path) -> Mapping[str, object] | None:
    """Return who holds the lock (process, host, since, what), or None if nobody does."""
    holder = _holder(db)
    lock = FileLock(holder.with_suffix(".night.lock"), timeout=0)
    if not Path(lock.lock_file).exists():
        return None
    try:
        with lock:
            return None
    except Timeout:
        return _note(holder)


def _acquire(lock: FileLock, holder: Path, what: str) -> None:
    try:
        lock.acquire()
    except Timeout:
        if what != "night" or _note(holder).get("what") not in BRIEF:
            raise
        lock.acquire(timeout=BRIEFLY)


def _holder(db: Path) -> Path:
    return db.with_name(f"{db.name}.night")


def _note(holder: Path) -> Mapping[str, object]:
    try:
        told = json.loads(holder.read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _who(holder: Path) -> str:
    told = _note(holder)
    if "process" not in told:
        return "it has not said which process it is"
    return f"process {told['process']} on {told.get('host', 'this machine')} since {told.get('since')}"
