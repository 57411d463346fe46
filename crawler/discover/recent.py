"""Keeps of a channel's addresses the newest, so that an archive of 65,000 does not flood a night. Pure.

Dates are claims. A publication date counts; a lastmod counts unless the sitemap gives nearly all its addresses the
same day, as one of ours does to 65,398; otherwise the address itself is asked: /2026/11/21/ or its number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from crawler.discover.records import Child, Listed

# More addresses than any paper writes in a day, of which nearly all carry one day: that day is the generator's.
_MANY = 200
_NEARLY_ALL = 0.8
# A clock that runs a little fast, or a zone left out, is no lie; a date further ahead is not believed.
_AHEAD = timedelta(days=1)
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/._]?(0[1-9]|1[0-2])[-/._]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{4,12}(?!\d)")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def newest(listed: Sequence[Listed], *, now: datetime, max_age: timedelta) -> list[Listed]:
    """Return the addresses no older than `max_age`, newest first; those of unknown age come last.

    Unknown age is no reason to leave an article out: many sites date nothing before the article itself.
    """
    lying = _same_day_for_all(listed, since=now - max_age)
    aged = [(_age_known(one, now, lying), one) for one in listed]
    young = [(moment, one) for moment, one in aged if moment is None or moment >= now - max_age]
    young.sort(key=lambda pair: (pair[0] or _LONG_AGO, _number(pair[1].url)), reverse=True)
    return [one for _, one in young]


def newest_children(children: Sequence[Child], *, now: datetime, max_age: timedelta, most: int) -> tuple[Child, ...]:
    """Return the sitemaps of an index worth asking: recent by lastmod, else news before the rest, high numbers first.

    Of those that share one lastmod, or have none, nothing is known: numbers usually grow with time, and the first
    file is often where the newest are kept, so both ends are asked.
    """
    recent = [child for child in children if child.modified is None or child.modified >= now - max_age]
    recent.sort(
        key=lambda child: (child.modified or _LONG_AGO, _news(child.url), _file_number(child.url)),
        reverse=True,
    )
    if len(recent) <= most:
        return tuple(recent)
    oldest = min(recent, key=lambda child: (-_news(child.url), _file_number(child.url)))
    return tuple(dict.fromkeys([*recent[: most - 1], oldest]))


def _age_known(one: Listed, now: datetime, lying: bool) -> datetime | None:
    claims = [one.published, None if lying else one.modified]
    believable = [moment for moment in claims if moment is not None and moment <= now + _AHEAD]
    return believable[0] if believable else next(_days(one.url, now), None)


def _days(url: str, now: datetime) -> Iterator[datetime]:
    for found in _DAY_IN_ADDRESS.finditer(url):
        try:
            day = datetime(int(found[1]), int(found[2]), int(found[3]), 12, tzinfo=UTC)
        except ValueError:  # 31 February: a number, not a day
            continue
        if day <= now + _AHEAD:
            yield day


def _same_day_for_all(listed: Sequence[Listed], *, since: datetime) -> bool:
    """Tell whether nearly all addresses carry the day on which the sitemap was made.

    A day before `since` is no lie that matters: what the sitemap held on that day is older still.
    """
    days = Counter(one.modified.date() for one in listed if one.modified and not one.published)
    if days.total() < _MANY:
        return False
    day, times = days.most_common(1)[0]
    return times >= _NEARLY_ALL * days.total() and day >= since.date()


def _number(url: str) -> int:
    """Return the largest number in an address: articles are numbered as they are written."""
    return max((int(digits) for digits in _NUMBER.findall(url)), default=0)


def _news(url: str) -> bool:
    return re.search(r"news|post|article|novosti|zhanalyq", url.rsplit("/", 1)[-1], re.IGNORECASE) is not None


def _file_number(url: str) -> int:
    numbers = re.findall(r"\d+", url.rsplit("/", 1)[-1])
    return int(numbers[-1]) if numbers else 0
