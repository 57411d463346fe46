"""Employers are named as an English paper names them: institutions by town and kind, firms without a legal form.

People's names are never firms, and two spellings or translations of one name are one. All sentences are made.
"""

from pathlib import Path

import pytest

from analysis.alike import same_name
from analysis.employers import find_employers
from analysis.institution_kinds import InstitutionsError, kinds
from analysis.tokens import tokens


def named(text: str) -> list[str]:
    return [one.employer.name for one in find_employers(text, tokens(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Кызылординская областная станция скорой помощи", "Kyzylorda Regional Ambulance Service"),
        ("Семей қаласының № 3 өрт сөндіру бөлімі", "Fire station No. 3"),
        ("медсёстры Абайской межрайонной больницы", "Abai Interdistrict Hospital"),
        ("Кентау қалалық ауруханасының дәрігерлері", "Kentau City Hospital"),
        ("nurses of Rudny City Hospital sat down", "Rudny City Hospital"),
        ("Слесари водоканала Темиртау", "Temirtau Vodokanal"),
        ("ТОО «Актюбинский автопарк-2»", "Aktobe Bus Fleet No. 2"),
        ("Almaty ambulance crews wait", "Almaty Ambulance Service"),
        ("учителя школы № 9", "School No. 9"),
        ("nurses of the Arkalyk Tuberculosis Dispensary", "Arkalyk Tuberculosis Dispensary"),
        ("учителя Зайсанской школы-интерната", "Zaisan Boarding School"),
    ],
)
def test_an_institution_is_named_by_its_town_level_and_kind(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Loaders at Tulpar Azyk Trade downed tools", "Tulpar Azyk Trade"),
        ("the Barys Kus poultry plant stands still", "Barys Kus"),
        ("the network was sold to a private firm, Zerde Akva, in 2019", "Zerde Akva"),
        ("Tulpar Azyk, which bakes for three towns, did not reply", "Tulpar Azyk"),
        ("Zerde Akva's owner offered talks", "Zerde Akva"),
        ("Temir Sausage, the private operator since 2012, blames prices", "Temir Sausage"),
    ],
)
def test_an_english_firm_needs_no_legal_form(text: str, name: str) -> None:
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "said the head of the depot, Serik Omarov, on Monday",
        "driver Askar Bulatov, 40, has waited since",
        "the foreman, Marat Zhunusbek, who speaks for them",
        "Rolling mills and Oil Prices Fell as Workers Stayed Away",
        "Marat and Serik, an operator and a fitter, came home",
        "a mechanic, Serik, refused to light it",
        "Temirtau tram drivers wait",
        "Director Aigul Sarsen said that talks go on",
    ],
)
def test_a_person_or_a_headline_is_no_firm(text: str) -> None:
    assert named(text) == []


def test_spellings_kinds_and_translations_of_one_name_are_one() -> None:
    for one, other in [
        ("Nurly Kala", "Нұрлы Қала"),
        ("Bus Fleet No. 3", "автопарк №3"),
        ("Ambulance service", "Semey Ambulance Service"),
        ("Rudny CHP", "Rudny thermal power plant"),
        ("Karlygash kindergarten", "Карлыгаш"),
        ("Demir Insaat", "Demir Inshaat"),
    ]:
        assert same_name(one, other), one


def test_names_of_two_employers_stay_two() -> None:
    for one, other in [
        ("Semey Bus", "Kentau Bus"),
        ("School No. 4", "School No. 14"),
        ("Rudny City Hospital", "Rudny Ambulance Service"),
        ("Rudny City Hospital", "Kentau City Hospital"),
        ("Almaty CHP-2", "Almaty CHP-3"),
    ]:
        assert not same_name(one, other), one


def test_a_mistake_in_the_list_of_kinds_is_named(tmp_path: Path) -> None:
    for text, told in [
        ('[[kinds]]\nname = "Baths"\n', "a kind has a name"),
        ('[[kinds]]\nname = "Baths"\nletters = ["b"]\npatterns = ["("]\n', "pattern"),
    ]:
        path = tmp_path / "institutions.toml"
        path.write_text(text, encoding="utf-8")
        kinds.cache_clear()
        with pytest.raises(InstitutionsError, match=told):
            kinds(path)
    kinds.cache_clear()
