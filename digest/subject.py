"""The subject line, which tells the news. Reads a day; writes nothing."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from digest.records import DigestDay, DigestItem

PLACES = 3
"""Places named; a phone shows about 40 characters of a subject, and three names nearly fill them."""


def subject(day: DigestDay) -> str:
    """Say what happened: "3 new strikes: Zhanaozen, Temirtau, Almaty; 1 strike threat: Aktau"."""
    here = [item for item in day.items if not item.abroad]
    parts = [
        _part("new strike", [item for item in here if item.kind == "strike" and not item.ongoing]),
        _part("strike threat", [item for item in here if item.kind == "threat" and not item.ongoing]),
        _part("ongoing strike", [item for item in here if item.kind == "strike" and item.ongoing]),
        _part("standing threat", [item for item in here if item.kind == "threat" and item.ongoing]),
    ]
    abroad = [item for item in day.items if item.abroad]
    told = "; ".join(part for part in parts if part) or ("No new strikes" + (" in Kazakhstan" if abroad else ""))
    return one_line(f"{told}; {len(abroad)} abroad" if abroad else told)


def one_line(text: str) -> str:
    """Make text fit for a header: no line ends, no control or direction characters, single spaces."""
    kept = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(kept.split())


def _part(what: str, items: Sequence[DigestItem]) -> str:
    if not items:
        return ""
    count = f"{len(items)} {what}{'' if len(items) == 1 else 's'}"
    places = Counter(item.place or item.region or item.employer for item in items)
    named = [name if times == 1 else f"{name} ({times})" for name, times in places.items() if name]
    shown = named[:PLACES] + ([f"{len(named) - PLACES} more"] if len(named) > PLACES else [])
    return f"{count}: {', '.join(shown)}" if shown else count
