"""What becomes of each table when another store is joined into this one. Reads `other.*`; writes `main.*`.

A test asks for a rule for every table of the schema. docs/data-flow.md names the modules that write the tables
otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.database import Store


@dataclass(frozen=True, slots=True)
class Whole:
    """Taken with its article, all of the table's rows or none, where this store has none for an article."""


@dataclass(frozen=True, slots=True)
class Anew:
    """Not taken: the next night works it out from the rest."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Taken where this store has no row of that key; with `later`, also where the other's time there is later."""

    key: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """An append-only log: taken where no row says the same. `ends` are filled in where only the other knows them."""

    same: tuple[str, ...]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Special:
    """A rule of its own."""

    join: Callable[[Store], None]


def _addresses(store: Store) -> None:
    """Take of two states of an address the more settled: an article, then a refusal, then a failure."""
    rank = "CASE {}.state WHEN 'stored' THEN 3 WHEN 'waiting' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END"
    names = columns(store, "address")
    settled = ", ".join(f"{name} = excluded.{name}" for name in ("state", "attempts", "tried", "error", "article_id"))
    store.conn.execute(
        f"""INSERT INTO main.address ({", ".join(names)}) SELECT {", ".join(names)} FROM other.address WHERE true
            ON CONFLICT (key) DO UPDATE SET {settled} WHERE {rank.format("excluded")} > {rank.format("address")}"""
    )


def _letters(store: Store) -> None:
    """Settle letters: one that has its outcome in one store is not sent again by the other."""
    final = "('sent', 'skipped', 'refused')"
    names = columns(store, "letter")
    settled = ", ".join(f"{name} = excluded.{name}" for name in names if name not in ("day", "recipient"))
    store.conn.execute(
        f"""INSERT INTO main.letter ({", ".join(names)}) SELECT {", ".join(names)} FROM other.letter WHERE true
            ON CONFLICT (day, recipient) DO UPDATE SET {settled}
              WHERE excluded.state IN {final} AND letter.state NOT IN {final}"""
    )


def _runs(store: Store) -> None:
    """Give the other's nights numbers of their own here; what was counted in them follows."""
    told = [name for name in columns(store, "run") if name != "id"]
    same = " AND ".join(f"mine.{name} IS o.{name}" for name in told)
    store.conn.execute(
        f"""INSERT INTO main.run ({", ".join(told)}) SELECT {", ".join(told)} FROM other.run AS o
            WHERE NOT EXISTS (SELECT 1 FROM main.run AS mine WHERE {same}) ORDER BY id"""
    )
    number = f"(SELECT min(mine.id) FROM main.run AS mine JOIN other.run AS o ON o.id = r.run_id WHERE {same})"
    for table in ("visit", "measure"):
        rest = ", ".join(name for name in columns(store, table) if name != "run_id")
        store.conn.execute(
            f"INSERT OR IGNORE INTO main.{table} (run_id, {rest}) SELECT {number}, {rest} FROM other.{table} AS r"
        )


def _members(store: Store) -> None:
    """Keep where curators have put articles; the night finds the others' places among both stores' stories."""
    names = ", ".join(columns(store, "story_member"))
    store.conn.execute(
        f"""INSERT OR IGNORE INTO main.story_member ({names}) SELECT {names} FROM other.story_member
            WHERE story_id IN (SELECT id FROM other.story WHERE edited = 1)"""
    )


def _nothing_more(store: Store) -> None:
    """Leave it: joined with its articles (store.joining), or with its runs."""
    del store


Rule = Whole | Anew | Keyed | Log | Special

# In an order in which what a row refers to comes first.
RULES: dict[str, Rule] = {
    "article": Special(_nothing_more),
    "translation": Special(_nothing_more),
    "capture": Whole(),
    "identification": Whole(),
    "fingerprint": Whole(),
    "band": Whole(),
    "detection": Whole(),
    "report": Whole(),
    "embedding": Whole(),
    "article_version": Whole(),
    "doubt": Whole(),
    "audit": Whole(),
    "told": Whole(),
    "grouping": Anew(),
    "queue_item": Anew(),
    "queue_done": Anew(),
    "memory": Keyed(),
    "address": Special(_addresses),
    "channel": Keyed("url", later="checked"),
    "poll": Keyed("url", later="asked"),
    "verdict": Keyed("url", later="at"),
    "past": Keyed(),
    "past_listing": Keyed(),
    "edition": Keyed(),
    "letter": Special(_letters),
    "account": Keyed(),
    "merged": Keyed(),
    "run": Special(_runs),
    "visit": Special(_nothing_more),
    "measure": Special(_nothing_more),
    "alarm": Log(("source", "kind", "opened"), ("closed",)),
    "model": Log(("version", "made"), ("withdrawn",)),
    "review": Log(("article_id", "ordinal", "reviewer", "decision", "at", "fields", "changes"), ("undone",)),
    "story": Keyed(),
    "story_edit": Log(("kind", "from_story", "to_story", "articles", "curator", "at")),
    "story_member": Special(_members),
    "event": Keyed(),
    "event_report": Log(("event_id", "article_id", "ordinal", "linked", "linked_by"), ("unlinked", "unlinked_by")),
}


def join_table(store: Store, table: str) -> None:
    """Join a whole table that does not go with its articles, inside the caller's transaction."""
    match RULES[table]:
        case Keyed(key=key, later=later):
            _join_keyed(store, table, key, later)
        case Log(same=same, ends=ends):
            _join_log(store, table, same, ends)
        case Special(join=join):
            join(store)
        case Whole() | Anew():
            pass


def fill(store: Store, table: str, ids: str, values: Sequence[object] = ()) -> None:
    """Take the rows of the articles that the query `ids` gives, where this store has none for the article."""
    names = ", ".join(columns(store, table))
    store.conn.execute(
        f"""INSERT OR IGNORE INTO main.{table} ({names}) SELECT {names} FROM other.{table} AS o
            WHERE o.article_id IN ({ids})
              AND NOT EXISTS (SELECT 1 FROM main.{table} AS mine WHERE mine.article_id = o.article_id)""",
        values,
    )


def columns(store: Store, table: str) -> list[str]:
    """Return the names of a table's columns."""
    return [row[0] for row in store.conn.execute("SELECT name FROM pragma_table_info(?)", [table])]


def _join_keyed(store: Store, table: str, key: str, later: str) -> None:
    names = ", ".join(columns(store, table))
    store.conn.execute(f"INSERT OR IGNORE INTO main.{table} ({names}) SELECT {names} FROM other.{table}")
    if later:
        store.conn.execute(
            f"""INSERT OR REPLACE INTO main.{table} ({names}) SELECT {names} FROM other.{table} AS o
                WHERE EXISTS (
                  SELECT 1 FROM main.{table} AS mine WHERE mine.{key} = o.{key} AND mine.{later} < o.{later})"""
        )


def _join_log(store: Store, table: str, same: tuple[str, ...], ends: tuple[str, ...]) -> None:
    told = ", ".join(name for name in columns(store, table) if name != "id")
    equal = " AND ".join(f"mine.{name} IS o.{name}" for name in same)
    if ends:
        filled = ", ".join(f"{name} = o.{name}" for name in ends)
        store.conn.execute(
            f"""UPDATE main.{table} AS mine SET {filled} FROM other.{table} AS o
                WHERE {equal} AND mine.{ends[0]} IS NULL AND o.{ends[0]} IS NOT NULL"""
        )
    store.conn.execute(
        f"""INSERT OR IGNORE INTO main.{table} ({told}) SELECT {told} FROM other.{table} AS o
            WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS mine WHERE {equal}) ORDER BY o.id"""
    )
