"""What the desk tells Datasette: its pages, who is who, who may what, and how connections are opened.

The hooks are found by name (https://docs.datasette.io, plugin hooks); `serve.make` registers this module.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

from review import sessions
from review.answers import Request, Response, redirect, to_json
from review.headers import App, guarded
from review.pages import stamp
from review.views import accounts, charts, decide, edit, events, log, queue, search, static, stories
from review.visit import View
from store.database import hide_secrets

complaints = logging.getLogger("strikewatch.review")

# Whoever is signed in browses; SQL is for administrators. Datasette finds no search index by itself, for ours holds
# no copy of the text: it is told.
METADATA: dict[str, Any] = {
    "title": "strikewatch",
    "allow": {"role": ["reader", "curator", "admin"]},
    "allow_sql": {"role": "admin"},
    "databases": {"strikewatch": {"tables": {"article": {"fts_table": "article_search", "fts_pk": "number"}}}},
}


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, View]]:
    """Add the desk's pages before Datasette's own."""
    if not hasattr(datasette, "desk"):
        return []
    parts = (queue, decide, edit, stories, events, log, charts, search, accounts, static)
    return [(r"/$", _home), *(route for part in parts for route in part.ROUTES)]


@hookimpl
def actor_from_request(datasette: Datasette, request: Request) -> Callable[[], Awaitable[dict[str, Any] | None]] | None:
    """Say who is behind a request."""
    if not hasattr(datasette, "desk"):
        return None

    async def inner() -> dict[str, Any] | None:
        return await sessions.actor(datasette, request)

    return inner


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Datasette) -> None:
    """Let no query of a person's own read a password."""
    if hasattr(datasette, "desk") and database != "_internal":
        hide_secrets(conn)


@hookimpl
def skip_csrf(datasette: Datasette, scope: dict[str, Any]) -> bool:
    """Leave the desk's own addresses to the desk's own gate, which wants the person's token."""
    return hasattr(datasette, "desk") and not scope["path"].startswith("/-/")


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Put the security headers on every answer."""
    return lambda app: guarded(app, getattr(datasette, "desk_hosts", None))


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Response | None:
    """Show the sign-in page instead of Datasette's refusal to somebody who is not signed in."""
    del message
    if hasattr(datasette, "desk") and not request.actor and request.method == "GET":
        return redirect("/sign-in")
    return None


@hookimpl(tryfirst=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Response | None:
    """Answer what was refused in plain words; write what broke into the log, and tell the person no more than that."""
    if not hasattr(datasette, "desk"):
        return None
    if isinstance(exception, (Base400, DatasetteError)):
        said = str(exception.message if isinstance(exception, DatasetteError) else exception.args[0])
        if request.path.endswith(".json"):
            return to_json({"ok": False, "error": said, "status": exception.status}, exception.status)
        return Response.text(said, exception.status)
    complaints.error("%s %s", request.method, request.path, exc_info=exception)
    return Response.text("The desk could not do this; its log says why.", status=500)


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """Lead back from Datasette's pages to the desk."""
    return [{"href": "/queue", "label": "Review desk"}] if hasattr(datasette, "desk") else []


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Give Datasette's pages the desk's colours."""
    return [f"/static/{stamp()}/data.css"] if hasattr(datasette, "desk") else []


@hookimpl
def extra_js_urls(datasette: Datasette) -> list[str]:
    """Say in a file what Datasette's table page says in an inline script, which the policy stops."""
    return [f"/static/{stamp()}/data.js"] if hasattr(datasette, "desk") else []


@hookimpl
def render_cell(value: Any) -> Markup | None:
    """Make no links of what stands in a cell: a value from the web is text."""
    return Markup.escape(value) if isinstance(value, str) and "://" in value else None


async def _home(request: Request) -> Response:
    del request
    return redirect("/queue")
