"""THE DATA FLOW: one night, from sites to mail. Reads settings; writes the store, the archive and the outbox.

    crawl -> identify -> fingerprint -> health -> group -> learn -> detect -> audit
          -> embed -> stories -> translate -> digest

Every step is a pass over what lacks its current version, so a night may be killed anywhere and started again, and a
new version of a step re-reads the store without fetching. Detection never waits for English; it comes first, so that
the likely articles are translated first.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config import Settings
from steps.auditing import audit
from steps.crawling import crawl
from steps.grouping import group
from steps.health import health
from steps.learning import learn
from steps.lock import night_lock
from steps.mailing import digest
from steps.night import Night, Progress, Unwatched, log
from steps.reading import detect, fingerprint_, identify
from steps.storytelling import embed, tell_stories
from steps.translating import translate
from store import runs
from store.database import Store, open_store

STEPS: Mapping[str, Callable[[Night], Mapping[str, Any]]] = {
    "crawl": crawl,
    "identify": identify,
    "fingerprint": fingerprint_,
    "health": health,
    "group": group,
    "learn": learn,
    "detect": detect,
    "audit": audit,
    "embed": embed,
    "stories": tell_stories,
    "translate": translate,
    "digest": digest,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a night went: "good"; "trouble" (it worked, and something wants a look); "failed" (a step broke)."""

    outcome: runs.RunOutcome
    steps: Mapping[str, Mapping[str, Any]]
    problems: tuple[str, ...]


def run_night(
    settings: Settings,
    *,
    now: datetime,
    only: str | None = None,
    without: Collection[str] = (),
    progress: Progress | None = None,
    wait: float = 0.0,
) -> Result:
    """Run the night, `only` one step of it or all `without` some.

    Raises NightIsRunning if another holds the database for `wait` seconds.
    """
    with night_lock(settings.db, now, wait=wait, what=only or "night"), _opened(settings) as store:
        night = Night(
            store=store,
            settings=settings,
            run=runs.begin(store, now),
            now=now,
            deadline=time.monotonic() + settings.budget * 60,
            progress=progress or Unwatched(),
        )
        done = {name: _run_step(night, name) for name in STEPS if only in (None, name) and name not in without}
        outcome = _outcome(night, done)
        runs.finish(store, night.run, outcome, done, now=now)
        log.info("the night ended: %s", outcome, extra={"told": {"run": night.run, "outcome": outcome}})
        return Result(outcome=outcome, steps=done, problems=tuple(night.problems))


def _run_step(night: Night, name: str) -> Mapping[str, Any]:
    """Run one step; if it breaks, tell of it and let the others work with what there is."""
    began = time.monotonic()
    try:
        counts = STEPS[name](night)
    except Exception as error:  # noqa: BLE001 - the steps are independent passes, and the traceback is logged
        log.error("%s: the step broke", name, exc_info=True)
        night.problem(f"{name}: the step broke: {type(error).__name__}: {error}")
        counts = {"broke": 1}
    told = {**counts, "seconds": round(time.monotonic() - began, 1)}
    said = ", ".join(f"{key} {value}" for key, value in told.items())
    log.info("%s: %s", name, said, extra={"told": {"run": night.run, "step": name, **told}})
    return told


def _outcome(night: Night, done: Mapping[str, Mapping[str, Any]]) -> runs.RunOutcome:
    if any(counts.get("broke") for counts in done.values()):
        return "failed"
    return "trouble" if night.problems else "good"


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    store = open_store(settings.db)
    try:
        yield store
    finally:
        store.close()
