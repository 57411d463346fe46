"""Finds a time of day in a short text.

Reads a text, writes nothing. Knows "10:15", "10:15:30", "10.15" behind "в" or "сағат", "3:25 pm", "10h15" and
an offset or zone name behind it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?::|(?<=\d)[h.](?=\d\d\b))(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?![\d:])"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2}\b)?"
)
_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time of day, as exactly as it was written; `zone` where it was written too."""

    hour: int
    minute: int
    second: int | None
    zone: tzinfo | None

    def on(self, day: date, zone: tzinfo) -> datetime:
        """Return this time on a day, in its own zone or the one given."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.zone or zone)
        if self.hour == 24 and self.minute == 0:
            return start + timedelta(days=1)
        return start.replace(hour=self.hour, minute=self.minute, second=min(self.second or 0, 59))

    @property
    def possible(self) -> bool:
        """Tell whether a clock can show it."""
        return (self.hour <= 23 or (self.hour == 24 and self.minute == 0)) and self.minute <= 59


def find_time(text: str) -> Time | None:
    """Return the first time of day in a text, None where there is none."""
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % _NOON + (_NOON if match["half"].startswith("p") else 0)
        second = int(match["second"]) if match["second"] else None
        time = Time(hour=hour, minute=int(match["minute"]), second=second, zone=offset(match["zone"]))
        if time.possible:
            return time
    return None


def time_of(match: re.Match[str]) -> Time | None:
    """Return the time of day that a date's own pattern caught, None where it caught none or no possible one."""
    if match["hour"] is None:
        return None
    second = int(match["second"]) if match["second"] else None
    time = Time(hour=int(match["hour"]), minute=int(match["minute"]), second=second, zone=offset(match["zone"]))
    return time if time.possible else None


def offset(text: str | None) -> tzinfo | None:
    """Return the zone of "z", "utc", "+0500", "+05:00" or "+05"; None for none or an impossible one."""
    if text is None:
        return None
    if text in {"z", "utc", "gmt"}:
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if span > timedelta(hours=14):  # Kiritimati, the farthest
        return None
    return timezone(-span if text[0] == "-" else span)
