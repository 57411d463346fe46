"""Head counts in figures and words of three languages, with their bounds and whose count it is. All texts are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.numbers import number_at
from analysis.coding.workers import find_vehicles, find_workers
from analysis.detection import detect
from analysis.tokens import tokens


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("более 300 нефтяников", 300, None),
        ("300-ден астам мұнайшы", 300, None),
        ("свыше двухсот человек", 200, None),
        ("не менее 90 проходчиков", 90, None),
        ("не больше 150 работников", None, 150),
        ("Up to 40 mechanics", None, 40),
        ("Кемінде 90 ұңғылаушы", 90, None),
        ("около тысячи шахтёров", 1000, 1000),
        ("мыңға жуық кенші", 1000, 1000),
        ("шесть десятков рабочих", 60, 60),
        ("полторы сотни водителей", 150, 150),
        ("от 450 до 500 сварщиков", 450, 500),
        ("Between 100 and 150 miners", 100, 150),
        ("200-250 металлург", 200, 250),
        ("қырық шақты медбике", 40, 40),
        ("12 000 рабочих", 12000, 12000),
        ("1,200 miners", 1200, 1200),
        ("two dozen welders", 24, 24),
        ("more than a hundred drivers", 100, None),
    ],
)
def test_a_count_has_its_bounds(text: str, least: int | None, most: int | None) -> None:
    (count,) = find_workers(text, tokens(text))
    assert (count.least, count.most) == (least, most)


@pytest.mark.parametrize(
    "text", ["несколько сотен рабочих", "ондаған жүргізуші", "Dozens of nannies", "сотни шахтёров"]
)
def test_a_vague_count_is_quoted_only(text: str) -> None:
    (count,) = find_workers(text, tokens(text))
    assert (count.least, count.most, text[count.start : count.end]) == (None, None, text)


@pytest.mark.parametrize(
    "text",
    [
        "45 пациентов на одну медсестру",
        "уволили пятерых рабочих",
        "6000 protesters have been detained",
        "two workers told us",
        "из 480 рабочих проголосовали 412",
        "повысили рабочим на 300 тысяч тенге",
        "второй день рабочие",
        "шахта, где 46 горняков погибли",
    ],
)
def test_those_who_do_not_take_part_are_not_counted(text: str) -> None:
    assert find_workers(text, tokens(text)) == []


def test_two_counts_are_kept_with_who_gave_them() -> None:
    text = (
        "Рабочие «Озенмунайгаза» бастуют с 10 июня. Как говорят сами нефтяники, вышли четыреста человек; на предприятии"
        " настаивают, что собралось не больше 150 работников."
    )
    (report,) = detect(title="", text=text, lang="ru").reports
    assert (report.workers_min, report.workers_max) == (150, 400)
    counts = {one.text: one.reason for one in report.evidence if one.supports == "workers_quote"}
    assert counts == {
        "четыреста человек": "counts them, say the workers",
        "не больше 150 работников": "counts them, say the employer",
    }


def test_vehicles_are_read_in_three_languages() -> None:
    for text in ("28 автобусов автопарка", "35 автобусы маршрутқа шықпады", "some 50 buses in the depot"):
        assert find_vehicles(text, tokens(text)) is not None
    assert find_vehicles("автобус №12", tokens("автобус №12")) is None


@given(st.text(alphabet="0123456789 -–.,ыйтысячстоandhundreдақырықжүз№", max_size=60))
def test_any_text_is_read_and_a_number_ends_behind_its_beginning(text: str) -> None:
    words = tokens(text)
    for place in range(len(words)):
        number = number_at(text, words, place)
        assert number is None or (place < number.after <= len(words) and 0 <= number.least <= number.most)
    assert all(0 <= one.start < one.end <= len(text) for one in find_workers(text, words))
