"""Style and scripts: the files of static/, from memory. Their address holds a hash of them, so browsers keep them."""

from functools import cache

from review.answers import Response
from review.pages import KINDS, STATIC
from review.visit import Visit, view


@view(None)
async def static(visit: Visit) -> Response:
    """Give one file."""
    name = visit.request.url_vars["name"]
    body = _file(name)
    if body is None:
        return Response.text("no such file", 404)
    return Response(
        body,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
        content_type=KINDS["." + name.split(".")[-1]],
    )


@cache
def _file(name: str) -> bytes | None:
    known = {file.name: file for file in STATIC.iterdir() if file.suffix in KINDS}
    return known[name].read_bytes() if name in known else None


ROUTES = [(r"/static/[0-9a-f]+/(?P<name>[a-z-]+\.[a-z]+)$", static)]
