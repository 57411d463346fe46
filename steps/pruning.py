"""The rules for raw pages: those that led to nothing go after a while. Reads captures; writes the archive and captures.

A page is kept for ever if its article was flagged, told, reviewed, or put in by hand. A WARC file of which pages go is
written anew with the others, and the rows that point into it are changed in the transaction that forgets the rest;
then the old file goes. Killed anywhere, it leaves either file whole and the rows pointing into a whole one.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from config import Settings
from steps.lock import night_lock
from store import articles, captures
from store.captures import Held
from store.database import Store
from store.records import Capture

# Hours for which a file that no row points to is left alone: `strikewatch add` may be writing it.
YOUNG = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was taken away: raw pages, and bytes of the archive."""

    pages: int
    bytes: int


def prune(store: Store, settings: Settings, *, days: int, now: datetime, dry_run: bool = False) -> Pruned:
    """Take away raw pages older than `days` that led to nothing. Raises NightIsRunning while a night is."""
    pages = saved = 0
    with night_lock(settings.db, now, what="prune"):
        for file in captures.files_with_idle(store, before=now - timedelta(days=days)):
            held = captures.in_file(store, file, before=now - timedelta(days=days))
            going = [one for one in held if one.idle]
            staying = [one for one in held if not one.idle]
            path = settings.archive_folder / file
            size = path.stat().st_size if path.exists() else 0
            pages += len(going)
            if dry_run:
                saved += sum(one.length for one in going)
                continue
            moved, left = _rewritten(settings.archive_folder, file, staying)
            articles.repoint_captures(store, moved, gone=[one.article_id for one in going])
            path.unlink(missing_ok=True)
            saved += size - left
        if not dry_run:
            saved += _sweep(store, settings.archive_folder, now)
    return Pruned(pages=pages, bytes=saved)


def _rewritten(archive: Path, file: str, staying: Sequence[Held]) -> tuple[list[tuple[str, Capture]], int]:
    """Write the pages that stay into a file of their own; return where they lie now, and its size."""
    if not staying or not (archive / file).exists():
        return [], 0
    name = _next_name(archive, file)
    moved = []
    with (archive / file).open("rb") as old, (archive / name).open("xb") as new:
        for one in sorted(staying, key=lambda held: held.start):
            old.seek(one.start)
            moved.append((one.article_id, Capture(file=name, start=new.tell(), length=one.length)))
            new.write(old.read(one.length))
        new.flush()
        os.fsync(new.fileno())
        return moved, new.tell()


def _next_name(archive: Path, file: str) -> str:
    stem = file.removesuffix(".warc.gz").partition("-kept")[0]
    number = 1
    while (archive / f"{stem}-kept{number}.warc.gz").exists():
        number += 1
    return f"{stem}-kept{number}.warc.gz"


def _sweep(store: Store, archive: Path, now: datetime) -> int:
    """Remove files to which no row points: a prune was killed between its two halves, or all their pages are gone."""
    used, saved = captures.files(store), 0
    for path in sorted(archive.rglob("*.warc.gz")):
        name = path.relative_to(archive).as_posix()
        young = path.stat().st_mtime > (now - YOUNG).timestamp()
        if name not in used and "-kept" in name and not young:
            saved += path.stat().st_size
            path.unlink()
    return saved
