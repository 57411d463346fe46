"""One request as a view sees it: who asks, in which language, with what. And the gate before every view.

A view states the least role that it needs; one that writes needs the person's token besides, in a header or in the
form, and a request of our own pages. Whoever is not signed in sees the sign-in page and nothing else.
"""

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from datasette.app import Datasette

from review import pages
from review.answers import NotAllowed, Refused, Request, Response, redirect, to_json
from review.desk import Desk
from review.words import LANGUAGES, Words, chosen
from store.accounts import ROLES, Role
from store.reviews import NotReviewable

# A decision is 2 kB, a form of fields 5; a text selected as evidence is a few sentences.
LONGEST_BODY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request, the desk, and the person (empty name and no role where nobody is signed in)."""

    datasette: Datasette
    desk: Desk
    request: Request
    name: str
    role: Role | None
    words: Words

    @property
    def token(self) -> str:
        """The secret that this person's own pages send back with whatever writes."""
        return token(self.datasette, self.name)

    def may(self, role: Role) -> bool:
        """Say whether the person has this role, or a greater one."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)

    def ask(self, key: str, default: str = "") -> str:
        """Return a value of the address's query."""
        return str(self.request.args.get(key) or default)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Answer with a whole page."""
        return pages.page(self, template, status, **values)

    async def body(self) -> dict[str, Any]:
        """Return what was posted: a JSON object, or a form, whose repeated fields are lists."""
        return _parsed(self.request.headers.get("content-type", ""), await _received(self.request))


View = Callable[[Request, Datasette], Awaitable[Response]]
Inner = Callable[[Visit], Awaitable[Response]]


def view(role: Role | None, *, writes: bool = False) -> Callable[[Inner], View]:
    """Make a view of a function: check the person, the method and the token, and turn Refused into an answer.

    `role` None is for the pages before the sign-in.
    """

    def decorate(function: Inner) -> View:
        async def gate(request: Request, datasette: Datasette) -> Response:
            visit = _visit(request, datasette)
            try:
                _check_origin(request)
                if role is not None and visit.role is None:
                    return _sign_in_first(visit)
                if role is not None and not visit.may(role):
                    raise NotAllowed(visit.words("refused.role"))
                if writes:
                    await _check_token(visit)
                return await function(visit)
            except Refused as refused:
                return _answer(visit, refused)
            except NotReviewable as changed:
                return _answer(visit, Refused(str(changed)))

        # Not functools.wraps: Datasette looks at the arguments that a view takes, and would see the inner one's.
        gate.__name__, gate.__doc__ = function.__name__, function.__doc__
        return gate

    return decorate


def token(datasette: Datasette, name: str) -> str:
    """Return a person's token: the name, signed for this purpose."""
    return str(datasette.sign(name, "desk-token"))


def _visit(request: Request, datasette: Datasette) -> Visit:
    actor = request.actor or {}
    lang = chosen(request.cookies.get("desk_lang"), request.headers.get("accept-language", ""))
    assert lang in LANGUAGES
    return Visit(
        datasette=datasette, desk=datasette.desk, request=request, name=actor.get("id", ""), role=actor.get("role"),
        words=Words(lang),
    )  # fmt: skip


def _check_origin(request: Request) -> None:
    """Refuse what another site's page sends: browsers say where a request comes from."""
    if request.method in ("GET", "HEAD"):
        return
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    foreign = site is not None and site not in ("same-origin", "none")
    if foreign or (origin is not None and urlsplit(origin).netloc != request.host):
        raise NotAllowed("this request comes from another site")


async def _check_token(visit: Visit) -> None:
    if visit.request.method != "POST":
        raise Refused("this address takes POST only")
    given = visit.request.headers.get("x-desk-token") or str((await visit.body()).get("token", ""))
    if not hmac.compare_digest(given.encode(), visit.token.encode()):
        raise NotAllowed(visit.words("refused.token"))


async def _received(request: Request) -> bytes:
    """Read the body once; it is kept with the request, for the token and the view both want it."""
    if "desk.body" not in request.scope:
        parts, more, size = [], True, 0
        while more:
            message = await request.receive()
            if message["type"] != "http.request":
                raise Refused("the line broke")
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > LONGEST_BODY:
                raise Refused(f"more than {LONGEST_BODY} bytes")
        request.scope["desk.body"] = b"".join(parts)
    return bytes(request.scope["desk.body"])


def _parsed(kind: str, body: bytes) -> dict[str, Any]:
    try:
        if kind.split(";", maxsplit=1)[0].strip() == "application/json":
            said = json.loads(body)
            if not isinstance(said, dict):
                raise Refused("a JSON object is wanted")
            return said
        lists = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError as error:  # bad UTF-8, bad JSON, too many fields
        raise Refused("this cannot be read") from error
    return {key: values[0] if len(values) == 1 else values for key, values in lists.items()}


def wants_json(request: Request) -> bool:
    """Say whether a script of ours asks, and not a browser that shows the answer."""
    return "application/json" in request.headers.get("accept", "")


def _sign_in_first(visit: Visit) -> Response:
    if wants_json(visit.request) or visit.request.method != "GET":
        return to_json({"error": visit.words("refused.signed_out")}, HTTPStatus.FORBIDDEN)
    return redirect(f"/sign-in?next={quote(visit.request.full_path)}")


def _answer(visit: Visit, refused: Refused) -> Response:
    if wants_json(visit.request):
        return to_json({"error": str(refused)}, refused.status)
    return visit.page("refused.html.j2", refused.status, message=str(refused))
