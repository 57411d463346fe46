"""Between nights: asks the channels whose time has come. Reads polls and catalogue; the crawl writes what it finds.

Nothing but the crawl runs: the night reads what polls have stored. A poll is no run; the next night's measures count
what it brought.
"""

from dataclasses import replace
from datetime import datetime

from config import Settings
from crawler.child import crawl_in_child
from crawler.loader import choose, load_catalogue
from crawler.tally import CrawlReport
from steps.crawling import catalogues, job
from steps.lock import night_lock
from store.database import open_store
from store.polls import due_sources


def poll(settings: Settings, *, now: datetime, names: tuple[str, ...] = ()) -> CrawlReport | None:
    """Ask the due channels of all sources, or every channel of those named; None where nothing was due.

    Raises NightIsRunning while a night or another poll works, NoSuchSource for an unknown name, and ChildFailed.
    """
    sources = load_catalogue(catalogues(settings))
    chosen = tuple(source.name for source in choose(sources, names))
    with night_lock(settings.db, now, what="poll"):
        wanted = chosen or _due(settings, {source.name for source in sources}, now)
        if not wanted:
            return None
        return crawl_in_child(replace(job(settings, settings.budget * 60), names=wanted, only_due=not chosen))


def _due(settings: Settings, known: set[str], now: datetime) -> tuple[str, ...]:
    store = open_store(settings.db)
    try:
        return tuple(name for name in due_sources(store, now) if name in known)
    finally:
        store.close()
