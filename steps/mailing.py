"""The step `digest`: the day's news, to whoever wants it. Reads the store, settings and the file of recipients.

Writes told, edition, letter, mail, and the feeds in the outbox. What there is to tell is found by `steps.telling`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from config import Mail as MailSettings
from config import Settings
from digest.compose import compose
from digest.deliver import Delivery, FolderDelivery, MaildirDelivery, SmtpDelivery, write_whole
from digest.edition import from_text, to_text, together
from digest.feed import atom, json_feed
from digest.message import Letter, letter, message_id_for
from digest.post import post
from digest.readers import Reader, chosen, load_readers
from digest.records import DigestDay, Mail
from steps.night import Night
from steps.telling import day_of
from store import letters
from store.database import Store

# Who the digest is addressed to when nobody is named: it then only lies in the outbox.
NOBODY = "readers@localhost"
# Days that a feed holds. Feed readers ask at least weekly; a month also serves one that was on holiday.
FEED_DAYS = 30


def digest(night: Night) -> dict[str, int]:
    """Publish the day, unless that is done, and send every letter that has not left."""
    today = local_day(night.settings, night.now)
    who = readers(night.settings)
    told, tomorrow = _publish(night, today, who)
    counts = {"told": told, "sent": 0, "failed": 0, "tomorrow": tomorrow}
    ledger = letters.LetterLedger(night.store, night.now)
    waiting = letters.unsettled(night.store, today)
    with night.progress.step("digest", len(waiting)) as advance:
        back_off = night.settings.mail.back_off
        for outcome in post(_letters(night, waiting, who), delivery(night.settings), ledger, back_off=back_off):
            counts["sent" if outcome.state == "sent" else "failed"] += 1
            if outcome.error is not None:
                night.problem(f"digest: {outcome.day} to {outcome.recipient}: {outcome.state}: {outcome.error}")
            advance(1)
    _write_feeds(night.store, night.settings, today)
    return counts


def look(store: Store, settings: Settings, now: datetime, address: str | None = None) -> Mail:
    """Compose what a reader would be told now, without telling it; without an address, all of it in English.

    Raises LookupError for an address that is no reader's.
    """
    reader = _reader(settings, address)
    news = look_day(store, settings, now)
    return compose(chosen(news, reader), reader.language)


def look_day(store: Store, settings: Settings, now: datetime) -> DigestDay:
    """Return today's news as it was told, or as it would be told now."""
    today = local_day(settings, now)
    if not letters.is_open(store, today) and (kept := letters.editions(store, after=_before(today), until=today)):
        return from_text(kept[0])
    return day_of(store, settings, today, [*letters.told(store, today), *letters.untold(store)])


def feed_days(store: Store, settings: Settings, now: datetime) -> list[DigestDay]:
    """Return the days that a feed holds, the newest first."""
    return _kept_days(store, local_day(settings, now))


def local_day(settings: Settings, now: datetime) -> date:
    """Return the day that a digest of this moment tells."""
    return now.astimezone(ZoneInfo(settings.zone)).date()


def readers(settings: Settings) -> tuple[Reader, ...]:
    """Return who gets the mail: the plain list, and the file of recipients, whose word on an address counts."""
    filed = load_readers(settings.mail.readers) if settings.mail.readers else ()
    known = {one.address for one in filed}
    plain = tuple(Reader(address=one) for one in settings.mail.recipients)
    return (*filed, *(one for one in plain if one.address not in known)) or (Reader(address=NOBODY),)


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


def _publish(night: Night, today: date, who: Sequence[Reader]) -> tuple[int, int]:
    """Fix the day, while it is open. Return how many articles are newly told, and how many wait for tomorrow."""
    ids = letters.untold(night.store)
    if not letters.is_open(night.store, today):
        return 0, len(ids)
    news = day_of(night.store, night.settings, today, [*letters.told(night.store, today), *ids])
    due = [reader for reader in who if reader.reads_on(today)]
    named: dict[str, tuple[str, Literal["claimed", "skipped"]]] = {}
    for reader in due:
        wanted = _news_for(night, reader, today, news)
        message_id = message_id_for(today, night.settings.mail.sender, reader.address, feed_name(night.settings))
        named[reader.address] = (message_id, "skipped" if wanted.empty and reader.empty == "skip" else "claimed")
    done = letters.publish(night.store, today, ids=ids, news=to_text(news), letters=named, now=night.now)
    return (len(ids), 0) if done else (0, len(ids))


def _letters(night: Night, waiting: Sequence[tuple[date, str]], who: Sequence[Reader]) -> Iterator[Letter]:
    """Yield the letters that wait, each in its reader's language. One to somebody who left the list is settled."""
    by_address = {reader.address: reader for reader in who}
    for day, address in waiting:
        reader = by_address.get(address)
        if reader is None:
            letters.LetterLedger(night.store, night.now).settle(day, address, "skipped", "no longer a recipient")
            continue
        news = _news_for(night, reader, day)
        yield letter(
            compose(news, reader.language),
            day=day,
            sender=night.settings.mail.sender,
            recipient=address,
            database=feed_name(night.settings),
            now=night.now,
            unsubscribe=night.settings.mail.unsubscribe,
        )


def _news_for(night: Night, reader: Reader, day: date, news: DigestDay | None = None) -> DigestDay:
    """Return what a reader's letter of `day` tells: the news since the letter before it. `news`: the day's own.

    A day that was told before editions were kept (0.1) is gathered anew from its articles.
    """
    before = letters.letter_before(night.store, reader.address, day) or _before(day)
    days = {one.day: one for one in map(from_text, letters.editions(night.store, after=before, until=day))}
    if news is None and day not in days:
        news = day_of(night.store, night.settings, day, letters.told(night.store, day))
    if news is not None:
        days[day] = news
    return chosen(together(list(days.values()), day), reader)


def _write_feeds(store: Store, settings: Settings, today: date) -> None:
    days = _kept_days(store, today)
    folder = settings.outbox_folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("digest.atom", atom(days, feed_name(settings))), ("digest.json", json_feed(days))):
        write_whole(folder / name, text.encode(), folder)


def _kept_days(store: Store, today: date) -> list[DigestDay]:
    kept = letters.editions(store, after=today - timedelta(days=FEED_DAYS), until=today)
    return [from_text(one) for one in reversed(kept)]


def _reader(settings: Settings, address: str | None) -> Reader:
    if address is None:
        return Reader(address=NOBODY)
    found = next((one for one in readers(settings) if one.address == address), None)
    if found is None:
        raise LookupError(f"{address} is no recipient; there are {', '.join(one.address for one in readers(settings))}")
    return found


def feed_name(settings: Settings) -> str:
    """Name the store in Message-IDs and feeds, without telling its path."""
    return hashlib.sha256(str(settings.db.resolve()).encode()).hexdigest()


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _password(mail: MailSettings) -> str | None:
    if mail.password is not None:
        return mail.password.get_secret_value()
    return mail.password_file.read_text("utf-8").strip() if mail.password_file else None
