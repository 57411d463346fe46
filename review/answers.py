"""What a view gives back, and the errors that become an answer. Wraps Datasette's Response; reads nothing."""

import json
from typing import Any

from datasette.utils.asgi import Request, Response

__all__ = ["DeskError", "NotAllowed", "Refused", "Request", "Response", "redirect", "to_json"]


class DeskError(Exception):
    """Something about the desk is wrong; the message says what to do."""


class Refused(DeskError):
    """A request that cannot be carried out as it is; the message is for the person who made it."""

    status = 400


class NotAllowed(Refused):
    """The person's role, the token or the origin of the request does not allow it."""

    status = 403


def to_json(value: Any, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(json.dumps(value, ensure_ascii=False), status=status, content_type="application/json")


def redirect(path: str) -> Response:
    """Answer a form: see the page at `path`, by GET. Only paths of the desk's own."""
    safe = path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/"
    return Response("", status=303, headers={"Location": safe})
