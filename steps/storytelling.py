"""The steps `embed` and `stories`: which articles tell one event. Read detections; write embedding and the stories.

A night's articles join stories or start them, a day of telling at a time and earliest first, so that years put in at
once come out as if night after night had brought them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from analysis import meaning, stories
from analysis.clues import clues
from analysis.embedding import Embedder, NoEmbeddings, embedder
from analysis.likeness import Account
from steps.night import Night
from steps.reading import Counts
from store import stories as shelf
from store import tellings
from store.tellings import Telling
from store.values import to_iso

# A kill costs at most this many embeddings, some four seconds of one core.
BATCH = 16


def embed(night: Night) -> Counts:
    """Embed the opening of each article that a curator may see. Without a model, stories go by facts alone."""
    if not night.settings.embeddings:
        return {"done": 0}
    try:
        model = embedder()
    except NoEmbeddings as error:
        night.problem(f"embed: {error}; stories are told apart by places, employers and numbers alone")
        return {"done": 0}
    version, done = _meant(model), 0
    with night.progress.step("embedding", tellings.count_unembedded(night.store, version)) as advance:
        while batch := tellings.unembedded(night.store, version, limit=BATCH):
            vectors = model.embed([meaning.opening(article.title, article.body) for article, _ in batch])
            packed = [(article.id, meaning.to_bytes(one)) for (article, _), one in zip(batch, vectors, strict=True)]
            tellings.save_embedded(night.store, version, packed)
            advance(len(batch))
            done += len(batch)
    return {"done": done}


def tell_stories(night: Night) -> Counts:
    """Give each article that a curator may see its story."""
    version, placed, started = _version(night), 0, 0
    days = tellings.due(night.store, version)
    with night.progress.step("stories", len(days)) as advance:
        for day, ids in days.items():
            dawn = datetime.combine(day, time.min, tzinfo=UTC)
            new = [_account(one) for one in tellings.told(night.store, ids)]
            seats = stories.seat(new, _open(night, version, dawn), tellings.begun(night.store, ids))
            shelf.save_placed(night.store, version, _placed(new, seats))
            advance(1)
            placed += len(seats)
            started += sum(one.id == one.story for one in seats)
    return {"done": placed, "started": started}


def _meant(model: Embedder) -> str:
    return f"{meaning.VERSION}/{model.name}"


def _version(night: Night) -> str:
    """Return the version of a placing: of the rules, and of the model if there is one."""
    try:
        return f"{stories.VERSION}/{_meant(embedder()) if night.settings.embeddings else 'none'}"
    except NoEmbeddings:
        return f"{stories.VERSION}/none"


def _open(night: Night, version: str, dawn: datetime) -> dict[str, list[Account]]:
    """Return the stories with a telling within the quiet days around a day, with those tellings."""
    since, until = dawn - stories.QUIET, dawn + timedelta(days=1) + stories.QUIET
    known: dict[str, list[Account]] = {}
    for one in tellings.seated(night.store, version, since=to_iso(since) or "", until=to_iso(until) or ""):
        if one.story is not None:
            known.setdefault(one.story, []).append(_account(one))
    return known


def _account(one: Telling) -> Account:
    vector = None if one.vector is None else meaning.from_bytes(one.vector)
    return Account(
        id=one.id,
        at=one.at,
        group=one.group,
        strike=one.strike,
        clues=clues(one.title, one.body, one.reports),
        among_news=None if vector is None else meaning.among_news(vector, one.lang),
        among_strikes=None if vector is None else meaning.among_strikes(vector, one.lang),
    )


def _placed(new: Sequence[Account], seats: Sequence[stories.Seat]) -> list[shelf.Placed]:
    told = {one.id: one.at for one in new}
    return [
        shelf.Placed(article_id=one.id, story_id=one.story, at=at, likeness=one.likeness, why=one.why)
        for one in seats
        if (at := told[one.id]) is not None
    ]
