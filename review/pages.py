"""Templates into pages. Everything that comes from the web is text: autoescaping is on for every template.

Reads templates/ and static/; writes nothing.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from review.answers import Response
from review.fields import FIELDS
from review.words import LANGUAGES

if TYPE_CHECKING:
    from review.visit import Visit

STATIC = Path(__file__).parent / "static"
KINDS: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def page(visit: "Visit", template: str, status: int = 200, **values: Any) -> Response:
    """Render a template with what every page needs: words, person, token, navigation."""
    return Response.html(render(visit, template, **values), status)


def render(visit: "Visit", template: str, **values: Any) -> str:
    """Render a template to text."""
    here = {
        "visit": visit, "t": visit.words, "lang": visit.words.lang, "languages": LANGUAGES,
        "static": f"/static/{stamp()}",
        "token": visit.token if visit.name else "", "FIELDS": FIELDS, "path": visit.request.path,
    }  # fmt: skip
    return _environment().get_template(template).render({**here, **values})


@cache
def stamp() -> str:
    """Return a hash of everything in static/: its addresses change with it, so browsers may keep it for ever."""
    held = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        held.update(file.name.encode() + file.read_bytes())
    return held.hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.filters |= {"day": day, "moment": moment, "percent": percent}
    return environment


def _clean(value: Any) -> Any:
    """Put a space for every control character of a page's text, and a mark for what turns the line around.

    One character for one: the places of the evidence, counted in the original, stay right.
    """
    if isinstance(value, Markup) or type(value) is not str:
        return "" if value is None else value
    return _STEERS.sub(lambda found: " " if found[0] < "\u0100" else "\ufffd", value)


# C0 and C1 controls but the line break, and the embeddings, overrides and isolates of the direction of writing.
_STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def day(text: str | None) -> str:
    """Return the day of an ISO time."""
    return (text or "")[:10]


def moment(value: datetime | str | None) -> str:
    """Return day and minute of a time, in UTC."""
    return str(value or "")[:16].replace("T", " ")


def percent(value: float | None) -> str:
    """Return a share as whole percent; never 100 % short of certainty."""
    return "" if value is None else f"{min(int(value * 100), 99) if value < 1 else 100}\u202f%"
