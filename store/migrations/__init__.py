"""The schema, as the steps that led to it, oldest first. A step that has landed never changes; a change is a new step.

docs/data-flow.md says what each column means and which step writes it; a test holds the two together.
"""

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

from store.migrations import backfill, desk, first, health, learning, mail, quickness, reviews, scale, stories, verdicts

__all__ = ["migrations"]

migrations = Migrations("strikewatch")


def _run(store: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        store.execute(statement)


@migrations()
def first_tables(store: Database) -> None:
    """Articles, the steps' results, the mail and the runs (0.1)."""
    _run(store, first.STATEMENTS)


@migrations()
def review_log(store: Database) -> None:
    """Keep what people decided, as an append-only log (0.2)."""
    _run(store, reviews.STATEMENTS)


@migrations()
def source_health(store: Database) -> None:
    """Poll channels by need, measure sources, keep alarms and doubts (0.2)."""
    _run(store, health.STATEMENTS)


@migrations()
def desk_tables(store: Database) -> None:
    """Keep who may sign in to the desk, and what is left to look at (0.2)."""
    _run(store, desk.STATEMENTS)


@migrations()
def merged_parts(store: Database) -> None:
    """Note which parts of archives and which other stores are in (0.2)."""
    _run(store, scale.STATEMENTS)


@migrations()
def digest_editions(store: Database) -> None:
    """Keep each day's digest as it was composed (0.2)."""
    _run(store, mail.STATEMENTS)


@migrations()
def stories_and_events(store: Database) -> None:
    """Keep stories, the ledger of events, and earlier texts of articles (0.2)."""
    _run(store, stories.STATEMENTS)


@migrations()
def backfill_from_sites(store: Database) -> None:
    """Keep what a backfill from the sites has listed and not fetched yet (0.2)."""
    _run(store, backfill.STATEMENTS)


@migrations()
def learned_models(store: Database) -> None:
    """Keep what the reader learned from curators, and the audit slice (0.2)."""
    _run(store, learning.STATEMENTS)


@migrations()
def quick_answers(store: Database) -> None:
    """Answer from indexes what the desk asks at every key (0.3)."""
    _run(store, quickness.STATEMENTS)


@migrations()
def channel_verdicts(store: Database) -> None:
    """Keep what the live doctor last said of each channel (0.3)."""
    _run(store, verdicts.STATEMENTS)
