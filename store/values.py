"""How values stand in the tables: times as ISO 8601 UTC, lists and mappings as JSON with sorted keys."""

import json
from datetime import UTC, datetime
from typing import Any


def to_iso(moment: datetime | None) -> str | None:
    """Write an aware time as ISO text in UTC; a naive one is refused with ValueError."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def from_iso(text: str | None) -> datetime | None:
    """Read back what `to_iso` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def to_json(value: Any) -> str:
    """Write JSON that is equal for equal values: keys sorted, letters as themselves."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
