"""The rough translator's scores on the development set do not fall below what was measured."""

import json
import os
from pathlib import Path

import pytest

from bench.rough import LANGUAGES, measure

FLOORS = json.loads((Path(__file__).parent / "floors" / "rough.json").read_text("utf-8"))
SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.mark.skipif(not (SHARED / "data" / "mt").is_dir(), reason="the shared development data is not here")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_scores_hold_their_floors(lang: str) -> None:
    floors = FLOORS[lang]
    found = measure(SHARED, lang, FLOORS["sentences"])
    assert found["chrf"] >= floors["chrf"]
    assert found["bleu"] >= floors["bleu"]
    assert found["content_recall"] >= floors["content_recall"]
    assert found["content_recall_stems"] >= floors["content_recall_stems"]
    assert found["invented_numbers"] <= floors["invented_numbers"]
