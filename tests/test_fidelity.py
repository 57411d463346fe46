"""What the checks flag, what they let pass, and the numbers they read."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from translate.fidelity import check
from translate.numbers import figures, spelled

SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).parents[1].parent / "shared"))
FLOORS = json.loads((Path(__file__).parent / "floors" / "fidelity.json").read_text())


@pytest.mark.parametrize(
    ("lang", "source", "english"),
    [
        ("ru", "Вышли 1 500 рабочих.", "1,500 workers went out."),
        ("ru", "Долг 1,5 млрд тенге.", "The debt is 1.5 billion tenge."),
        ("ru", "Долг 1,5 млрд тенге.", "The debt is 1,500 million tenge."),
        ("ru", "Около 5 тыс. человек.", "About 5,000 people."),
        ("ru", "Собрались двадцать пять человек.", "25 people gathered."),
        ("ru", "В 22:08 смена ушла.", "The shift left at 10:08 p.m."),
        ("ru", "В XX веке.", "In the 20th century."),
        ("kk", "Жалақыны 40%-ға көтеру.", "Raise wages by 40 percent."),
        ("kk", "2 жұмысшы келді.", "Two workers came."),
        ("kk", "Он бес адам келді.", "15 people came."),
    ],
)
def test_a_number_said_another_way_is_no_flag(lang, source, english):
    assert list(check(source, english, lang)) == []


@pytest.mark.parametrize(
    ("lang", "source", "english", "flag"),
    [
        ("ru", "Вышли 300 рабочих.", "Workers went out.", "number dropped: 300"),
        ("ru", "Вышли рабочие.", "300 workers went out.", "number invented: 300"),
        ("kk", "120 жұмысшы шықты.", "210 workers went out.", "number dropped: 120"),
        ("kk", "120 жұмысшы шықты.", "210 workers went out.", "number invented: 210"),
        ("ru", "Рабочие вышли на площадь.", "Workers went, went, went, went.", "repeats itself: went"),
        (
            "ru",
            "Рабочие вышли.",
            "the man and the man and the man and the man",
            "repeats itself: the man and",
        ),
        ("ru", "Рабочие вышли на площадь города и стоят.", "Workers.", "too short: 0.2 times the original"),
        ("ru", "Рабочие вышли на площадь и стоят", "word and text " * 6, None),
        ("kk", "Жұмысшылар алаңға шықты.", "Жұмысшылар went out.", "left untranslated"),
        ("kk", "Жұмысшылар алаңға шықты.", "  ", "nothing came out"),
    ],
)
def test_what_is_wrong_is_flagged(lang, source, english, flag):
    found = list(check(source, english, lang))
    assert any(one.startswith("too long") for one in found) if flag is None else flag in found


def test_repetition_that_the_original_has_is_no_flag():
    assert list(check("Нет, нет, нет, нет!", "No, no, no, no!", "ru")) == []


def test_figures_are_read_in_every_way_they_are_written():
    values = [{float(value) for value in values} for _, values in figures("1 500, 1.500, 2,5 млн, 10.12.2026")]
    assert 1500 in values[0]
    assert {1500, 1.5} <= values[1]
    assert {2.5, 2_500_000} <= values[2]
    assert {10, 12, 2026} <= values[3]


def test_number_words_are_known_in_all_three_languages():
    assert 40 in spelled("қырық", "kk")
    assert 26 in spelled("двадцать шесть", "ru")
    assert 12 in spelled("a dozen", "en")


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_human_translations_are_seldom_flagged_and_changed_numbers_nearly_always(lang):
    path = SHARED / "data" / "mt" / f"{lang}-en.flores200devtest.tsv.gz"
    if not path.is_file():
        pytest.skip(f"{path} is not here: the development data is not part of the repository")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:2] for line in lines]
    false = sum(any(check(source, english, lang)) for source, english in rows) / len(rows)
    assert false <= FLOORS["false_alarms_at_most"][lang]
    changed = [
        (s, re.sub(r"\d+", lambda m: str(int(m.group()) + 7), e, count=1)) for s, e in rows if re.search(r"\d", e)
    ]
    caught = sum(any("number" in flag for flag in check(s, e, lang)) for s, e in changed) / len(changed)
    assert caught >= FLOORS["changed_numbers_caught"][lang]
