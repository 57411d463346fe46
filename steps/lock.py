"""One night at a time. Reads and writes a lock file beside the database, and who holds it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


class NightIsRunning(Exception):
    """Another night holds the lock; the message says which process and since when."""


@contextmanager
def night_lock(db: Path, now: datetime) -> Iterator[None]:
    """Hold the lock of the database `db`; raises NightIsRunning at once if another process has it.

    It is the kernel's own file lock, so that it ends with its process, however that dies.
    """
    db.parent.mkdir(parents=True, exist_ok=True)
    holder = db.with_name(f"{db.name}.night")
    lock = FileLock(holder.with_suffix(".night.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise NightIsRunning(f"another night is running on {db} ({_who(holder)}); nothing was done") from error
    try:
        holder.write_text(json.dumps({"process": os.getpid(), "since": now.isoformat(timespec="seconds")}))
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _who(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text())
        return f"process {told['process']} since {told['since']}"
    except (OSError, ValueError, KeyError):
        return "it has not said which process it is"
