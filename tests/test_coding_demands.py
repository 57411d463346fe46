"""What is demanded is told by a model over sentences, with rules as its signs. All sentences are made."""

from pathlib import Path

import numpy as np
import pytest

from analysis.coding import values
from analysis.coding.demand_columns import LABELS, Line, beside, language, lines, stems
from analysis.coding.demand_model import WORTH, NotDemands, from_bytes, likeliest, shipped, to_bytes
from analysis.coding.demanded import by_rules, demands
from analysis.coding.telling import Told, tell
from analysis.detection import hash_of
from analysis.embedding import Vectors
from analysis.reading import read


def told(text: str) -> list[Told]:
    return tell(read("", text), None)


class Even:
    """An embedding model that the weights do not know."""

    name = "even"
    dim = 3

    def embed(self, texts: list[str]) -> Vectors:
        return np.ones((len(texts), self.dim), dtype=np.float32)


STRIKE = "Водители автопарка в Семее второй день не выходят на линию. "


def test_names_and_figures_teach_nothing() -> None:
    assert stems("Сегодня Иванов просит 300 тысяч") == [
        "сегодн", "просит", "#", "тысяч", "просит #", "# тысяч",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Жұмысшылар айлықты көтеруді сұрайды", "kk"), ("Рабочие просят", "ru"), ("They want higher pay", "en")],
)
def test_an_articles_language_is_told_from_its_letters(text: str, lang: str) -> None:
    assert language(text) == lang


def test_a_title_is_no_neighbour_of_the_text() -> None:
    found = lines(tell(read("Парк встал", "Водители бастуют. Они ждут ответа."), None))
    assert [beside(found, 1, -1), beside(found, 1, 1), beside(found, 2, 1)] == [None, 2, None]


def test_a_demand_that_no_rule_knows_is_read_from_its_words() -> None:
    text = STRIKE + "«Пусть нас переведут из подрядчика в штат самого парка», – говорит водитель Марат."
    (one,) = demands(told(text), None)
    assert one.label == "outsourcing and contracts"
    assert text[one.start : one.end].startswith("«Пусть нас переведут")


def test_two_demands_of_one_sentence_are_both_given() -> None:
    text = STRIKE + "Они требуют повысить зарплату на 30 процентов и выплатить долги по зарплате за два месяца."
    assert {one.label for one in demands(told(text), None)} == {"wage rise", "wage arrears"}


def test_the_grounds_say_whether_a_rule_or_the_model_read_it() -> None:
    (one,) = demands(told(STRIKE + "Они требуют повысить зарплату."), None)
    assert one.reason == "says: wage rise"
    assert by_rules([one.told]) == {"wage rise"}


def test_without_sentences_nothing_is_demanded() -> None:
    assert demands([], None) == []


def test_an_embedder_that_the_weights_are_not_for_is_not_asked() -> None:
    sentences = told(STRIKE + "Они требуют повысить зарплату.")
    assert demands(sentences, Even()) == demands(sentences, None)


def test_a_line_of_a_curators_is_given_whatever_the_model_makes_of_it(tmp_path: Path) -> None:
    file = tmp_path / "demands.toml"
    file.write_text('[sure."other"]\nru = ["вернуть ~1 маршрут"]\n', encoding="utf-8")
    ((value, lang, _),) = values.load((file,))["sure"]
    assert (value, lang) == ("other", "ru")


def test_few_sentences_are_embedded_and_the_demand_is_among_them() -> None:
    text = STRIKE + "На улице минус двадцать. " * 12 + "Они требуют повысить зарплату. " + "Автобусов нет. " * 12
    found = lines(told(text))
    worth = shipped()[""].worth(found, "ru")
    assert len(worth) == WORTH
    assert any("зарплату" in found[at].text for at in worth)


def test_a_sentence_that_is_not_embedded_lies_in_the_middle_of_its_language() -> None:
    (model,) = (one for name, one in shipped().items() if name)
    rows = model.spread(np.ones((1, len(model.means["kk"])), dtype=np.float32), [1], 2, "kk")
    assert np.array_equal(rows[0], model.means["kk"])
    assert np.array_equal(rows[1], np.ones_like(rows[1]))


def test_the_likeliest_set_counts_how_many_demands_articles_have() -> None:
    many = len(LABELS)
    clear = np.full(many, 0.01)
    clear[[1, 4]] = 0.9
    assert likeliest(clear) == [1, 4]
    assert likeliest(np.full(many, 1e-6)) == []


def test_the_same_weights_are_the_same_bytes_and_come_back() -> None:
    models = shipped()
    kept = to_bytes(models)
    assert kept == to_bytes(models)
    line = Line(
        text="",
        stems=("они", "просят"),
        hits=frozenset(),
        wanted=True,
        voice=None,
        title=False,
    )
    ours, theirs = (each[""].odds([line], None, "ru") for each in (models, from_bytes(kept)))
    assert np.allclose(ours, theirs)


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04 no archive", b"\x93NUMPY"])
def test_what_holds_no_weights_is_refused(kept: bytes) -> None:
    with pytest.raises(NotDemands):
        from_bytes(kept)


def test_other_weights_are_another_version_of_the_results(tmp_path: Path) -> None:
    (tmp_path / "one" / "coding").mkdir(parents=True)
    (tmp_path / "two" / "coding").mkdir(parents=True)
    for name in ("one", "two"):
        (tmp_path / name / "coding" / "demands.npz").write_bytes(name.encode())
    assert hash_of(tmp_path / "one") != hash_of(tmp_path / "two")
