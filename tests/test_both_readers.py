"""Both readers together stay above their floors on articles of a writer whom nothing was tuned on or taught with."""

import json
from pathlib import Path

import pytest

from analysis.detection import Detection
from analysis.embedding import embedder
from analysis.learned.model import shipped
from analysis.learned.reader import LearnedReader
from bench.detection import made, read

FLOORS = json.loads((Path(__file__).parent / "floors" / "detection.json").read_text(encoding="utf-8"))["both unseen"]
PARITY = 0.15
# Two of each four stories: embedding all of them takes too much of the time that all tests have.
EVERY = 4


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, bool, Detection, Detection]]]:
    """By language: the story, what is right, and what was found in article and headline alone."""
    learned = LearnedReader(shipped(), embedder())
    return {
        lang: [
            (one["story"], one["strike"], read(one, learned=learned), read(one, headline_only=True, learned=learned))
            for at, one in enumerate(made("unseen", lang, held_out=True))
            if at % EVERY < EVERY // 2
        ]
        for lang in ("ru", "kk", "en")
    }


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@pytest.mark.parametrize("what", ["article", "headline"])
def test_strikes_are_found_and_others_refused(
    found: dict[str, list[tuple[str, bool, Detection, Detection]]], lang: str, what: str
) -> None:
    told = [(strike, (whole if what == "article" else headline).strike) for _, strike, whole, headline in found[lang]]
    strikes, others = ([flag for strike, flag in told if strike is right] for right in (True, False))
    assert strikes.count(True) / len(strikes) >= FLOORS[what][lang]["recall"]
    assert others.count(False) / len(others) >= FLOORS[what][lang]["refusal"]


def test_a_story_gets_near_scores_in_three_languages(
    found: dict[str, list[tuple[str, bool, Detection, Detection]]],
) -> None:
    scores: dict[str, list[float]] = {}
    for told in found.values():
        for story, _, whole, _ in told:
            scores.setdefault(story, []).append(whole.score)
    near = sum(max(one) - min(one) <= PARITY for one in scores.values())
    assert near / len(scores) >= FLOORS["parity"]
