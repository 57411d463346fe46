"""Strikes are found, and what only looks like one is refused, with the words shown. All sentences are made."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.detection import Detection, detect
from bench.detection import coding, gold, score

FLOORS = json.loads((Path(__file__).parent / "floors" / "detection.json").read_text(encoding="utf-8"))
PUBLISHED = datetime(2024, 3, 6, 12, tzinfo=UTC)


def headline(text: str, lang: str = "und") -> Detection:
    return detect(title=text, text="", lang=lang, published=PUBLISHED)


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@pytest.mark.parametrize("headline_only", [False, True])
@pytest.mark.parametrize("held_out", [False, True])
def test_gold_stays_above_its_floors(lang: str, headline_only: bool, held_out: bool) -> None:
    floor = FLOORS["held_out" if held_out else "tuned"][lang]["headline" if headline_only else "article"]
    got = score(gold(lang, held_out=held_out), headline_only=headline_only)
    assert got.recall >= floor["recall"]
    assert got.precision >= floor["precision"]
    assert got.refusal >= floor["refusal"]


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_coded_fields_stay_above_their_floors(lang: str) -> None:
    got = coding(gold(lang, held_out=False))
    right, told = (sum(counts) for counts in zip(*got.values(), strict=True))
    assert right / told >= FLOORS["coding"][lang]


@pytest.mark.parametrize(
    "text",
    [
        "Водители отказались выходить на линию",
        "Рабочие рудника прекратили работу",
        "Кеншілер жұмысқа шықпай қойды",
        "Жүргізушілер жұмысқа шығудан бас тартты",
        "Зауыт жұмысшылары жұмысты тоқтатты",
        "Miners refuse to surface",
        "Drillers down tools at oilfield",
    ],
)
def test_a_strike_is_found_without_the_word(text: str) -> None:
    assert headline(text).kind == "strike"


@pytest.mark.parametrize(
    "text",
    [
        "Нефтяники грозят забастовкой",
        "Мұнайшылар ереуілге шығамыз деп ескертті",
        "Steelworkers threaten to strike",
    ],
)
def test_a_threat_is_told_from_a_strike(text: str) -> None:
    found = headline(text)
    assert found.strike
    assert found.kind == "threat"


@pytest.mark.parametrize(
    "text",
    [
        "ШАХТЕРЫ ОБЪЯВИЛИ ЗАБАСТОВКУ",
        "Шахтеры объявили заба\u00adстовку",
        "Шахтеры объявили заба-\nстовку",
        "Кеншилер жумыска шыкпай койды",
        "КЕНШІЛЕР ЖҰМЫСҚА ШЫҚПАЙ ҚОЙДЫ",
    ],
)
def test_letters_case_and_hyphens_do_not_matter(text: str) -> None:
    found = headline(text)
    assert found.strike
    assert all(text[one.start : one.end] == one.text for one in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Drone strike hits factory, workers hurt",
        "Kairat striker signs for Astana",
        "Lightning strike starts fire at refinery",
        "Оппозиционер объявил голодовку в колонии",
        "«Ереуіл атқа ер салмай» жыры оқылды",
        "Аким опроверг слухи о забастовке",
        "Форс-мажор: войны, эпидемии, забастовки",
        "Шахта остановлена после взрыва метана",
    ],
)
def test_what_only_looks_like_a_strike_is_refused_with_a_reason(text: str) -> None:
    found = headline(text)
    assert not found.strike
    assert found.why
    assert found.reports == ()


def test_a_strike_abroad_is_a_strike_but_not_kazakhstans() -> None:
    found = headline("Машинисты в Германии начали забастовку")
    assert found.strike
    assert found.in_kazakhstan is False


def test_no_place_named_is_not_taken_for_a_place() -> None:
    assert headline("Водители отказались выходить на линию").in_kazakhstan is None


def test_an_anniversary_is_history() -> None:
    found = detect(
        title="Годовщина декабрьских событий",
        text="В 2011 году нефтяники бастовали семь месяцев. Они требовали повышения зарплаты.",
        lang="ru",
        published=PUBLISHED,
    )
    assert not found.strike


@given(st.text(), st.text())
def test_any_text_is_read_and_its_evidence_stands_where_it_says(title: str, text: str) -> None:
    title, text = title + " Шахтеры бастуют.", text + " Workers are on strike in Aktau."
    found = detect(title=title, text=text, lang="und", published=PUBLISHED)
    fields = {"title": title, "text": text}
    assert 0 <= found.score <= 1
    for one in (*found.evidence, *(ground for report in found.reports for ground in report.evidence)):
        assert fields[one.field][one.start : one.end] == one.text
