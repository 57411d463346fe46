"""`status`: sources, alarms, the last run, counts, and what waits for translation and why. Reads the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cli.options import db_option, json_option, opened, plain_errors, settings
from config import Settings
from store import alarms, audits, doubts, letters, polls, queue, runs, translations, verdicts
from store.alarms import Alarm
from store.database import Store
from store.polls import Poll
from store.verdicts import Verdict


@click.command("status", epilog="Examples:\n\n  strikewatch status\n\n  strikewatch status --json | jq .waiting")
@db_option
@json_option
@plain_errors()
def status_command(db: Path | None, as_json: bool) -> None:
    """Show what is watched, what the last night did, and what waits for translation and why."""
    chosen = settings(db=db)
    with opened(chosen.db) as store:
        told = {**_status(store), **_readers(store, chosen), **_kept_going(store, chosen)}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    from cli.tables import status_view, write

    write(status_view(told))


def _plain(record: Alarm | Poll | Verdict) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(record).items()}


def _readers(store: Store, chosen: Settings) -> Mapping[str, Any]:
    """Say who reads, and how much of what there is they find."""
    from steps.readers import with_reason

    learned, alone = with_reason(store, chosen)
    found = audits.estimated_recall(store)
    return {
        "readers": {"learned": learned.version if learned else None, "alone": alone or None},
        "recall": None if found is None else asdict(found),
        "audit_waiting": [one.article_id for one in audits.waiting(store)],
    }


def _kept_going(store: Store, chosen: Settings) -> Mapping[str, Any]:
    """Say what runs now, which letters were lost, and of when the newest backup is."""
    from steps.keeping import kept
    from steps.lock import running
    from steps.mailing import local_day

    whole = kept(chosen.backups_folder)
    return {
        "running": running(chosen.db),
        "letters": letters.lost_letters(store, local_day(chosen, datetime.now(UTC))),
        "backup": whole[0].at.isoformat() if whole else None,
    }


def _status(store: Store) -> Mapping[str, Any]:
    run = runs.last(store)
    return {
        "counts": queue.counts(store),
        "last_run": run,
        "alarms": [_plain(alarm) for alarm in alarms.sources_in_trouble(store)],
        "doubts": doubts.by_source(store),
        "resting": [
            _plain(poll) for found in polls.of_sources(store).values() for poll in found if poll.state != "active"
        ],
        "verdicts": [_plain(one) for one in verdicts.standing(store)],
        "sources": runs.latest_visits(store),
        "english": translations.by_quality(store),
        "waiting": translations.waiting_by_reason(store),
    }
