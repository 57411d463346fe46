"""Split and merge of stories: what one event is told by. Writes story edits, which are a log of their own."""

from urllib.parse import urlsplit

from analysis.address import article_id as id_of_address
from review.answers import Refused, Response, redirect, to_json
from review.item import build
from review.views.queue import piece
from review.visit import Visit, view, wants_json
from store import articles, stories
from store.database import Store
from store.stories import StoryError


@view("curator", writes=True)
async def split(visit: Visit) -> Response:
    """Take an article out of the story of another."""
    body = await visit.body()
    other = str(body.get("other", ""))
    return await _done(visit, str(body.get("article", "")), _split, other)


@view("curator", writes=True)
async def merge(visit: Visit) -> Response:
    """Put the story of another article into this article's story."""
    body = await visit.body()
    return await _done(visit, str(body.get("article", "")), _merge, str(body.get("other", "")).strip())


async def _done(visit: Visit, article: str, task: object, other: str) -> Response:
    try:
        await visit.desk.write(task, article, other, visit.name, visit.desk.now())  # type: ignore[arg-type]
    except (StoryError, articles.UnknownArticle, articles.AmbiguousArticle) as error:
        raise Refused(str(error)) from error
    if not wants_json(visit.request):
        return redirect(f"/item/{article}")
    return to_json(piece(visit, await visit.desk.read(build, article, visit.name)))


def _split(store: Store, article: str, other: str, name: str, now: object) -> None:
    stories.split(store, _story(store, article), [other], curator=name, now=now)  # type: ignore[arg-type]


def _merge(store: Store, article: str, other: str, name: str, now: object) -> None:
    given = urlsplit(other)
    wanted = id_of_address(other) if given.scheme in ("http", "https") and "/item/" not in given.path else other
    found = articles.resolve(store, wanted.rsplit("/", 1)[-1])
    stories.merge(store, _story(store, article), _story(store, found), curator=name, now=now)  # type: ignore[arg-type]


def _story(store: Store, article: str) -> str:
    found = stories.of(store, article)
    if found is None:
        raise StoryError(f"{article} is in no story yet")
    return found


ROUTES = [(r"/stories/split$", split), (r"/stories/merge$", merge)]
