"""What is wrong with a source, from its nights: against its own 28-day baseline and its declared floor. Pure.

Each finding has a kind, by which its alarm is known, and a sentence for people:

    unreachable   nothing answered; whether it is dead cannot be told from here
    blocked       it answers, and shuts us out
    no items      it answers, and its channels name nothing
    channel       one channel of several has failed for long
    retired       all its channels have; they are asked once a month
    losing        more comes than the askings see
    few           the week's articles are under the source's floor, or far under its own usual number
    dates         fewer articles have a date than usual
    bodies        texts are much shorter or longer than usual
    language      the mix of languages is another one
    errors        more fetches than usual bring no article
    layout        a field is found in another way than usual: the pages have changed
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.health.norms import Norm, distance, shares, summed
from crawler.health.polling import MISSES, loses
from store.alarms import Finding
from store.measures import Measure
from store.polls import Poll

# Nights. A week, because papers rest on Sundays; the 28 before it, as Media Cloud does.
RECENT, BASELINE = 7, 28
# Nights that a baseline needs before anything is held against it: two whole weeks.
LEAST_NIGHTS = 14
# Articles. Of 10 articles of a source that dates 95 %, fewer than 8 are dated once in 90 weeks by chance.
LEAST_ARTICLES = 10
# Of 20 articles in two languages that are equally common, a share is off by 0.4 once in 3,000 weeks by chance.
LEAST_FOR_MIX, MIX_CHANGED = 20, 0.4
# The part of recent fetches without article, above the usual part: a fifth more is a page kind, not a page.
ERRORS_RISEN = 0.2
LEAST_FETCHES = 10
# How a field is found is the same for nine in ten pages of a site's layout; when half are found otherwise, it changed.
USUAL_WAY, OTHER_WAY = 0.9, 0.5
_FIELDS = ("title", "body", "published")
_SHUT = ("http 401", "http 403", "http 429", "http 451", "robots", "wall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is known of one source: its nights (one measure a day, oldest first), channels, floor, languages."""

    source: str
    nights: Sequence[Measure]
    polls: Sequence[Poll]
    floor: float
    languages: Sequence[str]


def findings(case: Case) -> list[Finding]:
    """Return what is wrong now; the last night is the one that is judged."""
    if not case.nights:
        return []
    told = [*_access(case), *_channels(case)]
    recent, before = split(case.nights)
    for kind, texts in (
        ("few", _few(case, recent, before)),
        ("dates", _dates(recent, before)),
        ("bodies", _bodies(recent, before)),
        ("language", _language(case, recent, before)),
        ("errors", _errors(recent, before)),
        ("layout", _layout(recent, before)),
    ):
        text = "; ".join(texts)
        if text:
            told.append((kind, text))
    return [Finding(source=case.source, kind=kind, what=what) for kind, what in told]


def split(nights: Sequence[Measure]) -> tuple[list[Measure], list[Measure]]:
    """Return the nights of the last week on which the source was reached, and those of the 28 days before it."""
    last = nights[-1].at.date()
    week = last - timedelta(days=RECENT)
    first = week - timedelta(days=BASELINE)
    reached = [night for night in nights if night.reached]
    recent = [night for night in reached if night.at.date() > week]
    return recent, [night for night in reached if first < night.at.date() <= week]


def by_day(measures: Sequence[Measure]) -> list[Measure]:
    """Return one measure a day: several runs of one day are one night."""
    days: dict[date, list[Measure]] = {}
    for one in measures:
        days.setdefault(one.at.date(), []).append(one)
    return [_merged(found) if len(found) > 1 else found[0] for _, found in sorted(days.items())]


def _merged(found: Sequence[Measure]) -> Measure:
    last, articles = found[-1], sum(one.articles for one in found)
    weighted = sum(one.characters * one.articles for one in found)
    return Measure(
        source=last.source, at=last.at, upto=last.upto, items=last.items, reached=any(one.reached for one in found),
        articles=articles, dated=sum(one.dated for one in found), characters=weighted // articles if articles else 0,
        languages=summed(one.languages for one in found), found=summed(one.found for one in found),
        fetched=sum(one.fetched for one in found), failed=sum(one.failed for one in found),
        kinds=last.kinds,
    )  # fmt: skip


def _access(case: Case) -> Iterator[tuple[str, str]]:
    """Tell of a source that gave nothing at all tonight. Zero items is a failure, on the first night already."""
    if all(poll.state == "retired" for poll in case.polls) and case.polls:
        if not all(poll.by_hand for poll in case.polls):
            yield "retired", "no channel has worked for long; it is asked once a month: correct or remove its entry"
        return
    tonight = case.nights[-1]
    if tonight.items:
        return
    nights = next((n for n, one in enumerate(reversed(case.nights)) if one.items), len(case.nights))
    since = f"for {nights} night{'s' if nights != 1 else ''}"
    kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(tonight.kinds.items())) or "no error"
    if not tonight.reached:
        yield "unreachable", f"nothing answers {since}: {kinds}; other sources do; undecided whether it is dead"
    elif tonight.kinds and all(kind.startswith(_SHUT) for kind in tonight.kinds):
        yield "blocked", f"it answers and shuts us out {since}: {kinds}"
    else:
        yield "no items", f"its channels name no article {since}: {kinds}"


def _channels(case: Case) -> Iterator[tuple[str, str]]:
    failing = [poll for poll in case.polls if poll.failures >= MISSES and not poll.by_hand]
    if failing and case.nights[-1].items:
        named = ", ".join(f"{poll.url} ({poll.failures} times)" for poll in failing)
        yield "channel", f"fails in a row: {named}; the other channels carry the source"
    losing = [poll for poll in case.polls if loses(poll)]
    if losing:
        named = ", ".join(f"{poll.url} ({poll.fresh} of {poll.listed} new)" for poll in losing)
        yield "losing", f"items may be lost between two askings: {named}; poll between nights (`strikewatch schedule`)"


def _few(case: Case, recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    got = sum(night.articles for night in recent)
    if len(recent) >= RECENT and got < case.floor:
        yield f"{got} articles in {RECENT} nights; its floor is {case.floor:g}"
    elif len(before) >= LEAST_NIGHTS and recent:
        norm, mean = Norm.of([night.articles for night in before]), got / len(recent)
        if norm.falls(mean):
            yield f"{mean:.1f} articles a night, usually {norm.mean:.1f} (deviation {norm.deviation:.1f})"


def _dates(recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    got, dated = sum(night.articles for night in recent), sum(night.dated for night in recent)
    if got < LEAST_ARTICLES:
        return
    usual = [night.dated / night.articles for night in before if night.articles]
    if len(usual) >= LEAST_NIGHTS and Norm.of(usual).falls(dated / got):
        yield f"{dated} of {got} articles have a date; usually {Norm.of(usual).mean:.0%} do"
    elif len(usual) < LEAST_NIGHTS and not dated:
        yield f"none of {got} articles has a date"


def _bodies(recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    usual = [float(night.characters) for night in before if night.articles]
    got = sum(night.articles for night in recent)
    if len(usual) < LEAST_NIGHTS or got < LEAST_ARTICLES:
        return
    norm, mean = Norm.of(usual), sum(night.characters * night.articles for night in recent) / got
    if norm.falls(mean) or norm.rises(mean):
        yield f"texts of {mean:.0f} characters; usually {norm.mean:.0f} (deviation {norm.deviation:.0f})"


def _language(case: Case, recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    now, usual = summed(night.languages for night in recent), summed(night.languages for night in before)
    if now.total() < LEAST_FOR_MIX:
        return
    shown = ", ".join(f"{lang} {share:.0%}" for lang, share in sorted(shares(now).items()))
    if len(before) >= LEAST_NIGHTS and usual.total() >= LEAST_FOR_MIX:
        if distance(now, usual) >= MIX_CHANGED:
            was = ", ".join(f"{lang} {share:.0%}" for lang, share in sorted(shares(usual).items()))
            yield f"articles are {shown}; usually {was}"
    elif sum(count for lang, count in now.items() if lang not in case.languages) > now.total() / 2:
        yield f"articles are {shown}; its entry says {', '.join(case.languages)}"


def _errors(recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    fetched, failed = sum(night.fetched for night in recent), sum(night.failed for night in recent)
    usual = [night.failed / night.fetched for night in before if night.fetched]
    if fetched < LEAST_FETCHES or len(usual) < LEAST_NIGHTS:
        return
    norm, share = Norm.of(usual), failed / fetched
    if share > norm.mean + ERRORS_RISEN and share > norm.mean + 1.5 * norm.deviation:
        kinds = ", ".join(name for name, _ in summed(night.kinds for night in recent).most_common(3))
        yield f"{failed} of {fetched} fetches bring no article, usually {norm.mean:.0%}: {kinds}"


def _layout(recent: Sequence[Measure], before: Sequence[Measure]) -> Iterator[str]:
    now, usual = summed(night.found for night in recent), summed(night.found for night in before)
    for field in _FIELDS:
        ways, before_ways = _ways(now, field), _ways(usual, field)
        if sum(ways.values()) < LEAST_ARTICLES or sum(before_ways.values()) < LEAST_FOR_MIX:
            continue
        way, share = max(shares(before_ways).items(), key=lambda pair: pair[1])
        if share >= USUAL_WAY and 1 - shares(ways).get(way, 0.0) >= OTHER_WAY:
            others = ", ".join(sorted(ways.keys() - {way}))
            yield f"{field} is now found by {others}, before by {way} on {share:.0%} of the pages"


def _ways(found: Mapping[str, int], field: str) -> dict[str, int]:
    return {name.partition("=")[2]: count for name, count in found.items() if name.startswith(f"{field}=")}
