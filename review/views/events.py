"""Events: the list, each with its reports, all as CSV and JSON, and where a report belongs. Reads and links."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from review import chronicle, proposals
from review.answers import Refused, Response, redirect, to_json
from review.chronicle import Line
from review.item import build
from review.pages import render
from review.visit import Visit, view
from store import briefs, events
from store.briefs import Brief
from store.database import Store
from store.events import Event, EventError

MOST = 200
_FILTERS = ("place", "region", "sector", "employer")


@view("reader")
async def listed(visit: Visit) -> Response:
    """Show the events, newest first."""
    wanted = {name: visit.ask(name) for name in _FILTERS}
    lines = chronicle.fitting(await visit.desk.lines(), wanted)
    return visit.page(
        "events.html.j2", lines=lines[:MOST], count=len(lines), wanted={k: v for k, v in wanted.items() if v}
    )


@view("reader")
async def table(visit: Visit) -> Response:
    """Give all events as CSV or JSON."""
    rows = [chronicle.plain(one) for one in await visit.desk.lines()]
    if visit.request.url_vars["format"] == "json":
        return to_json(rows)
    return Response(_csv(rows), content_type="text/csv; charset=utf-8")


@view("reader")
async def event(visit: Visit) -> Response:
    """Show one event with its reports and why each is there."""
    try:
        found, line, told, reasons = await visit.desk.read(_event, visit.request.url_vars["id"])
    except EventError as error:
        raise Refused(str(error)) from error
    return visit.page("event.html.j2", event=found, line=line, briefs=told, reasons=reasons)


@view("curator", writes=True)
async def unlink(visit: Visit) -> Response:
    """Take a report out of its event, into one of its own."""
    body = await visit.body()
    article_id, ordinal, target = str(body.get("article", "")), str(body.get("ordinal", "")), body.get("event")
    if not ordinal.isdigit():
        raise Refused("a report's number is a number")
    try:
        await visit.desk.write(
            events.link, None, article_id, int(ordinal), by=visit.name, now=visit.desk.now(),
            reasons=("taken out of another event",),
        )  # fmt: skip
    except EventError as error:
        raise Refused(str(error)) from error
    return redirect(f"/events/{target}")


@view("curator")
async def proposal(visit: Visit) -> Response:
    """Show to which event a report would belong, with reasons, as a piece of the page."""
    article_id, ordinal = visit.request.url_vars["id"], int(visit.request.url_vars["ordinal"])
    found = await visit.desk.read(_proposals, article_id, ordinal, visit.name)
    return to_json({"html": render(visit, "_proposal.html.j2", choices=found, ordinal=ordinal)})


def _proposals(store: Store, article_id: str, ordinal: int, name: str) -> list[proposals.Choice]:
    item = build(store, article_id, name)
    card = next((card for card in item.cards if card.ordinal == ordinal), None)
    return proposals.choices(store, article_id, ordinal, card.values) if card else []


def _event(
    store: Store, event_id: str
) -> tuple[Event, Line | None, dict[str, Brief], dict[tuple[str, int], tuple[str, ...]]]:
    found = events.get(store, event_id)
    told = {one.id: one for one in briefs.of(store, dict.fromkeys(claim.article_id for claim in found.claims))}
    return found, chronicle.line(found) if found.claims else None, told, events.reasons(store, event_id)


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    """Write CSV; a value that a spreadsheet would take for a formula gets an apostrophe before it."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(rows[0] if rows else ["event"])
    writer.writerows([[_inert(value) for value in row.values()] for row in rows])
    return held.getvalue()


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


ROUTES = [
    (r"/events$", listed),
    (r"/events\.(?P<format>csv|json)$", table),
    (r"/events/unlink$", unlink),
    (r"/events/(?P<id>[0-9a-f]{1,40})$", event),
    (r"/proposal/(?P<id>[0-9a-f]{1,40})/(?P<ordinal>[0-9]{1,2})$", proposal),
]
