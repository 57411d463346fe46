"""Kazakh in Latin and Arabic letters comes back in Cyrillic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.alphabets import LATIN, to_arabic, to_latin
from analysis.transliteration import to_cyrillic

MADE = (
    "Зауыт жұмысшылары екінші күн ауысымға шықпай, жалақыны көтеруді талап етіп отыр. "
    "Қала әкімі келіссөз жүргізуге уәде берді, бірақ еңбек дауы шешілген жоқ. "
    "Мұнайшылар қауіпсіздік пен дәрігерлік көмек туралы ашық хат жазды."
)


def words_right(text: str, read: str) -> float:
    pairs = list(zip(text.lower().split(), read.lower().split(), strict=True))
    return sum(wanted == got for wanted, got in pairs) / len(pairs)


@pytest.mark.parametrize("alphabet", sorted(set(LATIN) - {"plain"}))
def test_official_latin_alphabets_are_read_back(alphabet: str) -> None:
    assert words_right(MADE, to_cyrillic(to_latin(MADE, alphabet), "Latn")) >= 0.95


def test_latin_without_accents_is_mostly_read_back() -> None:
    assert words_right(MADE, to_cyrillic(to_latin(MADE, "plain"), "Latn")) >= 0.8


def test_arabic_letters_are_read_back() -> None:
    assert words_right(MADE, to_cyrillic(to_arabic(MADE), "Arab")) >= 0.9


@pytest.mark.parametrize(
    ("alphabet", "written"),
    [
        ("2017", "s'an'g'y'"),
        ("2018", "shańǵý"),
        ("2021", "şaŋğu"),
        ("qazaqsha", "şañğw"),
        ("plain", "shangu"),
    ],
)
def test_each_alphabet_writes_its_own_letters(alphabet: str, written: str) -> None:
    assert to_latin("шаңғу", alphabet) == written


def test_a_hamza_marks_front_words_only_where_no_letter_does() -> None:
    assert to_arabic("үш") == "ٴۇش"
    assert to_arabic("келді") == "كەلدى"


def test_capitals_and_signs_stay() -> None:
    assert to_cyrillic("Qala ákimi keldi — 2018, «QAZAQSTAN»!", "Latn") == "Қала әкімі келді — 2018, «ҚАЗАҚСТАН»!"


@pytest.mark.parametrize("script", ["Cyrl", "Zyyy", "Hani"])
def test_other_scripts_come_back_as_they_are(script: str) -> None:
    assert to_cyrillic(MADE, script) == MADE


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["Latn", "Arab"]))
def test_any_text_is_read_and_line_breaks_stay(text: str, script: str) -> None:
    assert to_cyrillic(text, script).count("\n") == text.count("\n")
