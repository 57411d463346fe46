"""Duplicates on real news: precision and recall do not fall below what was reached before."""

import json
from pathlib import Path

import pytest
from conftest import SHARED

from bench.duplicates_sets import quality

FLOORS = json.loads((Path(__file__).parent / "floors" / "duplicates.json").read_text())


@pytest.fixture(scope="module")
def measured():
    if not (SHARED / "data" / "duplicates").is_dir():
        pytest.skip(f"the shared development data is not at {SHARED}; test_duplicates.py covers the behaviour")
    return quality(SHARED, every=5)  # the whole of Reuters takes 40 s on a busy machine: bench has it


@pytest.mark.parametrize("figure", FLOORS)
def test_no_figure_falls_below_its_floor(measured, figure):
    assert measured[figure] >= FLOORS[figure]


def test_every_figure_has_a_floor(measured):
    assert set(measured) == set(FLOORS)
