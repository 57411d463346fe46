"""One key, one decision: written at once, taken back without limit. Reads and writes the store through one lane."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast, get_args

from review import proposals
from review.answers import Refused, Response, redirect, to_json
from review.fields import dated
from review.item import current
from review.views.queue import progress, said
from review.visit import Visit, view, wants_json
from store import desk, queue, reviews
from store.database import Store
from store.reviews import DECISIONS, Decision, Review

# Nobody's notes are this long; a whole article pasted in is a mistake.
LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page says that a person decided, checked for its form."""

    article_id: str
    ordinals: tuple[int, ...]
    decision: Decision
    version: str
    sha: str
    note: str | None = None
    event: str | None = None


@view("curator", writes=True)
async def decide(visit: Visit) -> Response:
    """Write a decision on a report, or on several reports of one article."""
    body = await visit.body()
    wanted = read(body)
    numbers = await visit.desk.write(write, wanted, visit.name, visit.desk.now())
    visit.desk.looks.release(wanted.article_id, visit.name)
    if wanted.decision == "accept":
        # After the decision is kept, and not before the answer: finding the event among thousands takes longer.
        for number in numbers:
            visit.desk.later(_link, number, wanted.event, visit.desk.now())
    if not wants_json(visit.request):
        return redirect(str(body.get("next", "/queue")))
    return to_json({"ids": numbers, "progress": said(visit, await progress(visit))})


@view("curator", writes=True)
async def undo(visit: Visit) -> Response:
    """Take back the person's last row: a decision, an edit or a note."""
    row = await visit.desk.write(desk.undo, visit.name, visit.desk.now())
    if not wants_json(visit.request):
        return redirect(f"/item/{row.article_id}" if row else "/queue")
    if row is None:
        return to_json({"article": None, "said": visit.words("undo.nothing")})
    what = visit.words("undo.done", what=visit.words(f"decision.{row.decision}"))
    return to_json({"article": row.article_id, "ordinal": row.ordinal, "said": what})


@view("curator", writes=True)
async def note(visit: Visit) -> Response:
    """Put a note beside an article; it decides nothing."""
    body = await visit.body()
    text = str(body.get("note", "")).strip()
    if not text or len(text) > LONGEST_NOTE:
        raise Refused(visit.words("refused.note"))
    wanted = read({**body, "decision": "note", "note": text})
    await visit.desk.write(write, wanted, visit.name, visit.desk.now())
    return to_json({"said": visit.words("note.kept")})


def _link(store: Store, number: int, event: str | None, now: datetime) -> None:
    row = reviews.one(store, number)
    if row is not None and row.undone is None:
        proposals.link(store, row, event, now)


def read(body: dict[str, Any]) -> Said:
    """Check what was posted; Refused for a decision that there is not, or a report without a number."""
    decision = str(body.get("decision", ""))
    if decision not in get_args(Decision):
        raise Refused(f"no such decision: {decision!r}")
    given = body.get("ordinal", 1)
    try:
        ordinals = tuple(sorted({int(one) for one in (given if isinstance(given, list) else [given])}))
    except (TypeError, ValueError) as error:
        raise Refused("a report's number is a number") from error
    if not ordinals or not all(0 < one < 100 for one in ordinals):
        raise Refused("a report's number lies between 1 and 99")
    texts = {name: str(body.get(name, "")) for name in ("article", "version", "sha")}
    if not all(texts.values()):
        raise Refused("article, version and sha are wanted")
    return Said(
        article_id=texts["article"], ordinals=ordinals, decision=cast(Decision, decision), version=texts["version"],
        sha=texts["sha"], note=body.get("note"), event=body.get("event") or None,
    )  # fmt: skip


def write(store: Store, wanted: Said, name: str, now: datetime) -> list[int]:
    """Write the rows of a decision with the reports as the person leaves them."""
    rows = []
    for ordinal in wanted.ordinals:
        left = current(store, wanted.article_id, ordinal, name, wanted.sha) if wanted.decision in DECISIONS else {}
        changes = {}
        if wanted.decision == "accept":
            left = dated(left)
        if wanted.decision == "needs translation":
            article = queue.whole(store, wanted.article_id)
            changes = {"translation": (article["translation_version"] if article else None, None)}
        rows.append(
            Review(
                article_id=wanted.article_id,
                ordinal=ordinal,
                reviewer=name,
                decision=wanted.decision,
                fields=left,
                changes=changes,
                note=wanted.note,
                version=wanted.version,
                text_sha=wanted.sha,
                at=now,
            )
        )
    return desk.decide(store, rows)


ROUTES = [(r"/decide$", decide), (r"/undo$", undo), (r"/note$", note)]
