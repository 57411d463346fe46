"""What people decided, as an append-only log. Writes: review.

A decision is a row; nothing is overwritten. An undo fills in `undone` of one's own last row that stands, and can be
repeated to the beginning of the log. What stands for a report is worked out from the rows, never stored:

- each person's last decision on the text as it is now (an edit or a note is no decision);
- if they agree, that one; if they differ, nothing (`disputed`), until one row that `settles` decides between them.
  "Unsure" and "needs translation" contradict nobody: they give way to whoever was sure.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from store.database import Store, StoreError, writing
from store.values import to_iso, to_json

Decision = Literal["accept", "reject", "unsure", "duplicate", "needs translation", "edit", "note"]
SURE = frozenset({"accept", "reject", "duplicate"})
# What closes a report for the person who says it; `edit` and `note` are put down on the way.
DECISIONS = ("accept", "reject", "unsure", "duplicate", "needs translation")


class NotReviewable(StoreError):
    """A review of an article that the store does not have, or of a text that has changed under the person's eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One row of the log. `ordinal` None means the article as a whole; `changes`: field -> (before, after)."""

    article_id: str
    reviewer: str
    decision: Decision
    version: str
    text_sha: str
    at: datetime
    ordinal: int | None = None
    settles: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    note: str | None = None
    undone: datetime | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What people hold of one report: the verdict (None while they differ), and the rows that it rests on.

    `decided` has the last decision of each person, oldest first; `fields` are the report as the deciding person
    left it; `stale` is set when the text has changed since, so that nothing stands any more.
    """

    article_id: str
    ordinal: int | None
    verdict: Decision | None
    fields: Mapping[str, Any]
    decided: tuple[Review, ...]
    settled: bool
    stale: bool
    at: datetime

    @property
    def disputed(self) -> bool:
        """Whether people differ, and nobody has settled it yet."""
        return self.verdict is None and not self.stale


def text_sha(title: str, body: str) -> str:
    """Return the SHA-256 of a text as a person sees it: a review holds for this text and no other."""
    return hashlib.sha256(f"{title}\n\n{body}".encode()).hexdigest()


def append(store: Store, review: Review) -> int:
    """Write one decision and return its number. NotReviewable if the text is not the one that the person saw."""
    with writing(store):
        return insert(store, review)


def insert(store: Store, review: Review) -> int:
    """Write one decision inside the caller's transaction and return its number."""
    _refuse_another_text(store, review)
    cursor = store.conn.execute(
        """INSERT INTO review (article_id, ordinal, reviewer, decision, settles, fields, changes, note, version,
             text_sha, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            review.article_id, review.ordinal, review.reviewer, review.decision, int(review.settles),
            to_json(dict(review.fields)), to_json({name: list(both) for name, both in review.changes.items()}),
            review.note, review.version, review.text_sha, to_iso(review.at),
        ],
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def undo(store: Store, reviewer: str, now: datetime) -> Review | None:
    """Take back the person's last row that stands, and return it; None when nothing is left to take back."""
    with writing(store):
        return take_back(store, reviewer, now)


def take_back(store: Store, reviewer: str, now: datetime) -> Review | None:
    """Undo inside the caller's transaction."""
    row = last(store, reviewer)
    if row is not None:
        store.execute("UPDATE review SET undone = ? WHERE id = ?", [to_iso(now), row.id])
    return row


def last(store: Store, reviewer: str) -> Review | None:
    """Return the person's last row that stands."""
    rows = store.query(
        "SELECT * FROM review WHERE reviewer = ? AND undone IS NULL ORDER BY id DESC LIMIT 1", [reviewer]
    )
    return next((_review(row) for row in rows), None)


def one(store: Store, number: int) -> Review | None:
    """Return one row by its number."""
    return next((_review(row) for row in store.query("SELECT * FROM review WHERE id = ?", [number])), None)


def history(store: Store, *, reviewer: str | None = None, limit: int, before: int | None = None) -> list[Review]:
    """Return rows of the log, newest first, undone ones as well: everybody's, or one person's; below id `before`."""
    where = ["id < ?"] if before is not None else []
    values: list[Any] = [before] if before is not None else []
    if reviewer is not None:
        where, values = [*where, "reviewer = ?"], [*values, reviewer]
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    rows = store.query(f"SELECT * FROM review {condition} ORDER BY id DESC LIMIT ?", [*values, limit])
    return [_review(row) for row in rows]


def of_article(store: Store, article_id: str) -> list[Review]:
    """Return all rows of one article, oldest first, undone ones as well."""
    return [_review(row) for row in store.query("SELECT * FROM review WHERE article_id = ? ORDER BY id", [article_id])]


def standing(store: Store, article_id: str) -> list[Standing]:
    """Return what people hold of each report of an article that anybody decided on, by ordinal."""
    rows = [one for one in of_article(store, article_id) if one.undone is None]
    texts = store.query("SELECT title, body FROM article WHERE id = ?", [article_id])
    sha = next((text_sha(row["title"], row["body"]) for row in texts), "")
    return _weighed(rows, {article_id: sha})


def verdicts(store: Store, since: datetime | None = None) -> Iterator[Standing]:
    """Yield what people hold of every report decided on (since a time), stale ones as well, by article and ordinal."""
    ids = store.query(
        "SELECT DISTINCT article_id FROM review WHERE undone IS NULL AND at >= ? ORDER BY article_id",
        [to_iso(since) or ""],
    )
    for row in list(ids):
        yield from standing(store, row["article_id"])


def accepted(store: Store, since: datetime | None = None) -> list[Standing]:
    """Return the reports that stand accepted: what events are built from."""
    return [one for one in verdicts(store, since) if one.verdict == "accept"]


def disputed(store: Store) -> list[Standing]:
    """Return the reports on which people differ and that nobody has settled: the adjudication list."""
    return [one for one in verdicts(store) if one.disputed]


def stale(store: Store) -> list[Standing]:
    """Return the reports whose text has changed since anybody decided on them: they come back to the queue."""
    return [one for one in verdicts(store) if one.stale]


def settled(rows: Iterable[Review], sha: str) -> tuple[Decision | None, Review | None, bool]:
    """Weigh the rows of one report: the verdict, the row that it rests on, and whether somebody settled it."""
    latest: dict[str, Review] = {}
    for row in rows:
        if row.decision in DECISIONS and row.text_sha == sha:
            latest.pop(row.reviewer, None)
            latest[row.reviewer] = row
    final = [row for row in latest.values() if row.settles]
    if final:
        return final[-1].decision, final[-1], True
    sure = [row for row in latest.values() if row.decision in SURE] or list(latest.values())
    if sure and all(row.decision == sure[-1].decision for row in sure if row.decision in SURE):
        return sure[-1].decision, sure[-1], False
    return None, None, False


def _weighed(rows: Iterable[Review], shas: Mapping[str, str]) -> list[Standing]:
    parts: dict[tuple[str, int | None], list[Review]] = {}
    for row in rows:
        if row.decision in DECISIONS:
            parts.setdefault((row.article_id, row.ordinal), []).append(row)
    found = []
    for (article_id, ordinal), decided in sorted(parts.items(), key=lambda part: (part[0][0], part[0][1] or 0)):
        verdict, basis, final = settled(decided, shas[article_id])
        latest = {one.reviewer: one for one in decided}
        found.append(
            Standing(
                article_id=article_id,
                ordinal=ordinal,
                verdict=verdict,
                fields=basis.fields if basis else {},
                decided=tuple(latest.values()),
                settled=final,
                at=decided[-1].at,
                stale=all(one.text_sha != shas[article_id] for one in latest.values()),
            )
        )
    return found


def _refuse_another_text(store: Store, review: Review) -> None:
    rows = store.query("SELECT title, body FROM article WHERE id = ?", [review.article_id])
    text = next(iter(rows), None)
    if text is None:
        raise NotReviewable(f"no article {review.article_id}")
    if text_sha(text["title"], text["body"]) != review.text_sha:
        raise NotReviewable(f"{review.article_id}: the text has changed since it was shown; look at it again")


def _review(row: dict[str, Any]) -> Review:
    return Review(
        id=row["id"], article_id=row["article_id"], ordinal=row["ordinal"], reviewer=row["reviewer"],
        decision=row["decision"], settles=bool(row["settles"]), fields=json.loads(row["fields"]),
        changes={name: (both[0], both[1]) for name, both in json.loads(row["changes"]).items()}, note=row["note"],
        version=row["version"], text_sha=row["text_sha"], at=datetime.fromisoformat(row["at"]),
        undone=None if row["undone"] is None else datetime.fromisoformat(row["undone"]),
    )  # fmt: skip
