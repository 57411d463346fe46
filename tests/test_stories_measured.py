"""Stories on made tellings and on real news: figures do not fall below what was reached before."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED

from bench import stories_sets as sets

FLOORS = json.loads((Path(__file__).parent / "floors" / "stories.json").read_text())


@pytest.fixture(scope="module")
def made():
    return sets.accounts_of(sets.made())


@pytest.fixture(scope="module")
def right():
    return {one["id"]: one["story"] for one in sets.made()}


def test_made_tellings_in_three_languages_become_their_stories(made, right):
    figures = {
        "made tellings, one night: B-cubed F1": sets.stories_of(made),
        "made tellings, night by night: B-cubed F1": sets.by_nights(made),
        "made tellings without dates: B-cubed F1": sets.stories_of([replace(one, at=None) for one in made]),
    }
    for name, found in figures.items():
        assert sets.b_cubed(found, right)[2] >= FLOORS[name], name


def test_no_made_strike_is_joined_with_another(made, right):
    found = sets.stories_of(made)
    assert all(right[one] == right[story] for one, story in found.items())


@pytest.mark.soak
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared development data is not here")
def test_real_pairs_and_translations_do_not_fall_below_their_floors():
    figures = sets.translations(SHARED) | {"labelled pairs: F1": sets.f1(*sets.labelled_pairs(SHARED))}
    for name, figure in figures.items():
        assert figure >= FLOORS[name], name
