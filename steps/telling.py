"""The step `digest`: what the night found becomes a day's letters. Reads the store; writes told, letter, and mail."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from config import Mail as MailSettings
from config import Settings
from digest.compose import compose
from digest.deliver import Delivery, FolderDelivery, MaildirDelivery, SmtpDelivery
from digest.message import Letter, letter
from digest.post import post
from digest.records import DigestDay, DigestItem, DigestTelling, Mail, Trouble
from steps.night import Night
from store import letters, queue, runs, translations
from store.database import Store

# Who the digest is addressed to when nobody is named: it then only lies in the outbox.
NOBODY = "readers@localhost"
SENTENCES = 2
QUOTES = 3


def digest(night: Night) -> dict[str, int]:
    """Tell what is new, and again what earlier days could not deliver. Nothing new is no letter."""
    today = night.now.astimezone(ZoneInfo(night.settings.zone)).date()
    told = letters.tell(night.store, today)
    days = letters.open_days(night.store, today)
    outcomes = {"told": len(told), "sent": 0, "failed": 0}
    ledger = letters.LetterLedger(night.store, night.now)
    with night.progress.step("digest", len(days)) as advance:
        for day in days:
            mail = compose(day_of(night.store, night.settings, day, letters.told(night.store, day)))
            written = addressed(mail, night.settings, day, night.now)
            for outcome in post(written, delivery(night.settings), ledger):
                outcomes["sent" if outcome.state == "sent" else "failed"] += 1
                if outcome.error is not None:
                    night.problem(f"digest: {outcome.day} to {outcome.recipient}: {outcome.state}: {outcome.error}")
            advance(1)
    return outcomes


def look(store: Store, settings: Settings, now: datetime) -> Mail:
    """Compose what would be told now, without telling it."""
    today = now.astimezone(ZoneInfo(settings.zone)).date()
    ids = letters.told(store, today) or letters.untold(store)
    return compose(day_of(store, settings, today, ids))


def day_of(store: Store, settings: Settings, day: date, ids: list[str]) -> DigestDay:
    """Gather what one day tells."""
    rows = [row for one in ids if (row := queue.whole(store, one)) is not None]
    waiting = {f"{row['lang']}: {row['reason']}": int(row["articles"]) for row in translations.waiting_by_reason(store)}
    return DigestDay(
        day=day,
        items=tuple(_item(row, settings) for row in rows),
        waiting=waiting,
        troubles=tuple(Trouble(source=source, what=what) for source, what in runs.channel_troubles(store)),
        run=(", ".join(f"{value} {name.replace('_', ' ')}" for name, value in queue.counts(store).items()),),
        desk=settings.desk,
    )


def addressed(mail: Mail, settings: Settings, day: date, now: datetime) -> Iterator[Letter]:
    """Yield the letter of each recipient; their Message-IDs are made of the day, the recipient and the database."""
    database = hashlib.sha256(str(settings.db.resolve()).encode()).hexdigest()
    for recipient in settings.mail.recipients or (NOBODY,):
        yield letter(mail, day=day, sender=settings.mail.sender, recipient=recipient, database=database, now=now)


def delivery(settings: Settings) -> Delivery:
    """Return the way out that the settings name: a server, a Maildir, or the outbox."""
    mail = settings.mail
    if mail.host is not None:
        return SmtpDelivery(
            host=mail.host, port=mail.port, security=mail.security, user=mail.user, password=_password(mail)
        )
    if mail.maildir is not None:
        return MaildirDelivery(folder=mail.maildir)
    return FolderDelivery(folder=settings.outbox_folder)


def _password(mail: MailSettings) -> str | None:
    if mail.password is not None:
        return mail.password.get_secret_value()
    return mail.password_file.read_text("utf-8").strip() if mail.password_file else None


def _item(row: Mapping[str, Any], settings: Settings) -> DigestItem:
    report: Mapping[str, Any] = row["reports"][0] if row["reports"] else {}
    english = row["translation"] == "done"
    return DigestItem(
        id=row["id"],
        kind="threat" if row["kind"] == "threat" else "strike",
        score=row["score"] or 0.0,
        original_title=row["title"],
        lang=row["lang"] or "und",
        source=row["source"],
        url=row["url"],
        published=datetime.fromisoformat(row["published"]) if row["published"] else None,
        english_title=row["english_title"] if english else None,
        summary=_summary(row) if english else None,
        quality=row["quality"],
        warnings=tuple(row["warnings"]),
        waiting_for=None if english else row["waiting_for"],
        evidence=tuple(dict.fromkeys(" ".join(one["text"].split()) for one in row["evidence"]))[:QUOTES],
        place=report.get("settlement"),
        region=report.get("region"),
        employer=report.get("employer"),
        workers=_workers(report),
        demands=tuple(report.get("demands") or ()),
        abroad=row["in_kazakhstan"] is False,
        link=f"{settings.desk.rstrip('/')}/{row['id']}" if settings.desk else None,
        tellings=tuple(_telling(one) for one in row["tellings"]),
    )


def _workers(report: Mapping[str, Any]) -> str | None:
    """Say how many in figures; the words of the original stand in the evidence."""
    least, most = report.get("workers_min"), report.get("workers_max")
    if least is None or least == most:
        return None if most is None else f"{most:,}"
    return f"{least:,} or more" if most is None else f"{least:,} to {most:,}"


def _summary(row: Mapping[str, Any]) -> str | None:
    sentences = [one["english"] for one in row["sentences"] if one["field"] == "text"]
    return " ".join(sentences[:SENTENCES]) or None


def _telling(row: Mapping[str, Any]) -> DigestTelling:
    return DigestTelling(source=row["source"], lang=row["lang"] or "und", title=row["title"], url=row["url"])
