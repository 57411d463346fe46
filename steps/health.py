"""The step `health`: what the sources gave tonight, against what they usually give.

Reads what the crawl left, and the catalogue. Writes: measure, alarm, doubt.

A night on which nothing at all was reached says nothing of the sources: it is measured by nobody.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from crawler.health.doubts import COMPARED, doubted
from crawler.health.findings import BASELINE, RECENT, Case, by_day, findings
from crawler.health.kinds import kinds
from crawler.loader import load_catalogue
from crawler.source import Source
from steps.crawling import catalogues
from steps.night import Night
from store import alarms, doubts, frontier, measures, polls, runs
from store.alarms import Finding
from store.measures import Extracted, Measure
from store.polls import Poll

# Days of measures that a verdict rests on, and one for the night that came late.
WINDOW = timedelta(days=BASELINE + RECENT + 1)
# New articles of one source that a night looks at; the crawl itself brings 200 at most, polls between nights more.
MOST_NEW = 5_000


def health(night: Night) -> dict[str, int]:
    """Measure each source that the crawl visited, settle its alarms, and doubt what looks wrongly extracted."""
    visits = {str(visit["source"]): visit for visit in runs.visits(night.store, night.run)}
    sources = {one.name: one for one in load_catalogue(catalogues(night.settings))}
    asked = polls.of_sources(night.store)
    counts = Counter({"measured": 0, "doubted": 0})
    found: list[Finding] = []
    judged = set()
    with night.progress.step("health", len(visits)) as advance:
        if any(visit["bytes"] for visit in visits.values()):
            for name, visit in visits.items():
                advance(1)
                source, own = sources.get(name), asked.get(name, [])
                if source is None or not _was_asked(own, visit):
                    continue
                new = _measure(night, source, visit)
                counts["measured"] += 1
                counts["doubted"] += _doubt(night, name, new)
                judged.add(name)
                found += findings(_case(night, source, own))
    _settle(night, judged | _gone(night, sources), found, counts)
    return dict(counts)


def _settle(night: Night, judged: set[str], found: Sequence[Finding], counts: Counter[str]) -> None:
    """Write the alarms and tell each that stands: every night, until somebody does something or it is over."""
    change = alarms.settle(night.store, judged, found, now=night.now)
    standing = alarms.sources_in_trouble(night.store)
    counts.update({"opened": change.opened, "closed": change.closed, "alarms": len(standing)})
    for alarm in standing:
        night.problem(f"health: {alarm.source}: {alarm.kind} since {alarm.opened:%Y-%m-%d}: {alarm.what}")


def _gone(night: Night, sources: Mapping[str, Source]) -> set[str]:
    """Return the sources with an alarm that have left the catalogue: there is nobody to alarm about."""
    return {alarm.source for alarm in alarms.sources_in_trouble(night.store)} - sources.keys()


def _was_asked(own: Sequence[Poll], visit: Mapping[str, Any]) -> bool:
    """Tell whether any channel was asked tonight; a source that rests keeps its alarms as they are."""
    return bool(visit["bytes"] or visit["errors"]) or not own


def _case(night: Night, source: Source, own: Sequence[Poll]) -> Case:
    watched = {channel.url for channel in source.channels}
    nights = by_day(measures.history(night.store, source.name, since=night.now - WINDOW))
    return Case(
        source=source.name, nights=nights, polls=[poll for poll in own if poll.url in watched],
        floor=source.floor, languages=source.languages,
    )  # fmt: skip


def _measure(night: Night, source: Source, visit: Mapping[str, Any]) -> Sequence[Extracted]:
    """Write what a source gave since it was measured last, and return its new articles."""
    last = measures.last_number(night.store, source.name)
    # Before the first measure the crawl's own count tells how many of the newest are tonight's.
    most = int(visit["stored"]) if last is None else MOST_NEW
    new = measures.extracted(night.store, source.name, after=last, most=most) if most else []
    answered = frontier.items(night.store, [one.url for one in source.channels])
    seen = [one.number for one in new] or [measures.newest_number(night.store) if last is None else last]
    told = Measure(
        source=source.name, at=night.now, upto=max(seen),
        reached=bool(visit["bytes"]), items=answered,
        articles=len(new), dated=sum(one.dated for one in new),
        characters=int(median(one.characters for one in new)) if new else 0,
        languages=Counter(one.lang for one in new if one.lang is not None),
        found=Counter(f"{field}={way}" for one in new for field, way in one.found.items()),
        fetched=int(visit["fetched"]), failed=int(visit["failed"]) + int(visit["refused"]),
        kinds=kinds([*visit["errors"], *visit["refusals"]]),
    )  # fmt: skip
    measures.record(night.store, night.run, [told])
    return new


def _doubt(night: Night, source: str, new: Sequence[Extracted]) -> int:
    """Judge the new articles, and those that another extractor has read since, against the source's latest."""
    again = set(doubts.reread(night.store, source)) | {one.id for one in new}
    if not again:
        return 0
    compared = measures.extracted(night.store, source, most=max(COMPARED, len(new)))
    known = {one.id for one in compared}
    compared += measures.named(night.store, sorted(again - known))
    why = doubted(compared)
    # A text that many articles share is found out with the third of them: the first two are doubted as well.
    judged = [one for one in compared if one.id in again or one.id in why]
    doubts.settle(night.store, [(one.id, one.extractor) for one in judged], why, now=night.now)
    return sum(one.id in why for one in new)
