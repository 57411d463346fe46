"""Kazakh groups in English order: what governs comes first, numbers stay with what they count, "not" is never lost."""

import re

import pytest

from translate.rough import load
from translate.rough.order import english_places, ordered
from translate.rough.stems import load_stems
from translate.rough.words import words


def in_order(sentence: str) -> str:
    """The words of a sentence in English order, as they are written; marks left out."""
    return " ".join(
        word.token.text for word in ordered(words(sentence, "kk", load_stems())) if word.token.text.isalnum()
    )


def english(sentence: str) -> str:
    return load("kk").translate([sentence], "kk")[0]


# Made for these tests.
@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("үлкен өрттен кейін", "кейін үлкен өрттен"),
        ("зауыт туралы", "туралы зауыт"),
        ("кездесу барысында", "барысында кездесу"),
        ("зауыттың жаңа директоры", "жаңа директоры зауыттың"),
        ("қаладағы жаңа зауыт", "жаңа зауыт қаладағы"),
        ("15 қаңтарда", "қаңтарда 15"),
        ("оның үйі", "оның үйі"),
    ],
)
def test_groups_are_brought_to_english_order(sentence: str, wanted: str) -> None:
    assert in_order(sentence) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "Кеше Ақтаудағы зауыттың 300-ден астам жұмысшысы директормен кездесуден кейін жұмысқа оралды.",
        "2021 жылғы 15 қаңтарда бастаған ереуіл туралы кеншілер мен әкімдік арасында келіссөз жүріп жатыр.",
        "",
        ".",
    ],
)
def test_every_word_is_kept_once(sentence: str) -> None:
    found = words(sentence, "kk", load_stems())
    assert sorted(placed.at for placed in english_places(found)) == list(range(len(found)))


@pytest.mark.parametrize(
    ("sentence", "pattern"),
    [
        ("300-ден астам мұнайшы келді.", r"\bmore than 300 oil workers\b"),
        ("Жиырмадан астам кенші келді.", r"\b(more than|over) twenty miners\b"),
        ("Соғыстан кейін зауыт жабылды.", r"\bafter (the )?war\b"),
        ("15 қаңтарда кеншілер келді.", r"\bJanuary 15\b"),
        ("Бұл 12-ші зауыт.", r"\b12th\b"),
        ("Бұл 21-ші зауыт.", r"\b21st\b"),
        ("Ол 1998 жылы келді.", r"\b1998\b(?! year)"),
    ],
)
def test_numbers_stay_with_what_they_count(sentence: str, pattern: str) -> None:
    assert re.search(pattern, english(sentence), re.IGNORECASE), english(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Кеншілер айлық алмаған.",
        "Барлық жұмысшы кездесуге қатыса алмады.",
        "Директор оларды қабылдай алмайды.",
        "Олар ертең жұмысқа бара алмайтынын айтты.",
        "Әкім ештеңе айтпай кетті.",
        "Зауыт жалақыны төлемей отыр.",
        "Бүгін әкімдіктен ешкім келген жоқ.",
    ],
)
def test_what_is_denied_by_a_suffix_or_a_helping_verb_is_denied_in_english(sentence: str) -> None:
    assert re.search(r"\b(not|no|without|never|cannot)\b", english(sentence).lower()), english(sentence)


def test_a_helping_verb_adds_no_word_but_can() -> None:
    assert not re.search(
        r"\b(lie|lying|stand|sit|sitting)", english("Кеншілер жұмыс істеп жатыр, олар талап қойып отыр.")
    )
    assert re.search(r"\b(can|could|able)\b", english("Олар келе алады."))


def test_a_first_name_before_a_surname_is_no_word() -> None:
    assert "Zhenis Serikov" in english("Бұл туралы Жеңіс Серіков айтты.")
    assert "victory" in english("Бұл үлкен жеңіс болды.").lower()


def test_what_we_wrote_goes_before_what_was_counted() -> None:
    assert not re.search(r"\bmeat\b", english("Олар талап етті және көмек етті."))
    assert "received" in english("Ол хат алды.")


def test_a_sentence_within_a_line_begins_with_a_capital() -> None:
    assert re.search(r"\. [A-Z]", english("Кеншілер келді. олар жұмыс істеді."))
