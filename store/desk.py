"""What is left to look at, for whom, in which order. Writes: queue_item, queue_done.

Both tables are worked out from the steps' tables and the log of reviews, and kept because the question itself takes
a third of a second over a million articles. `refresh` finds what a night changed; a decision and an undo put their
own article right in the same transaction.

An article is done for a person who has decided each of its reports as they are now, and closed for everybody once
as many have done so as it needs: two for the double-coded sample, one for the rest. Whoever was unsure, or wants a
better translation, leaves it open for others; it comes back to that person when the text or the translation changes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from store import reviews
from store.database import Store, writing
from store.reviews import Review
from store.values import to_iso, to_json
from store.worth import VALUE

# One in ten is read by two, by the last digits of the id: kappa to within .1 after some 300 stories a month.
DOUBLE_BELOW = "1a"  # of 256
# Beyond this many nobody counts: to count fifty thousand takes 12 ms, a thousand a quarter of one.
COUNTED = 1000
# Rows written in one transaction: 200 take 3 ms, so that a decision never waits longer for the lock.
BATCH = 200

_SAID = ", ".join(f"'{one}'" for one in reviews.DECISIONS)
_ITEMS = f"""
    SELECT article.id AS article_id,
      {VALUE} AS value,
      (SELECT count(*) FROM report WHERE report.article_id = article.id) AS reports,
      CASE WHEN :double AND substr(article.id, -2) < '{DOUBLE_BELOW}' THEN 2 ELSE 1 END AS needs
    FROM (SELECT article_id FROM candidate UNION SELECT article_id FROM audit) AS shown
    JOIN article ON article.id = shown.article_id JOIN detection AS d ON d.article_id = article.id
"""
# Each person's last word on each report, where it is about the text and the translation as they are now. A verdict on
# reports of an older version of the coder stands for the article: a better coder brings nothing back.
_DONE_WHERE = f"""
    SELECT said.article_id, said.reviewer, min(said.decision NOT IN ('unsure', 'needs translation')) AS sure
    FROM (SELECT article_id, reviewer, max(id), decision, text_sha, changes, version FROM review
          WHERE undone IS NULL AND decision IN ({_SAID}) AND {{where}}
          GROUP BY article_id, reviewer, ifnull(ordinal, 0)) AS said
    JOIN article ON article.id = said.article_id
    LEFT JOIN translation AS t ON t.article_id = said.article_id
    LEFT JOIN detection AS d ON d.article_id = said.article_id
    WHERE said.text_sha = text_sha(article.title, article.body)
      AND NOT (said.decision = 'needs translation' AND json_extract(said.changes, '$.translation[0]') IS NOT t.version)
    GROUP BY said.article_id, said.reviewer
    HAVING count(*) >= (SELECT count(*) FROM report WHERE report.article_id = said.article_id)
        OR max(said.version IS NOT d.version)
"""
# Two questions, not one with "or": with that SQLite would read the whole log for every decision.
_DONE, _DONE_ONE = _DONE_WHERE.format(where="1"), _DONE_WHERE.format(where="article_id = :one")


def refresh(store: Store, *, double: bool) -> int:
    """Bring the queue up to date with what the steps wrote; return how many articles changed their place in it.

    `double` says whether there are two people to read a sample twice. The long question is asked without a lock.
    """
    _prepare(store)
    for name, question in (("fresh_item", _ITEMS), ("fresh_done", _DONE)):
        store.execute(f"DROP TABLE IF EXISTS temp.{name}")
        store.execute(f"CREATE TEMP TABLE {name} AS {question}", {"double": double})
    store.execute("CREATE UNIQUE INDEX temp.fresh_id ON fresh_item (article_id)")
    gone = [
        row["article_id"]
        for row in store.query("""SELECT article_id FROM queue_item
        WHERE article_id NOT IN (SELECT article_id FROM fresh_item)""")
    ]
    moved = [
        row["article_id"]
        for row in store.query("""SELECT fresh_item.article_id FROM fresh_item
        LEFT JOIN queue_item AS q USING (article_id) WHERE q.value IS NOT fresh_item.value
          OR q.reports IS NOT fresh_item.reports OR q.needs IS NOT fresh_item.needs""")
    ]
    said = [row["article_id"] for row in store.query("""
        SELECT article_id FROM (SELECT article_id, reviewer, sure FROM fresh_done
                                EXCEPT SELECT article_id, reviewer, sure FROM queue_done)
        UNION SELECT article_id FROM (SELECT article_id, reviewer, sure FROM queue_done
                                      EXCEPT SELECT article_id, reviewer, sure FROM fresh_done)
        UNION SELECT article_id FROM fresh_done WHERE article_id IN (SELECT value FROM json_each(?))""",
        [to_json(moved)])]  # fmt: skip
    _write(store, gone, moved, said)
    return len({*gone, *moved, *said})


def ahead(store: Store, reviewer: str, *, without: Iterable[str] = (), limit: int = 1) -> list[str]:
    """Return the ids of the next articles for a person, best first, without those that others look at."""
    rows = store.query(
        """SELECT article_id FROM queue_item AS q WHERE open = 1
             AND article_id NOT IN (SELECT value FROM json_each(?))
             AND NOT EXISTS (SELECT 1 FROM queue_done AS d WHERE d.article_id = q.article_id AND d.reviewer = ?)
           ORDER BY value DESC, article_id LIMIT ?""",
        [to_json(sorted(without)), reviewer, limit],
    )
    return [str(row["article_id"]) for row in rows]


def left(store: Store, reviewer: str) -> int:
    """Return how many articles wait for a person, at most COUNTED."""
    rows = store.query(
        """SELECT count(*) AS n FROM (
             SELECT 1 FROM queue_item AS q WHERE open = 1
               AND NOT EXISTS (SELECT 1 FROM queue_done AS d WHERE d.article_id = q.article_id AND d.reviewer = ?)
             LIMIT ?)""",
        [reviewer, COUNTED],
    )
    return int(next(iter(rows))["n"])


def decided_since(store: Store, reviewer: str, since: datetime) -> int:
    """Return how many reports a person has decided since a time."""
    rows = store.query(
        f"SELECT count(*) AS n FROM review WHERE reviewer = ? AND undone IS NULL AND decision IN ({_SAID}) AND at >= ?",
        [reviewer, to_iso(since)],
    )
    return int(next(iter(rows))["n"])


def decide(store: Store, rows: Sequence[Review]) -> list[int]:
    """Write the decisions on one article, and its place in the queue, in one transaction; return their numbers."""
    with writing(store):
        numbers = [reviews.insert(store, row) for row in rows]
        for article_id in {row.article_id for row in rows}:
            recount(store, article_id)
        return numbers


def undo(store: Store, reviewer: str, now: datetime) -> Review | None:
    """Take back a person's last row and put its article back into the queue; None when there is nothing left."""
    with writing(store):
        row = reviews.take_back(store, reviewer, now)
        if row is not None:
            recount(store, row.article_id)
        return row


def recount(store: Store, article_id: str) -> None:
    """Put an article's place in the queue right, inside the caller's transaction."""
    _prepare(store)
    store.execute("DELETE FROM queue_done WHERE article_id = ?", [article_id])
    store.execute(f"INSERT INTO queue_done (article_id, reviewer, sure) {_DONE_ONE}", {"one": article_id})
    store.execute(
        """UPDATE queue_item SET open = needs > (SELECT count(*) FROM queue_done AS d
             WHERE d.article_id = queue_item.article_id AND d.sure = 1) WHERE article_id = ?""",
        [article_id],
    )


def _write(store: Store, gone: Sequence[str], moved: Sequence[str], said: Sequence[str]) -> None:
    for part in _parts(gone):
        with writing(store):
            store.execute("DELETE FROM queue_item WHERE article_id IN (SELECT value FROM json_each(?))", [part])
    for part in _parts(moved):
        with writing(store):
            store.execute(
                """INSERT INTO queue_item (article_id, value, reports, needs, open)
                     SELECT article_id, value, reports, needs, 1 FROM fresh_item
                     WHERE article_id IN (SELECT value FROM json_each(?))
                   ON CONFLICT (article_id) DO UPDATE
                     SET value = excluded.value, reports = excluded.reports, needs = excluded.needs""",
                [part],
            )
    for start in range(0, len(said), BATCH):
        with writing(store):
            for article_id in said[start : start + BATCH]:
                recount(store, article_id)


def _parts(ids: Sequence[str]) -> Iterable[str]:
    return (to_json(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _prepare(store: Store) -> None:
    store.conn.create_function("text_sha", 2, reviews.text_sha, deterministic=True)
