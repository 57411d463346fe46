"""Who looks at what: soft locks, so that two people are not shown the same story. Kept in memory by the one desk.

A lock is lost with the desk and ends by itself; it keeps nobody from deciding on a story that they open by its address.
"""

from datetime import datetime, timedelta

# A story takes a minute or two; the page renews its lock every half minute while it is open.
LASTS = timedelta(minutes=2)


class Looks:
    """Article -> who looks at it, and until when. Every method takes the time."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, datetime]] = {}

    def hold(self, article_id: str, person: str, now: datetime) -> None:
        """Say that a person looks at an article; somebody who held it before keeps it."""
        if self.holder(article_id, now) in (None, person):
            self._held[article_id] = (person, now + LASTS)

    def release(self, article_id: str, person: str) -> None:
        """Say that a person has done with an article."""
        if self._held.get(article_id, ("", None))[0] == person:
            del self._held[article_id]

    def holder(self, article_id: str, now: datetime) -> str | None:
        """Return who looks at an article, or None."""
        person, until = self._held.get(article_id, (None, now))
        return person if until > now else None

    def of_others(self, person: str, now: datetime) -> set[str]:
        """Return the articles at which others look, and forget locks that have ended."""
        self._held = {one: held for one, held in self._held.items() if held[1] > now}
        return {one for one, held in self._held.items() if held[0] != person}
