"""Every source of the catalogue against a page in its markup: what its channel lists, and the article that it gives.

The pages under tests/sites/*/made are made (tests/made_sites); recorded ones, where a checkout has them, stand beside.
"""

from pathlib import Path

import pytest
from made_sites.draw import draw

from crawler.doctor.recorded import SHIPPED, Case, cases, differences
from crawler.loader import load_catalogue

SOURCES = {source.name: source for source in load_catalogue()}
CASES = list(cases(SHIPPED))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_of_each_source_is_listed_and_read_as_expected(case: Case) -> None:
    assert case.reviewed, f'{case.folder}/case.json: read what is expected, then set "reviewed" to true'
    wrong = {field: (expected, found) for field, expected, found in differences(case, SOURCES[case.source])}
    assert not wrong


def test_every_source_has_a_page_and_no_page_is_without_a_source() -> None:
    assert {case.source for case in CASES} == SOURCES.keys()


def test_seventy_sources_are_watched_eighteen_of_them_in_kazakh() -> None:
    assert len(SOURCES) >= 70
    assert sum("kk" in source.languages for source in SOURCES.values()) >= 18
    kazakh = [case for case in CASES if case.article["lang_claimed"] == "kk"]
    assert len(kazakh) >= 18


def test_the_made_pages_are_drawn_from_their_stories(tmp_path: Path) -> None:
    draw(tmp_path / "sites")
    drawn = {path.relative_to(tmp_path / "sites"): path.read_bytes() for path in tmp_path.glob("sites/*/made/*")}
    kept = {path.relative_to(SHIPPED): path.read_bytes() for path in SHIPPED.glob("*/made/*")}
    assert drawn.keys() == kept.keys()
    assert [str(path) for path in drawn if drawn[path] != kept[path]] == []
