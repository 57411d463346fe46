"""Articles that tell of strikes, for the tests of stories and events: made, with what detection would find in them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from conftest import NOW

from analysis.clues import Clues
from analysis.likeness import Account
from store import articles, passes, reviews
from store.database import Store
from store.records import Article, Detected, Grouped
from store.reviews import Review

TOWNS = ("Zhanaozen", "Aktau", "Temirtau", "Semey")
FIRMS = ("Burgylau", "Kezbi Service", "Tulpar Bus", "Aru Tigin")


def point(kind: int, noise: float = 0.0, seed: int = 0) -> Any:
    """Return a unit vector: one direction for each kind, and noise."""
    vector = np.zeros(64, dtype=np.float32)
    vector[kind] = 1
    vector += np.random.default_rng(seed).normal(0, noise / 8, 64).astype(np.float32)
    return vector / np.linalg.norm(vector)


def account(
    name: str, kind: int = 0, *, hours: float = 0, town: str | None = None, firm: str | None = None, **more: Any
) -> Account:
    """Return an article of one strike (`kind`); `town` and `firm` are those that it names."""
    firms = frozenset({firm} if firm else ())
    clues = Clues(employers=firms, named=firms, towns=frozenset({town} if town else ()), sectors=frozenset({"other"}))
    plain = Account(
        id=name,
        at=NOW + timedelta(hours=hours),
        group=name,
        strike=True,
        clues=clues,
        among_news=point(kind),
        among_strikes=point(kind, 0.3, seed=len(name) + ord(name[-1])),
    )
    return replace(plain, **more)


def put(
    store: Store, name: str, *, at: datetime = NOW, source: str = "bereg", group: str | None = None, **report: Any
) -> None:
    """Put a flagged article in, as if detection had coded `report` from it."""
    articles.add(
        store,
        Article(
            id=name,
            source=source,
            url=f"https://{source}.example/{name}",
            title=f"Забастовка {name}",
            body=f"Смена не вышла на работу. {name}",
            published=at,
            published_precision="minute",
            extractor=1,
            fetched=at,
        ),
    )
    found = Detected(
        article_id=name, strike=True, score=0.9, kind="strike", why="made", in_kazakhstan=True, evidence=(),
        reports=(report,),
    )  # fmt: skip
    passes.save_detected(store, "1", [found])
    passes.save_grouped(
        store, "1", [Grouped(article_id=name, group_id=group or name, duplicate_of=group if group != name else None)]
    )


def accept(store: Store, name: str, *, ordinal: int = 1, reviewer: str = "aigul", **fields: Any) -> None:
    """Let a person accept a report of an article with these values."""
    article = articles.get(store, name)
    reviews.append(
        store,
        Review(
            article_id=name, ordinal=ordinal, reviewer=reviewer, decision="accept", version="1",
            text_sha=reviews.text_sha(article.title, article.body), at=NOW, fields=fields,
        ),
    )  # fmt: skip
