"""The step `crawl`: sites to stored articles, in a child process. Reads settings; writes runs, and problems."""

from dataclasses import replace
from pathlib import Path

from config import Settings
from crawler.child import Counts, Job, crawl_in_child
from crawler.limits import MIB
from crawler.loader import CATALOGUE, load_catalogue
from crawler.shard import Shard
from steps.night import Night
from store import frontier, runs
from store.records import Visit


class NothingReached(Exception):
    """No source at all answered: the machine is cut off, or every site is."""


class EmptyShard(Exception):
    """There are more shards than sources, and this one has none."""


def crawl(night: Night) -> dict[str, int | str]:
    """Crawl every source within its share of the budget. Raises NothingReached if not one of them answered."""
    budget = max(1.0, night.seconds_left() * night.settings.crawl_share)
    again = frontier.ask_again(night.store, now=night.now)
    with night.progress.step("crawl", None) as advance:
        told = 0

        def progress(counts: Counts) -> None:
            nonlocal told
            advance(counts["fetched"] - told)
            told = counts["fetched"]

        report = crawl_in_child(replace(job(night.settings, budget), now=night.now), progress)
    runs.record_visits(night.store, night.run, report.visits)
    if report.visits and not any(visit.bytes for visit in report.visits):
        first = next((visit.errors[0] for visit in report.visits if visit.errors), "no error told")
        raise NothingReached(f"none of {len(report.visits)} sources answered (the first: {first}); is there a network?")
    for visit in report.visits:
        _tell(night, visit)
    return {**report.totals(), "asked again": again, "ended": report.ended}


def catalogues(settings: Settings) -> tuple[Path, ...]:
    """Return the catalogue files to read: ours, then the person's own, unless only that is wanted."""
    named = settings.catalogue is not None or settings.catalogue_file.exists()
    own = (settings.catalogue_file.resolve(),) if named else ()
    return own if settings.only_catalogue and own else (CATALOGUE, *own)


def job(settings: Settings, budget: float) -> Job:
    """Return the crawl that these settings ask for; `budget` in seconds."""
    return Job(
        database=settings.db.resolve(),
        archive=settings.archive_folder.resolve(),
        catalogues=catalogues(settings),
        names=_own(settings),
        contact=settings.contact,
        max_new=settings.max_new,
        max_age_days=settings.max_age_days,
        budget=budget,
        bounds=_bounds(settings),
    )


def _bounds(settings: Settings) -> dict[str, float]:
    asked = settings.bounds
    return {
        "page_bytes": int(asked.page_mib * MIB),
        "channel_bytes": int(asked.channel_mib * MIB),
        "seconds_per_response": asked.response_seconds,
        "seconds_per_extraction": asked.extraction_seconds,
        "redirects": asked.redirects,
    }


def _own(settings: Settings) -> tuple[str, ...]:
    """Return the names of the sources of this machine's shard; empty, which means all, where there are no shards."""
    if settings.shard is None:
        return ()
    own = Shard.parse(settings.shard).of(load_catalogue(catalogues(settings)))
    if not own:
        raise EmptyShard(f"shard {settings.shard} has no source; the catalogue is too small for so many machines")
    return tuple(source.name for source in own)


def _tell(night: Night, visit: Visit) -> None:
    """Tell of a source that gave nothing and of what went wrong there; the store keeps every line."""
    if visit.errors:
        more = f" (and {len(visit.errors) - 1} more)" if len(visit.errors) > 1 else ""
        night.problem(f"crawl: {visit.source}: {visit.errors[0]}{more}")
