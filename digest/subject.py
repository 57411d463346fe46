"""The subject line, which tells the news. Reads a day; writes nothing."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from digest.records import DigestDay, DigestItem
from digest.words import Words, words

PLACES = 3
"""Places named; a phone shows about 40 characters of a subject, and three names nearly fill them."""

_ENGLISH = words("en")


def subject(day: DigestDay, say: Words = _ENGLISH) -> str:
    """Say what happened: "3 new strikes: Zhanaozen, Temirtau, Almaty; 1 strike threat: Aktau"."""
    here = [item for item in day.items if not item.abroad]
    parts = [
        _part(say, name, [item for item in here if (item.kind, item.course) == which])
        for name, which in (
            ("new_strike", ("strike", "new")),
            ("threat", ("threat", "new")),
            ("ongoing_strike", ("strike", "ongoing")),
            ("ongoing_threat", ("threat", "ongoing")),
        )
    ]
    over = [update.item for update in day.updates if update.turn == "ended" and not update.item.abroad]
    parts.append(_part(say, "ended", [item for item in here if item.course == "ended"] + over))
    if changed := [update for update in day.updates if update.turn != "ended"]:
        parts.append(say.say("subject.changed", count=len(changed)))
    abroad = [item for item in day.items if item.abroad]
    told = "; ".join(part for part in parts if part) or say.say("subject.nothing_here" if abroad else "subject.nothing")
    return one_line(f"{told}; {say.say('subject.abroad', count=len(abroad))}" if abroad else told)


def one_line(text: str) -> str:
    """Make text fit for a header: no line ends, no control or direction characters, single spaces."""
    kept = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(kept.split())


def _part(say: Words, what: str, items: Sequence[DigestItem]) -> str:
    if not items:
        return ""
    count = say.counted(what, len(items))
    places = Counter(_place(say, item) or item.employer for item in items)
    named = [name if times == 1 else f"{name} ({times})" for name, times in places.items() if name]
    shown = named[:PLACES] + ([say.say("subject.more", count=len(named) - PLACES)] if len(named) > PLACES else [])
    return f"{count}: {', '.join(shown)}" if shown else count


def _place(say: Words, item: DigestItem) -> str | None:
    if item.place:
        return say.place(item.place)
    return say.value(item.region) if item.region else None
