"""Extraction on real pages never falls below what it has reached, nor below trafilatura's own.

The whole sets take minutes: `python -m bench.extraction`. Here every thirty-third page of one set stands for them.
"""

import json
from pathlib import Path

import pytest

from bench.extraction import ours, trafilatura_body
from bench.extraction_sets import SHARED, Case, Score, agreement, by_shingles, by_snippets, load

FLOORS = json.loads((Path(__file__).parent / "floors" / "extraction.json").read_text("utf-8"))
EVERY = 33  # of 990 pages: 30, spread over the set


@pytest.mark.skipif(not (SHARED / "data" / "extraction").is_dir(), reason="the shared pages are not here")
def test_real_pages_are_extracted_as_well_as_before_and_not_worse_than_by_trafilatura() -> None:
    cases = load("trafilatura_eval")[::EVERY]
    found = [ours(case) for case in cases]
    body = by_snippets(cases, [result.body for result in found])
    assert body.f1 >= FLOORS["body_f1_sample"]
    assert body.f1 >= by_snippets(cases, [trafilatura_body(case).body for case in cases]).f1
    assert agreement([case.title for case in cases], [result.title for result in found])[0] >= FLOORS["title_sample"]
    assert agreement([case.day for case in cases], [result.day for result in found])[0] >= FLOORS["date_sample"]


@pytest.mark.skipif(not (SHARED / "data" / "extraction").is_dir(), reason="the shared pages are not here")
@pytest.mark.parametrize("name", ["readability", "newspaper4k"])
def test_whole_texts_are_not_extracted_worse_than_before(name: str) -> None:
    # trafilatura's own figures on these sets, by `python -m bench.extraction`: .9217 and .9325.
    cases = [case for case in load(name) if case.text]
    assert by_shingles(cases, [ours(case).body for case in cases]).f1 >= FLOORS[f"body_f1_{name}"]


def test_the_measures_count_as_their_definitions_say() -> None:
    snippets = Case(name="a", url="", body=b"", present=("one", "two"), absent=("three", "four"))
    assert by_snippets([snippets], ["one and three"]) == Score(precision=0.5, recall=0.5)
    whole = Case(name="b", url="", body=b"", text="a b c d e")
    assert by_shingles([whole], ["a b c d e"]).f1 == 1
    assert by_shingles([whole], ["v w x y z"]).f1 == 0
    assert agreement(["The Title!", None], ["the title", "x"]) == (1.0, 1)
