"""Backups, taken and put back. Reads the store and the archive; writes the folder of backups, and on restore the store.

    backups/2026-11-22T070000Z/strikewatch.db    one moment of the store
    backups/2026-11-22T070000Z/manifest.json     its SHA-256 and size; a folder without one is not whole
    backups/archive/2026/...warc.gz              the raw pages, shared by all backups: a WARC file is copied once

The database is copied before the archive, and a raw page is on the disk before the row that points to it: a backup
never points to a page that it lacks.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from config import Settings
from steps.lock import night_lock
from store import backups

STAMP: Final = "%Y-%m-%dT%H%M%SZ"
DATABASE: Final = "strikewatch.db"
MANIFEST: Final = "manifest.json"
# Beside the newest few, the newest backup of each of these last months is kept.
MONTHS: Final = 12
_CHUNK: Final = 1 << 20


class NoBackup(Exception):
    """There is no backup to put back, or it is not whole; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One backup that is whole."""

    folder: Path
    at: datetime
    size: int
    sha256: str


def backup(settings: Settings, now: datetime) -> tuple[Kept, list[Path]]:
    """Take a backup while everything runs; return it, and the folders of older ones that were dropped."""
    folder = settings.backups_folder / now.astimezone(UTC).strftime(STAMP)
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / DATABASE
    backups.copy_to(settings.db, database)
    _copy_new(settings.archive_folder, settings.backups_folder / "archive")
    facts = {"sha256": _sha256(database), "size": database.stat().st_size, "at": now.astimezone(UTC).isoformat()}
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps(facts, indent=1) + "\n")
    part.replace(folder / MANIFEST)
    return _read(folder), _drop_old(settings.backups_folder, settings.keep_backups)


def kept(folder: Path) -> list[Kept]:
    """Return the whole backups of a folder, the newest first."""
    if not folder.is_dir():
        return []
    found = [_read(one) for one in folder.iterdir() if (one / MANIFEST).is_file()]
    return sorted(found, key=lambda one: one.at, reverse=True)


def restore(settings: Settings, chosen: Path | None, now: datetime) -> tuple[Kept, Path | None]:
    """Put a backup (the newest, where none is chosen) in the place of the store.

    What stood there is kept beside it; its new name is returned. Raises NoBackup, and NightIsRunning while a night is.
    """
    if chosen is None:
        whole = kept(settings.backups_folder)
        if not whole:
            raise NoBackup(f"{settings.backups_folder}: no backup here")
        found = whole[0]
    elif (chosen / MANIFEST).is_file():
        found = _read(chosen)
    else:
        raise NoBackup(f"{chosen}: no whole backup (it has no {MANIFEST})")
    _check(found)
    with night_lock(settings.db, now, what="restore"):
        aside = _set_aside(settings.db, now)
        part = settings.db.with_name(f"{settings.db.name}.part")
        shutil.copyfile(found.folder / DATABASE, part)
        part.replace(settings.db)
        _copy_new(found.folder.parent / "archive", settings.archive_folder)
    return found, aside


def _check(found: Kept) -> None:
    database = found.folder / DATABASE
    if not database.is_file() or _sha256(database) != found.sha256:
        raise NoBackup(f"{database}: not what was written; take an older backup")
    if faults := backups.check(database):
        raise NoBackup(f"{database}: damaged: {faults[0]}; take an older backup")


def _set_aside(db: Path, now: datetime) -> Path | None:
    """Move the store and what belongs to it out of the way, the write-ahead log with it: it is part of the data."""
    if not db.exists():
        return None
    aside = db.with_name(f"{db.name}.before-restore-{now.astimezone(UTC).strftime(STAMP)}")
    for ending in ("-wal", "-shm", ""):
        beside = db.with_name(db.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return aside


def _copy_new(source: Path, target: Path) -> None:
    """Copy the files that are not there, or are shorter there: a WARC file only grows, and only in its own night."""
    for file in sorted(source.rglob("*.warc.gz")):
        copy = target / file.relative_to(source)
        if not copy.exists() or copy.stat().st_size < file.stat().st_size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            part = copy.with_name(f"{copy.name}.part")
            shutil.copyfile(file, part)
            part.replace(copy)


def _drop_old(folder: Path, count: int) -> list[Path]:
    """Remove all but the newest `count` backups and the newest of each of the last months; return what was removed."""
    whole = kept(folder)
    keep = {one.folder for one in whole[:count]}
    months: dict[str, Path] = {}
    for one in whole:
        months.setdefault(f"{one.at:%Y-%m}", one.folder)
    keep |= set(list(months.values())[:MONTHS])
    dropped = [one.folder for one in whole if one.folder not in keep]
    for gone in dropped:
        (gone / MANIFEST).unlink()  # first: from here on it is no whole backup any more
        shutil.rmtree(gone)
    return dropped


def _read(folder: Path) -> Kept:
    facts = json.loads((folder / MANIFEST).read_text())
    return Kept(folder=folder, at=datetime.fromisoformat(facts["at"]), size=facts["size"], sha256=facts["sha256"])


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
