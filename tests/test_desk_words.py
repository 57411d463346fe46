"""The desk speaks three languages completely: the same keys, the same places to fill in, every coded value."""

import re
from pathlib import Path

import pytest

from analysis import lexicon
from analysis.coding import values
from analysis.lexicon import ACTIONS
from analysis.lexicon import LANGUAGES as LEXICONS
from review import fields, registers
from review.words import LANGUAGES, Words, chosen, load

ROOT = Path(__file__).parents[1]
USED = re.compile(r"""\bt(?:\.count)?\(\s*["']([a-z_.]+)["']""")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_keys_of_every_other(lang: str) -> None:
    assert load(lang).keys() == load("en").keys()
    assert all(text.strip() for text in load(lang).values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phrase_fills_in_the_same_things_in_every_language(lang: str) -> None:
    for key, text in load(lang).items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", load("en")[key])), key


def test_every_phrase_that_a_template_asks_for_is_there() -> None:
    templates = "".join(file.read_text("utf-8") for file in (ROOT / "review" / "templates").glob("*.j2"))
    asked = {key for key in USED.findall(templates) if not key.endswith(".")}
    assert len(asked) > 80
    known = load("en")
    assert [key for key in sorted(asked) if key not in known and f"{key}.many" not in known] == []


def test_every_coded_value_and_region_has_its_word() -> None:
    coded = {value for field in fields.FIELDS for value in field.choices} | set(registers.regions())
    assert [value for value in sorted(coded) if f"value.{value}" not in load("en")] == []


def test_the_desk_offers_every_value_that_the_coder_gives() -> None:
    assert set(ACTIONS) <= set(fields.BY_NAME["action_type"].choices)
    for name in ("sector", "status", "outcome", "employer_response", "state_response"):
        given = {value for value, _, _ in values.load()[name]}
        assert given <= set(fields.BY_NAME[name].choices), name


@pytest.mark.parametrize(
    ("number", "said"), [(1, "ждёт 1 сюжет"), (3, "ждут 3 сюжета"), (11, "ждут 11 сюжетов"), (21, "ждёт 21 сюжет")]
)
def test_russian_numbers_take_their_forms(number: int, said: str) -> None:
    assert Words("ru").count("queue.left", number) == said


def test_the_language_is_the_persons_choice_then_the_browsers() -> None:
    assert chosen("kk", "ru,en;q=0.5") == "kk"
    assert chosen(None, "de-DE,ru;q=0.9,en;q=0.5") == "ru"
    assert chosen("xx", "") == "en"


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_every_reason_of_the_lexicons_is_said_in_the_persons_language(lang: str) -> None:
    given = {rule.reason for one in LEXICONS for rule in lexicon.load(one).rules}
    assert len(given) > 50
    assert [reason for reason in sorted(given) if Words(lang).reason(reason) == reason] == []


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_every_reason_that_the_coder_writes_down_is_said_in_the_persons_language(lang: str) -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "analysis" / "coding").glob("*.py"))
    given = set(re.findall(r'(?:\.give|\.ground)\([^()]*(?:\([^()]*\)[^()]*)*,\s*"([^"]+)"\)', source))
    assert len(given) > 10
    assert [reason for reason in sorted(given) if Words(lang).reason(reason) == reason] == []


def test_a_reason_made_of_parts_keeps_its_numbers_and_names() -> None:
    said = Words("ru").reason("says that a strike takes place: 12 sentences say so; denied by a party to it")
    assert said == "сказано, что идёт забастовка: об этом говорят предложения (12); одна из сторон это отрицает"
    assert Words("ru").reason("starts within 3 days: 2026-11-22") == "начало в пределах 3 дней: 2026-11-22"
    assert Words("kk").reason("the same employer: Kezbi") == "сол жұмыс беруші: Kezbi"
    assert Words("kk").reason("a reason of a curator's own") == "a reason of a curator's own"
