"""Nights over the sample papers, for the tests: settings, processes that can be killed, and stores to compare."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import config
from analysis.address import article_id, canonical
from demo.catalogue import catalogue
from demo.expected import Expected, expected
from demo.server import Served, addresses

ROOT = Path(__file__).parents[1]
Rows = list[tuple[object, ...]]
Dump = dict[str, Rows]

# What two nights over the same papers may differ in, and why.
OF_THE_RUN: Mapping[str, Collection[str]] = {
    "run": "*",  # every night is a row
    "visit": "*",  # and so is every source in it
    "channel": {"checked", "status"},  # asked again: a later time, and 304 in the place of 200
    "poll": "*",  # asked again: later, and more rarely where nothing was new
    "measure": "*",  # every night is a row for each source
    "alarm": {"seen", "nights"},  # an alarm that stands says when it was seen last
}
# What two stores may differ in that read the same papers by different ways, and why.
OF_THE_WAY: Mapping[str, Collection[str]] = {
    **OF_THE_RUN,
    "article": {"number", "fetched"},  # the order of arrival, and the time
    "address": {"found", "tried"},  # times
    "capture": {"file", "start", "length"},  # a night that was killed leaves its archive, the next begins another
    "alarm": {"opened", "seen", "nights", "what"},  # times, and the errors that a night met
    "doubt": {"at"},
    "audit": {"drawn"},  # a time
    "edition": {"made", "news"},  # a time; the alarms of that way, and its counts
    "letter": {"message_id", "changed", "attempts"},  # made of the store's path; a time; a claim that was cut off
}


def settings_for(folder: Path, served: Sequence[Served], *, extra: str = "", **more: object) -> config.Settings:
    """Return settings for nights over `served` alone, with a Maildir; `extra` is TOML for further sources."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.toml").write_text(catalogue(addresses(served)) + extra, "utf-8")
    return config.load(
        db=folder / "strikewatch.db",
        catalogue=folder / "catalogue.toml",
        only_catalogue=True,
        mail={"maildir": folder / "mail", "recipients": ["desk@example.org"]},
        **{"learned": False, **more},  # tests/test_learned_reader.py has it; here it would cost a minute of CPU
    )


def id_of(served: Sequence[Served], page: Expected, path: str | None = None) -> str:
    """Return the id that the article of an expected page has in the store."""
    return article_id(key_of(served, page, path))


def key_of(served: Sequence[Served], page: Expected, path: str | None = None) -> str:
    """Return the canonical address of an expected page, or of another of its paths."""
    return canonical(addresses(served)[page.paper] + (path or page.path))


def pages(edition: int = 1, fetch: str = "article") -> list[Expected]:
    """Return the expected pages of one edition that are to be fetched so."""
    return [page for page in expected() if page.edition == edition and page.fetch == fetch]


def letters(folder: Path) -> list[Path]:
    """Return the letters that lie in the Maildir of `settings_for`."""
    return sorted(path for part in ("new", "cur") for path in (folder / "mail" / part).glob("*"))


def dump(db: Path, but: Mapping[str, Collection[str]] | None = None) -> Dump:
    """Return every row of every table, sorted, without the columns of `but` ("*": the whole table).

    The search index holds no text: its words are read back and stand under their articles' ids.
    """
    left_out = but or {}
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as store:
        found = {
            table: _rows(store, table, left_out.get(table, ())) for table in tables(store) if left_out.get(table) != "*"
        }
        store.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, article_search, instance)")
        words = store.execute('SELECT id, term, col, "offset" FROM temp.word JOIN article ON number = doc')
        return {**found, "article_search": sorted(words)}


def tables(store: sqlite3.Connection) -> list[str]:
    """Return the names of our own tables: not SQLite's, not the search index's, not the migrations'."""
    rows = store.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_search%'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in rows]


def _rows(store: sqlite3.Connection, table: str, but: Collection[str]) -> Rows:
    names = [row[1] for row in store.execute(f"PRAGMA table_info ({table})") if row[1] not in but]
    return sorted(store.execute(f"SELECT {', '.join(names)} FROM {table}"), key=repr)


def environment(settings: config.Settings, **more: str) -> dict[str, str]:
    """Return an environment in which `strikewatch` has these settings and nothing of the machine's."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("STRIKEWATCH_")}
    (settings.home / "strikewatch.toml").touch()
    return {
        **plain,
        "STRIKEWATCH_CONFIG": str(settings.home / "strikewatch.toml"),
        "STRIKEWATCH_DB": str(settings.db),
        "STRIKEWATCH_EMBEDDINGS": str(settings.embeddings).lower(),
        "STRIKEWATCH_LEARNED": str(settings.learned).lower(),
        "STRIKEWATCH_CATALOGUE": str(settings.catalogue),
        "STRIKEWATCH_ONLY_CATALOGUE": "true",
        "STRIKEWATCH_MAIL__MAILDIR": str(settings.mail.maildir),
        "STRIKEWATCH_MAIL__RECIPIENTS": '["desk@example.org"]',
        **more,
    }


@dataclass
class NightProcess:
    """`strikewatch nightly` in a process of its own, known with all its descendants by a mark in the environment."""

    settings: config.Settings
    more: Mapping[str, str] = field(default_factory=dict)
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    @contextmanager
    def started(self) -> Iterator["subprocess.Popen[str]"]:
        """Run the night while the block runs; what is left of it then is killed."""
        with subprocess.Popen(
            [sys.executable, "-m", "cli", "nightly", "--quiet"],
            cwd=ROOT,
            env=environment(self.settings, STRIKEWATCH_TEST_MARK=self.mark, **self.more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def descendants(self) -> list[int]:
        """Return the processes alive that carry the mark."""
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._carries_mark(path)]

    def _carries_mark(self, process: Path) -> bool:
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            return state != "Z" and self.mark.encode() in (process / "environ").read_bytes()
        except OSError:  # it ended between the listing and the look, or is another person's
            return False

    def all_gone_within(self, seconds: float) -> list[int]:
        """Wait until no process carries the mark; return (and end) those that still do after `seconds`."""
        until = time.monotonic() + seconds
        while (left := self.descendants()) and time.monotonic() < until:
            time.sleep(0.05)
        for number in left:
            os.kill(number, signal.SIGKILL)
        return left
