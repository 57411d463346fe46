"""A desk for tests: a store of made stories, served on loopback in a thread, and people who may sign in."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from review import passwords, serve
from review.desk import Desk
from store import accounts, articles, passes, translations
from store.accounts import Account
from store.database import open_store
from store.records import Article, Detected, Grouped, Translated

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASSWORD = "a long password"
# Of the cost that the hash itself names: a thousandth of ours, for forty sign-ins.
HASHED = passwords.hashed(PASSWORD, cost=2**4)
HOSTILE = (
    """<script>window.pwned=1</script><img src=x onerror="window.pwned=2">"><svg/onload=window.pwned=3>\u202e{{7*7}}'"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A desk that runs: its address and its database."""

    address: str
    db: Path

    @contextmanager
    def client(self, name: str | None = None) -> Iterator[httpx.Client]:
        """Give a browser of sorts; signed in, if a name is given."""
        with httpx.Client(base_url=self.address, timeout=30) as client:
            if name:
                answer = client.post("/sign-in", data={"name": name, "password": PASSWORD})
                assert answer.status_code == 303, answer.text
            yield client


def story(number: int, title: str, body: str, **more: object) -> Article:
    """Return a made article; a greater number is older."""
    told = NOW - timedelta(hours=number)
    made = Article(
        id=f"{number:014x}ff", source="bereg", url=f"https://bereg.example/{number}", title=title, body=body,
        published=told, extractor=1, fetched=told,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


STORIES = (
    story(1, "Буровики «Жел Сервиса» не вышли на смену", "Около 250 буровиков не вышли на смену.\nОни требуют доплат."),
    story(
        2,
        "Водители автобусов прекратили работу",
        "Сорок водителей в Актау прекратили работу.\nДиректор обещал доплату.",
    ),
    story(3, "Three towns, three stoppages", "Bus drivers in Aktau stopped work. Nurses in Uralsk went on strike."),
    story(4, "Кеншілер жерасты ауысымына түспей қойды", "Жезқазғанда кеншілер ауысымға түспей қойды."),
    story(5, f"Забастовка {HOSTILE}", f"Рабочие {HOSTILE} не вышли на смену.", url="javascript:alert(1)"),
    story(6, "Строители ушли с площадки", "Строители ушли с площадки и ждут зарплату."),
)


def fill(db: Path, stories: tuple[Article, ...] = STORIES) -> None:
    """Write the stories with what the steps would have made of them, and four people."""
    store = open_store(db)
    for article in stories:
        articles.add(store, article)
    passes.save_detected(store, "7", [_detected(one) for one in stories])
    passes.save_grouped(store, "1", [Grouped(article_id=one.id, group_id=one.id, duplicate_of=None) for one in stories])
    translations.save_translated(store, {one.id: "1" for one in stories}, [_translated(one) for one in stories])
    for name, role in (("head", "admin"), ("aigul", "curator"), ("daniyar", "curator"), ("guest", "reader")):
        accounts.add(store, Account(name=name, role=role, password=HASHED), NOW)  # type: ignore[arg-type]
    store.close()


@contextmanager
def serving(db: Path, **more: object) -> Iterator[Served]:
    """Serve the desk over this database until the block ends."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    end = asyncio.Event()
    held: dict[str, object] = {}

    def run() -> None:
        desk = Desk(db, now=lambda: NOW)
        try:
            datasette = serve.make(desk, hosts=serve.names("127.0.0.1", None), **more)  # type: ignore[arg-type]
            started = lambda port: (held.update(port=port), ready.set())  # noqa: E731
            loop.run_until_complete(serve.serve(desk, datasette, "127.0.0.1", 0, started, end))
        except BaseException as error:  # noqa: BLE001 - the test waits for it
            held["error"] = error
            ready.set()
        finally:
            desk.close()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(30)
    assert "error" not in held, held["error"]
    try:
        yield Served(address=f"http://127.0.0.1:{held['port']}", db=db)
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(30)
        assert "error" not in held, held["error"]


def _detected(article: Article) -> Detected:
    at = article.body.find("не вышли") if "не вышли" in article.body else 0
    words = article.body[at : at + 8]
    evidence = ({"field": "text", "start": at, "end": at + 8, "text": words, "reason": "workers refuse to work"},)
    towns = ("Aktau", "Uralsk") if article.id[13] == "3" else ("Aktau",)
    return Detected(
        article_id=article.id, strike=True, score=0.9, kind="strike", why="workers refuse to work", in_kazakhstan=True,
        evidence=evidence, reports=tuple(_report(article, town) for town in towns),
    )  # fmt: skip


def _report(article: Article, town: str) -> dict[str, object]:
    words = article.body[:6]
    ground = {"supports": "employer", "field": "text", "start": 0, "end": 6, "text": words, "reason": "names it"}
    return {
        "action_type": "strike", "status": "ongoing", "sector": "oil and gas", "demands": ["wage arrears"],
        "employer": HOSTILE if HOSTILE in article.title else "Zhel Servis", "settlement": town, "region": "Mangystau",
        "start_date": "2026-11-20", "workers_min": 250, "workers_max": 250, "score": 0.9, "reasons": ["refuse to work"],
        "evidence": [ground],
    }  # fmt: skip


def _translated(article: Article) -> Translated:
    english = f"Workers did not begin the shift. {HOSTILE if HOSTILE in article.title else ''}"
    sentences = ({"field": "text", "start": 0, "end": len(article.body), "english": english},)
    return Translated(
        article_id=article.id, state="done", engine="rough", quality="rough", title="Workers stay out", body=english,
        sentences=sentences, warnings=("sentence 1: number lost: 250",),
    )  # fmt: skip
