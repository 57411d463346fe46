"""What the learned reader was refitted to, and what it learns from. Writes: model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store import reviews
from store.database import Store, writing
from store.values import to_iso, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """One time that the reader was refitted; `weights` are None where nothing better came of it."""

    version: str
    base: str  # version of the shipped weights that it grew from
    weights: bytes | None
    kept: bool
    examples: str  # names the reviews that it learned from: the same reviews are not learned from twice
    figures: Mapping[str, Any]
    made: datetime
    withdrawn: datetime | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article that people decided on: what it says, and whether it tells of a strike."""

    article_id: str
    title: str
    body: str
    lang: str
    published: datetime | None
    strike: bool


def current(store: Store, base: str) -> Refit | None:
    """Return the refit in use, if there is one that grew from the shipped weights `base`."""
    rows = store.query(
        "SELECT * FROM model WHERE kept = 1 AND withdrawn IS NULL AND base = ? ORDER BY id DESC LIMIT 1", [base]
    )
    return next(map(_refit, rows), None)


def last(store: Store) -> Refit | None:
    """Return the last refit, kept or not."""
    return next(map(_refit, store.query("SELECT * FROM model ORDER BY id DESC LIMIT 1")), None)


def add(store: Store, refit: Refit) -> None:
    """Write a refit down; a kept one is in use from now on."""
    with writing(store):
        store.execute(
            """INSERT INTO model (version, base, weights, kept, examples, figures, made)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            [
                refit.version, refit.base, refit.weights, int(refit.kept), refit.examples,
                to_json(dict(refit.figures)), to_iso(refit.made),
            ],
        )  # fmt: skip


def withdraw(store: Store, base: str, now: datetime) -> Refit | None:
    """Take the refit in use back, and return it; the one before it is in use again, or the shipped weights."""
    found = current(store, base)
    if found is not None:
        with writing(store):
            store.execute("UPDATE model SET withdrawn = ? WHERE id = ?", [to_iso(now), found.id])
    return found


def examples(store: Store) -> list[Example]:
    """Return the articles that people decided on, by id: accepted in any report, or rejected in all of them.

    A verdict that rests on an earlier text, or on which people differ, teaches nothing; nor does a duplicate.
    """
    decided: dict[str, list[bool]] = {}
    for one in reviews.verdicts(store):
        if not one.stale and one.verdict in ("accept", "reject"):
            decided.setdefault(one.article_id, []).append(one.verdict == "accept")
    return [_example(store, article_id, any(told)) for article_id, told in sorted(decided.items())]


def _example(store: Store, article_id: str, strike: bool) -> Example:
    rows = store.query(
        """SELECT article.title, article.body, article.published, ifnull(i.lang, 'und') AS lang FROM article
           LEFT JOIN identification AS i ON i.article_id = article.id WHERE article.id = ?""",
        [article_id],
    )
    row = next(iter(rows))
    published = None if row["published"] is None else datetime.fromisoformat(row["published"])
    return Example(
        article_id=article_id,
        title=row["title"],
        body=row["body"],
        lang=row["lang"],
        published=published,
        strike=strike,
    )


def _refit(row: Mapping[str, Any]) -> Refit:
    return Refit(
        id=row["id"],
        version=row["version"],
        base=row["base"],
        weights=row["weights"],
        kept=bool(row["kept"]),
        examples=row["examples"],
        figures=json.loads(row["figures"]),
        made=datetime.fromisoformat(row["made"]),
        withdrawn=None if row["withdrawn"] is None else datetime.fromisoformat(row["withdrawn"]),
    )
