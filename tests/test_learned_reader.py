"""The learned reader finds strikes told in words that no rule has, and says which words. All sentences are made."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_embedder import HashedWords

from analysis.detection import ALONE, detect, version
from analysis.embedding import NoEmbeddings, embedder
from analysis.learned import words
from analysis.learned.articles import FOLDS, LANGUAGES, lessons, phrases
from analysis.learned.model import NotAModel, from_bytes, shipped
from analysis.learned.passages import Passage, passages
from analysis.learned.reader import OVERRULED, REASON, LearnedReader, Opinion, joined
from analysis.learned.regression import chance, fit, loss
from analysis.learned.stems import stems
from analysis.reading import Reading, read
from analysis.weighing import Verdict, weigh


@pytest.fixture(scope="module")
def reader() -> LearnedReader:
    return LearnedReader(shipped(), embedder())


UNKNOWN_WORDS = {
    "ru": "Работники рудника побросали всё и разбрелись: третий месяц без получки, терпение лопнуло.",
    "kk": "Кеніштегі жұмысшылар ашуланып, бәрін тастап, тарап кетті: үш айдан бері айлық көрген жоқ.",
    "en": "Hands at the mine threw everything down and wandered off: unpaid for three months, they had had enough.",
}


def no_rules(title: str, text: str) -> tuple[Verdict, tuple[Reading, Reading]]:
    """What the rules make of an article, and what they would if they knew no word of it."""
    return replace(weigh(*read("", ""), None), score=weigh(*read(title, text), None).score), read("", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_reads_like_a_strike_scores_above_what_does_not(reader: LearnedReader, lang: str) -> None:
    calm = {
        "ru": "Работники рудника получили премию, зарплата выплачена вовремя, сообщила компания.",
        "kk": "Кеніш жұмысшылары сыйақы алды, жалақы уақытында төленді, деді компания.",
        "en": "Workers at the mine were given a bonus and their pay came on time, the company said.",
    }
    told, other = (reader.opinion("", text, lang, *no_rules("", text)) for text in (UNKNOWN_WORDS[lang], calm[lang]))
    assert told is not None
    assert other is not None
    assert told.score > 5 * other.score


def test_both_readers_make_one_verdict_with_evidence(reader: LearnedReader) -> None:
    text = "Сегодня в Жезказгане шахтёры отказались спускаться в забой. Они требуют выплатить зарплату."
    alone, both = (detect(title="", text=text, lang="ru", learned=one) for one in (None, reader))
    assert alone.strike
    assert both.strike
    assert all(text[one.start : one.end] == one.text for one in both.evidence)
    assert version(reader) != version()
    assert version().endswith(ALONE)


def test_an_empty_article_keeps_the_verdict_of_the_rules(reader: LearnedReader) -> None:
    readings = read("", " ")
    verdict = weigh(*readings, None)
    assert reader.opinion("", " ", "ru", verdict, readings) is None
    assert joined(verdict, None) is verdict


def test_what_the_rules_are_sure_of_stays_flagged_and_what_they_are_not_may_be_overruled() -> None:
    readings = read("Забастовка", "")
    unsure = replace(weigh(*readings, None), odds=1.0, score=0.9, kind="strike")
    sure = replace(unsure, odds=5.0, score=0.99)
    passage = Passage(text="Забастовка", field="title", start=0, end=10)
    no = Opinion(score=0.01, passage=passage, columns=np.zeros(1), threat=False)
    assert (joined(unsure, no).score, joined(unsure, no).kind) == (0.01, "none")
    assert joined(unsure, no).why.endswith(OVERRULED)
    assert (joined(sure, no).score, joined(sure, no).kind) == (0.99, "strike")
    assert joined(unsure, replace(no, strange=True)).score == 0.9


def test_a_survey_of_many_strikes_stays_flagged_whatever_else_it_tells() -> None:
    told = " ".join(f"Workers of the {what} plant have gone on strike." for what in ("sugar", "glass", "paper"))
    readings = read("", told)
    verdict = replace(weigh(*readings, None), odds=1.0, score=0.9, kind="strike")
    passage = Passage(text=told, field="text", start=0, end=10)
    assert joined(verdict, Opinion(score=0.01, passage=passage, columns=np.zeros(1), threat=False)).score == 0.9


def test_stems_leave_out_names_and_numbers() -> None:
    found = stems("Miners of Karatau refuse to surface", "At Kentau 40 men stay below. They want pay.")
    assert "refuse" in found
    assert "of ^" in found
    assert "# men" in found
    assert not [one for one in found if "karata" in one or "kentau" in one or "40" in one]
    assert "below they" not in found


def test_capitals_of_a_shouted_headline_name_nothing() -> None:
    assert "miners refuse" in stems("MINERS REFUSE TO SURFACE AT THE PIT", "")
    assert "miners refuse" in stems("Miners Refuse To Surface At The Pit", "")


def test_a_long_article_is_counted_by_its_beginning_and_by_sentences_on_work() -> None:
    filler = "The weather in the valley was mild and the river was calm that day. " * 30
    told = "Drivers at the depot refused to start the shift over unpaid wages. "
    assert "refuse to" in stems("", filler + told + filler)
    assert stems("", filler).count("valley") < 30


def test_the_stems_of_a_strike_speak_for_one_and_say_which() -> None:
    table = words.shipped()
    for lang, text in UNKNOWN_WORDS.items():
        assert table.odds("", text) > table.odds("", "Завтра дождь."), lang
        assert table.loudest("", text)


def test_a_table_of_stems_outlives_its_file(tmp_path: Path) -> None:
    words.write(words.shipped(), tmp_path / "words.npz")
    assert words.read_table(tmp_path / "words.npz").version == words.shipped().version


def test_weights_of_another_table_of_stems_are_not_used() -> None:
    with pytest.raises(NotAModel, match="another"):
        LearnedReader(replace(shipped(), words="another"), HashedWords())


def test_what_only_the_learned_reader_flags_has_evidence_and_a_report() -> None:
    model = shipped()
    keen = replace(model, constant=50.0)  # flags whatever has a passage
    found = detect(
        title="Рудник в Жезказгане", text="Рабочие рудника ждут зарплату.", lang="ru",
        learned=LearnedReader(keen, HashedWords()),
    )  # fmt: skip
    assert found.strike
    assert found.why.startswith(REASON)
    assert [one.reason for one in found.evidence] == [REASON]
    assert len(found.reports) == 1
    assert found.reports[0].settlement == "Zhezkazgan"


def test_weights_of_another_embedding_model_are_not_used() -> None:
    with pytest.raises(NoEmbeddings, match="other-model"):
        LearnedReader(replace(shipped(), embedder="other-model"), HashedWords())


def test_a_model_outlives_its_bytes() -> None:
    model = shipped()
    again = from_bytes(model.to_bytes())
    assert again.version == model.version
    assert again.to_bytes() == model.to_bytes()
    moved = model.with_weights(model.weights + 0.5)
    assert moved.version != model.version
    assert np.allclose(moved.weights, model.weights + 0.5)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_model_are_refused(junk: bytes) -> None:
    with pytest.raises(NotAModel):
        from_bytes(junk)


@given(st.text(), st.text())
def test_passages_are_few_short_and_stand_where_they_say(title: str, text: str) -> None:
    text += "\nРабочие шахты требуют зарплату и не выходят на смену. " * 5
    found = passages(title, text)
    assert 1 <= len(found) <= 3
    for one in found:
        field = title if one.field == "title" else text
        assert len(one.text) <= 220
        assert 0 <= one.start < one.end <= len(field)


def test_a_page_on_other_matters_has_its_opening_alone() -> None:
    assert [one.field for one in passages("Погода", "Завтра в Алматы дождь. Ветер северный.")] == ["title"]


def test_a_fit_finds_the_weights_that_labels_were_drawn_from() -> None:
    drawn = np.random.default_rng(7)
    rows = drawn.normal(size=(4000, 3))
    true = np.array([1.5, -1.0, 0.0])
    labels = (drawn.random(4000) < chance(rows @ true)).astype(np.float64)
    found = fit(rows, labels, np.ones(4000), np.full(3, 1e-3))
    assert found == pytest.approx(true, abs=0.15)
    held = fit(rows, labels, np.ones(4000), np.full(3, 1e9), prior=np.array([3.0, 0.0, 0.0]))
    assert held == pytest.approx([3.0, 0.0, 0.0], abs=1e-3)
    assert loss(rows, labels, found) < loss(rows, labels, held)


def test_lessons_are_the_same_in_three_languages_and_no_phrase_is_in_two_folds() -> None:
    assert all(len({len(lines) for lines in told.values()}) == 1 for told in phrases().values())
    made = lessons()
    counts = {lang: [(one.strike, one.fold) for one in made if one.lang == lang] for lang in LANGUAGES}
    assert counts["ru"] == counts["kk"] == counts["en"]
    assert {one.fold for one in made} == set(range(FOLDS))
    folds: dict[str, set[int]] = {}
    for act in phrases()["stop"]["en"]:
        folds[act] = {one.fold for one in made if one.lang == "en" and act in one.text}
    assert all(len(found) == 1 for found in folds.values())
