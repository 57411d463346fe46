"""The audit slice: unflagged articles drawn at random, so that what is missed can be estimated. Writes: audit.

Of a night's new unflagged articles some are drawn, half from those that hold a word of strikes or have a passage that
reads like one (`near`, by their score), half from the rest (`far`). Who is drawn follows from the day and the ids by
a hash: the same night draws the same articles, and nobody can guess them. A draw is never made anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from store import reviews
from store.database import Store, writing
from store.recall import Recall, Stratum, estimate
from store.values import to_iso

# Scores of articles without any word of strikes end at about .001; .01 parts those with one.
NEAR = 0.01
STRATA = ("near", "far")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An article of the audit slice."""

    article_id: str
    day: date
    stratum: str
    probability: float
    population: int


def draw(store: Store, day: date, many: int, now: datetime) -> list[Drawn]:
    """Draw up to `many` of the unflagged articles that no draw has looked at yet, once a day; return the day's draw."""
    if not _drawn_on(store, day):
        found = list(_choose(store, day, many))
        with writing(store):
            store.conn.executemany(
                """INSERT OR IGNORE INTO audit (article_id, day, stratum, probability, population, drawn)
                   VALUES (?, ?, ?, ?, ?, ?)""",
                [
                    (one.article_id, day.isoformat(), one.stratum, one.probability, one.population, to_iso(now))
                    for one in found
                ],
            )
    return _drawn_on(store, day)


def waiting(store: Store) -> list[Drawn]:
    """Return the audited articles on which nobody has decided yet and that are still unflagged, newest draw first."""
    rows = store.query(
        """SELECT audit.* FROM audit JOIN detection AS d ON d.article_id = audit.article_id
           WHERE d.strike = 0 AND NOT EXISTS (
             SELECT 1 FROM review WHERE review.article_id = audit.article_id AND review.undone IS NULL
               AND review.decision IN ('accept', 'reject'))
           ORDER BY audit.day DESC, audit.stratum DESC, audit.article_id"""
    )
    return [_drawn(row) for row in rows]


def estimated_recall(store: Store) -> Recall | None:
    """Estimate which share of the strikes told of in the store is flagged; None until people have decided on enough."""
    decided: dict[str, bool] = {}
    for one in reviews.verdicts(store):
        if not one.stale and one.verdict in ("accept", "reject"):
            decided[one.article_id] = decided.get(one.article_id, False) or one.verdict == "accept"
    flagged = [str(row["article_id"]) for row in store.query("SELECT article_id FROM candidate")]
    return estimate(_stratum(flagged, len(flagged), decided), [_unflagged(store, name, decided) for name in STRATA])


def _choose(store: Store, day: date, many: int) -> Iterator[Drawn]:
    pools = {name: _pool(store, name) for name in STRATA}
    shares = {"near": (many + 1) // 2, "far": many // 2}
    lacking = {name: max(0, shares[name] - len(pools[name])) for name in STRATA}
    shares = {"near": shares["near"] + lacking["far"], "far": shares["far"] + lacking["near"]}
    for name, ids in pools.items():
        taken = sorted(ids, key=lambda one: sha256(f"{day.isoformat()} {one}".encode()).digest())[: shares[name]]
        for one in taken:
            yield Drawn(article_id=one, day=day, stratum=name, probability=len(taken) / len(ids), population=len(ids))


def _pool(store: Store, stratum: str) -> list[str]:
    """Return the unflagged articles of a stratum that came since the last draw: of each group, the first telling."""
    rows = store.query(
        f"""SELECT d.article_id FROM detection AS d JOIN article ON article.id = d.article_id
            LEFT JOIN grouping AS g ON g.article_id = d.article_id
            WHERE d.strike = 0 AND d.score {">=" if stratum == "near" else "<"} {NEAR} AND g.duplicate_of IS NULL
              AND article.fetched > ifnull((SELECT max(drawn) FROM audit), '')
              AND NOT EXISTS (SELECT 1 FROM review WHERE review.article_id = d.article_id)"""
    )
    return [str(row["article_id"]) for row in rows]


def _unflagged(store: Store, stratum: str, decided: dict[str, bool]) -> Stratum:
    """Count a stratum over all nights: how many it was drawn from, and what people said of those drawn."""
    rows = list(store.query("SELECT article_id, day, population FROM audit WHERE stratum = ?", [stratum]))
    population = sum({row["day"]: row["population"] for row in rows}.values())
    return _stratum([row["article_id"] for row in rows], population, decided)


def _stratum(ids: Sequence[str], articles: int, decided: dict[str, bool]) -> Stratum:
    told = [decided[one] for one in ids if one in decided]
    return Stratum(articles=articles, reviewed=len(told), strikes=sum(told))


def _drawn_on(store: Store, day: date) -> list[Drawn]:
    return list(
        map(_drawn, store.query("SELECT * FROM audit WHERE day = ? ORDER BY stratum, article_id", [day.isoformat()]))
    )


def _drawn(row: dict[str, Any]) -> Drawn:
    return Drawn(
        article_id=row["article_id"],
        day=date.fromisoformat(row["day"]),
        stratum=row["stratum"],
        probability=row["probability"],
        population=row["population"],
    )
