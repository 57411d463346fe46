"""One story as the desk shows it: the texts side by side, each report's fields, the machine's and the person's.

Reads the store (one function, one connection); writes nothing. What others decided is shown only to somebody who has
decided, so that a second reading stays a second opinion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from review import fields
from review.aligned import Pair, lay_out, marks
from store import alarms, articles, queue, reviews, runs, stories
from store.alarms import Alarm
from store.database import Store
from store.reviews import DECISIONS, Review, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field of a report: what the machine says, what the person says, and the key of its marks in the text."""

    field: fields.Field
    machine: Any
    value: Any
    key: str
    grounds: str | None

    @property
    def edited(self) -> bool:
        """Whether the person says something else than the machine."""
        return bool(self.value != self.machine)

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return self.value not in (None, [], ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A report: its number, rows, the person's standing decision, and what others hold (None while that is hidden)."""

    ordinal: int
    rows: tuple[Row, ...]
    score: float | None
    reasons: tuple[str, ...]
    decision: str | None
    by_machine: bool
    standing: Standing | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """All that a page about one article needs. `article` is `store.queue.whole`'s mapping."""

    article: Mapping[str, Any]
    sha: str
    version: str
    pairs: tuple[Pair, ...]
    cards: tuple[Card, ...]
    log: tuple[Review, ...]
    story: str | None
    tellings: tuple[Mapping[str, Any], ...]
    alarms: tuple[Alarm, ...]
    visit: Mapping[str, Any] | None
    doubt: str | None
    stale: bool
    held_by: str | None

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self.article["id"])

    @property
    def link(self) -> str | None:
        """The article's address, where it is one that a browser may follow."""
        url = str(self.article["url"])
        return url if url.lower().startswith(("http://", "https://")) else None


def build(store: Store, article_id: str, person: str, *, more: int = 0, held_by: str | None = None) -> Item:
    """Put one story together for a person; `more` adds reports for the person to fill in. UnknownArticle if none."""
    article = queue.whole(store, article_id)
    if article is None:
        raise articles.UnknownArticle(f"no article {article_id}")
    sha = reviews.text_sha(article["title"], article["body"])
    log = reviews.of_article(store, article_id)
    mine = [row for row in log if row.reviewer == person and row.undone is None and row.text_sha == sha]
    held = {one.ordinal or 1: one for one in reviews.standing(store, article_id)}
    decided = any(row.decision in DECISIONS for row in mine)
    story = stories.of(store, article_id)
    tellings = stories.tellings(store, story) if story else article["tellings"]
    cards = _cards(article["reports"], mine, held if decided else {}, more)
    return Item(
        article=article, sha=sha, version=str(article["detection_version"] or "none"),
        pairs=tuple(lay_out(article, marks(article, [card.values for card in cards]))), cards=cards,
        story=story, tellings=tuple(one for one in tellings if one["id"] != article_id),
        alarms=tuple(one for one in alarms.history(store, article["source"]) if one.closed is None),
        visit=runs.last_visit(store, article["source"]),
        doubt=article["doubt"],
        log=tuple(log) if decided else tuple(row for row in log if row.reviewer == person),
        stale=any(row.text_sha != sha and row.undone is None for row in log), held_by=held_by,
    )  # fmt: skip


def current(store: Store, article_id: str, ordinal: int, person: str, sha: str) -> dict[str, Any]:
    """Return a report as the person last left it, or else as the machine coded it."""
    rows = [row for row in reviews.of_article(store, article_id) if row.reviewer == person and row.undone is None]
    left = [row for row in rows if row.ordinal == ordinal and row.fields and row.text_sha == sha]
    if left:
        return dict(left[-1].fields)
    coded = queue.reports(store, article_id)
    return {**fields.empty(), **coded[ordinal - 1]} if 0 < ordinal <= len(coded) else fields.empty()


def _cards(
    coded: Sequence[Mapping[str, Any]], mine: Sequence[Review], held: Mapping[int, Standing], more: int
) -> tuple[Card, ...]:
    added = max([row.ordinal or 1 for row in mine], default=0)
    count = max(len(coded), added, 1) + more
    return tuple(_card(number, coded, mine, held.get(number)) for number in range(1, count + 1))


def _card(number: int, coded: Sequence[Mapping[str, Any]], mine: Sequence[Review], held: Standing | None) -> Card:
    by_machine = number <= len(coded)
    machine = {**fields.empty(), **(coded[number - 1] if by_machine else {})}
    own = [row for row in mine if (row.ordinal or 1) == number]
    values = next((dict(row.fields) for row in reversed(own) if row.fields), machine)
    grounds = {one["supports"]: one["reason"] for one in values.get("evidence", ())}
    rows = tuple(
        Row(
            field=field,
            machine=machine.get(field.name),
            value=values.get(field.name),
            key=f"{number}-{field.name}",
            grounds=grounds.get(field.name) or grounds.get(_RESTS_ON.get(field.name, "")),
        )
        for field in fields.FIELDS
    )
    decisions = [row.decision for row in own if row.decision in DECISIONS]
    return Card(
        ordinal=number, rows=rows, score=machine.get("score"), reasons=tuple(machine.get("reasons") or ()),
        decision=decisions[-1] if decisions else None, by_machine=by_machine, standing=held, values=values,
    )  # fmt: skip


# Fields that the coder grounds together with another.
_RESTS_ON = {"workers_min": "workers_quote", "workers_max": "workers_quote"}
