"""The nights: when each began and ended, what its steps and sources did. Writes: run, visit."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from store.database import Store, writing
from store.records import Visit
from store.values import to_iso, to_json

RunOutcome = Literal["good", "trouble", "failed"]


def begin(store: Store, now: datetime) -> int:
    """Open a run and return its number; runs that were cut off before are closed as failed."""
    with writing(store):
        store.execute("UPDATE run SET outcome = 'failed' WHERE outcome IS NULL")
        cursor = store.conn.execute("INSERT INTO run (started) VALUES (?)", [to_iso(now)])
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def record_visits(store: Store, run: int, visits: Sequence[Visit]) -> None:
    """Write what the run's crawl did at each source."""
    with writing(store):
        for one in visits:
            store.execute(
                """INSERT OR REPLACE INTO visit
                     (run_id, source, listed, fetched, stored, refused, failed, bytes, errors, refusals)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    run, one.source, one.listed, one.fetched, one.stored, one.refused, one.failed,
                    one.bytes, to_json(one.errors), to_json(one.refusals),
                ],
            )  # fmt: skip


def finish(store: Store, run: int, outcome: RunOutcome, steps: Mapping[str, Any], *, now: datetime) -> None:
    """Close a run with its outcome and the counts of its steps."""
    with writing(store):
        store.execute(
            "UPDATE run SET finished = ?, outcome = ?, steps = ? WHERE id = ?",
            [to_iso(now), outcome, to_json(dict(steps)), run],
        )


def last(store: Store) -> dict[str, Any] | None:
    """Return the latest run (id, started, finished, outcome, steps), or None before the first."""
    for row in store.query("SELECT * FROM run ORDER BY id DESC LIMIT 1"):
        return {**row, "steps": json.loads(row["steps"])}
    return None


def latest(store: Store, limit: int) -> list[dict[str, Any]]:
    """Return the latest runs, newest first, as `last` does."""
    rows = store.query("SELECT * FROM run ORDER BY id DESC LIMIT ?", [limit])
    return [{**row, "steps": json.loads(row["steps"])} for row in rows]


def last_visit(store: Store, source: str) -> dict[str, Any] | None:
    """Return what the last run that crawled a source did there, and when it began; None if none did."""
    rows = store.query(
        """SELECT visit.*, run.started FROM visit JOIN run ON run.id = visit.run_id
           WHERE source = ? ORDER BY run_id DESC LIMIT 1""",
        [source],
    )
    return next((_visit(row) for row in rows), None)


def visits(store: Store, run: int) -> list[dict[str, Any]]:
    """Return the visits of a run, a mapping for each source, by name."""
    rows = store.query("SELECT * FROM visit WHERE run_id = ? ORDER BY source", [run])
    return [_visit(row) for row in rows]


def latest_visits(store: Store) -> list[dict[str, Any]]:
    """Return for each source the visit of the last run that crawled it, and how many articles it has, by name."""
    rows = store.query(
        """SELECT visit.*, run.started, (SELECT count(*) FROM article WHERE article.source = visit.source) AS articles
           FROM visit JOIN run ON run.id = visit.run_id
           WHERE run_id = (SELECT max(run_id) FROM visit AS later WHERE later.source = visit.source)
           ORDER BY visit.source"""
    )
    return [_visit(row) for row in rows]


def channel_troubles(store: Store) -> list[tuple[str, str]]:
    """Return (source, what is wrong) for each source with a channel whose last answer was an error, by name."""
    rows = store.query(
        """SELECT source, group_concat(error, '; ') AS what FROM channel WHERE error IS NOT NULL
           GROUP BY source ORDER BY source"""
    )
    return [(str(row["source"]), str(row["what"])) for row in rows]


def _visit(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "errors": json.loads(row["errors"]), "refusals": json.loads(row["refusals"])}
