"""Who may do what at the desk. In each test the refusal comes first."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk_made import NOW, PASSWORD, Served, fill, serving

from review import passwords, serve
from review.answers import DeskError
from review.desk import Desk
from store import articles, reviews
from store.accounts import Account
from store.database import open_store

FIRST = f"{1:014x}ff"
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    db = tmp_path_factory.mktemp("desk") / "strikewatch.db"
    fill(db)
    with serving(db, header="X-Person", proxies=["127.0.0.1"]) as served:
        yield served


def token(client: httpx.Client) -> str:
    page = client.get("/me").text
    return page.split('data-token="')[1].split('"')[0]


def decision(desk: Served, **more: object) -> dict[str, object]:
    store = open_store(desk.db)
    article = articles.get(store, FIRST)
    store.close()
    sha = reviews.text_sha(article.title, article.body)
    return {"article": FIRST, "ordinal": 1, "decision": "accept", "version": "7", "sha": sha, **more}


def rows(desk: Served) -> int:
    store = open_store(desk.db)
    count = len(reviews.history(store, limit=1000))
    store.close()
    return count


CLOSED = (
    "/queue", f"/item/{FIRST}", "/map", "/history", "/people", "/events.csv", "/strikewatch", "/next",
    "/strikewatch/article.json", "/strikewatch/review.csv", "/-/metadata.json", "/-/databases.json", "/search?q=a",
    "/suggest?field=employer",
)  # fmt: skip


def test_nobody_sees_anything_before_signing_in(desk: Served) -> None:
    with desk.client() as client:
        for path in CLOSED:
            answer = client.get(path)
            assert answer.status_code in (303, 302, 403), path
            assert "Буровики" not in answer.text
    with desk.client("head") as client:
        assert [path for path in CLOSED if client.get(path).status_code != 200] == []


def test_a_wrong_password_is_refused_then_slowed_and_the_right_one_lets_in(desk: Served) -> None:
    with desk.client() as client:
        for _ in range(6):
            assert client.post("/sign-in", data={"name": "daniyar", "password": "guess"}).status_code == 403
        assert client.post("/sign-in", data={"name": "daniyar", "password": PASSWORD}).status_code == 429
        assert client.get("/queue").status_code == 303
    with desk.client("aigul") as client:
        assert client.get("/queue").status_code == 200


def test_a_reader_cannot_decide_and_a_curator_can(desk: Served) -> None:
    before = rows(desk)
    with desk.client("guest") as client:
        for path in ("/decide", "/undo", "/edit", "/note", "/evidence", "/settle", "/stories/split", "/events/unlink"):
            answer = client.post(path, json=decision(desk), headers={"x-desk-token": token(client)})
            assert answer.status_code == 403, path
    assert rows(desk) == before
    with desk.client("aigul") as client:
        answer = client.post("/decide", json=decision(desk), headers={"x-desk-token": token(client), **JSON})
        assert answer.status_code == 200, answer.text
    assert rows(desk) == before + 1


@pytest.mark.parametrize("wrong", ["", "guess", "of another"])
def test_a_write_without_the_persons_own_token_is_refused(desk: Served, wrong: str) -> None:
    before = rows(desk)
    with desk.client("aigul") as client, desk.client("guest") as guest:
        given = token(guest) if wrong == "of another" else wrong
        answer = client.post("/decide", json=decision(desk), headers={"x-desk-token": given, **JSON})
        assert answer.status_code == 403
        assert rows(desk) == before
        form = {**decision(desk), "token": token(client)}
        assert client.post("/decide", data=form).status_code == 303
    assert rows(desk) == before + 1


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_write_from_another_sites_page_is_refused(desk: Served, headers: dict[str, str]) -> None:
    before = rows(desk)
    with desk.client("aigul") as client:
        sent = {"x-desk-token": token(client), **JSON, **headers}
        assert client.post("/decide", json=decision(desk), headers=sent).status_code == 403
        assert client.post("/sign-in", data={"name": "aigul", "password": PASSWORD}, headers=headers).status_code == 403
    assert rows(desk) == before


def test_only_an_administrator_writes_sql_and_nobody_reads_a_password(desk: Served) -> None:
    query = {"sql": "select name, password from account"}
    for name in ("guest", "aigul"):
        with desk.client(name) as client:
            assert client.get("/strikewatch.json", params=query).status_code == 403
            assert client.get("/strikewatch/account.json?_where=1=1").status_code == 403
    with desk.client("head") as client:
        answer = client.get("/strikewatch.json", params=query)
        assert answer.status_code == 200
        assert {row[1] for row in answer.json()["rows"]} == {None}
        shown = client.get("/strikewatch/account.json").json()
        assert {row[shown["columns"].index("password")] for row in shown["rows"]} == {None}
        assert client.get("/strikewatch.json", params={"sql": "delete from review"}).status_code == 400
        assert client.get("/strikewatch.json", params={"sql": "attach 'x.db' as x"}).status_code == 400
        assert client.get("/strikewatch.db").status_code in (403, 404)


def test_only_an_administrator_keeps_the_people(desk: Served) -> None:
    with desk.client("aigul") as client:
        form = {"name": "aigul", "role": "admin", "token": token(client)}
        assert client.get("/people").status_code == 403
        assert client.post("/people/change", data=form).status_code == 403
    with desk.client("head") as client:
        form = {"name": "saule", "role": "curator", "password": PASSWORD, "token": token(client)}
        assert client.post("/people/change", data={**form, "password": "short"}).status_code == 400
        assert client.post("/people/change", data=form).status_code == 303
        own = {"name": "head", "role": "reader", "token": token(client)}
        assert client.post("/people/change", data=own).status_code == 400
    with desk.client("saule") as client:
        assert client.get("/queue").status_code == 200
        with desk.client("head") as head:
            head.post("/people/change", data={**form, "password": "", "closed": "yes", "token": token(head)})
        assert client.get("/queue").status_code == 303  # the session of a closed account is over at once


def test_the_header_is_believed_from_the_proxy_only(desk: Served, tmp_path: Path) -> None:
    fill(tmp_path / "other.db")
    with serving(tmp_path / "other.db", header="X-Person", proxies=["10.0.0.1"]) as other, other.client() as client:
        assert client.get("/queue", headers={"X-Person": "head"}).status_code == 303
    with desk.client() as client:
        assert client.get("/queue", headers={"X-Person": "nobody"}).status_code == 303
        assert client.get("/queue", headers={"X-Person": "aigul"}).status_code == 200


def test_another_hosts_name_is_not_answered(desk: Served) -> None:
    with desk.client("head") as client:
        assert client.get("/queue", headers={"host": "evil.example"}).status_code == 421
        assert client.get("/queue", headers={"host": "localhost:1"}).status_code == 200


def test_every_answer_carries_the_strict_policy(desk: Served) -> None:
    with desk.client("head") as client:
        for path in ("/queue", "/strikewatch/article", "/no-such-page", "/sign-in", "/events.json"):
            policy = client.get(path).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy


def test_the_entry_link_works_once(desk: Served, tmp_path: Path) -> None:
    fill(tmp_path / "strikewatch.db")
    held = Desk(tmp_path / "strikewatch.db", now=lambda: NOW)
    try:
        with pytest.raises(DeskError, match="already"):
            Desk(tmp_path / "strikewatch.db")
        assert held.admit("head") != held.admit("head")
    finally:
        held.close()


def test_a_desk_on_the_network_wants_somebody_with_a_password() -> None:
    nobody = [Account(name="me", role="admin"), Account(name="old", role="admin", password="x", closed=True)]
    with pytest.raises(serve.Exposed, match="password first"):
        serve.check_exposure("0.0.0.0", None, nobody)
    serve.check_exposure("0.0.0.0", None, [*nobody, Account(name="head", role="admin", password="x")])
    serve.check_exposure("127.0.0.1", None, nobody)
    assert serve.names("0.0.0.0", None) is None
    assert "desk.example" in (serve.names("127.0.0.1", "https://desk.example/") or ())


def test_a_decision_on_a_text_that_has_changed_is_refused_in_words(desk: Served) -> None:
    before = rows(desk)
    with desk.client("aigul") as client:
        headers = {"x-desk-token": token(client), **JSON}
        answer = client.post("/decide", json=decision(desk, sha="0" * 64), headers=headers)
        assert answer.status_code == 400
        assert "changed" in answer.json()["error"]
        for bad in ({"decision": "maybe"}, {"ordinal": 0}, {"ordinal": "x"}, {"article": ""}):
            assert client.post("/decide", json=decision(desk, **bad), headers=headers).status_code == 400
    assert rows(desk) == before


def test_a_body_that_is_too_long_or_unreadable_is_refused(desk: Served) -> None:
    with desk.client("aigul") as client:
        headers = {"x-desk-token": token(client), "content-type": "application/json", **JSON}
        assert client.post("/note", content=b"x" * 200_000, headers=headers).status_code == 400
        assert client.post("/note", content=b"[1]", headers=headers).status_code == 400
        assert client.post("/note", content=b"{", headers=headers).status_code == 400


def test_passwords_are_kept_as_scrypt_at_full_cost_with_a_salt_of_their_own() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("scrypt$16384$8$1$")
    assert kept != passwords.hashed(PASSWORD)
    assert not passwords.fits("guess", kept)
    assert not passwords.fits(PASSWORD, None)
    assert passwords.fits(PASSWORD, kept)
