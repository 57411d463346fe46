"""The verbs that close a Kazakh clause may be said behind its subject, all of them or none, each word once."""

import re

import pytest

from translate.rough import load
from translate.rough.stems import load_stems
from translate.rough.verb_places import Clause, clauses, place_keys, places
from translate.rough.words import words

# Made for these tests.
SENTENCES = [
    "Кеншілер жалақыны көтеруді талап етті.",
    "Олар бүгін жұмысқа шықпады, бірақ директор келген жоқ.",
    "Әкім зауыт қызметкерлерімен кездесіп, мәселені шешуге уәде берді.",
    "Жұмысшылар түнде алаңға жиналды.",
]


def found(sentence: str) -> list[Clause]:
    return list(clauses(words(sentence, "kk", load_stems())))


def test_a_clause_ends_with_its_verbs_and_the_not_before_them() -> None:
    tokens = words(SENTENCES[1], "kk", load_stems())
    first = found(SENTENCES[1])[0]
    assert [word.lemma for word in tokens[first.verb : first.stop]] == ["~neg", "шық"]
    assert first.start == 0


def test_a_clause_without_verb_or_with_one_word_before_it_stays() -> None:
    assert not found("Бүгін жаңа мұнай зауыты.")
    assert not found("Кеншілер шықты.")


def test_places_are_inside_the_clause_and_by_the_odds_counted() -> None:
    tokens = words(SENTENCES[0], "kk", load_stems())
    clause = found(SENTENCES[0])[0]
    around, _ = place_keys(tokens, clause, clause.start + 1)
    likely = places(tokens, clause, {around: 3.0})
    assert [place for place, _ in likely] == [clause.start + 1]
    assert likely[0][1] > 0
    assert all(clause.start < place < clause.verb for place, _ in places(tokens, clause, {}))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_word_is_worded_once_wherever_the_verbs_go(sentence: str) -> None:
    translator = load("kk")
    filled = translator.slots(sentence)
    chosen = translator.decoder.choose(filled)
    covered = [place for at, option in chosen for place in range(at, at + option.width)]
    assert sorted(covered) == list(range(len(filled)))


def test_some_verb_is_said_before_its_object() -> None:
    english = [load("kk").translate([sentence], "kk")[0].lower() for sentence in SENTENCES]
    assert any(re.search(r"miners\b.* demand\w*\b.*\b(wage|salar|pay)", text) for text in english[:1]), english[0]
