"""From the text of a date to a moment, with how exactly it is known.

Reads a text, the moment the page was fetched and the source's zone; writes nothing. Knows ISO 8601, RFC 2822,
numbers with dots, month names in Russian, Kazakh and English, and days told from today. What is not a date, or
no possible one, is None: a missing date is missing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from crawler.extract.clock import Time, find_time, offset
from crawler.extract.months import TODAY, WORD, YESTERDAY, month_number
from crawler.extract.page import Precision

# Nothing on the web of Kazakhstan is older; earlier dates are zeros of some clock (1970, 1900, 0001).
EARLIEST = date(1995, 1, 1)
# A page can be dated by a clock ahead of ours, and a day can have begun in its zone but not in ours: UTC+14
# is the farthest. Later than that is an event announced, or an error.
AHEAD = timedelta(hours=15)
_MAX_LENGTH = 300  # characters: a longer text is a paragraph, and a date in it is not the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An aware moment; a day or month alone stands at noon of its zone."""

    at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a date's text leaves unsaid: when the page was fetched (aware), and in which zone its clock runs."""

    fetched: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The day on which the page was fetched, at the source."""
        return self.fetched.astimezone(self.zone).date()


def parse_date(text: str, context: Context) -> Moment | None:
    """Return the first possible date in a short text."""
    text = " ".join(text.replace("\u00a0", " ").split()).strip()[:_MAX_LENGTH].lower()
    for reader in _READERS:
        for moment in reader(text, context):
            return moment
    return None


def possible(at: datetime, context: Context) -> bool:
    """Tell whether something could have been published then: not before the web, not after it was fetched."""
    return at.date() >= EARLIEST and at <= context.fetched + AHEAD


_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[t\s,_]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?![\d:])"
)
_ISO_COMPACT = re.compile(
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>z|[+-]\d{2}:?\d{2})?)?$"
)
_ISO_MONTH = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{2})$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2})(?![\d.]?\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\d:.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?(?:го|ое|шы|ші))?[\s.\-/]*(?:of\s+)?(?P<name>{WORD})\.?,?[\s\-/]*(?P<year>\d{{4}})?(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>{WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s*(?P<year>\d{{4}})?(?![\d:])"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\s*(?:г\.?|год[а]?|ж\.?|жыл(?:ғы|дың|ы)?|jyl(?:ǵy|ğy)?)?,?\s*(?P<day>\d{{1,2}})[\s-]*(?P<name>{WORD})"
)
_MONTH_YEAR = re.compile(rf"^(?P<name>{WORD})\.?,?\s+(?P<year>\d{{4}})\b")
_NEAR_DAY = re.compile(rf"(?P<today>{TODAY})|(?P<yesterday>{YESTERDAY})")
_AGO = re.compile(
    r"(?P<count>\d{1,3})?\s*(?P<unit>мин\w*|час\w*|дн\w*|день|сағ\w*|күн|min\w*|hours?|days?|h|d)\.?\s+(?:назад|бұрын|ago|buryn)"
)


def _iso(text: str, context: Context) -> Iterator[Moment]:
    for pattern in (_ISO, _ISO_COMPACT):
        for match in pattern.finditer(text):
            yield from _moment(match, context, _clock_of(match) or find_time(text[match.end() :]))
    if match_month := _ISO_MONTH.match(text):
        yield from _month(int(match_month["year"]), int(match_month["month"]), context)


def _clock_of(match: re.Match[str]) -> Time | None:
    if match["hour"] is None:
        return None
    second = int(match["second"]) if match["second"] else None
    time = Time(
        hour=int(match["hour"]), minute=int(match["minute"]), second=second, zone=offset(match["zone"])
    )
    return time if time.possible else None


def _epoch(text: str, context: Context) -> Iterator[Moment]:
    if _EPOCH.match(text):
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        if possible(at, context):
            yield Moment(at=at.astimezone(context.zone), precision="second")


def _dotted(text: str, context: Context) -> Iterator[Moment]:
    """12.09.2026: the day first, as in Kazakhstan and Russia; the month first only where the day cannot be."""
    for match in _DOTTED.finditer(text):
        yield from _moment(match, context, find_time(_around(text, match)))


def _worded(text: str, context: Context) -> Iterator[Moment]:
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            if month_number(match["name"]):
                yield from _moment(match, context, find_time(_around(text, match)))
    if (match_year := _MONTH_YEAR.match(text)) and (month := month_number(match_year["name"])):
        yield from _month(int(match_year["year"]), month, context)


def _around(text: str, match: re.Match[str]) -> str:
    """Return the text without the date: the time stands before or behind it."""
    return f"{text[: match.start()]} \n {text[match.end() :]}"


def _relative(text: str, context: Context) -> Iterator[Moment]:
    if match := _NEAR_DAY.search(text):
        day = context.today - timedelta(days=1 if match["yesterday"] else 0)
        yield from _on(day, find_time(_around(text, match)), context)
    elif match := _AGO.search(text):
        yield from _ago(int(match["count"] or 1), match["unit"], context)


def _ago(count: int, unit: str, context: Context) -> Iterator[Moment]:
    now = context.fetched.astimezone(context.zone)
    if unit[0] in "дкd":  # дней, күн, days
        yield from _on(context.today - timedelta(days=count), None, context)
    else:
        span = (
            timedelta(minutes=count) if unit[0] == "м" or unit.startswith("min") else timedelta(hours=count)
        )
        yield Moment(at=(now - span).replace(second=0, microsecond=0), precision="minute")


def _moment(match: re.Match[str], context: Context, clock: Time | None) -> Iterator[Moment]:
    """Build the day that a pattern found: nothing where the calendar has no such day."""
    parts = match.groupdict()
    month = month_number(parts["name"]) if "name" in parts else int(parts["month"])
    number, year = int(parts["day"]), parts["year"]
    if month is None:
        return
    if "name" not in parts and month > 12 >= number:  # noqa: PLR2004 - months in a year
        number, month = month, number
    day = _day(int(year), month, number) if year else _latest(month, number, context)
    if day:
        yield from _on(day, clock, context)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - two digits
    except ValueError:
        return None


def _latest(month: int, day: int, context: Context) -> date | None:
    """Return the last such day that has come: papers leave out the current year only."""
    this_year = _day(context.today.year, month, day)
    if this_year and this_year <= context.today:
        return this_year
    return _day(context.today.year - 1, month, day)


def _month(year: int, month: int, context: Context) -> Iterator[Moment]:
    first = _day(year, month, 1)
    if first:
        at = datetime(first.year, first.month, 1, 12, tzinfo=context.zone)
        if possible(at.replace(hour=0), context):
            yield Moment(at=at, precision="month")


def _on(day: date, clock: Time | None, context: Context) -> Iterator[Moment]:
    """Set the clock on a day; refuse what cannot have been published yet."""
    if clock is None:
        midnight = datetime(day.year, day.month, day.day, tzinfo=context.zone)
        if possible(midnight, context):
            yield Moment(at=midnight.replace(hour=12), precision="day")
        return
    at = clock.on(day, context.zone)
    if at > context.fetched and clock.zone is UTC:
        at = at.replace(tzinfo=context.zone)  # local time labelled "Z": common, and else in the future
    if possible(at, context):
        yield Moment(at=at, precision="minute" if clock.second is None else "second")


_READERS: tuple[Callable[[str, Context], Iterator[Moment]], ...] = (_epoch, _iso, _worded, _dotted, _relative)
