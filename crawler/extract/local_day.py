"""Gives a moment that was written in universal time the offset of the site, where the page betrays it.

Reads the moment, other texts of dates on the same page and its address; writes nothing. Content systems stamp
articles in UTC, and papers print the day of their own town: of 15 pages of our data on which the two differ, people
wrote down the printed day on every one. The instant stays what it was.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from crawler.extract.dates import Context, Moment, parse_date

_QUARTER = timedelta(minutes=15)  # offsets are whole quarters of an hour
_WEST, _EAST = timedelta(hours=-10), timedelta(hours=13)  # Honolulu, Auckland in summer: papers beyond are few
_HOUR = timedelta(hours=1)


def at_home(moment: Moment, texts: Iterable[str], named: date | None, context: Context) -> Moment:
    """Return a moment in the offset of the page's own clock; unchanged where it has one, or none is betrayed.

    `named` is the day in the page's address. A clock on the page that shows the same minute and second tells the
    offset; a day that is the one before or after tells the least that would do. A day that is only shown may be that
    of the visit, so it counts only where the moment is a full hour: the midnight at which a day begins somewhere.
    """
    if moment.at.utcoffset() or moment.precision in {"day", "month"}:
        return moment
    days: list[date] = [named] if named else []
    midnight = not (moment.at.minute or moment.at.second)
    for text in texts:
        other = parse_date(text, context)
        if other is None:
            continue
        if other.precision in {"day", "month"}:
            days += [other.at.date()] if midnight else []
        elif (offset := _between(moment, other)) is not None:
            return _moved(moment, offset)
    return _on_day(moment, days[0]) if days else moment


def _between(moment: Moment, other: Moment) -> timedelta | None:
    """Return how far one clock is from the other, if both show the same instant; None where they do not.

    Two clocks in universal time are the same only where one was labelled so in error: then their seconds are equal.
    """
    if not other.at.utcoffset() and not (other.precision == "second" and other.at.second):
        return None
    ours, theirs = moment.at.replace(tzinfo=None), other.at.replace(tzinfo=None)
    if other.precision == "minute" or moment.precision == "minute":
        ours, theirs = ours.replace(second=0, microsecond=0), theirs.replace(second=0, microsecond=0)
    offset = theirs.replace(microsecond=0) - ours.replace(microsecond=0)
    return offset if offset and not offset % _QUARTER and _WEST <= offset <= _EAST else None


def _on_day(moment: Moment, day: date) -> Moment:
    """Move a moment to the day before or after, if some zone has it then; by no more hours than needed."""
    if day == moment.at.date() + timedelta(days=1):
        ahead = datetime(day.year, day.month, day.day, tzinfo=moment.at.tzinfo) - moment.at
        offset = -(-ahead // _HOUR) * _HOUR
    elif day == moment.at.date() - timedelta(days=1):
        offset = -(moment.at.hour + 1) * _HOUR
    else:
        return moment
    return _moved(moment, offset) if _WEST <= offset <= _EAST else moment


def _moved(moment: Moment, offset: timedelta) -> Moment:
    return Moment(at=moment.at.astimezone(timezone(offset)), precision=moment.precision)
