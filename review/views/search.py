"""Search: words of the original or of the English, in any spelling. Reads the store."""

from review.answers import Response, to_json
from review.visit import Visit, view, wants_json
from store import briefs
from store.database import Store
from store.search import search as find

MOST = 30


@view("reader")
async def search(visit: Visit) -> Response:
    """Show the articles that hold all the words."""
    words = visit.ask("q").strip()
    rows = await visit.desk.read(_find, words) if words else []
    if wants_json(visit.request):
        return to_json({"rows": [{"id": one.id, "title": one.title, "english": one.english} for one in rows]})
    return visit.page("search.html.j2", words=words, rows=rows)


def _find(store: Store, words: str) -> list[briefs.Brief]:
    return briefs.of(store, find(store, words, limit=MOST))


ROUTES = [(r"/search$", search)]
