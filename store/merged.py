"""What has been merged from elsewhere. Writes: merged."""

from datetime import datetime

from store.database import Store, writing
from store.values import to_iso


def has(store: Store, key: str) -> bool:
    """Tell whether the part or the store of that key is in already."""
    return bool(store.conn.execute("SELECT 1 FROM merged WHERE key = ?", [key]).fetchone())


def note(store: Store, key: str, articles: int, *, now: datetime) -> None:
    """Note that it is in, with how many articles it brought."""
    with writing(store):
        store.execute("INSERT INTO merged (key, articles, at) VALUES (?, ?, ?)", [key, articles, to_iso(now)])
