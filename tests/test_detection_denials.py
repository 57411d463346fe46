"""Who denies decides: a stoppage stands against a firm's word, a rumour does not. All sentences are made."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.detection import Detection, detect

PUBLISHED = datetime(2024, 3, 6, 12, tzinfo=UTC)
GOLD = Path(__file__).parent / "gold"


def told(text: str, title: str = "") -> Detection:
    return detect(title=title, text=text, lang="und", published=PUBLISHED)


@pytest.mark.parametrize(
    "text",
    [
        "Горняки третий день не выходят на смену. Акимат опроверг информацию о забастовке.",
        "Кеншілер үшінші күн ауысымға шықпай отыр. Әкімдік ереуіл туралы ақпаратты жоққа шығарды.",
        "Miners have not reported for their shift for three days. The akimat denied reports of a strike.",
    ],
)
def test_a_stoppage_that_a_party_denies_is_flagged(text: str) -> None:
    found = told(text)
    assert found.strike
    assert found.why.endswith("denied by a party to it")


@pytest.mark.parametrize(
    "title",
    [
        "Шахтёры прекратили работу, компания это опровергла",
        "Кеншілер жұмысты тоқтатты, компания мұны жоққа шығарды",
        "Miners stopped work, company denies reports of a strike",
    ],
)
def test_a_headline_may_tell_of_a_stoppage_and_of_its_denial(title: str) -> None:
    assert told("", title).strike


@pytest.mark.parametrize(
    "text",
    [
        "В чатах пишут, что горняки не вышли на смену. Акимат опроверг слухи о забастовке.",
        "Чатта кеншілер жұмысқа шықпай қойды деген жазба тарады. Әкімдік ереуіл туралы қауесетті жоққа шығарды.",
        "Posts in chats claimed that miners refused to start their shift. The akimat denied rumours of a strike.",
    ],
)
def test_a_rumour_that_is_denied_is_refused(text: str) -> None:
    assert not told(text).strike


@pytest.mark.parametrize(
    "text",
    [
        "Горняки прекратили работу, написала газета. «Мы не бастуем», — ответили рабочие.",
        "Miners stopped work, a paper wrote. 'We are not on strike,' the workers replied.",
    ],
)
def test_workers_who_deny_their_own_strike_are_believed(text: str) -> None:
    assert not told(text).strike


def test_a_rumour_that_nobody_denies_still_counts() -> None:
    assert told("В чатах пишут, что горняки прекратили работу и требуют поднять зарплату.").strike


def test_a_headline_is_read_with_the_cause_that_the_text_gives() -> None:
    assert not told("Буран перекрыл дороги.", "Автобусы не вышли из парка").strike
    assert told("Водителям не платят зарплату.", "Автобусы не вышли из парка").strike


@pytest.mark.parametrize("name", ["disputed", "parallel", "negatives", "press"])
def test_every_article_is_made_and_says_so(name: str) -> None:
    articles = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert all(one["made"] for one in articles)
    assert len({one["id"] for one in articles}) == len(articles)
