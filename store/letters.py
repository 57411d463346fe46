"""What the digest has told, and what became of each letter. Writes: told, edition, letter.

An article is told once, on one day, to everybody. A day stays open, and takes what is new, until a letter of it is
claimed; a day that had nothing for anybody stays open to its end. What it tells is kept as an edition, which is
published in one transaction with the articles that it tells and the letters that are to leave: a process that is
killed has either done nothing or has named everyone who waits.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from store.database import Store, writing
from store.values import to_iso

# Outcomes after which a letter is never tried again.
FINAL = ("sent", "skipped", "refused")

# A mail server that is down for three days, and a week for whoever has to mend it; older news is in the queue.
RETRY_DAYS = 7

# A flagged article of whose group nothing was told before, one for each group: the first telling, or where that is not
# flagged itself the one of the smallest id. Not one for each story: a story that goes on is told as going on, and
# `steps.telling` makes one item of a story's articles. What a backfill brought is of the past, and is no news.
_NEW = """
    FROM detection AS d JOIN article ON article.id = d.article_id LEFT JOIN grouping AS g ON g.article_id = d.article_id
    WHERE d.strike = 1 AND article.origin != 'backfill'
      AND NOT EXISTS (SELECT 1 FROM told WHERE told.article_id = d.article_id) AND NOT EXISTS (
        SELECT 1 FROM grouping AS other JOIN detection AS od ON od.article_id = other.article_id
        LEFT JOIN told ON told.article_id = other.article_id
        WHERE other.group_id = g.group_id AND other.article_id != d.article_id
          AND (told.day IS NOT NULL OR (od.strike = 1 AND (other.duplicate_of IS NULL
               OR (g.duplicate_of IS NOT NULL AND other.article_id < d.article_id)))))"""


def untold(store: Store) -> list[str]:
    """Return the ids of the flagged articles that nobody was told of, likeliest first."""
    return [str(row["id"]) for row in store.query(f"SELECT d.article_id AS id {_NEW} ORDER BY d.score DESC, id")]


def told(store: Store, day: date) -> list[str]:
    """Return the ids of the articles that `day` tells, likeliest first."""
    rows = store.query(
        """SELECT told.article_id AS id FROM told LEFT JOIN detection AS d ON d.article_id = told.article_id
           WHERE day = ? ORDER BY d.score DESC, id""",
        [day.isoformat()],
    )
    return [str(row["id"]) for row in rows]


def is_open(store: Store, day: date) -> bool:
    """Whether `day` still takes news: none of its letters is under way or has left."""
    rows = store.query("SELECT 1 FROM letter WHERE day = ? AND state != 'skipped' LIMIT 1", [day.isoformat()])
    return next(iter(rows), None) is None


def publish(
    store: Store,
    day: date,
    *,
    ids: Iterable[str],
    news: str,
    letters: Mapping[str, tuple[str, Literal["claimed", "skipped"]]],
    now: datetime,
) -> bool:
    """Fix what `day` tells and to whom: recipient -> Message-ID, and whether there is something for them.

    False, and nothing is written, if the day has been closed meanwhile.
    """
    with writing(store):
        if not is_open(store, day):
            return False
        for one in ids:
            store.execute("INSERT OR IGNORE INTO told (article_id, day) VALUES (?, ?)", [one, day.isoformat()])
        store.execute(
            """INSERT INTO edition (day, made, news) VALUES (?, ?, ?)
               ON CONFLICT (day) DO UPDATE SET made = excluded.made, news = excluded.news
               WHERE news != excluded.news""",
            [day.isoformat(), to_iso(now), news],
        )
        for recipient, (message_id, state) in letters.items():
            store.execute(
                """INSERT INTO letter (day, recipient, message_id, state, attempts, changed) VALUES (?, ?, ?, ?, 0, ?)
                   ON CONFLICT (day, recipient) DO UPDATE SET state = excluded.state, changed = excluded.changed
                   WHERE state != excluded.state""",
                [day.isoformat(), recipient, message_id, state, to_iso(now)],
            )
        return True


def editions(store: Store, *, after: date | None = None, until: date) -> list[str]:
    """Return the news of the days after `after` (None: from the first) up to `until`, oldest first."""
    rows = store.query(
        "SELECT news FROM edition WHERE day > ? AND day <= ? ORDER BY day",
        [after.isoformat() if after else "", until.isoformat()],
    )
    return [str(row["news"]) for row in rows]


def unsettled(store: Store, today: date) -> list[tuple[date, str]]:
    """Return (day, recipient) of each letter of the last days that has not left for good, oldest first."""
    rows = store.query(
        f"""SELECT day, recipient FROM letter WHERE state NOT IN {FINAL} AND day > ? AND day <= ?
            ORDER BY day, recipient""",
        [(today - timedelta(days=RETRY_DAYS)).isoformat(), today.isoformat()],
    )
    return [(date.fromisoformat(row["day"]), str(row["recipient"])) for row in rows]


def letter_before(store: Store, recipient: str, day: date) -> date | None:
    """Return the day of the letter before that of `day`, or None if this is the recipient's first."""
    rows = store.query(
        "SELECT max(day) AS day FROM letter WHERE recipient = ? AND day < ?", [recipient, day.isoformat()]
    )
    found = next(iter(rows))["day"]
    return date.fromisoformat(found) if found else None


def lost_letters(store: Store, today: date) -> list[dict[str, Any]]:
    """Return the letters that a person must know of: refused ones, and those given up after RETRY_DAYS.

    Rows of day, recipient, state, error; of each recipient the latest alone, and none older than 30 days.
    """
    rows = store.query(
        """SELECT max(day) AS day, recipient, state, error FROM letter
           WHERE day > ? AND (state = 'refused' OR (state IN ('claimed', 'failed', 'unknown') AND day <= ?))
           GROUP BY recipient ORDER BY recipient""",
        [(today - timedelta(days=30)).isoformat(), (today - timedelta(days=RETRY_DAYS)).isoformat()],
    )
    return list(rows)


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
