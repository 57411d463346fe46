"""What nights over the sample papers left behind, and how to ask it."""

import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sample_nights import (
    OF_THE_RUN,
    Dump,
    dump,
    id_of,
    letters,
)

from config import Settings
from demo.answer import Visit
from demo.expected import Expected
from demo.server import Served
from nightly import Result, run_night
from store import queue
from store.database import open_store


@dataclass(frozen=True)
class Told:
    """What one night left behind."""

    result: Result
    visits: tuple[tuple[str, Visit], ...]
    rows: Dump
    letters: tuple[Path, ...]

    def asked(self) -> list[str]:
        return [visit.path for _, visit in self.visits]

    def sent(self) -> int:
        return sum(visit.sent for _, visit in self.visits)


@dataclass(frozen=True)
class Nights:
    """Three nights running: the first, another right after it, and one on the next day with the next edition."""

    served: tuple[Served, ...]
    settings: Settings
    first: Told
    again: Told
    next_day: Told
    next_day_again: Told

    def row(self, page: Expected) -> dict[str, object] | None:
        store = open_store(self.settings.db)
        try:
            return queue.whole(store, id_of(self.served, page))
        finally:
            store.close()


def night(settings: Settings, served: tuple[Served, ...], now: datetime) -> Told:
    for one in served:
        one.forget()
    result = run_night(settings, now=now)
    visits = tuple((one.paper.name, visit) for one in served for visit in one.visits())
    return Told(result, visits, dump(settings.db, OF_THE_RUN), tuple(letters(settings.home)))


def silent_source() -> str:
    """Return the catalogue entry of a source at whose port nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return (
        '\n[[source]]\nname = "silent"\ntitle = "A made paper whose server is down"\n'
        f'homepage = "http://127.0.0.1:{port}/"\nlanguages = ["ru"]\nregion = "Made"\nkind = "local paper"\n'
        f'channels = [{{ url = "http://127.0.0.1:{port}/rss.xml", type = "feed" }}]\nevidence = "C"\n'
    )


def columns(nights: Nights, table: str, *names: str, of: Told | None = None) -> list[tuple[object, ...]]:
    """Return columns of a table as they were after a night, or as they are now."""
    import sqlite3

    with sqlite3.connect(f"{nights.settings.db.as_uri()}?mode=ro", uri=True) as store:
        if of is None:
            return list(store.execute(f"SELECT {', '.join(names)} FROM {table}"))
        all_names = [row[1] for row in store.execute(f"PRAGMA table_info ({table})")]
    kept = [one for one in all_names if one not in OF_THE_RUN.get(table, ())]
    return [tuple(row[kept.index(one)] for one in names) for row in of.rows[table]]
