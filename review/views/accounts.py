"""Signing in and out, one's own password and language, and the people of the desk. Reads and writes account."""

import hmac
from dataclasses import replace

from review import passwords, sessions
from review.answers import NotAllowed, Refused, Response, redirect
from review.visit import Visit, view
from review.words import LANGUAGES
from store import accounts
from store.accounts import ROLES, Account
from store.database import Store

YEAR_SECONDS = 365 * 86_400


@view(None)
async def sign_in(visit: Visit) -> Response:
    """Show the form; take a name and a password."""
    if visit.request.method != "POST":
        return visit.page("sign_in.html.j2", next=visit.ask("next", "/queue"), wrong=None, name="")
    body = await visit.body()
    name, password = str(body.get("name", "")).strip(), str(body.get("password", ""))
    address = (visit.request.scope.get("client") or ("", 0))[0]
    throttle, now = visit.desk.throttle, visit.desk.now()
    wait = throttle.wait(name, address, now)
    account = None if wait else await visit.desk.read(_signed_in, name, password)
    target = str(body.get("next", "/queue"))
    if account is None:
        if not wait:
            throttle.failed(name, address, now)
        wrong = visit.words("sign_in.wait" if wait else "sign_in.wrong")
        return visit.page("sign_in.html.j2", 429 if wait else 403, next=target, wrong=wrong, name=name)
    throttle.succeeded(name, address)
    answer = redirect(target)
    sessions.open_session(visit.datasette, account, answer, visit.request)
    return answer


@view(None)
async def enter(visit: Visit) -> Response:
    """Let in whoever started the desk, by the link that the command line shows; it works once."""
    given, entry = visit.ask("key"), visit.desk.entry
    if entry is None or not hmac.compare_digest(given.encode(), entry[0].encode()):
        raise NotAllowed(visit.words("refused.link"))
    visit.desk.entry = None
    account = await visit.desk.read(accounts.find, entry[1])
    if account is None or account.closed:
        raise NotAllowed(visit.words("refused.link"))
    answer = redirect("/queue")
    sessions.open_session(visit.datasette, account, answer, visit.request)
    return answer


@view("reader", writes=True)
async def sign_out(visit: Visit) -> Response:
    """End the session."""
    del visit
    answer = redirect("/sign-in")
    sessions.close_session(answer)
    return answer


@view(None)
async def language(visit: Visit) -> Response:
    """Change the language of the interface: a cookie of this browser."""
    body = await visit.body() if visit.request.method == "POST" else {}
    answer = redirect(str(body.get("next", "/queue")))
    if body.get("lang") in LANGUAGES:
        answer.set_cookie("desk_lang", str(body["lang"]), max_age=YEAR_SECONDS, samesite="lax")
    return answer


@view("reader")
async def me(visit: Visit) -> Response:
    """Show one's own page: language, keys, password."""
    return visit.page("me.html.j2", said=None)


@view("reader", writes=True)
async def password(visit: Visit) -> Response:
    """Change one's own password; the old one is asked for, where there is one."""
    body = await visit.body()
    account = await visit.desk.read(accounts.find, visit.name)
    assert account is not None
    if account.password is not None and not passwords.fits(str(body.get("old", "")), account.password):
        raise Refused(visit.words("sign_in.wrong"))
    account = replace(account, password=_hashed(visit, str(body.get("new", ""))))
    await visit.desk.write(accounts.change, account, visit.desk.now())
    answer = visit.page("me.html.j2", said=visit.words("me.changed"))
    sessions.open_session(visit.datasette, account, answer, visit.request)
    return answer


@view("admin")
async def people(visit: Visit) -> Response:
    """Show who may sign in."""
    return visit.page("people.html.j2", people=await visit.desk.read(accounts.everybody), roles=ROLES)


@view("admin", writes=True)
async def change_person(visit: Visit) -> Response:
    """Put a person in, or change role, password or whether the account is open."""
    body = await visit.body()
    name, role = str(body.get("name", "")).strip(), str(body.get("role", ""))
    if not name or len(name) > 60 or not name.isprintable() or role not in ROLES:
        raise Refused(visit.words("refused.account"))
    if name == visit.name and (role != "admin" or body.get("closed")):
        raise Refused(visit.words("refused.self"))
    known = await visit.desk.read(accounts.find, name)
    given = str(body.get("password", ""))
    kept = _hashed(visit, given) if given else known.password if known else None
    account = Account(name=name, role=role, password=kept, closed=bool(body.get("closed")))
    await visit.desk.write(accounts.change if known else accounts.add, account, visit.desk.now())
    return redirect("/people")


def _hashed(visit: Visit, given: str) -> str:
    try:
        return passwords.hashed(given)
    except passwords.WeakPassword as error:
        raise Refused(visit.words("refused.password")) from error


def _signed_in(store: Store, name: str, given: str) -> Account | None:
    account = accounts.find(store, name)
    right = passwords.fits(given, account.password if account else None)
    return account if right and account is not None and not account.closed else None


ROUTES = [
    (r"/sign-in$", sign_in),
    (r"/sign-out$", sign_out),
    (r"/enter$", enter),
    (r"/language$", language),
    (r"/me$", me),
    (r"/me/password$", password),
    (r"/people$", people),
    (r"/people/change$", change_person),
]
