"""Sentences in Russian, Kazakh (three scripts) and English, with offsets that are exact."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.sentences import LONGEST, join, split


def sentences(text, lang):
    return [text[one.start : one.end] for one in split(text, lang)]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ru", ["Рабочие вышли на площадь 12 сентября 2026 г. в 10:15.", "Они требуют ещё 1,5 тыс. тенге."]),
        ("ru", ["Долг вырос до 1,5 млрд тг. премий.", "Кто виноват?", "Никто не знает…"]),
        ("ru", ["«Мы не уйдём!» — сказал А. Б. Примеров.", "Его поддержали."]),
        ("ru", ["Создана комиссия, выбран глава и т. д.", "В город приехал министр."]),
        ("kk", ["«Біз кетпейміз!» — деді А. Б. Мысалов.", "Әкім келді."]),
        ("kk", ["Олар 2026 ж. 12 қыркүйекте алаңға шықты.", "Кім кінәлі?", "Ешкім білмейді."]),
        ("kk", ["Jumysshylar alańǵa shyqty.", "Olar jalaqy talap etti."]),
        ("kk", ["جۇمىسشىلار الاڭعا شىقتى.", "ولار جالاقى تالاپ ەتتى؟", "جوق."]),
        ("en", ["Workers at Sample Ltd. walked out on Sept. 12.", "They want 1.5 percent more.", "Mr. Sample agreed."]),
        ("en", ['"We will not leave!" said A. B. Sample.', "The U.S. owner declined to comment."]),
    ],
)  # fmt: skip
def test_abbreviations_initials_and_quotes_do_not_end_a_sentence(lang, expected):
    assert sentences(" ".join(expected), lang) == expected


def test_a_line_end_always_ends_a_sentence():
    assert sentences("Заголовок без точки\nПервое предложение. Второе.\n\n  Третье", "ru") == [
        "Заголовок без точки",
        "Первое предложение.",
        "Второе.",
        "Третье",
    ]


def test_a_very_long_sentence_is_cut_where_a_reader_would_pause():
    text = ", ".join(["рабочие требуют выплаты долгов"] * 60) + "."
    parts = sentences(text, "ru")
    assert all(len(part) <= LONGEST for part in parts)
    assert " ".join(parts) == text
    assert all(part.endswith((",", ".")) for part in parts)


@given(st.text(alphabet="абвҚқ .!?«»—\n\t123AаБ;,أ\N{NO-BREAK SPACE}\N{GRINNING FACE}", max_size=300))
def test_offsets_cover_all_but_white_space_and_never_overlap(text):
    for lang in ("ru", "kk", "en"):
        found = split(text, lang)
        covered = set()
        for one in found:
            assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
            assert not covered & set(range(one.start, one.end))
            covered |= set(range(one.start, one.end))
        assert all(text[at].isspace() for at in set(range(len(text))) - covered)


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_split_and_joined(text):
    found = split(text, "kk")
    assert found == sorted(found, key=lambda one: one.start)
    joined, places = join(text, found, ["x"] * len(found))
    assert [joined[start:end] for start, end in places] == ["x"] * len(found)


@pytest.mark.parametrize("hostile", ["..[111 111 111 111 111 111]" * 500, "a." * 20_000, "«" * 20_000, "А. " * 10_000])
def test_hostile_text_does_not_hang(hostile):
    started = time.process_time()
    split(hostile, "ru")
    assert time.process_time() - started < 5


def test_english_keeps_the_paragraphs_and_knows_its_places():
    text = "Бір. Екі.\n\nҮш."
    found = split(text, "kk")
    joined, places = join(text, found, ["One.", "Two.", "Three."])
    assert joined == "One. Two.\n\nThree."
    assert [joined[start:end] for start, end in places] == ["One.", "Two.", "Three."]


def test_sentences_that_touch_are_parted_in_english():
    joined, _ = join("Бір.Екі.", split("Бір.Екі.", "kk"), ["One.", "Two."])
    assert joined == "One. Two."
