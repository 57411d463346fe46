"""Every phrase of the labour glossary fires, in the forms that news writes it in, and its English takes those forms."""

import re

import pytest

from translate.rough import load
from translate.rough.english import inflect_phrase
from translate.rough.fitting import fitting_form
from translate.rough.glossary import written

ASKED = 1_500  # terms and phrases, Russian and Kazakh together


def test_the_glossary_is_as_large_as_was_asked() -> None:
    assert len(written("ru")) + len(written("kk")) >= ASKED


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_every_phrase_is_found_as_it_is_written(lang: str) -> None:
    translator = load(lang)
    lost = []
    for phrase, english in written(lang).items():
        filled = translator.slots(f"{phrase}")
        if [slot.glosses[0].english for slot in filled] != [english]:
            lost.append((phrase, [(slot.source, slot.glosses[0].english) for slot in filled]))
    assert lost == []


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_no_english_is_inflected_twice(lang: str) -> None:
    for english in written(lang).values():
        for form in ("s", "ed"):
            shown = inflect_phrase(english, fitting_form(english, form))
            assert not re.search(r"(eded|inged|ings?es|[^s]ses's|wageses|workerses)\b", shown), (english, shown)


@pytest.mark.parametrize(
    ("lang", "sentence", "phrases"),
    [
        ("ru", "Коллектив грозит забастовкой из-за долгов по заработной плате.", ["strike", "wage arrears"]),
        ("ru", "На рудниках не приступили к работе проходчики.", ["did not start work", "tunnellers"]),
        ("ru", "В районном суде признали увольнение незаконным.", ["district court", "dismissal"]),
        ("ru", "Водители скорой требовали повысить зарплату.", ["ambulance drivers", "demanded a wage increase"]),
        ("ru", "Работников вахтового лагеря перевели на неполный рабочий день.", ["workers' camp", "part-time"]),
        ("ru", "Примирительной комиссией подписан коллективный договор.", ["conciliation commission"]),
        ("ru", "Шахтёры остались под землёй и объявили голодовку.", ["stayed underground", "declared a hunger strike"]),
        ("ru", "Горноспасатели поднялись на поверхность.", ["mine rescuers", "came up to the surface"]),
        ("kk", "Мұнайшылар ереуілге шығып, жалақысын көтеруді талап етті.", ["oil workers", "strike"]),
        ("kk", "Кеншілер жер астынан шықпады.", ["miners", "did not come up from underground"]),
        ("kk", "250 мұнайшы ереуілге шықты.", ["250 oil workers went on strike"]),
        ("kk", "Басшылық мұнайшылармен кездескен жоқ.", ["not met"]),
        ("kk", "Кеншілер ереуілі 2023 жылы басталды.", ["miners' strike"]),
        ("ru", "Рабочие шахты начали забастовку 14 марта 2024 года.", ["mine workers", "14 march 2024."]),
        ("ru", "Долг составил 5 млн тенге.", ["million tenge"]),
        ("kk", "Кеншілер жер астында қалды.", ["miners", "stayed underground"]),
        ("kk", "Аудандық сотта ұжымдық шартты бұзу ісі қаралды.", ["district court"]),
        ("kk", "Жедел жәрдем жүргізушілері ауысымға шықпады.", ["ambulance drivers", "not start the shift"]),
        ("kk", "Жұмыстан шығарылған жұмысшылар сотқа шағымданды.", ["dismissed workers", "appealed to the court"]),
        ("kk", "Кәсіпорын басшылығы жұмысшылармен кездесті.", ["management of the enterprise", "met the workers"]),
        ("kk", "Облыс әкімінің орынбасары келіссөздер жүргізді.", ["deputy akim of the region", "negotiated"]),
    ],
)  # fmt: skip
def test_phrases_fire_in_inflected_forms(lang: str, sentence: str, phrases: list[str]) -> None:
    english = load(lang).translate([sentence], lang)[0].lower()
    assert [phrase for phrase in phrases if phrase not in english] == [], english
