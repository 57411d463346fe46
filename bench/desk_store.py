"""Makes a store of the size that the desk is measured on: a million articles, fifty thousand of them with a report.

Everything in it is made: sentences of a few patterns, towns and firms of the registers. The file is kept and used
again; making it takes some minutes of one core.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from analysis import employers, gazetteer
from review.proposals import link
from store import desk, reviews
from store.database import Store, open_store, writing
from store.reviews import Review
from store.search import fold

ARTICLES, REPORTS, REVIEWED = 1_000_000, 50_000, 5_000
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
BATCH = 5_000
TELLS = "Рабочие компании «{employer}» в городе {place} не вышли на смену и требуют поднять зарплату на {n} процентов. "
FILLS = (
    "В городе {place} прошло совещание, на котором обсудили ремонт дорог и подготовку к зиме, выделено {n} миллионов. "
)
ENGLISH = (
    "Workers of the company {employer} in the town of {place} did not begin the shift and demand {n} percent more. "
)


def make(path: Path, *, articles: int = ARTICLES, reports: int = REPORTS, reviewed: int = REVIEWED) -> None:
    """Write the store to `path`, which must not be there."""
    store = open_store(path)
    store.conn.execute("PRAGMA synchronous = OFF")
    made = Made(random.Random(7), every=articles // reports)  # noqa: S311 - made data, the same each time
    for start in range(0, articles, BATCH):
        _write(store, list(made.rows(start, min(start + BATCH, articles))))
    _review(store, reviewed)
    store.conn.execute("ANALYZE")
    store.close()


class Made:
    """Rows of made articles; the same seed makes the same store."""

    def __init__(self, chance: random.Random, every: int) -> None:
        self.chance, self.every = chance, every
        self.places = [place for place in gazetteer.load().values() if place.kind != "region"]
        self.firms = sorted(employers.load())

    def rows(self, start: int, end: int) -> Iterator[dict[str, Any]]:
        """Give the articles of these numbers; every n-th tells of a strike."""
        for number in range(start, end):
            place, firm, n = (
                self.chance.choice(self.places),
                self.chance.choice(self.firms),
                self.chance.randrange(9, 400),
            )
            strike = number % self.every == 0
            values = {"employer": firm, "place": place.name, "n": n}
            told = NOW - timedelta(minutes=5 * (number % 1_000_000), seconds=self.chance.randrange(300))
            yield {
                "id": hashlib.sha256(str(number).encode()).hexdigest()[:16], "number": number, "strike": strike,
                "title": (TELLS if strike else FILLS).format(**values)[:90], "told": told.isoformat(timespec="seconds"),
                "body": "\n".join((TELLS if strike and not line else FILLS).format(**values) * 2 for line in range(4)),
                "english": ENGLISH.format(**values), "place": place, "firm": firm, "n": n,
                "score": round(0.5 + self.chance.random() / 2, 4) if strike else round(self.chance.random() / 4, 4),
            }  # fmt: skip


def _write(store: Store, rows: list[dict[str, Any]]) -> None:
    with writing(store):
        store.conn.executemany(
            """INSERT INTO article (number, id, source, url, title, body, published, published_precision, extractor,
                 fetched) VALUES (:row, :id, :source, :url, :title, :body, :told, 'second', 1, :told)""",
            [
                {**row, "row": row["number"] + 1, "source": f"paper-{row['number'] % 60}", "place": None,
                 "url": f"https://paper-{row['number'] % 60}.example/{row['number']}"}
                for row in rows
            ],
        )  # fmt: skip
        store.conn.executemany(
            "INSERT INTO article_search (rowid, title, body, english_title, english_body) VALUES (?, ?, ?, '', '')",
            [(row["number"] + 1, fold(row["title"]), fold(row["body"])) for row in rows],
        )
        _each(store, "identification", 6, [(row["id"], "1", "ru", "Cyrl", 1.0, "[]") for row in rows])
        _each(store, "fingerprint", 4, [(row["id"], "1", row["id"], b"\0" * 64) for row in rows])
        _each(store, "grouping", 4, [(row["id"], "1", row["id"], None) for row in rows])
        _each(store, "detection", 8, [_detection(row) for row in rows])
        flagged = [row for row in rows if row["strike"]]
        _each(
            store, "report", 4, [(row["id"], 1, "1", json.dumps(_report(row), ensure_ascii=False)) for row in flagged]
        )
        _each(store, "translation", 10, [_translation(row) for row in flagged])


def _each(store: Store, table: str, columns: int, rows: list[tuple[Any, ...]]) -> None:
    store.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608 - ours


def _detection(row: dict[str, Any]) -> tuple[Any, ...]:
    evidence = [{"field": "text", "start": 0, "end": 20, "text": row["body"][:20], "reason": "workers refuse to work"}]
    kind = "strike" if row["strike"] else "none"
    held = json.dumps(evidence if row["strike"] else [], ensure_ascii=False)
    return (row["id"], "1", int(row["strike"]), row["score"], kind, "workers refuse to work", 1, held)


def _report(row: dict[str, Any]) -> dict[str, Any]:
    at = row["body"].find(row["firm"])
    ground = {"supports": "employer", "field": "text", "start": at, "end": at + len(row["firm"]), "text": row["firm"]}
    return {
        "action_type": "strike", "status": "ongoing", "sector": "oil and gas", "demands": ["wage rise"],
        "employer": row["firm"], "settlement": row["place"].name, "region": row["place"].region,
        "start_date": row["told"][:10], "workers_min": row["n"], "workers_max": row["n"], "score": row["score"],
        "reasons": ["workers refuse to work"], "evidence": [{**ground, "reason": "names the employer"}],
    }  # fmt: skip


def _translation(row: dict[str, Any]) -> tuple[Any, ...]:
    sentences, at = [], 0
    for line in row["body"].split(". "):
        end = min(at + len(line) + 1, len(row["body"]))
        sentences.append({"field": "text", "start": at, "end": end, "english": row["english"]})
        at += len(line) + 2
    body = " ".join([row["english"]] * 4)
    held = json.dumps(sentences, ensure_ascii=False)
    return (row["id"], "1", "done", None, "rough", "rough", row["english"][:80], body, held, "[]")


def _review(store: Store, many: int) -> None:
    """Let two people have decided on the oldest reports, mostly alike; accepted ones are in events."""
    rows = list(
        store.query(
            """SELECT article.id, article.title, article.body, article.published, report.fields FROM report
               JOIN article ON article.id = report.article_id ORDER BY article.published LIMIT ?""",
            [many],
        )
    )
    for number, row in enumerate(rows):
        review = Review(
            article_id=row["id"], ordinal=1, reviewer="curator-1", decision="accept" if number % 3 else "reject",
            fields=json.loads(row["fields"]), version="1", text_sha=reviews.text_sha(row["title"], row["body"]), at=NOW,
        )  # fmt: skip
        desk.decide(store, [review])
        if review.decision == "accept":
            link(store, review, "new", NOW)
