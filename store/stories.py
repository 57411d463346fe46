"""Stories: one event, told by many articles. Writes: story, story_member, story_edit.

A story's id is that of the article that began it. The night lets new articles join stories or start them; it never
splits a story and never joins two. Curators do both, as rows of a log that is only added to: what they have touched
the night adds to, and does not do anew even when the step that places articles gets better.

    StoryError(StoreError)      no such story, or a split or merge that makes no sense
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from store.database import Store, StoreError, writing
from store.values import to_iso, to_json

# Days without a new telling after which a story takes no more: the gap within which a strike is the same strike.
QUIET_DAYS = 7


class StoryError(StoreError):
    """No such story, or a split or merge that makes no sense; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the night puts an article; `at` is when it was told, `likeness` (0 to 1) how like the story it was."""

    article_id: str
    story_id: str
    at: datetime
    likeness: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A curator's split or merge: `articles` went from one story to another."""

    kind: str
    from_story: str
    to_story: str
    articles: tuple[str, ...]
    curator: str
    at: datetime
    note: str | None = None


def of(store: Store, article_id: str) -> str | None:
    """Return the id of the story that an article belongs to; None if it is in none (yet)."""
    rows = store.query("SELECT story_id FROM story_member WHERE article_id = ?", [article_id])
    return next((str(row["story_id"]) for row in rows), None)


def resolve(store: Store, prefix: str) -> str:
    """Return the story whose id begins with `prefix`, following merges. Raises StoryError."""
    rows = store.query("SELECT id FROM story WHERE id >= ? AND id < ? || x'f48fbfbf' LIMIT 3", [prefix, prefix])
    ids = [str(row["id"]) for row in rows]
    if not prefix or not ids:
        raise StoryError(f"no story {prefix!r}; `strikewatch stories list` lists them")
    if len(ids) > 1 and ids[0] != prefix:
        raise StoryError(f"{prefix!r} fits {', '.join(ids)} and perhaps more; give more letters")
    return _followed(store, ids[0])


def tellings(store: Store, story_id: str) -> list[dict[str, Any]]:
    """Return a story's articles, earliest first: id, source, url, title, lang, published, at, group, likeness, why."""
    rows = store.query(
        """SELECT article.id, article.source, article.url, article.title, i.lang, article.published, m.day AS at,
             g.group_id AS "group", d.strike, m.likeness, m.why
           FROM story_member AS m JOIN article ON article.id = m.article_id
           LEFT JOIN identification AS i ON i.article_id = m.article_id
           LEFT JOIN grouping AS g ON g.article_id = m.article_id
           LEFT JOIN detection AS d ON d.article_id = m.article_id
           WHERE m.story_id = ? ORDER BY m.day, article.id""",
        [story_id],
    )
    return list(rows)


def listed(
    store: Store, *, now: datetime, only_open: bool = False, least: int = 1, limit: int = 50
) -> list[dict[str, Any]]:
    """Return stories, latest first, of at least so many tellings: id, first, last, open, edited, tellings, title."""
    since = to_iso(now - timedelta(days=QUIET_DAYS))
    rows = store.query(
        """SELECT story.id, story.first, story.last, story.last >= ? AS open, story.edited, article.title,
             count(*) AS tellings, group_concat(DISTINCT article_of.source) AS sources
           FROM story JOIN article ON article.id = story.id
           JOIN story_member AS m ON m.story_id = story.id JOIN article AS article_of ON article_of.id = m.article_id
           WHERE story.merged_into IS NULL AND (NOT ? OR story.last >= ?)
           GROUP BY story.id HAVING count(*) >= ? ORDER BY story.last DESC, story.id LIMIT ?""",
        [since, only_open, since, least, limit],
    )
    return [{**row, "open": bool(row["open"]), "edited": bool(row["edited"])} for row in rows]


def edits(store: Store, story_id: str) -> list[Edit]:
    """Return what curators did to a story, oldest first."""
    rows = store.query(
        "SELECT * FROM story_edit WHERE from_story = ? OR to_story = ? ORDER BY id", [story_id, story_id]
    )
    return [
        Edit(
            kind=row["kind"], from_story=row["from_story"], to_story=row["to_story"], note=row["note"],
            articles=tuple(_ids(row["articles"])), curator=row["curator"], at=datetime.fromisoformat(row["at"]),
        )
        for row in rows
    ]  # fmt: skip


def save_placed(store: Store, version: str, batch: Sequence[Placed]) -> None:
    """Write where the night put articles, in one transaction; stories that are new begin with it."""
    with writing(store):
        left = {story for one in batch if (story := of(store, one.article_id)) is not None}
        for one in batch:
            day = to_iso(one.at)
            store.execute(
                """INSERT INTO story (id, first, last) VALUES (?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET merged_into = NULL""",
                [one.story_id, day, day],
            )
            store.execute(
                """INSERT OR REPLACE INTO story_member (article_id, version, story_id, day, likeness, why)
                   VALUES (?, ?, ?, ?, ?, ?)""",
                [one.article_id, version, one.story_id, day, one.likeness, one.why],
            )
        _settle(store, left | {one.story_id for one in batch})


def split(
    store: Store, story_id: str, articles: Iterable[str], *, curator: str, now: datetime, note: str | None = None
) -> str:
    """Take articles out of a story into one of their own; return the id of the story that they are in now.

    The part that holds the article which began the story keeps its id. Raises StoryError.
    """
    with writing(store):
        members = [str(row["id"]) for row in tellings(store, story_id)]
        asked = set(articles)
        if not members or asked - set(members):
            raise StoryError(f"story {story_id} has no article {', '.join(sorted(asked - set(members))) or 'at all'}")
        if asked in (set(), set(members)):
            raise StoryError(f"a split of {story_id} has to leave articles on both sides")
        stay = asked if story_id in asked else set(members) - asked
        moved = [one for one in members if one not in stay]
        edit = Edit(
            kind="split", from_story=story_id, to_story=moved[0], articles=tuple(moved), curator=curator, at=now,
            note=note,
        )  # fmt: skip
        _carry_out(store, edit)
        return story_id if story_id in asked else moved[0]


def merge(store: Store, into: str, other: str, *, curator: str, now: datetime, note: str | None = None) -> str:
    """Put all articles of `other` into the story `into`, and return its id. Raises StoryError."""
    with writing(store):
        target, source = _followed(store, into), _followed(store, other)
        if target == source:
            raise StoryError(f"{into} and {other} are one story already")
        moved = tuple(str(row["id"]) for row in tellings(store, source))
        _carry_out(
            store,
            Edit(kind="merge", from_story=source, to_story=target, articles=moved, curator=curator, at=now, note=note),
        )
        return target


def _carry_out(store: Store, edit: Edit) -> None:
    # A part that is split off begins a story of its own, or again the one that was merged away.
    store.execute(
        """INSERT INTO story (id, first, last) SELECT article_id, day, day FROM story_member WHERE article_id = ?
           ON CONFLICT (id) DO UPDATE SET merged_into = NULL""",
        [edit.to_story],
    )
    store.execute(
        """INSERT INTO story_edit (kind, from_story, to_story, articles, curator, at, note)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [edit.kind, edit.from_story, edit.to_story, to_json(edit.articles), edit.curator, to_iso(edit.at), edit.note],
    )
    store.conn.executemany(
        "UPDATE story_member SET story_id = ?, likeness = NULL, why = ? WHERE article_id = ?",
        [(edit.to_story, f"{edit.kind} by {edit.curator}", one) for one in edit.articles],
    )
    store.execute("UPDATE story SET edited = 1 WHERE id IN (?, ?)", [edit.from_story, edit.to_story])
    _settle(store, {edit.from_story, edit.to_story})


def _settle(store: Store, stories: Iterable[str]) -> None:
    """Set when stories began and were last told; one that lost all its articles says which one took its first."""
    for story_id in sorted(stories):
        store.execute(
            """UPDATE story SET
                 first = ifnull((SELECT min(day) FROM story_member WHERE story_id = story.id), first),
                 last = ifnull((SELECT max(day) FROM story_member WHERE story_id = story.id), last),
                 merged_into = CASE WHEN EXISTS (SELECT 1 FROM story_member WHERE story_id = story.id) THEN NULL
                   ELSE (SELECT story_id FROM story_member WHERE article_id = story.id) END
               WHERE id = ?""",
            [story_id],
        )


def _followed(store: Store, story_id: str) -> str:
    """Return the story that an id leads to today; StoryError if it leads nowhere."""
    seen = {story_id}
    while True:
        rows = store.query("SELECT merged_into FROM story WHERE id = ?", [story_id])
        row = next(iter(rows), None)
        if row is None:
            raise StoryError(f"no story {story_id}; `strikewatch stories list` lists them")
        if row["merged_into"] is None or row["merged_into"] in seen:
            return story_id
        story_id = row["merged_into"]
        seen.add(story_id)


def _ids(text: str) -> list[str]:
    return [str(one) for one in json.loads(text)]
