"""A backfill from the sites themselves: their sitemaps and listings of a span of days, in a child process.

Reads settings; writes the store and the archive through the child. It holds the night's lock: two crawls of one site
at a time would be one too many for the site. What it brings is of the origin "backfill", and the next night reads it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from config import Settings
from crawler.child import Counts, crawl_in_child
from crawler.tally import CrawlReport
from steps.crawling import job
from steps.lock import night_lock


def backfill_sites(
    settings: Settings,
    names: Sequence[str],
    since: date,
    until: date,
    *,
    most: int,
    budget: float,
    now: datetime,
    progress: Callable[[Counts], None] | None = None,
) -> CrawlReport:
    """Fetch the articles of a span, at most `most` a source in this run, for at most `budget` seconds.

    Raises NightIsRunning if a night holds the lock, ChildFailed if the child dies, CatalogueError for an unknown name.
    """
    whole = job(settings, budget)
    with night_lock(settings.db, now, what="backfill"):
        return crawl_in_child(
            replace(
                whole, names=tuple(names) or whole.names, max_new=most, span=(since.isoformat(), until.isoformat())
            ),
            progress,
        )
