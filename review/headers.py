"""What every answer carries, and which requests are answered at all. ASGI middleware around the whole of Datasette."""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# Nothing from elsewhere, nothing inline, no frame around us: were markup of a page ever to slip through, it could
# run nothing, load nothing and send nothing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: a form would then be sent with the origin "null", and could not be told from a foreign one.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


def guarded(app: App, hosts: Collection[str] | None) -> App:
    """Add the headers to every answer, and refuse requests for other hosts' names (None: any name is ours).

    A page elsewhere whose name is made to point to this machine would otherwise be of our own origin.
    """

    async def guard(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if hosts is not None and _name(host) not in hosts:
            start = {
                "type": "http.response.start",
                "status": 421,
                "headers": [(b"content-type", b"text/plain"), *HEADERS],
            }
            await send(start)
            await send({"type": "http.response.body", "body": b"This desk does not answer to that name."})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in ours]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        await app(scope, receive, send_with_headers)

    return guard


def _name(host: str) -> str:
    """Return a host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()
