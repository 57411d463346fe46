"""From the text of a date to a moment, with how exactly it is known.

Reads a text, the moment the page was fetched and the source's zone; writes nothing. Knows ISO 8601, RFC 2822,
numbers with dots, month names in Russian, Kazakh and English, and days told from today. What is not a date, or
no possible one, is None: a missing date is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from re import Match

from crawler.extract import date_forms as forms
from crawler.extract.clock import Time, find_time, time_of
from crawler.extract.months import month_number
from crawler.extract.page import Precision

# Nothing on the web of Kazakhstan is older; earlier dates are zeros of some clock (1970, 1900, 0001).
EARLIEST = date(1995, 1, 1)
# A page can be dated by a clock ahead of ours, and a day can have begun in its zone but not in ours: UTC+14
# is the farthest. Later than that is an event announced, or an error.
AHEAD = timedelta(hours=15)
_MAX_LENGTH = 300  # characters: a longer text is a paragraph, and a date in it is not the page's
_MONTHS = 12
_TWO_DIGITS = 2


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
    text = " ".join(text.split())[:_MAX_LENGTH].lower()
    for reader in _READERS:
        for moment in reader(text, context):
            return moment
    return None


def possible(at: datetime, context: Context) -> bool:
    """Tell whether something could have been published then: not before the web, not after it was fetched."""
    return at.date() >= EARLIEST and at <= context.fetched + AHEAD


def _epoch(text: str, context: Context) -> Iterator[Moment]:
    if forms.EPOCH.match(text):
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        if possible(at, context):
            yield Moment(at=at.astimezone(context.zone), precision="second")


def _iso(text: str, context: Context) -> Iterator[Moment]:
    for pattern in (forms.ISO, forms.ISO_COMPACT):
        for match in pattern.finditer(text):
            yield from _numbered(match, context, time_of(match) or find_time(text[match.end() :]))
    if month := forms.ISO_MONTH.match(text):
        yield from _month(int(month["year"]), int(month["month"]), context)


def _dotted(text: str, context: Context) -> Iterator[Moment]:
    """Read 12.09.2026 with the day first, as in Kazakhstan; the month first only where that is impossible."""
    for match in forms.DOTTED.finditer(text):
        yield from _numbered(match, context, find_time(_around(text, match)))


def _worded(text: str, context: Context) -> Iterator[Moment]:
    for pattern in forms.WORDED:
        for match in pattern.finditer(text):
            if month := month_number(match["name"]):
                yield from _named(text, match, month, context)
    if (match_year := forms.MONTH_YEAR.match(text)) and (month := month_number(match_year["name"])):
        yield from _month(int(match_year["year"]), month, context)


def _named(text: str, match: Match[str], month: int, context: Context) -> Iterator[Moment]:
    """Build the day of a pattern with a month's name.

    A missing year is the last that fits, and only beside a time of day: "12 сентября, 10:15" is how papers
    date the current year's news, "12 сентября" alone is any day in any sentence.
    """
    number, clock = int(match["day"]), find_time(_around(text, match))
    if match["year"]:
        yield from _on(_day(int(match["year"]), month, number), clock, context)
    elif clock and (late := forms.LATE_YEAR.match(text, match.end())):
        yield from _on(_day(int(late["year"]), month, number), clock, context)
    elif clock:
        this_year = _day(context.today.year, month, number)
        past = this_year if this_year and this_year <= context.today else _day(context.today.year - 1, month, number)
        yield from _on(past, clock, context)


def _around(text: str, match: Match[str]) -> str:
    """Return the text without the date: the time stands before or behind it."""
    return f"{text[: match.start()]} \n {text[match.end() :]}"


def _relative(text: str, context: Context) -> Iterator[Moment]:
    if match := forms.NEAR_DAY.search(text):
        day = context.today - timedelta(days=1 if match["yesterday"] else 0)
        yield from _on(day, find_time(_around(text, match)), context)
    elif match := forms.AGO.search(text):
        yield from _ago(int(match["count"] or 1), match["unit"], context)


def _ago(count: int, unit: str, context: Context) -> Iterator[Moment]:
    now = context.fetched.astimezone(context.zone)
    if unit[0] in "дкd":  # дней, күн, days
        yield from _on(context.today - timedelta(days=count), None, context)
    else:
        span = timedelta(minutes=count) if unit[0] in "мm" else timedelta(hours=count)
        yield Moment(at=(now - span).replace(second=0, microsecond=0), precision="minute")


def _numbered(match: Match[str], context: Context, clock: Time | None) -> Iterator[Moment]:
    """Build the day of a pattern of numbers: day before month, then the other way round."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if len(match["year"]) == _TWO_DIGITS:
        year += 2000
    yield from _on(_day(year, month, day), clock, context)
    if match.re is forms.DOTTED and day <= _MONTHS:
        yield from _on(_day(year, day, month), clock, context)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int, context: Context) -> Iterator[Moment]:
    first = _day(year, month, 1)
    for moment in _on(first, None, context):
        yield Moment(at=moment.at, precision="month")


def _on(day: date | None, clock: Time | None, context: Context) -> Iterator[Moment]:
    """Set the clock on a day; refuse what the calendar has not, and what cannot have been published yet."""
    if day is None or day < EARLIEST or day > (context.fetched + AHEAD).astimezone(context.zone).date():
        return
    if clock is None:
        yield Moment(at=datetime(day.year, day.month, day.day, 12, tzinfo=context.zone), precision="day")
        return
    at = clock.on(day, context.zone)
    if at > context.fetched and clock.zone is UTC:
        at = at.replace(tzinfo=context.zone)  # local time labelled "Z" is common, and would be in the future
    if possible(at, context):
        yield Moment(at=at, precision="minute" if clock.second is None else "second")


_READERS: tuple[Callable[[str, Context], Iterator[Moment]], ...] = (_epoch, _iso, _worded, _dotted, _relative)
