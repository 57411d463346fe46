"""What `identify` says of texts made for these tests."""

import subprocess
import sys
import time
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.alphabets import WRITERS
from analysis.language import Identification, identify

RUSSIAN = "Рабочие завода второй день не выходят на смену и ждут встречи с директором."
KAZAKH = "Зауыт жұмысшылары екінші күн ауысымға шықпай, жалақыны көтеруді талап етіп отыр."
ENGLISH = "Workers at the plant stayed away from their shift for a second day and want higher pay."

NEIGHBOURS = {
    "ky": "Завод жумушчулары экинчи күн ишке чыкпай, эмгек акыны көтөрүүнү талап кылып жатышат.",
    "tt": "Завод эшчеләре икенче көн эшкә чыкмый, хезмәт хакын арттыруны таләп итәләр.",
    "ba": "Завод эшселәре икенсе көн эшкә сыҡмай, эш хаҡын арттырыуҙы талап итә.",
    "uz": "Zavod ishchilari ikkinchi kun ishga chiqmay, ish haqini oshirishni talab qilmoqda.",
    "mn": "Үйлдвэрийн ажилчид хоёр дахь өдрөө ажилдаа гарахгүй, цалингаа нэмэхийг шаардаж байна.",
    "be": "Рабочыя завода другі дзень не выходзяць на змену і патрабуюць павысіць заробак.",
    "uk": "Робітники заводу другий день не виходять на зміну і вимагають підвищити зарплату.",
    "bg": "Работниците в завода вече втори ден не излизат на смяна и искат по-високи заплати.",
    "tg": "Коргарони корхона рӯзи дуюм ба кор намебароянд ва баланд бардоштани маошро талаб мекунанд.",
    "az": "Zavodun işçiləri ikinci gündür ki, işə çıxmır və əmək haqqının artırılmasını tələb edirlər.",
    "tr": "Fabrika işçileri ikinci gün de vardiyaya çıkmadı ve ücretlerin artırılmasını istiyor.",
}
FOREIGN = {
    "de": "Die Arbeiter der Fabrik erscheinen den zweiten Tag nicht zur Schicht und verlangen mehr Lohn.",
    "fr": "Les ouvriers de l'usine refusent de travailler pour le deuxième jour et demandent un meilleur salaire.",
    "ka": "ქარხნის მუშები მეორე დღეა არ მუშაობენ.",
    "zh": "工厂的工人第二天没有上班。他们要求加薪。",
    "ar": "العمال في المصنع لا يعملون لليوم الثاني ويطالبون بزيادة الأجور.",
    "fa": "کارگران کارخانه برای دومین روز سر کار نرفتند و خواستار افزایش دستمزد شدند.",
    "el": "Οι εργάτες του εργοστασίου δεν δουλεύουν για δεύτερη μέρα.",
}


@pytest.mark.parametrize(("lang", "text"), [("ru", RUSSIAN), ("kk", KAZAKH), ("en", ENGLISH)])
def test_the_three_languages_are_known_in_any_case_of_letters(lang: str, text: str) -> None:
    assert identify(text).lang == lang
    assert identify(text.upper()).lang == lang
    assert identify(text.title()).lang == lang


@pytest.mark.parametrize(("lang", "text"), NEIGHBOURS.items())
def test_neighbours_are_told_apart_and_not_called_kazakh(lang: str, text: str) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize(("lang", "text"), FOREIGN.items())
def test_foreign_text_is_named_as_itself(lang: str, text: str) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_kazakh_is_known_in_every_alphabet(form: str) -> None:
    found = identify(WRITERS[form](KAZAKH))
    assert found.lang == "kk"
    assert found.script == (form.split("-")[1] if "-" in form else "Cyrl")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "2022",
        "12:30 — 45 %",
        "OK",
        "Казахстан",
        "https://example.org/ru/news?id=1",
        "@someone",
        "…!?",
    ],
)
def test_what_is_too_short_or_no_text_is_unknown(text: str) -> None:
    assert identify(text).lang == "und"


@pytest.mark.parametrize(
    "text",
    [
        "Чӑваш чӗлхи тӗрӗк чӗлхисен йышне кӗрет, ӑна Чӑваш Енре калаҫаҫҫӗ",  # Chuvash
        "زمانی کوردی یەکێکە لە زمانەکانی ڕۆژهەڵاتی ناوەڕاست و لە کوردستان قسەی پێ دەکرێت",  # Kurdish
        "asdf jkl qwrtp zxcvb mnbvc lkjhg fdsa poiuy trewq",
    ],
)
def test_languages_without_a_profile_are_unknown_and_not_the_nearest(text: str) -> None:
    assert identify(text).lang == "und"


def test_a_russian_article_that_quotes_kazakh_workers_is_russian_with_a_kazakh_span() -> None:
    quote = "«Біз үш айдан бері жалақы алған жоқпыз, балаларымызды асырай алмай отырмыз»"
    text = f"{RUSSIAN}\n{RUSSIAN} {quote}, — говорит один из них. {RUSSIAN}"
    found = identify(text)
    assert found.lang == "ru"
    kazakh = [text[span.start : span.end] for span in found.spans if span.lang == "kk"]
    assert len(kazakh) == 1
    assert quote.strip("«»") in kazakh[0]
    assert len(kazakh[0]) <= len(quote) + 3


def test_three_paragraphs_in_three_languages_are_three_spans() -> None:
    paragraphs = [RUSSIAN + "\n\n", KAZAKH + "\n\n", ENGLISH]
    text = "".join(paragraphs)
    found = [(span.lang, text[span.start : span.end]) for span in identify(text).spans]
    assert found == list(zip(["ru", "kk", "en"], paragraphs, strict=True))


def test_addresses_names_and_tags_do_not_change_the_language() -> None:
    noisy = (
        f"Tengri News | #SpaceX @akorda_press {RUSSIAN[:40]} https://www.example.kz/en/workers-strike-at-the-plant "
        f"press-office@example.com {RUSSIAN[40:]} Apple iPhone 15 Pro Max"
    )
    assert identify(noisy).lang == "ru"


def test_invisible_signs_and_lookalike_letters_do_not_change_the_language() -> None:
    assert identify(KAZAKH.replace("ы", "ы\u00ad").replace("і", "i").replace("а", "a")).lang == "kk"
    assert identify("\ufeff" + RUSSIAN.replace("о", "о\u0301")).lang == "ru"


def test_initials_do_not_outvote_words() -> None:
    assert identify("ТОО «КМГ-SERVICE» мен КТЖ ҰК АҚ жұмысшылары жалақыны көтеруді талап етті").lang == "kk"


def test_the_answer_is_the_same_every_time_and_in_every_process() -> None:
    text = f"{RUSSIAN} {KAZAKH} {ENGLISH}"
    assert identify(text) == identify(text)
    code = f"from analysis.language import identify; print(identify({text!r}))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{identify(text)}\n".encode()}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from([RUSSIAN, KAZAKH, ENGLISH, "\n", " ", "«", "»", "’", "\U0001f600", *FOREIGN.values()]),
        ),
        max_size=8,
    ).map("".join)
)
def test_spans_cover_any_text_without_gap_or_overlap(text: str) -> None:
    found = identify(text)
    ends = [0, *(span.end for span in found.spans)]
    assert [span.start for span in found.spans] == ends[:-1]
    assert ends[-1] == len(text)
    assert 0.0 <= found.confidence <= 1.0
    assert all(span.start < span.end and 0.0 <= span.confidence <= 1.0 for span in found.spans)


def test_results_cannot_be_changed() -> None:
    found = identify(RUSSIAN)
    assert isinstance(found, Identification)
    with pytest.raises(FrozenInstanceError):
        found.lang = "en"  # type: ignore[misc]


@pytest.mark.parametrize("text", ["." * 100_000, "a-" * 50_000 + "@", "<a" * 50_000, "«»" * 20_000])
def test_endless_signs_do_not_take_endless_time(text: str) -> None:
    identify(text)
    start = time.process_time()
    identify(text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "sentence",
    [
        "Workers went on strike in Aktau.",
        "Workers strike",
        "The strike ended.",
        "Bus drivers on strike",
        "No pay, no work.",
    ],
)
def test_short_english_is_english_and_not_a_language_that_the_news_never_quotes(sentence: str) -> None:
    assert identify(sentence).lang == "en"


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Arbetarna i hamnen strejkar.", "sv"),
        ("Gli operai del porto sono in sciopero.", "it"),
        ("Os trabalhadores do porto estão em greve.", "pt"),
        ("Die Arbeiter streiken seit drei Tagen.", "de"),
    ],
)
def test_short_foreign_text_keeps_its_language(sentence: str, lang: str) -> None:
    assert identify(sentence).lang == lang
