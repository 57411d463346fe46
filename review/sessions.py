"""Who is behind a request: a signed cookie after a sign-in, or the header of a trusted proxy. Reads account."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from datasette.app import Datasette
from itsdangerous import BadSignature

from review.answers import Request, Response
from store import accounts
from store.accounts import Account

COOKIE = "desk_session"
LASTS = timedelta(days=14)


async def actor(datasette: Datasette, request: Request) -> dict[str, Any] | None:
    """Return Datasette's actor for a request: id and role; None for nobody, and for a closed account."""
    name = _by_proxy(datasette, request)
    fingerprint = None
    if name is None:
        name, fingerprint = _by_cookie(datasette, request)
    if name is None:
        return None
    account = await datasette.desk.read(accounts.find, name)
    if account is None or account.closed:
        return None
    if fingerprint is not None and fingerprint != _fingerprint(account):
        return None
    return {"id": account.name, "role": account.role}


def open_session(datasette: Datasette, account: Account, response: Response, request: Request) -> None:
    """Give the browser the cookie of a session."""
    issued = datasette.desk.now().astimezone(UTC).isoformat(timespec="seconds")
    value = datasette.sign({"a": account.name, "t": issued, "p": _fingerprint(account)}, "desk-session")
    secure = request.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    response.set_cookie(COOKIE, value, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure)


def close_session(response: Response) -> None:
    """Take the cookie away."""
    response.set_cookie(COOKIE, "", max_age=0, httponly=True, samesite="lax")


def _by_proxy(datasette: Datasette, request: Request) -> str | None:
    header, peer = datasette.desk_header, (request.scope.get("client") or ("", 0))[0]
    if header is None or peer not in datasette.desk_proxies:
        return None
    return request.headers.get(header.lower()) or None


def _by_cookie(datasette: Datasette, request: Request) -> tuple[str | None, str]:
    try:
        said = datasette.unsign(request.cookies.get(COOKIE, ""), "desk-session")
        issued = datetime.fromisoformat(said["t"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return None, ""
    if datasette.desk.now() - issued > LASTS:
        return None, ""
    return str(said["a"]), str(said["p"])


def _fingerprint(account: Account) -> str:
    """Return what changes with the password: a new one ends the sessions of the old."""
    return hashlib.sha256((account.password or "none").encode()).hexdigest()[:16]
