"""The ledger: events, and the accepted reports that tell of them. Writes: event, event_report.

An event has no values of its own: all that is known of it is what its reports say, as people accepted them, each with
who told it. A report belongs to one event at a time; a link that is taken back stays in the table. A report whose
acceptance no longer stands (undone, disputed, its text changed) counts for nothing until it is accepted again.

    EventError(StoreError)      no such event, or a report that nobody has accepted
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from store import reviews
from store.claims import Claim, Event, Matcher, Proposal
from store.database import Store, StoreError, writing
from store.reviews import Standing
from store.values import to_iso, to_json

__all__ = [
    "Claim", "Event", "EventError", "Matcher", "Proposal", "accept", "claim", "event_of", "get", "link", "listed",
    "propose", "reasons", "resolve", "settle", "unlink",
]  # fmt: skip

# Who links where nobody has to look.
NIGHT = "night"
# Articles told so long before or after are looked at for an event to link to: a long strike is told of every week.
LOOK = timedelta(days=45)
_TOLD = "min(ifnull(article.published, article.fetched), article.fetched)"


class EventError(StoreError):
    """No such event, or a report that nobody has accepted; the message says which."""


def claim(store: Store, article_id: str, ordinal: int | None) -> Claim:
    """Return an accepted report as the ledger sees it. Raises EventError if it does not stand accepted."""
    for one in reviews.standing(store, article_id):
        if one.verdict == "accept" and (one.ordinal or 0) == (ordinal or 0):
            return _claim(store, one)
    raise EventError(f"report {ordinal or 0} of {article_id} does not stand accepted")


def propose(store: Store, article_id: str, ordinal: int | None, match: Matcher) -> list[Proposal]:
    """Return the events that an accepted report may tell of, likeliest first, with reasons. Raises EventError."""
    mine = claim(store, article_id, ordinal)
    return _compared(store, mine, _near(store, mine), match)


def accept(store: Store, article_id: str, ordinal: int | None, match: Matcher, *, by: str, now: datetime) -> str:
    """Put an accepted report where it certainly belongs, or open an event for it; return the event's id.

    A report that is linked stays where it is. Where two events fit alike a new one is opened: people join, not we.
    """
    if (linked := event_of(store, article_id, ordinal)) is not None:
        return linked
    mine = claim(store, article_id, ordinal)
    # Nothing is certain without the same place: of a year's events a few, where comparing all takes a second.
    near = _near_in_its_place(store, mine)
    certain = [one for one in _compared(store, mine, near, match) if one.match.certain]
    best = certain[:1] if len(certain) < 2 or certain[0].match.strength > certain[1].match.strength else []
    for one in best:
        return link(store, one.event.id, article_id, ordinal, by=by, now=now, reasons=one.match.reasons)
    return link(store, None, article_id, ordinal, by=by, now=now, reasons=("the first report of it",))


def settle(store: Store, match: Matcher, *, now: datetime) -> dict[str, int]:
    """Link every accepted report that is in no event yet, in the order in which they were told."""
    waiting = [_claim(store, one) for one in reviews.accepted(store)]
    loose = [one for one in waiting if event_of(store, one.article_id, one.ordinal) is None]
    known = {row["id"] for row in store.query("SELECT id FROM event")}
    for one in sorted(loose, key=lambda one: (one.told, one.article_id, one.ordinal)):
        accept(store, one.article_id, one.ordinal, match, by=NIGHT, now=now)
    opened = {row["id"] for row in store.query("SELECT id FROM event")} - known
    return {"linked": len(loose), "opened": len(opened)}


def link(
    store: Store,
    event_id: str | None,
    article_id: str,
    ordinal: int | None,
    *,
    by: str,
    now: datetime,
    reasons: Sequence[str] = ("linked by hand",),
) -> str:
    """Link an accepted report to an event (None: to a new one), away from where it was; return the event's id."""
    mine = claim(store, article_id, ordinal)
    target = event_id or hashlib.sha256(f"{article_id} {ordinal or 0}".encode()).hexdigest()[:16]
    with writing(store):
        if event_id is not None:
            _known(store, event_id)
        store.execute(
            "INSERT INTO event (id, opened, opened_by) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            [target, to_iso(now), by],
        )
        _unlink(store, article_id, ordinal, by, now)
        store.execute(
            """INSERT INTO event_report (event_id, article_id, ordinal, reasons, linked, linked_by)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [target, mine.article_id, mine.ordinal, to_json(list(reasons)), to_iso(now), by],
        )
    return target


def unlink(store: Store, article_id: str, ordinal: int | None, *, by: str, now: datetime) -> None:
    """Take a report out of its event; one that is in none is left alone."""
    with writing(store):
        _unlink(store, article_id, ordinal, by, now)


def event_of(store: Store, article_id: str, ordinal: int | None) -> str | None:
    """Return the event that a report is linked to; None if it is in none."""
    rows = store.query(
        "SELECT event_id FROM event_report WHERE article_id = ? AND ordinal = ? AND unlinked IS NULL",
        [article_id, ordinal or 0],
    )
    return next((str(row["event_id"]) for row in rows), None)


def get(store: Store, event_id: str) -> Event:
    """Return one event with the reports that stand. Raises EventError."""
    row = _known(store, event_id)
    links = store.query(
        "SELECT article_id, ordinal FROM event_report WHERE event_id = ? AND unlinked IS NULL", [event_id]
    )
    linked = {(link["article_id"], link["ordinal"]) for link in links}
    claims = [
        _claim(store, one)
        for article_id in sorted({article_id for article_id, _ in linked})
        for one in reviews.standing(store, article_id)
        if one.verdict == "accept" and (article_id, one.ordinal or 0) in linked
    ]
    return Event(
        id=event_id,
        opened=datetime.fromisoformat(row["opened"]),
        opened_by=row["opened_by"],
        claims=tuple(sorted(claims, key=lambda one: (one.told, one.article_id, one.ordinal))),
    )


def listed(store: Store) -> list[Event]:
    """Return every event of which a report stands, by the day on which it was first told."""
    events = [get(store, row["id"]) for row in list(store.query("SELECT id FROM event ORDER BY id"))]
    return sorted((one for one in events if one.claims), key=lambda one: (one.claims[0].told, one.id))


def resolve(store: Store, prefix: str) -> str:
    """Return the one event whose id begins with `prefix`. Raises EventError."""
    rows = store.query("SELECT id FROM event WHERE id >= ? AND id < ? || x'f48fbfbf' LIMIT 3", [prefix, prefix])
    ids = [str(row["id"]) for row in rows]
    if not prefix or not ids:
        raise EventError(f"no event {prefix!r}; `strikewatch events list` lists them")
    if len(ids) > 1 and ids[0] != prefix:
        raise EventError(f"{prefix!r} fits {', '.join(ids)} and perhaps more; give more letters")
    return ids[0]


def reasons(store: Store, event_id: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """Return why each report of an event was linked to it: (article id, ordinal) -> reasons."""
    rows = store.query(
        "SELECT article_id, ordinal, reasons FROM event_report WHERE event_id = ? AND unlinked IS NULL", [event_id]
    )
    return {(row["article_id"], row["ordinal"]): tuple(json.loads(row["reasons"])) for row in rows}


def _near(store: Store, mine: Claim) -> list[str]:
    """Return the events of the report's story, and those told of about that time."""
    rows = store.query(
        f"""SELECT DISTINCT link.event_id AS id FROM event_report AS link
            JOIN article ON article.id = link.article_id LEFT JOIN story_member AS m ON m.article_id = link.article_id
            WHERE link.unlinked IS NULL AND (m.story_id = ? OR {_TOLD} BETWEEN ? AND ?) ORDER BY 1""",
        [mine.story, (mine.told - LOOK).isoformat(), (mine.told + LOOK).isoformat()],
    )
    return [str(row["id"]) for row in rows]


def _near_in_its_place(store: Store, mine: Claim) -> list[str]:
    """Return of those events the ones of which an accepted report names the report's settlement or region.

    The place is asked first: of thousands of events it leaves a few whose articles have to be looked up.
    """
    rows = store.query(
        f"""WITH here AS MATERIALIZED (
              SELECT DISTINCT link.event_id AS id FROM review
              JOIN event_report AS link ON link.article_id = review.article_id AND link.unlinked IS NULL
                AND link.ordinal = ifnull(review.ordinal, 0)
              WHERE review.undone IS NULL AND review.decision = 'accept'
                AND (json_extract(review.fields, '$.settlement') = ? OR json_extract(review.fields, '$.region') = ?))
            SELECT DISTINCT here.id FROM here JOIN event_report AS link ON link.event_id = here.id
            JOIN article ON article.id = link.article_id LEFT JOIN story_member AS m ON m.article_id = link.article_id
            WHERE link.unlinked IS NULL AND (m.story_id = ? OR {_TOLD} BETWEEN ? AND ?) ORDER BY 1""",
        [mine.fields.get("settlement"), mine.fields.get("region"), mine.story,
         (mine.told - LOOK).isoformat(), (mine.told + LOOK).isoformat()],
    )  # fmt: skip
    return [str(row["id"]) for row in rows]


def _compared(store: Store, mine: Claim, near: list[str], match: Matcher) -> list[Proposal]:
    events = [event for one in near if (event := get(store, one)).claims]
    found = [
        Proposal(event=event, match=match(mine, others))
        for event in events
        if (others := [one for one in event.claims if (one.article_id, one.ordinal) != (mine.article_id, mine.ordinal)])
    ]
    likely = [one for one in found if one.match.certain or (one.match.strength > 0 and len(one.match.reasons) > 1)]
    return sorted(likely, key=lambda one: (not one.match.certain, -one.match.strength, one.event.id))


def _unlink(store: Store, article_id: str, ordinal: int | None, by: str, now: datetime) -> None:
    store.execute(
        """UPDATE event_report SET unlinked = ?, unlinked_by = ?
           WHERE article_id = ? AND ordinal = ? AND unlinked IS NULL""",
        [to_iso(now), by, article_id, ordinal or 0],
    )


def _known(store: Store, event_id: str) -> dict[str, Any]:
    for row in store.query("SELECT * FROM event WHERE id = ?", [event_id]):
        return row
    raise EventError(f"no event {event_id}; `strikewatch events list` lists them")


def _claim(store: Store, one: Standing) -> Claim:
    rows = store.query(
        f"""SELECT article.source, {_TOLD} AS told, m.story_id FROM article
            LEFT JOIN story_member AS m ON m.article_id = article.id WHERE article.id = ?""",
        [one.article_id],
    )
    row = next(iter(rows))
    return Claim(
        article_id=one.article_id,
        ordinal=one.ordinal or 0,
        fields=one.fields,
        source=row["source"],
        told=datetime.fromisoformat(row["told"]).date(),
        story=row["story_id"],
        reviewer=", ".join(sorted({said.reviewer for said in one.decided if said.decision == "accept"})),
    )
