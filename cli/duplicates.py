"""`duplicates`: which texts are the same, and which tell the same event. JSON lines in, the same lines out.

Reads files or standard input (cli.jsonlines says what a line is); writes standard output.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import jsonlines
from cli.filters import declared, files_argument, moment
from cli.jsonlines import BadLine, Record

if TYPE_CHECKING:
    from analysis.accounts import Read
    from analysis.duplicates import Membership, Telling
    from analysis.likeness import Account

# Up to so many texts each is embedded, ten minutes of one core where none is a strike; of more, only those that tell
# of a strike or come near it, as in a night. Sixteen thousand would take hours, for stories that nobody asks about.
EMBEDDED = 1_000
NEAR = 0.1


@declared("duplicates", '{"id": 1, "text": "..."}', '{"id": 1, "group": 1, "duplicate_of": null, "story": 1, ...}')
@files_argument
@click.option("--nearest", type=click.IntRange(min=1), help="Give the ids of so many texts nearest in meaning, too.")
def duplicates_command(files: Sequence[Path], nearest: int | None) -> None:
    """Group texts that tell the same in the same words, and those that tell one event in whatever language.

    `group` and `story` are ids of the first telling of each; `duplicate_of` is null for the first of a group. All
    lines are read before the first is written.
    """
    from analysis import duplicates

    records: dict[str, Record] = {}
    for record in jsonlines.read(files):
        records[_key(record, records)] = record
    tellings = [told for key, record in records.items() for told in [_telling(key, record)] if told]
    places = duplicates.group(tellings)
    kept = {key: record for key, record in records.items() if key in places}
    accounts = _accounts(kept, places)
    stories, near = _stories(accounts, places), _nearest(accounts, nearest)
    for key, record in kept.items():
        named = {"group": places[key].group, "duplicate_of": places[key].duplicate_of, "story": stories[key]}
        found: dict[str, Any] = {name: None if one is None else records[one]["id"] for name, one in named.items()}
        if nearest is not None:
            found["nearest"] = [records[one]["id"] for one in near.get(key, ())]
        jsonlines.write(jsonlines.joined(record, found))
    jsonlines.finish()


def _key(record: Record, taken: Mapping[str, Record]) -> str:
    """Return the record's id as text, which orders what has no date; a repeated id is told apart by its place."""
    key = json.dumps(record["id"], ensure_ascii=False)
    return f"{key} {len(taken):09d}" if key in taken else key


def _telling(key: str, record: Record) -> "Telling | None":
    from analysis.duplicates import Telling
    from analysis.fingerprint import fingerprint

    try:
        return Telling(
            id=key,
            published=moment(record.get("published")),
            address=_address(record.get("url")),
            fingerprint=fingerprint(record.get("title") or "", record["text"]),
        )
    except BadLine as error:
        jsonlines.complain(f"{record.where}: {error}")
        return None


def _address(url: str | None) -> str | None:
    """Return the canonical address; None for none, and for text that is no web address and so identifies nothing."""
    from analysis.address import BadAddress, canonical

    try:
        return canonical(url) if url else None
    except BadAddress:
        return None


def _accounts(records: Mapping[str, Record], places: "Mapping[str, Membership]") -> "list[Account]":
    """Read the records as stories see them; of too many, only what tells of a strike or comes near it."""
    from analysis.accounts import accounts
    from analysis.embedding import NoEmbeddings, embedder

    read = [_read(key, record, places[key].group) for key, record in records.items()]
    kept = [one for one, score in read if len(read) <= EMBEDDED or one.strike or score >= NEAR]
    try:
        model = embedder()
    except NoEmbeddings as error:
        click.echo(f"strikewatch: {error}; stories rest on places, employers and numbers alone", err=True)
        return accounts(kept, None)
    return accounts(kept, model)


def _read(key: str, record: Record, group: str) -> "tuple[Read, float]":
    """Read a record: what stories need of it, and its score."""
    from analysis import detection, language
    from analysis.accounts import Read

    title, text, at = record.get("title") or "", record["text"], moment(record.get("published"))
    found = language.identify(text or title)
    verdict = detection.detect(title=title, text=text, lang=found.lang, spans=found.spans, published=at)
    reports = tuple(asdict(one) for one in verdict.reports)
    read = Read(
        id=key, title=title, text=text, lang=found.lang, at=at, group=group, strike=verdict.strike, reports=reports
    )
    return read, verdict.score


def _stories(accounts: "Sequence[Account]", places: "Mapping[str, Membership]") -> dict[str, str]:
    """Give every record the first telling of its story; one that was not looked at is in the story of its group."""
    from analysis.stories import seat

    seats = {one.id: one.story for one in seat(accounts)}
    of_group = {places[key].group: story for key, story in sorted(seats.items(), reverse=True)}
    return {key: seats.get(key, of_group.get(place.group, place.group)) for key, place in places.items()}


def _nearest(accounts: "Sequence[Account]", most: int | None) -> dict[str, list[str]]:
    """Give the texts nearest to each in meaning, nearest first; equally near ones in the order of ids."""
    import numpy as np

    known = {one.id: one.among_news for one in sorted(accounts, key=lambda one: one.id) if one.among_news is not None}
    if most is None or not known:
        return {}
    ids, matrix = list(known), np.stack(list(known.values()))
    found = {}
    for at, key in enumerate(ids):
        order = np.argsort(-(matrix @ matrix[at]), kind="stable")
        found[key] = [ids[other] for other in order if other != at][:most]
    return found
