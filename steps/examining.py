"""Is everything as it should be? Each thing that can go wrong where strikewatch is left alone, with what to do.

Reads disk, database, models, clock, mail server, permissions and sources; writes nothing but a file that it removes.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from config import Settings
from digest.errors import DigestError, Undelivered
from steps.keeping import kept
from steps.lock import running
from steps.mailing import delivery, local_day, readers
from store import alarms, backups, letters, runs
from store.database import Store, StoreError, open_store
from translate.choose import choose
from translate.inventory import installed
from translate.packages import verify

State = Literal["good", "look", "bad"]

# Bytes. A night of 5,000 pages stores about 100 MB of raw pages (crawler/archive.py): room for twenty, and for two.
LITTLE, NEXT_TO_NOTHING = 2_000_000_000, 200_000_000
# A night that is a day late has been missed; a backup that is three days late has been missed twice.
NIGHT_LATE, BACKUP_LATE = timedelta(hours=36), timedelta(days=3)
# The clock: no night of this project was before then.
EARLIEST = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: good; look (it works, and somebody should know); bad. `advice` says what to do."""

    name: str
    state: State
    what: str
    advice: str | None = None


def examine(settings: Settings, now: datetime, *, offline: bool = False) -> list[Check]:
    """Look at everything. `offline`: ask no mail server."""
    found = [*_permissions(settings), *_disk(settings), *_clock(settings, now), *_models(settings)]
    found += _mail(settings, offline=offline)
    found += _stored(settings, now)
    return [*found, *_backups(settings, now), *_manners(settings)]


def _disk(settings: Settings) -> Iterator[Check]:
    for folder in dict.fromkeys(
        (_there(settings.home), _there(settings.archive_folder), _there(settings.backups_folder))
    ):
        free = shutil.disk_usage(folder).free
        state: State = "bad" if free < NEXT_TO_NOTHING else "look" if free < LITTLE else "good"
        advice = (
            None
            if state == "good"
            else "make room, or take old raw pages away: `strikewatch prune --days 180 --vacuum`"
        )
        yield Check(name="disk", state=state, what=f"{free / 1e9:.1f} GB free at {folder}", advice=advice)


def _permissions(settings: Settings) -> Iterator[Check]:
    named = (
        settings.home,
        settings.archive_folder,
        settings.outbox_folder,
        settings.backups_folder,
        settings.log_file.parent,
    )
    for folder in dict.fromkeys(named):
        try:
            with tempfile.TemporaryFile(dir=_there(folder)):
                pass
        except OSError as error:
            advice = f"let user {os.getuid()} write there, or name another folder in the settings"
            yield Check(name="permissions", state="bad", what=f"{folder}: {error.strerror}", advice=advice)
    secret = settings.mail.password_file
    if secret is not None and secret.exists() and secret.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Check(
            name="permissions", state="look", what=f"{secret} can be read by others", advice=f"chmod 600 {secret}"
        )


def _clock(settings: Settings, now: datetime) -> Iterator[Check]:
    if now.year < EARLIEST:
        yield Check(name="clock", state="bad", what=f"it is {now:%Y-%m-%d} here", advice="set the clock; use NTP")
    else:
        yield Check(name="clock", state="good", what=f"{now:%Y-%m-%d %H:%M} UTC; days are those of {settings.zone}")


def _models(settings: Settings) -> Iterator[Check]:
    names = [one.name for one in installed(settings.models_folder)]
    for name in names:
        for fault in verify(settings.models_folder, name):
            advice = f"strikewatch models remove {name}, then install it again; until then a lesser engine translates"
            yield Check(name="models", state="bad", what=f"{name}: {fault}", advice=advice)
    engines = choose(settings.models_folder, rough=settings.rough)
    for engine in engines.values():
        engine.close()
    lacking = sorted({"ru", "kk"} - set(engines))
    if lacking:
        advice = "strikewatch models install " + " ".join(lacking[:1]) + "; what cannot be translated waits"
        yield Check(name="models", state="look", what=f"nothing translates {' or '.join(lacking)}", advice=advice)
    else:
        said = ", ".join(names) or "none installed; the rough translator that ships is used"
        yield Check(name="models", state="good", what=said)


def _mail(settings: Settings, *, offline: bool) -> Iterator[Check]:
    mail = settings.mail
    try:
        who = readers(settings)
        way = delivery(settings)
    except (DigestError, OSError) as error:
        yield Check(name="mail", state="bad", what=str(error), advice="mend the file; docs/digest.md has an example")
        return
    if mail.host is None and mail.maildir is None:
        advice = "set mail.host and mail.recipients, or fetch the feeds from there"
        yield Check(name="mail", state="look", what=f"digests only lie in {settings.outbox_folder}", advice=advice)
        return
    if not mail.recipients and mail.readers is None:
        yield Check(name="mail", state="bad", what="nobody gets the mail", advice="set mail.recipients or mail.readers")
        return
    try:
        if not offline:
            way.try_out()
    except Undelivered as error:
        yield Check(name="mail", state="bad", what=str(error), advice="mend the [mail] settings; docs/digest.md")
        return
    where = mail.host or str(mail.maildir)
    yield Check(name="mail", state="good", what=f"{len(who)} recipients by {where}{' (not tried)' if offline else ''}")


def _stored(settings: Settings, now: datetime) -> Iterator[Check]:
    if not settings.db.exists():
        advice = "strikewatch nightly makes it"
        yield Check(name="database", state="look", what=f"{settings.db}: not there yet", advice=advice)
        return
    advice = "strikewatch restore puts the newest backup in its place"
    faults = backups.check(settings.db)
    if faults:
        yield Check(name="database", state="bad", what=f"{settings.db}: {faults[0]}", advice=advice)
        return
    try:
        store = open_store(settings.db, create=False)
    except StoreError as error:
        yield Check(name="database", state="bad", what=str(error), advice=advice)
        return
    try:
        size = settings.db.stat().st_size
        yield Check(name="database", state="good", what=f"{settings.db}: sound, {size / 1e6:.1f} MB")
        yield from _nights(store, settings, now)
        yield from _sources(store)
        for lost in letters.lost_letters(store, local_day(settings, now)):
            what = f"{lost['recipient']}: {lost['state']} since {lost['day']}: {lost['error']}"
            yield Check(name="letters", state="bad", what=what, advice="mend the address or take it off the list")
    finally:
        store.close()


def _nights(store: Store, settings: Settings, now: datetime) -> Iterator[Check]:
    held = running(settings.db)
    if held is not None:
        who = f"process {held.get('process')} on {held.get('host')} since {held.get('since')}"
        what = f"{held.get('what', 'a night')} is running: {who}"
        yield Check(name="night", state="good", what=what)
    last = runs.last(store)
    if last is None:
        yield Check(name="night", state="look", what="no night yet", advice="strikewatch nightly")
        return
    started = datetime.fromisoformat(last["started"])
    if started > now + timedelta(minutes=5):
        what = f"the last night began at {started:%Y-%m-%d %H:%M}, which is to come"
        yield Check(name="clock", state="bad", what=what, advice="the clock went back: set it; use NTP")
    elif now - started > NIGHT_LATE and held is None:
        what = f"the last night was {(now - started).days} days ago"
        yield Check(
            name="night", state="bad", what=what, advice="is cron, the timer or `schedule` running? see deploy/"
        )
    elif last["outcome"] == "failed":
        what = f"the night of {started:%Y-%m-%d} failed"
        yield Check(
            name="night", state="bad", what=what, advice=f"see {settings.log_file}, or run `strikewatch nightly`"
        )
    else:
        what = f"the last began {started:%Y-%m-%d %H:%M} UTC: {last['outcome'] or 'not ended'}"
        yield Check(name="night", state="good", what=what)


def _sources(store: Store) -> Iterator[Check]:
    standing = alarms.sources_in_trouble(store)
    for one in standing:
        advice = f"strikewatch sources check {one.source}"
        yield Check(name="sources", state="look", what=f"{one.source}: {one.kind}: {one.what}", advice=advice)
    if not standing:
        yield Check(name="sources", state="good", what="none in trouble")


def _backups(settings: Settings, now: datetime) -> Iterator[Check]:
    found = kept(settings.backups_folder)
    if not found:
        advice = "strikewatch backup --to a folder on another disk; `schedule` and deploy/ do it daily"
        yield Check(name="backup", state="look", what="none yet", advice=advice)
    elif now - found[0].at > BACKUP_LATE:
        what = f"the newest is {(now - found[0].at).days} days old"
        yield Check(name="backup", state="bad", what=what, advice="strikewatch backup says why")
    else:
        yield Check(name="backup", state="good", what=f"{len(found)}, the newest of {found[0].at:%Y-%m-%d %H:%M} UTC")


def _manners(settings: Settings) -> Iterator[Check]:
    if not settings.contact:
        advice = 'contact = "you@example.org" in strikewatch.toml: a site that minds can then write to you'
        yield Check(name="contact", state="look", what="sites cannot reach you", advice=advice)
    if settings.heartbeat is None:
        advice = "heartbeat = an address that notices silence; docs/operating.md"
        yield Check(name="heartbeat", state="look", what="nobody notices if the nights stop", advice=advice)


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())
