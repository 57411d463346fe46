"""Measured figures of `identify` on held-out text; they only rise. `python -m bench.language` measures in full."""

import json
import os
from pathlib import Path

import pytest

from bench.language_sets import (
    mixed_pages,
    neighbours,
    share_named,
    share_of_characters,
    watched,
    without_held_out,
)

SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).parents[1].parent / "shared"))
FLOORS = json.loads((Path(__file__).parent / "floors" / "language.json").read_text(encoding="utf-8"))
EVERY = 9  # of the texts one in nine is read, so that this takes seconds

pytestmark = pytest.mark.skipif(
    not (SHARED / "data" / "langid").is_dir(), reason="the development sets are not beside the checkout"
)


def test_watched_languages_are_named_at_least_as_often_as_measured() -> None:
    found = {name: share_named(texts, (lang,)) for name, lang, texts in watched(SHARED, EVERY)}
    assert found.keys() == FLOORS["right"].keys()
    below = {name: share for name, share in found.items() if share < FLOORS["right"][name]}
    assert not below


def test_neighbours_are_called_kazakh_russian_or_english_at_most_as_often_as_measured() -> None:
    with without_held_out(SHARED):
        found = {name: share_named(texts, ("kk", "ru", "en")) for name, _, texts in neighbours(SHARED)}
    above = {name: share for name, share in found.items() if share > FLOORS["neighbours_called_watched_at_most"]}
    assert len(found) >= 16
    assert not above


def test_characters_of_mixed_pages_are_in_the_right_span_at_least_as_often_as_measured() -> None:
    assert share_of_characters(mixed_pages(SHARED, 60)) >= FLOORS["mixed_pages_characters"]
