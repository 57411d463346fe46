"""What people decided: each one's history, what they differ on, and how far they agree. Reads the log; settles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from review import agreement, fields
from review.agreement import Agreement
from review.answers import NotAllowed, Refused, Response, redirect
from review.visit import Visit, view
from store import accounts, articles, briefs, desk, reviews
from store.briefs import Brief
from store.database import Store
from store.reviews import Review, Standing

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A report on which people differ, the article, and the fields on which they differ."""

    standing: Standing
    brief: Brief
    differing: tuple[fields.Field, ...]


@view("reader")
async def history(visit: Visit) -> Response:
    """Show the log, newest first: everybody's, or one person's."""
    who, before = visit.ask("who"), visit.ask("before")
    rows, told, people = await visit.desk.read(_history, who or None, int(before) if before.isdigit() else None)
    return visit.page("history.html.j2", rows=rows, briefs=told, people=people, who=who, page_size=PAGE)


@view("reader")
async def disputes(visit: Visit) -> Response:
    """Show what people differ on and nobody has settled."""
    return visit.page("disputes.html.j2", disputes=await visit.desk.read(_disputes))


@view("curator", writes=True)
async def settle(visit: Visit) -> Response:
    """Decide between people who differ: one of their rows stands from now on. Not for one of them, but an admin may."""
    body = await visit.body()
    number = str(body.get("row", ""))
    if not number.isdigit():
        raise Refused("row is the number of a decision")
    await visit.desk.write(_settle, visit, int(number), visit.desk.now())
    return redirect("/disputes")


@view("reader")
async def agreed(visit: Visit) -> Response:
    """Show Cohen's kappa by field, over all reports that two people have decided."""
    decided, by_field = await visit.desk.read(_agreement)
    return visit.page("agreement.html.j2", decided=decided, by_field=by_field)


def _history(
    store: Store, who: str | None, before: int | None
) -> tuple[list[Review], dict[str, Brief], list[accounts.Account]]:
    rows = reviews.history(store, reviewer=who, limit=PAGE, before=before)
    told = {one.id: one for one in briefs.of(store, dict.fromkeys(row.article_id for row in rows))}
    return rows, told, accounts.everybody(store)


def _disputes(store: Store) -> list[Dispute]:
    found = reviews.disputed(store)
    told = {one.id: one for one in briefs.of(store, dict.fromkeys(one.article_id for one in found))}
    return [Dispute(standing=one, brief=told[one.article_id], differing=_differing(one)) for one in found]


def _differing(one: Standing) -> tuple[fields.Field, ...]:
    def values(field: fields.Field) -> set[object]:
        return {agreement.comparable(row.fields.get(field.name)) for row in one.decided}

    return tuple(field for field in fields.FIELDS if len(values(field)) > 1)


def _settle(store: Store, visit: Visit, number: int, now: datetime) -> None:
    row = reviews.one(store, number)
    if row is None or row.undone is not None:
        raise Refused("no such decision stands")
    said = [one for one in reviews.standing(store, row.article_id) if one.ordinal == row.ordinal]
    if visit.name in {one.reviewer for part in said for one in part.decided} and not visit.may("admin"):
        raise NotAllowed(visit.words("refused.party"))
    article = articles.get(store, row.article_id)
    sha = reviews.text_sha(article.title, article.body)
    final = Review(
        article_id=row.article_id, ordinal=row.ordinal, reviewer=visit.name, decision=row.decision, settles=True,
        fields=row.fields, version=row.version, text_sha=sha, at=now,
    )  # fmt: skip
    desk.decide(store, [final])


def _agreement(store: Store) -> tuple[Agreement, list[tuple[fields.Field, Agreement]]]:
    pairs = [tuple(one.decided[:2]) for one in reviews.verdicts(store) if len(one.decided) > 1 and not one.stale]
    decided = agreement.cohen((first.decision, second.decision) for first, second in pairs)
    both = [(first, second) for first, second in pairs if first.decision == second.decision == "accept"]
    return decided, [(field, _of_field(field, both)) for field in fields.FIELDS]


def _of_field(field: fields.Field, pairs: Iterable[tuple[Review, ...]]) -> Agreement:
    return agreement.cohen(
        (agreement.comparable(first.fields.get(field.name)), agreement.comparable(second.fields.get(field.name)))
        for first, second in pairs
    )


ROUTES = [
    (r"/history$", history),
    (r"/disputes$", disputes),
    (r"/settle$", settle),
    (r"/agreement$", agreed),
]
