"""Made rows to put into a store."""

import dataclasses
from datetime import UTC, datetime

from store import frontier
from store.database import Store
from store.records import Address, Article, Channel

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def article(number: int = 1, **changes: object) -> Article:
    plain = Article(
        id=f"{number:016x}",
        source="sample",
        url=f"http://127.0.0.1/{number}",
        title="Мұнайшылар жұмысқа шықпай қойды",
        body="Жаңаөзендегі жұмысшылар жалақыны көтеруді талап етті.",
        extractor=1,
        fetched=NOW,
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def address(key: str) -> Address:
    return Address(key=key, url=f"http://127.0.0.1/{key}", source="sample", channel="feed")


def listed(store: Store, *keys: str) -> int:
    answer = Channel(url="feed", source="sample", kind="feed", checked=NOW, etag='"1"')
    return frontier.record_channel(store, answer, [address(key) for key in keys], now=NOW)
