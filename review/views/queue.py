"""The queue: one story at a time, the next one fetched before it is wanted. Reads the store; holds soft locks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from review.answers import Refused, Response, to_json
from review.item import Item, build
from review.pages import render
from review.visit import Visit, view, wants_json
from store import desk
from store.articles import UnknownArticle
from store.database import Store

# The reader's own page holds three stories at most: the one shown and two ahead.
MOST_WITHOUT = 50
ZONE = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many stories wait for a person, and how many decisions the person has made today."""

    left: int
    today: int


@view("reader")
async def show_queue(visit: Visit) -> Response:
    """Show the first story that waits for the person."""
    item = await _next(visit, set())
    return visit.page("queue.html.j2", item=item, progress=said(visit, await progress(visit)), queue=True)


@view("reader")
async def fetch_next(visit: Visit) -> Response:
    """Give the story after those that the page holds already, as a piece of the page."""
    without = set(visit.ask("without").split(",")[:MOST_WITHOUT])
    item = await _next(visit, without)
    if item is None:
        return to_json({"id": None, "progress": said(visit, await progress(visit))})
    return to_json({**piece(visit, item), "progress": said(visit, await progress(visit))})


@view("reader")
async def show_item(visit: Visit) -> Response:
    """Show one article by its id; to a script, as a piece of the page."""
    item = await one(visit, visit.request.url_vars["id"])
    if visit.may("curator"):
        visit.desk.looks.hold(item.id, visit.name, visit.desk.now())
    if wants_json(visit.request):
        return to_json(piece(visit, item))
    return visit.page("queue.html.j2", item=item, progress=said(visit, await progress(visit)), queue=False)


@view("curator", writes=True)
async def hold(visit: Visit) -> Response:
    """Say that the page is still open on a story, and release those it has left."""
    body = await visit.body()
    for article_id in body.get("release", [])[:MOST_WITHOUT]:
        visit.desk.looks.release(str(article_id), visit.name)
    for article_id in body.get("hold", [])[:MOST_WITHOUT]:
        visit.desk.looks.hold(str(article_id), visit.name, visit.desk.now())
    return to_json({})


async def one(visit: Visit, article_id: str) -> Item:
    """Put a story together; Refused if there is none."""
    more = 1 if visit.ask("more") and visit.may("curator") else 0
    held_by = visit.desk.looks.holder(article_id, visit.desk.now())
    try:
        return await visit.desk.read(
            build, article_id, visit.name, more=more, held_by=None if held_by == visit.name else held_by
        )
    except UnknownArticle as error:
        raise Refused(str(error)) from error


def piece(visit: Visit, item: Item) -> dict[str, Any]:
    """Return a story as a script takes it: its id and its part of the page."""
    return {"id": item.id, "html": render(visit, "_item.html.j2", item=item)}


async def progress(visit: Visit) -> Progress:
    """Count what waits for the person and what was done today."""
    midnight = visit.desk.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return await visit.desk.read(_progress, visit.name, midnight)


def said(visit: Visit, counted: Progress) -> str:
    """Return the progress in words."""
    left = visit.words.count("queue.left", counted.left, most=desk.COUNTED)
    return left + " · " + visit.words.count("queue.today", counted.today)


def _progress(store: Store, name: str, midnight: datetime) -> Progress:
    return Progress(left=desk.left(store, name), today=desk.decided_since(store, name, midnight))


async def _next(visit: Visit, without: set[str]) -> Item | None:
    """Choose the next story and hold it in one step of the event loop, so that two people never get the same."""
    looks, now = visit.desk.looks, visit.desk.now()
    held = looks.of_others(visit.name, now) | without
    for article_id in await visit.desk.read(desk.ahead, visit.name, without=held, limit=MOST_WITHOUT):
        if looks.holder(article_id, now) in (None, visit.name):
            if visit.may("curator"):
                looks.hold(article_id, visit.name, now)
            return await one(visit, article_id)
    return None


ROUTES = [
    (r"/queue$", show_queue),
    (r"/next$", fetch_next),
    (r"/hold$", hold),
    (r"/item/(?P<id>[0-9a-f]{1,40})$", show_item),
]
