"""How a story is laid out, how typed values are read, how agreement is measured: the desk's pure parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review import agreement, fields, registers, shapes
from review.aligned import lay_out, marks, runs
from review.answers import Refused, redirect

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(["d", "1-employer", "2-region"])))
ARTICLE = {
    "title": "Буровики встали",
    "body": "Около 250 буровиков «Жел Сервиса» не вышли.\n\nОни ждут. Конец.",
    "evidence": [{"field": "title", "start": 10, "end": 15, "text": "встали", "reason": "says so"}],
    "sentences": [
        {"field": "title", "start": 0, "end": 15, "english": "Drillers stop"},
        {"field": "text", "start": 0, "end": 43, "english": "About 250 drillers of Zhel Servis stayed out."},
        {"field": "text", "start": 45, "end": 54, "english": "They wait."},
    ],
}
REPORT = {
    "employer": "Zhel Servis", "workers_min": 250, "workers_max": 250,
    "evidence": [
        {"supports": "employer", "field": "text", "start": 21, "end": 32, "text": "Жел Сервиса", "reason": "names it"},
        {"supports": "workers_quote", "field": "text", "start": 0, "end": 9, "text": "Около 250", "reason": "counts"},
        {"supports": "status", "field": "text", "start": 34, "end": 42, "text": "не вышли", "reason": "refuse"},
    ],
}  # fmt: skip


@given(st.text(max_size=50), SPANS)
def test_runs_joined_are_the_text_whatever_the_spans(text: str, spans: list[tuple[int, int, str]]) -> None:
    cut = runs(text, spans)
    assert "".join(run.text for run in cut) == text
    at = 0
    for run in cut:
        covered = {key for start, end, key in spans if start <= at and at + len(run.text) <= end}
        assert set(run.keys) == covered
        at += len(run.text)


def test_sentences_stand_beside_their_english_and_nothing_is_left_out() -> None:
    pairs = lay_out(ARTICLE, marks(ARTICLE, [REPORT]))
    shown = [("".join(run.text for run in pair.original), pair.english is not None) for pair in pairs]
    assert shown == [
        ("Буровики встали", True), ("Около 250 буровиков «Жел Сервиса» не вышли.", True), ("Они ждут.", True),
        (" Конец.", False),
    ]  # fmt: skip
    assert [pair.opens for pair in pairs] == [False, False, True, False]


def test_evidence_is_marked_word_for_word_where_the_english_has_the_value_and_by_sentence_elsewhere() -> None:
    pair = lay_out(ARTICLE, marks(ARTICLE, [REPORT]))[1]
    original = {run.text: run.keys for run in pair.original if run.keys}
    assert original == {"Около 250": ("1-workers_quote",), "Жел Сервиса": ("1-employer",), "не вышли": ("1-status",)}
    english = {run.text: run.keys for run in pair.english or () if run.keys}
    assert english == {"250": ("1-workers_quote",), "Zhel Servis": ("1-employer",)}
    assert pair.keys == ("1-status",)


def test_a_number_within_a_greater_one_is_not_marked() -> None:
    article = {**ARTICLE, "sentences": [{**ARTICLE["sentences"][1], "english": "Some 2500 drillers, 1250 nurses."}]}  # type: ignore[dict-item,index]
    pair = next(one for one in lay_out(article, marks(article, [REPORT])) if one.english)
    assert all(not run.keys for run in pair.english or ())


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [("workers_min", "1 250", 1250), ("workers_max", "", None), ("start_date", "2026-11-20", "2026-11-20"),
     ("demands", ["wage rise", "benefits", "wage rise"], ["wage rise", "benefits"]), ("demands", "", []),
     ("employer", "  Zhel \n Servis ", "Zhel Servis"), ("status", "ended", "ended"), ("status", "", None)],
)  # fmt: skip
def test_what_is_typed_becomes_a_value(name: str, typed: object, value: object) -> None:
    assert fields.read(fields.BY_NAME[name], typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [("workers_min", "many"), ("workers_min", "-5"), ("workers_min", "²"), ("start_date", "yesterday"),
     ("start_date", "2026-02-30"), ("status", "over"), ("demands", ["wage rise", "the moon"]), ("employer", "x" * 301)],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_by_name(name: str, typed: object) -> None:
    with pytest.raises(Refused, match=name):
        fields.read(fields.BY_NAME[name], typed)


def test_a_report_whose_counts_or_days_contradict_each_other_is_refused() -> None:
    with pytest.raises(Refused, match="more than"):
        fields.dated({"workers_min": 9, "workers_max": 8})
    with pytest.raises(Refused, match="before"):
        fields.dated({"start_date": "2026-11-20", "end_date": "2026-11-19"})
    assert fields.dated({"workers_min": 8, "workers_max": 9}) == {"workers_min": 8, "workers_max": 9}


def test_kappa_is_cohens() -> None:
    # The example of Wikipedia's article: 20 and 15 agreed, 5 and 10 not; observed .7, expected .5.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement.cohen(pairs)
    assert (found.pairs, found.observed) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.margin == pytest.approx(1.96 * (0.7 * 0.3 / (50 * 0.25)) ** 0.5)


def test_kappa_of_nothing_and_of_one_answer_is_none() -> None:
    assert agreement.cohen([]).kappa is None
    assert agreement.cohen([("a", "a")] * 9).kappa is None
    assert agreement.cohen([("a", "a")] * 9).observed == 1
    assert agreement.comparable(["b", "a"]) == agreement.comparable(["a", "b"])


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [("place", "жаңаөз", "Zhanaozen"), ("place", "Janaoz", "Zhanaozen"), ("employer", "озенмун", "Ozenmunaigas"),
     ("region", "мангист", "Mangystau"), ("region", "маңғыс", "Mangystau")],
)  # fmt: skip
def test_the_registers_offer_a_name_in_whatever_spelling(kind: str, typed: str, value: str) -> None:
    assert value in [one["value"] for one in registers.suggest(kind, typed)]


def test_every_region_lies_on_the_map() -> None:
    assert len(registers.regions()) == 20
    shape = shapes.outline()
    for name in registers.regions():
        (circle,) = shapes.circles({name: 1}, {name: registers.place_at(name, region=True)})  # type: ignore[dict-item]
        assert 0 < circle.x < shape["width"]
        assert 0 < circle.y < shape["height"]


def test_names_on_the_map_do_not_lie_over_each_other() -> None:
    at = {"Aktau": (43.65, 51.17), "Kuryk": (43.6, 51.2), "Almaty": (43.24, 76.89)}
    shown = shapes.labelled(shapes.circles({"Aktau": 1, "Kuryk": 1, "Almaty": 1}, at))
    assert [one.name for one in shown] == ["Aktau", "Almaty"]


def test_stacked_bars_add_up_and_rare_parts_become_one() -> None:
    rows = [("a", str(part)) for part in range(9) for _ in range(9 - part)] + [("b", "0"), ("elsewhere", "0")]
    stack = shapes.stacked(rows, ["a", "b"], "others")
    assert (stack.top, len(stack.names), stack.names[-1]) == (45, 7, "others")
    assert sum(bar.count for bar in stack.bars if bar.column == 0) == 45
    assert min(bar.y for bar in stack.bars) == 0


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"])
def test_a_redirect_stays_at_the_desk(path: str) -> None:
    assert redirect(path).headers["Location"] == "/"
