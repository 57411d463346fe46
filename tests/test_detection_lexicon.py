"""Lexicon, gazetteer and register are data: what is wrong in them is named on load. All entries are made."""

from pathlib import Path

import pytest

from analysis import employers, gazetteer
from analysis.lexicon import LANGUAGES, LexiconError, load, read_lexicon
from analysis.lexicon.patterns import PatternError, Row, read_pattern
from analysis.morphology import kazakh, russian
from analysis.tokens import fold_word, tokens


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lexicons_that_ship_load(lang: str) -> None:
    assert load(lang).rules


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("meaning = 'stirke'\nreason = 'r'\npatterns = ['x']", "meaning"),
        ("meaning = 'strike'\npatterns = ['x']", "reason"),
        ("meaning = 'strike'\nreason = 'r'\ncode = 'srtike'\npatterns = ['x']", "code 'srtike'"),
        ("meaning = 'strike'\nreason = 'r'\npatterns = ['~2 x']", "gap"),
        ("meaning = 'strike'\nreason = 'r'\npatterns = ['@nobody']", "no class"),
        ("meaning = 'strike'\nreason = 'r'\npatterns = ['x']\nwieght = 2", "wieght"),
    ],
)
def test_a_faulty_rule_is_named(tmp_path: Path, entry: str, complaint: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(f"[rules.mine]\n{entry}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"xx\.toml: rule 'mine'.*{complaint}"):
        read_lexicon(path, "ru")


def test_a_place_outside_kazakhstan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.toml"
    path.write_text('[[places]]\nname = "Town"\nkind = "city"\nregion = "R"\nat = [1.0, 2.0]\nnames = ["Town"]\n')
    with pytest.raises(gazetteer.GazetteerError, match=r"'Town'.*outside Kazakhstan"):
        gazetteer.load(path)


def test_an_unknown_sector_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "firms.toml"
    path.write_text('[[employers]]\nname = "Firm"\nsector = "toys"\nnames = ["Firm"]\n')
    with pytest.raises(employers.EmployersError, match="'Firm': sector 'toys'"):
        employers.load(path)


def test_all_regions_and_their_places_agree() -> None:
    places = gazetteer.load()
    regions = {place.region for place in places.values() if place.kind == "region"}
    assert len(regions) == 17
    others = {place.region for place in places.values()} - regions
    assert others == {"Almaty city", "Astana", "Shymkent"}


def test_an_element_is_matched_in_any_form_and_a_gap_is_bounded() -> None:
    pattern = read_pattern("водитель ~1 отказаться", {})
    near, far = tokens("водители вчера отказались"), tokens("водители вчера утром отказались")
    assert pattern.find(Row(near, russian, by_start=True)) == [(0, 3)]
    assert pattern.find(Row(far, russian, by_start=True)) == []


def test_an_element_with_a_plus_is_done_and_not_merely_named() -> None:
    pattern = read_pattern("не +выходить", {})
    done, told = tokens("водители не выходят"), tokens("водителей просят не выходить")
    assert pattern.find(Row(done, russian, by_start=True)) == [(1, 3)]
    assert pattern.find(Row(told, russian, by_start=True)) == []


def test_an_unreadable_pattern_is_refused() -> None:
    with pytest.raises(PatternError):
        read_pattern("слово !", {})


def test_kazakh_suffixes_come_off_in_chains() -> None:
    assert fold_word("жұмыс") in kazakh(fold_word("жұмысқа"))
    assert fold_word("шық") in kazakh(fold_word("шығудан"))
    assert fold_word("ереуіл") in kazakh(fold_word("ереуілшілерді"))
