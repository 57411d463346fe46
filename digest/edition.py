"""A day's news as text that is kept, and several days' news as one. Reads and writes values only.

An edition is fixed when its first letter is claimed: a letter that leaves three days late, a reader who wants
Mondays only and the feeds all tell what was known then, in the same words.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from digest.records import DigestDay, DigestItem, DigestUpdate

_KEPT: TypeAdapter[DigestDay] = TypeAdapter(DigestDay)


def to_text(day: DigestDay) -> str:
    """Write a day's news as JSON that `from_text` reads back."""
    return _KEPT.dump_json(day).decode()


def from_text(kept: str) -> DigestDay:
    """Read a day's news back."""
    return _KEPT.validate_json(kept)


def together(days: Sequence[DigestDay], day: date) -> DigestDay:
    """Join the news of several days, oldest first, as that of `day`: each story once, as it was told last.

    A story that began within these days is new, however it went on. What waits, what is in trouble and the counts
    are those of the last day.
    """
    if not days:
        return DigestDay(day=day)
    items: dict[str, DigestItem] = {}
    updates: dict[str, DigestUpdate] = {}
    for one in days:
        for item in one.items:
            began = items.get(item.story or item.id)
            fresh = began is not None and began.course == "new" and item.course == "ongoing"
            items[item.story or item.id] = replace(item, course="new", changes=()) if fresh else item
        updates |= {update.item.story or update.item.id: update for update in one.updates}
    told = tuple(update for story, update in updates.items() if story not in items)
    return replace(days[-1], day=day, items=tuple(items.values()), updates=told)
