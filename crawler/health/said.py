"""What a server says about asking again: Retry-After, Cache-Control, Expires. Header texts in, durations out."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])(?:no-cache|no-store|must-revalidate,\s*max-age=0)", re.IGNORECASE)
_CENTURY = 100 * 365 * 24 * 3600


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long to wait, from seconds or a date; None where nothing is said or it cannot be read."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return timedelta(seconds=min(int(said[:12]), _CENTURY))
    moment = _date(said)
    return max(moment - now, timedelta()) if moment else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long an answer stays fresh (RFC 9111: max-age less Age, else Expires); None where nothing is said."""
    said = headers.get("cache-control", "")
    if _NO_CACHE.search(said):
        return None
    if found := _MAX_AGE.search(said):
        age = headers.get("age", "0").strip()
        left = int(found[1]) - (int(age[:10]) if age.isdecimal() else 0)
        return timedelta(seconds=min(max(left, 0), _CENTURY))
    expires = _date(headers.get("expires", ""))
    return max(expires - now, timedelta()) if expires else None


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
