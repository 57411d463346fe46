"""The model of English triples is a probability, and what is written is what is read."""

import math
from pathlib import Path

import pytest

from translate.rough.build.english_side import english_tokens
from translate.rough.build.language_model import learn_model
from translate.rough.build.tables import write_model
from translate.rough.fluency import STOP, Fluency, load_fluency

# Made for this test; every word stands twice, so that none is the unseen word.
LINES = [
    ["the", "miners", "stopped", "work"],
    ["the", "miners", "resumed", "work"],
    ["the", "plant", "stopped"],
    ["the", "plant", "resumed"],
    ["work", "stopped"],
]


@pytest.fixture(scope="module")
def fluency(tmp_path_factory: pytest.TempPathFactory) -> Fluency:
    folder = tmp_path_factory.mktemp("model")
    write_model(folder, learn_model(LINES))
    return load_fluency(Path(folder))


def chance(fluency: Fluency, *words: str) -> float:
    before, previous, word = (fluency.number(one) for one in words)
    return math.exp(fluency.score(before, previous, word))


@pytest.mark.parametrize("context", [("<s>", "the"), ("the", "miners"), ("plant", "work"), ("stopped", "stopped")])
def test_what_may_follow_sums_to_one(fluency: Fluency, context: tuple[str, str]) -> None:
    words = ["the", "miners", "plant", "stopped", "resumed", "work", STOP, "<s>", "unheard"]
    assert sum(chance(fluency, *context, word) for word in words) == pytest.approx(1.0, abs=0.03)


def test_seen_runs_are_likelier_than_unseen_ones(fluency: Fluency) -> None:
    assert chance(fluency, "the", "miners", "stopped") > chance(fluency, "the", "plant", "work")
    assert chance(fluency, "the", "miners", "stopped") > chance(fluency, "the", "miners", "unheard")


def test_negations_and_abbreviations_are_tokens_however_they_are_written() -> None:
    assert english_tokens("They ca n't") == ["They", "can", "not"]
    assert english_tokens("I do n't") == english_tokens("I don't") == ["I", "do", "not"]
    assert english_tokens("the U.S. and the U. S. S. R. too") == ["the", "US", "and", "the", "USSR", "too"]
