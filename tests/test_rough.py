"""The rough translator never invents, loses no number and no negation, and puts the glossary first."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.rough import load
from translate.rough.english import inflect, inflect_phrase
from translate.rough.kazakh import readings
from translate.rough.latin import to_latin
from translate.rough.stems import load_stems
from translate.rough.tokens import join, tokenize
from translate.rough.wording import options

# Made for these tests.
RUSSIAN = [
    "Около 300 рабочих шахты объявили забастовку и требуют повышения зарплаты на 40 процентов.",
    "Нефтяники Жанаозена не вышли на смену 14 марта 2024 года.",
    "Задолженность по заработной плате превысила 1,5 млн тенге, сообщил Турлыбек Жапсарбайулы.",
    "Руководство компании отказалось от переговоров без профсоюза.",
]
KAZAKH = [
    "Жаңаөзен қаласында 250 мұнайшы ереуілге шықты.",
    "Жұмысшылар жалақыны 30 пайызға көтеруді талап етті.",
    "Компания басшылығы кәсіподақ өкілдерімен кездескен жоқ.",
    "Кеншілер 12 қарашада жер астынан шықпады.",
]
MADE = [("ru", sentence) for sentence in RUSSIAN] + [("kk", sentence) for sentence in KAZAKH]


def english(lang: str, sentence: str) -> str:
    return load(lang).translate([sentence], lang)[0]


@pytest.mark.parametrize(("lang", "sentence"), MADE)
def test_every_word_comes_from_a_wording_of_a_source_word(lang: str, sentence: str) -> None:
    translator = load(lang)
    filled = translator.slots(sentence)
    habits = translator._tables().decoder.habits
    licensed = {
        word.lower()
        for at in range(len(filled))
        for option in options(filled, at, habits, {})
        for text in option.words
        for word in re.findall(r"\w+", text)
    }
    assert set(re.findall(r"\w+", english(lang, sentence).lower())) <= licensed


@pytest.mark.parametrize(("lang", "sentence"), MADE)
def test_numbers_are_copied(lang: str, sentence: str) -> None:
    number = re.compile(r"\d+(?:[.,]\d+)*")
    assert sorted(number.findall(english(lang, sentence))) == sorted(number.findall(sentence))


@given(st.text(alphabet="аәбвгғдеёжзиіклмнңоөпрстуұүфхһцчшщъыьэюяАҚЖ0123456789 .,-«»%()'\"", max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_digits_and_gains_none(text: str) -> None:
    for lang in ("ru", "kk"):
        assert re.findall(r"\d", english(lang, text)) == re.findall(r"\d", text)


@pytest.mark.parametrize(
    ("lang", "sentence", "phrase"),
    [
        ("ru", RUSSIAN[0], "strike"),
        ("ru", RUSSIAN[2], "wage arrears"),
        ("ru", "Примирительная комиссия собралась в акимате.", "conciliation commission"),
        ("ru", "Шахтёры отказались подниматься на поверхность.", "come up to the surface"),
        ("kk", KAZAKH[0], "oil worker"),
        ("kk", "Еңбек дауы бойынша келісім комиссиясы құрылды.", "labour dispute"),
        ("kk", "Кәсіпорында жалақы бойынша берешек бар.", "wage arrears"),
    ],
)
def test_glossary_phrase_is_used_in_any_case(lang: str, sentence: str, phrase: str) -> None:
    assert phrase in english(lang, sentence).lower()


def test_longest_glossary_phrase_wins() -> None:
    slot = next(slot for slot in load("ru").slots("погасили задолженность по заработной плате") if len(slot.words) > 1)
    assert slot.source == "glossary"
    # "погасить задолженность" starts first, so it is taken; the wages stay
    assert slot.glosses[0].english == "pay off the arrears"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ru", "Рабочие не вышли на работу."),
        ("ru", "Компания не выплатила деньги."),
        ("kk", "Жұмысшылар ақша алмады."),
        ("ru", "Рабочим нельзя бастовать."),
        ("kk", "Директор жұмысшылармен кездескен жоқ."),
    ],
)
def test_negation_is_never_lost(lang: str, sentence: str) -> None:
    assert re.search(r"\b(not|no|without|never|cannot)\b", english(lang, sentence).lower())


def test_unknown_name_is_written_in_latin_letters() -> None:
    assert "Zhapsarbayuly" in english("ru", RUSSIAN[2])
    assert to_latin("Бозымбаев") == "Bozymbaev"
    assert to_latin("ҚР") == "KR"


def test_kazakh_suffixes_come_off_in_order() -> None:
    assert load_stems().best("жұмысшыларының").stem == "жұмысшы"
    assert load_stems().best("жұмысшыларының").tags == ("pl", "p3", "gen")
    assert any(reading.stem == "кітап" for reading in readings("кітабының"))
    assert {"neg", "past"} <= set(load_stems().best("бармады").tags)


@given(st.text(alphabet="аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшыіэюя", min_size=1, max_size=30))
def test_every_kazakh_reading_is_made_of_a_stem_and_what_was_taken_off(word: str) -> None:
    found = readings(word)
    assert found[0].stem == word
    assert all(len(reading.stem) <= len(word) and len(reading.tags) <= 16 for reading in found)


def test_english_forms() -> None:
    assert [inflect("strike", "ed"), inflect("company", "s"), inflect("stop", "ing")] == [
        "struck",
        "companies",
        "stopping",
    ]
    assert inflect_phrase("oil worker", "s") == "oil workers"
    assert inflect_phrase("go on strike", "ed") == "went on strike"
    assert inflect_phrase("head of shop", "s") == "heads of shop"


@given(st.text(alphabet="abc абв.,:-1234 ", max_size=40))
def test_tokens_hold_every_character_that_is_not_blank(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == "".join(text.split())


def test_marks_stand_as_in_the_source() -> None:
    assert join([("он", False), (",", False), ("«", True), ("да", False), ("»", False)]) == 'Он, "да"'


def test_a_word_that_changes_places_keeps_the_blanks_of_the_sentence() -> None:
    assert re.match(r"(The a|A)kim of ", english("kk", "Маңғыстау облысының әкімі келді."))


def test_same_sentence_gives_same_english() -> None:
    first = load("kk").translate(KAZAKH, "kk")
    load("kk").close()
    assert load("kk").translate(KAZAKH, "kk") == first


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="reads"):
        load("de")
    with pytest.raises(ValueError, match="'ru'"):
        load("ru").translate(["text"], "kk")
    assert load("ru").translate(["", " "], "ru") == ["", ""]
