"""The ways in which papers say what strikers demand and how a strike stands are read, one sentence at a time.

tests/gold/ways.jsonl: made sentences, each with the values of one field that it tells. They were written to find what
the lists of analysis/coding lacked, and the lists were tuned on them: they hold what was won, and measure nothing new.
"""

import json
from pathlib import Path

import pytest

from analysis.coding import values
from analysis.lexicon import LexiconError
from analysis.tokens import tokens

HERE = Path(__file__).parent
WAYS = [json.loads(line) for line in (HERE / "gold" / "ways.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = json.loads((HERE / "floors" / "coding.json").read_text(encoding="utf-8"))["ways"]


def is_read(way: dict[str, object]) -> bool:
    return {found.value for found in values.find(str(way["field"]), tokens(str(way["text"])))} == set(way["values"])


@pytest.mark.parametrize("field", sorted({way["field"] for way in WAYS}))
@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_most_ways_of_saying_a_value_are_read(field: str, lang: str) -> None:
    told = [way for way in WAYS if (way["field"], way["lang"]) == (field, lang)]
    assert sum(map(is_read, told)) / len(told) >= FLOORS[field][lang], [w["text"] for w in told if not is_read(w)]


def test_every_way_is_made_and_says_so() -> None:
    assert all(way["made"] for way in WAYS)


def test_a_class_that_is_not_there_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "demands.toml"
    file.write_text('[words.ru]\npay = "оклад"\n[demand.benefits]\nru = ["@wage ~1 оклад"]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"demands\.toml: demand 'benefits'.*'wage'"):
        values.load((file,))


def test_words_of_a_class_are_any_of_its_patterns(tmp_path: Path) -> None:
    file = tmp_path / "demands.toml"
    file.write_text('[words.ru]\npay = "оклад ставка"\n[demand.benefits]\nru = ["поднять ~1 @pay"]\n', encoding="utf-8")
    ((value, lang, pattern),) = values.load((file,))["demand"]
    assert (value, lang, pattern.source) == ("benefits", "ru", "поднять ~1 @pay")


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Вчера сталевары не вышли на смену", "mining and metals"),
        ("Вчера хирурги не вышли на смену", "health and ambulance"),
        ("Вчера путейцы не вышли на смену", "rail"),
        ("Вчера штукатуры не вышли на смену", "construction"),
        ("Вчера цементники не вышли на смену", "other"),
        ("Вчера кондитеры не вышли на смену", "food and retail"),
        ("Кеше оқытушылар жұмысқа шықпады", "education"),
        ("Кеше жеткізушілер жұмысқа шықпады", "couriers and platforms"),
        ("Кеше қорықшылар жұмысқа шықпады", "public service"),
        ("Кеше шыны зауытында жұмыс тоқтады", "other"),
        ("Linemen and stokers stayed away", "utilities"),
        ("Dockers stayed away", "other"),
    ],
)
def test_a_trade_tells_the_sector_where_no_firm_does(text: str, sector: str) -> None:
    assert {hit.value for hit in values.find("sector", tokens(text))} == {sector}
