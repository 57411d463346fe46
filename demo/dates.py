"""Days in the words of each language, counted from the day a sample article is published.

Reads calendars.toml. The samples stay fresh because every date is an offset from "today" in Kazakhstan; two servers
started on the same day with the same code send the same bytes.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

# Kazakhstan has had one zone since 1 March 2024. A fixed offset, so that an old zone database cannot shift the samples.
KAZAKHSTAN = timezone(timedelta(hours=5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How one language writes days; cases map to twelve months or seven weekdays."""

    day: str
    date: str
    months: dict[str, list[str]]
    weekdays: dict[str, list[str]]


@cache
def calendar(lang: str) -> Calendar:
    """Return the calendar of a language tag; KeyError where calendars.toml has none."""
    table = tomllib.loads(Path(__file__).with_name("calendars.toml").read_text("utf-8"))
    return Calendar(**table[lang])


def moment(now: datetime, days_ago: int, clock: str) -> datetime:
    """Return the aware time `clock` (HH:MM, Kazakhstan) of the day that lies `days_ago` days before `now`."""
    day = now.astimezone(KAZAKHSTAN).date() - timedelta(days=days_ago)
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=KAZAKHSTAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What a sample text may call: days given as offsets from its own day of publication, 0 being that day."""

    lang: str
    published: datetime

    def day(self, offset: int, case: str = "plain") -> str:
        """Write the day without its year."""
        return self._write(calendar(self.lang).day, offset, case)

    def dated(self, offset: int, case: str = "plain") -> str:
        """Write the day with its year."""
        return self._write(calendar(self.lang).date, offset, case)

    def weekday(self, offset: int, case: str = "on") -> str:
        """Write the day of the week."""
        return calendar(self.lang).weekdays[case][self._at(offset).weekday()]

    def year(self, offset_years: int = 0) -> int:
        """Return the year of publication, moved by whole years."""
        return self.published.year + offset_years

    def _at(self, offset: int) -> date:
        return self.published.date() + timedelta(days=offset)

    def _write(self, pattern: str, offset: int, case: str) -> str:
        at = self._at(offset)
        month = calendar(self.lang).months[case][at.month - 1]
        return pattern.format(number=at.day, month=month, year=at.year)
