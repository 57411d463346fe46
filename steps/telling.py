"""What a day has to tell: its stories, and what became of those told before. Reads the store; writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from config import Settings
from digest.edition import from_text
from digest.records import (
    Change,
    Course,
    DigestDay,
    DigestItem,
    DigestTelling,
    DigestUpdate,
    Recall,
    Trouble,
    Turn,
)
from store import alarms, audits, letters, queue, reviews, stories, translations
from store.database import Store

SENTENCES = 2
QUOTES = 3
# Days for which a story that was told is watched for what becomes of it. A strike's gaps stay within 7 days by the
# rule for events (docs/detection.md); twice that also sees a correction that a curator makes a week late.
WATCHED = timedelta(days=14)
# Days for which a story that is told again is known to have been told before.
REMEMBERED = timedelta(days=60)


@dataclass(slots=True)
class _Past:
    """A story that earlier days told: since when, when last, as it stood then, and whether it was taken back."""

    since: date
    last: date
    item: DigestItem
    withdrawn: bool = False


def day_of(store: Store, settings: Settings, day: date, ids: Sequence[str]) -> DigestDay:
    """Gather what one day tells, the articles `ids` being those that nobody was told of before."""
    past = _past(store, day)
    rows = [row for one in ids if (row := queue.whole(store, one)) is not None]
    items = _stories([_item(store, row, settings) for row in rows])
    reasons = {f"{row['lang']}: {row['reason']}": int(row["articles"]) for row in translations.waiting_by_reason(store)}
    return DigestDay(
        day=day,
        items=tuple(_since(item, past.get(item.story)) for item in items),
        updates=tuple(_updates(store, settings, day, past, {item.story for item in items})),
        waiting=reasons,
        troubles=tuple(
            Trouble(source=one.source, what=f"{one.kind} since {one.opened:%Y-%m-%d}: {one.what}")
            for one in alarms.sources_in_trouble(store)
        ),
        recall=_recall(store),
        run=queue.counts(store),
        desk=settings.desk,
    )


def _recall(store: Store) -> Recall | None:
    found = audits.estimated_recall(store)
    if found is None:
        return None
    return Recall(share=found.value, low=found.low, high=found.high, of=found.audited + found.flagged)


def _past(store: Store, day: date) -> dict[str, _Past]:
    """Return the stories that the days before `day` told, each as it was told last.

    They go by the names that they have today: a curator may have joined or parted them since.
    """
    past: dict[str, _Past] = {}
    for kept in letters.editions(store, after=day - REMEMBERED, until=day - timedelta(days=1)):
        told = from_text(kept)
        turns: Mapping[str, Turn] = {update.item.id: update.turn for update in told.updates}
        for item in chain(told.items, (update.item for update in told.updates)):
            story = stories.of(store, item.id) or item.story
            since = past[story].since if story in past else told.day
            gone = turns.get(item.id) == "withdrawn"
            past[story] = _Past(since=since, last=told.day, item=item, withdrawn=gone)
    return past


def _stories(items: Iterable[DigestItem]) -> list[DigestItem]:
    """Make one item of those that tell the same story: the likeliest stands for it, the others are its tellings."""
    by_story: dict[str, list[DigestItem]] = {}
    for item in sorted(items, key=lambda one: (-one.score, one.id)):
        by_story.setdefault(item.story, []).append(item)
    return [_joined(alike) for alike in by_story.values()]


def _joined(alike: Sequence[DigestItem]) -> DigestItem:
    lead, others = alike[0], alike[1:]
    tellings = {one.url: one for one in lead.tellings}
    for other in others:
        title = DigestTelling(source=other.source, lang=other.lang, title=other.original_title, url=other.url)
        tellings |= {one.url: one for one in (title, *other.tellings)}
    tellings.pop(lead.url, None)
    return replace(lead, tellings=tuple(tellings.values()))


def _since(item: DigestItem, past: _Past | None) -> DigestItem:
    """Say of a story that was told before since when it is known, and what is told otherwise now."""
    if past is None:
        return item
    course: Course = "ended" if item.course == "ended" else "ongoing"
    return replace(item, course=course, since=past.since, changes=_changes(past.item, item))


def _updates(
    store: Store, settings: Settings, day: date, past: Mapping[str, _Past], told_now: set[str]
) -> Iterable[DigestUpdate]:
    """Yield what became of the stories told lately of which no new article tells."""
    for story, one in sorted(past.items()):
        if story in told_now or one.withdrawn or one.last < day - WATCHED:
            continue
        row = queue.whole(store, one.item.id)
        if row is None or not _stands(store, row):
            if any(telling["strike"] for telling in stories.tellings(store, story)):
                continue  # other articles tell it still
            yield DigestUpdate(item=one.item, turn="withdrawn")
            continue
        now = _item(store, row, settings)
        if changes := _changes(one.item, now):
            ended = now.course == "ended" and one.item.course != "ended"
            turn: Turn = "ended" if ended else "changed"
            yield DigestUpdate(item=replace(now, since=one.since), turn=turn, changes=changes)


def _stands(store: Store, row: Mapping[str, Any]) -> bool:
    """Whether an article still counts as telling of a strike: flagged, and not rejected by a curator."""
    whole = [one for one in reviews.standing(store, row["id"]) if not one.stale and one.ordinal in (None, 1)]
    return bool(row["strike"]) and not any(one.verdict == "reject" for one in whole)


def _report(store: Store, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the first report of an article, as a curator left it where one has accepted or edited it."""
    for one in reviews.standing(store, row["id"]):
        if one.ordinal == 1 and one.verdict in ("accept", "edit") and not one.stale and one.fields:
            return one.fields
    found: Mapping[str, Any] = row["reports"][0] if row["reports"] else {}
    return found


def _changes(before: DigestItem, after: DigestItem) -> tuple[Change, ...]:
    """Return which facts are told otherwise; one that is merely not repeated has not changed."""
    facts = {
        "place": (before.where, after.where),
        "employer": (before.employer, after.employer),
        "workers": (before.workers, after.workers),
        "demands": (", ".join(before.demands) or None, ", ".join(after.demands) or None),
        "status": (_status(before), _status(after)),
    }
    return tuple(
        Change(what=what, before=old, after=new) for what, (old, new) in facts.items() if new is not None and old != new
    )


def _status(item: DigestItem) -> str:
    if item.course == "ended":
        return "ended"
    return "threatened" if item.kind == "threat" else "ongoing"


def _item(store: Store, row: Mapping[str, Any], settings: Settings) -> DigestItem:
    report = _report(store, row)
    english = row["translation"] == "done"
    story = stories.of(store, row["id"])
    others = stories.tellings(store, story) if story else row["tellings"]
    return DigestItem(
        id=row["id"],
        story=story or row["group"] or row["id"],
        kind="threat" if row["kind"] == "threat" else "strike",
        course="ended" if report.get("status") == "ended" else "new",
        score=row["score"] or 0.0,
        original_title=row["title"],
        lang=row["lang"] or "und",
        source=row["source"],
        url=row["url"],
        published=datetime.fromisoformat(row["published"]) if row["published"] else None,
        english_title=row["english_title"] if english else None,
        summary=_summary(row) if english else None,
        quality=row["quality"],
        warnings=tuple(row["warnings"]),
        waiting_for=None if english else row["waiting_for"],
        evidence=tuple(dict.fromkeys(" ".join(one["text"].split()) for one in row["evidence"]))[:QUOTES],
        place=report.get("settlement"),
        region=report.get("region"),
        employer=report.get("employer"),
        sector=report.get("sector"),
        workers=_workers(report),
        demands=tuple(report.get("demands") or ()),
        abroad=row["in_kazakhstan"] is False,
        link=f"{settings.desk.rstrip('/')}/item/{row['id']}" if settings.desk else None,
        tellings=tuple(_telling(one) for one in others if one["id"] != row["id"]),
    )


def _workers(report: Mapping[str, Any]) -> str | None:
    """Say how many in figures; the words of the original stand in the evidence."""
    least, most = report.get("workers_min"), report.get("workers_max")
    if least is None or least == most:
        return None if most is None else f"{most:,}"
    return f"{least:,}+" if most is None else f"{least:,}\u2013{most:,}"


def _summary(row: Mapping[str, Any]) -> str | None:
    sentences = [one["english"] for one in row["sentences"] if one["field"] == "text"]
    return " ".join(sentences[:SENTENCES]) or None


def _telling(row: Mapping[str, Any]) -> DigestTelling:
    return DigestTelling(source=row["source"], lang=row["lang"] or "und", title=row["title"], url=row["url"])
