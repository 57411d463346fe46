"""Editing a report: a field's value, the words that it rests on, and what may be typed. Every edit is a row."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from review import fields, registers
from review.answers import Refused, Response, redirect, to_json
from review.item import build, current
from review.views.decide import Said, read
from review.views.queue import piece
from review.visit import Visit, view, wants_json
from store import articles, desk
from store.database import Store
from store.records import Article
from store.reviews import Review

# A few sentences; whoever selects more has selected the page.
LONGEST_EVIDENCE = 1_000


@view("curator", writes=True)
async def edit(visit: Visit) -> Response:
    """Set a field of a report to what the person typed or chose."""
    body = await visit.body()
    wanted, field = _read(body)
    value = fields.read(field, body.get("value"))

    def change(report: dict[str, Any], _: Article) -> dict[str, Any]:
        after = {**report, field.name: value}
        if field.kind == "place" and value and (region := registers.region_of(value)):
            after["region"] = region
        return after

    await visit.desk.write(_write, wanted, visit.name, visit.desk.now(), change)
    return await _again(visit, wanted)


@view("curator", writes=True)
async def evidence(visit: Visit) -> Response:
    """Set the words that a field rests on: a stretch of the original that the person selected."""
    body = await visit.body()
    wanted, field = _read(body)
    try:
        where, start, end = str(body["where"]), int(body["start"]), int(body["end"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("where, start and end are wanted") from error

    def change(report: dict[str, Any], article: Article) -> dict[str, Any]:
        text = {"title": article.title, "text": article.body}.get(where, "")
        if not 0 <= start < end <= len(text) or end - start > LONGEST_EVIDENCE:
            raise Refused("these words are not in the text")
        ground = {
            "supports": field.name, "field": where, "start": start, "end": end, "text": text[start:end],
            "reason": "chosen by a person",
        }  # fmt: skip
        kept = [one for one in report.get("evidence") or [] if one["supports"] != field.name]
        return {**report, "evidence": [*kept, ground]}

    await visit.desk.write(_write, wanted, visit.name, visit.desk.now(), change)
    return await _again(visit, wanted)


@view("curator")
async def suggest(visit: Visit) -> Response:
    """Offer values for what has been typed into a field so far."""
    field = fields.BY_NAME.get(visit.ask("field"))
    if field is None:
        raise Refused("no such field")
    return to_json({"values": registers.suggest(field.kind, visit.ask("q"))})


def _read(body: dict[str, Any]) -> tuple[Said, fields.Field]:
    field = fields.BY_NAME.get(str(body.get("field", "")))
    if field is None:
        raise Refused("no such field")
    return read({**body, "decision": "edit"}), field


def _write(store: Store, wanted: Said, name: str, now: datetime, change: Any) -> None:
    (ordinal,) = wanted.ordinals
    before = current(store, wanted.article_id, ordinal, name, wanted.sha)
    after = change(before, articles.get(store, wanted.article_id))
    changes = {key: (before.get(key), value) for key, value in after.items() if before.get(key) != value}
    if not changes:
        return
    row = Review(
        article_id=wanted.article_id, ordinal=ordinal, reviewer=name, decision="edit", fields=after, changes=changes,
        version=wanted.version, text_sha=wanted.sha, at=now,
    )  # fmt: skip
    desk.decide(store, [replace(row, note=wanted.note)])


async def _again(visit: Visit, wanted: Said) -> Response:
    """Give the story as it is now."""
    if not wants_json(visit.request):
        return redirect(f"/item/{wanted.article_id}")
    return to_json(piece(visit, await visit.desk.read(build, wanted.article_id, visit.name)))


ROUTES = [(r"/edit$", edit), (r"/evidence$", evidence), (r"/suggest$", suggest)]
