"""Ruling patterns out by the words of a sentence loses none that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.values import load
from analysis.lexicon.patterns import Row, read_pattern
from analysis.lexicon.vocabulary import Vocabulary
from analysis.morphology import LEMMAS
from analysis.tokens import Token

# Made for this test: every kind of element that a pattern may have.
LINES = ("платить ?вовремя зарплата", "=требуем ~2 #", "*платеж* долг*", "#", "+бастовать|стоять", "go ~1 strike|out")
WORDS = ("платить", "платят", "зарплату", "вовремя", "требуем", "требуют", "7", "неплатежи", "долгов", "бастовать")
SENTENCES = (*WORDS, "бастуют", "стоят", "went", "on", "strike", "out", "я", "талап", "жалакы", "завод")


def row(words: list[str], lang: str) -> Row:
    return Row([Token(0, len(word), word) for word in words], LEMMAS[lang], by_start=lang != "en")


@given(words=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), lang=st.sampled_from(sorted(LEMMAS)))
def test_a_pattern_that_fits_is_never_ruled_out(words: list[str], lang: str) -> None:
    patterns = [(line, read_pattern(line, {})) for line in LINES]
    likely = dict(Vocabulary(patterns, LEMMAS[lang], by_start=lang != "en").likely(words))
    fitting = {line for line, pattern in patterns if pattern.find(row(words, lang))}
    assert fitting <= set(likely)


def test_a_pattern_is_tried_only_where_all_that_it_needs_is_there() -> None:
    patterns = [(line, read_pattern(line, {})) for line in LINES]
    vocabulary = Vocabulary(patterns, LEMMAS["ru"], by_start=True)
    assert {line for line, _ in vocabulary.likely(["зарплату", "платят", "завод"])} == {"платить ?вовремя зарплата"}
    assert not list(vocabulary.likely(["зарплату", "завод"]))


@pytest.mark.parametrize("lang", sorted(LEMMAS))
def test_the_shipped_patterns_are_found_in_the_words_that_they_name(lang: str) -> None:
    rows = [(value, pattern) for rows in load().values() for value, of, pattern in rows if of == lang]
    vocabulary = Vocabulary(rows, LEMMAS[lang], by_start=lang != "en")
    tried = 0
    for _, pattern in rows[::20]:
        words = [min((*one.forms, *one.prefixes, *one.lemmas), default="1") for one in pattern.elements if not one.gap]
        if pattern.find(row(words, lang)):
            tried += 1
            assert any(one is pattern for _, one in vocabulary.likely(words))
    assert tried > len(rows[::20]) // 2
