"""`python -m crawler JOB`: one crawl in a process of its own. Prints JSON lines; `crawler.child` starts it."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from crawler.child import Job
from crawler.crawl import CrawlBroken, run
from crawler.limits import Limits
from crawler.loader import CatalogueError, choose, load_catalogue
from crawler.shared import utc_now
from crawler.tally import CrawlReport, Tally, by_source
from store.database import StoreError
from store.records import Span


def main(said: str) -> int:
    """Run the job; 0 with a report printed, 1 with the reason on standard error."""
    job = Job.from_json(said)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        sources = load_catalogue(job.catalogues)
        report = run(
            choose(sources, job.names) if job.names else sources,
            database=job.database,
            archive=job.archive,
            contact=job.contact,
            limits=replace(
                Limits(max_new=job.max_new, max_age=timedelta(days=job.max_age_days)), **dict[str, Any](job.bounds)
            ),
            budget=job.budget,
            channels=job.channels,
            only_due=job.only_due,
            span=_span(job),
            progress=_tell_progress,
            log_level=job.log_level,
            clock=utc_now if job.now is None else _clock_from(job.now),
        )
    except (CatalogueError, CrawlBroken, StoreError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _tell({"report": report.to_json()})
    return 0


def _clock_from(start: datetime) -> Callable[[], datetime]:
    """Return a clock that shows `start` now and goes on from there."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def _span(job: Job) -> Span | None:
    if job.span is None:
        return None
    since, until = map(date.fromisoformat, job.span)
    return Span(since=since, until=until)


def _end_with_parent() -> None:
    """End at once when the parent is gone. Any moment is good: nothing is half written."""
    sys.stdin.read()
    os._exit(1)


def _tell_progress(tallies: Mapping[str, Tally]) -> None:
    _tell({"progress": CrawlReport(visits=by_source(tallies.items()), ended="finished").totals()})


def _tell(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
