"""The gazetteer and the register of employers: what they hold, and what is made of a name that somebody types."""

from collections import Counter

import pytest

from analysis import employers, gazetteer
from analysis.employers import find_employers
from analysis.gazetteer import find_places
from analysis.tokens import tokens

REGIONS = 17
NATIONAL = {"Almaty city", "Astana", "Shymkent"}
CITIES = 90  # of which Alatau is the youngest
EMPLOYERS = 200


def places(text: str) -> list[str]:
    return [one.place.name for one in find_places(text, tokens(text))]


def firms(text: str) -> list[str]:
    return [one.employer.name for one in find_employers(text, tokens(text))]


def test_every_region_and_city_of_kazakhstan_is_there() -> None:
    kinds = Counter(place.kind for place in gazetteer.load().values())
    assert kinds["region"] == REGIONS
    assert kinds["city"] == CITIES
    assert {place.region for place in gazetteer.load().values()} >= NATIONAL
    assert kinds["field"] + kinds["mine"] >= 80


def test_every_spelling_leads_to_its_own_place() -> None:
    """Two places may share a name only where one lies beside the other: a town and its field."""
    for key, spellings in gazetteer.names().items():
        region = gazetteer.load()[key].region
        for spelling in spellings:
            found = [one.place for one in find_places(spelling, tokens(spelling))]
            assert not found or any(place.region == region for place in found), (key, spelling)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("жаңаөзен", "Zhanaozen"),
        ("Jañaözen", "Zhanaozen"),
        ("Уральск", "Oral"),
        ("усть-каменогорск", "Ust-Kamenogorsk"),
        ("Челкар", "Shalkar"),
        ("Qulsary", "Kulsary"),
        ("Атлантида", None),
    ],
)
def test_a_typed_place_is_written_as_the_gazetteer_does(typed: str, name: str | None) -> None:
    assert gazetteer.normalise(typed) == name


def test_a_street_a_road_and_a_district_are_not_the_town() -> None:
    assert places("на улице Достык собрались") == []
    assert places("в Шалкарском районе") == ["Shalkar district"]
    assert places("Мангистауская область") == ["Mangystau"]


@pytest.mark.parametrize("typed", ["ТОО «Семей Бас»", "семей бас ЖШС", "Semey Bus LLP", "«Семей Бас»"])
def test_a_typed_firm_is_written_as_the_register_does(typed: str) -> None:
    assert employers.normalise(typed) == "Semey Bus"


def test_a_firm_that_is_not_registered_is_written_in_latin_letters_without_its_form() -> None:
    assert employers.normalise("ТОО «Тазалык-Сервис»") == "Tazalyk-Service"
    # as of its Russian spelling, so that both are one firm
    assert employers.normalise("«Таза Қала» ЖШС") == employers.normalise("ТОО «Таза Кала»") == "Taza Kala"
    assert employers.normalise("   ") is None


def test_institutions_meet_in_three_languages() -> None:
    for text in ("школы №14", "№14 мектептің мұғалімдері", "teachers of School No. 14"):
        assert firms(text) == ["School No. 14"]
    for text in ("фельдшеры скорой помощи", "жедел жәрдем жүргізушілері", "ambulance drivers"):
        assert firms(text) == ["Ambulance service"]


def test_a_name_in_any_case_is_the_registered_firm() -> None:
    assert firms("рабочие Кентауского трансформаторного завода") == ["Kentau Transformer Plant"]
    assert firms("«Қазмырыштың» кенішінде") == ["Kazzinc"]


def test_words_for_people_and_countries_are_no_firms() -> None:
    for text in ("a strike by Brazil's seafarers", "workers at the Ministry of Labour", "drivers from Monday on"):
        assert firms(text) == []


def test_the_register_is_broad_and_its_owners_are_in_it() -> None:
    register = employers.load()
    assert len(register) >= EMPLOYERS
    assert {one.parent for one in register.values() if one.parent} <= set(register)
    assert set(employers.names()) == set(register)
