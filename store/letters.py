"""What the digest has told, and what became of each letter. Writes: told, letter.

An article is told once, on one day, to everybody. A day stays open, and takes what is new, until its first letter is
claimed; from then on it tells the same however often it is asked.
"""

from datetime import UTC, date, datetime, timedelta

from store.database import Store, writing
from store.values import to_iso

# Outcomes after which a letter is never tried again.
FINAL = ("sent", "skipped", "refused")

# A mail server that is down for three days, and a week for whoever has to mend it; older news is in the queue.
RETRY_DAYS = 7

# A candidate of whose group nothing was told before.
_NEW = """
    FROM candidate AS c WHERE NOT EXISTS (
      SELECT 1 FROM told LEFT JOIN grouping AS g ON g.article_id = told.article_id
      WHERE told.article_id = c.article_id OR g.group_id = c.group_id)"""


def tell(store: Store, day: date) -> list[str]:
    """Fix what `day` tells, while it is open, and return the article ids, likeliest first."""
    with writing(store):
        if next(iter(store.query("SELECT 1 FROM letter WHERE day = ? LIMIT 1", [day.isoformat()])), None) is None:
            store.execute(f"INSERT INTO told (article_id, day) SELECT c.article_id, ? {_NEW}", [day.isoformat()])
        return told(store, day)


def told(store: Store, day: date) -> list[str]:
    """Return the ids of the articles that `day` tells, likeliest first."""
    rows = store.query(
        """SELECT told.article_id AS id FROM told LEFT JOIN detection AS d ON d.article_id = told.article_id
           WHERE day = ? ORDER BY d.score DESC, id""",
        [day.isoformat()],
    )
    return [str(row["id"]) for row in rows]


def untold(store: Store) -> list[str]:
    """Return the ids that `tell` would fix now, likeliest first: a look that changes nothing."""
    return [str(row["id"]) for row in store.query(f"SELECT c.article_id AS id {_NEW} ORDER BY c.score DESC, id")]


def open_days(store: Store, today: date) -> list[date]:
    """Return the days up to today, oldest first, whose news has not reached everybody: no letter, or one unsettled."""
    rows = store.query(
        f"""SELECT DISTINCT told.day AS day FROM told LEFT JOIN letter ON letter.day = told.day
            WHERE told.day > ? AND told.day <= ? AND ifnull(letter.state, 'none') NOT IN {FINAL} ORDER BY 1""",
        [(today - timedelta(days=RETRY_DAYS)).isoformat(), today.isoformat()],
    )
    return [date.fromisoformat(row["day"]) for row in rows]


class LetterLedger:
    """The `Ledger` of `digest.post`, kept in the store: one outcome for each day and recipient."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = to_iso(now.astimezone(UTC))

    def claim(self, day: date, recipient: str, message_id: str) -> bool:
        """Note that a letter is about to go out; False where its outcome is final already."""
        with writing(self._store):
            cursor = self._store.conn.execute(
                f"""INSERT INTO letter (day, recipient, message_id, state, attempts, changed)
                    VALUES (?, ?, ?, 'claimed', 1, ?)
                    ON CONFLICT (day, recipient) DO UPDATE SET state = 'claimed', attempts = attempts + 1,
                      changed = excluded.changed WHERE state NOT IN {FINAL}""",
                [day.isoformat(), recipient, message_id, self._now],
            )
            return cursor.rowcount > 0

    def settle(self, day: date, recipient: str, state: str, error: str | None) -> None:
        """Note what became of a claimed letter."""
        with writing(self._store):
            self._store.execute(
                "UPDATE letter SET state = ?, error = ?, changed = ? WHERE day = ? AND recipient = ?",
                [state, error, self._now, day.isoformat(), recipient],
            )
