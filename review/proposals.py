"""To which event a report belongs: what fits it, with reasons, before anybody has accepted it. Reads the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.events import match
from store import briefs, events, stories
from store.database import Store
from store.events import Claim, Proposal
from store.reviews import Review

# A curator reads three proposals, not thirty.
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An event that a report may join: its name for people, how it fits, and whether it is the one to take unseen."""

    id: str
    name: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    certain: bool


def choices(store: Store, article_id: str, ordinal: int, fields: Mapping[str, Any]) -> list[Choice]:
    """Return the events that fit a report as it stands on the page, likeliest first."""
    brief = next(iter(briefs.of(store, [article_id])), None)
    if brief is None:
        return []
    told = datetime.fromisoformat(brief.told).date()
    story = stories.of(store, article_id)
    mine = Claim(
        article_id=article_id, ordinal=ordinal, fields=fields, source=brief.source, told=told, story=story, reviewer=""
    )
    near = briefs.events_near(store, told, fields, story)
    found = [Proposal(event=event, match=_matched(mine, event)) for event in (events.get(store, one) for one in near)]
    likely = [one for one in found if one.event.claims and (one.match.certain or one.match.strength > 0)]
    likely.sort(key=lambda one: (not one.match.certain, -one.match.strength, one.event.id))
    unique = [one for one in likely if one.match.certain]
    takes = unique[0] if unique and (len(unique) < 2 or unique[0].match.strength > unique[1].match.strength) else None
    return [_choice(one, certain=one is takes) for one in likely[:MOST]]


def link(store: Store, row: Review, event: str | None, now: datetime) -> None:
    """Put an accepted report where the person said (an event's id, or `new`), or else where it certainly belongs."""
    try:
        if event is None:
            events.accept(store, row.article_id, row.ordinal, match, by=row.reviewer, now=now)
        else:
            target = None if event == "new" else event
            events.link(store, target, row.article_id, row.ordinal, by=row.reviewer, now=now)
    except events.EventError:
        # Accepted by one and not by another: nothing stands, and the night links it once somebody has settled it.
        return


def named(event: events.Event) -> str:
    """Return how people call an event: employer or sector, place and day, as its reports say first."""
    said = [claim.fields for claim in event.claims]
    parts = [_first(said, "employer") or _first(said, "sector"), _first(said, "settlement") or _first(said, "region")]
    return ", ".join(str(part) for part in (*parts, _first(said, "start_date")) if part)


def _matched(mine: Claim, event: events.Event) -> Any:
    others = [one for one in event.claims if (one.article_id, one.ordinal) != (mine.article_id, mine.ordinal)]
    return match(mine, others or event.claims)


def _choice(one: Proposal, *, certain: bool) -> Choice:
    return Choice(
        id=one.event.id, name=named(one.event), reasons=one.match.reasons, against=one.match.against, certain=certain
    )


def _first(said: list[Mapping[str, Any]], name: str) -> Any:
    return next((fields[name] for fields in said if fields.get(name)), None)
