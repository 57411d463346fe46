"""A cheap look at a raw page: nothing that the reader would flag is held back, most of the rest is."""

import json
from pathlib import Path

import pytest

from analysis.detection import detect
from analysis.reading import read
from analysis.sieve import worth_reading
from analysis.tokens import sentences

GOLD = [
    json.loads(line)
    for name in ("ru", "kk", "en", "wording", "parallel", "press")
    for line in (Path(__file__).parent / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
]
MENU = {
    "ru": "<ul>" + "<li><a href='/x'>Главная страница и другие разделы сайта газеты</a></li>" * 10 + "</ul>",
    "kk": "<ul>" + "<li><a href='/x'>Басты бет және сайттың басқа бөлімдері</a></li>" * 10 + "</ul>",
    "en": "<ul>" + "<li><a href='/x'>The front page of the paper and other sections for you</a></li>" * 10 + "</ul>",
}


def page(title: str, text: str, lang: str) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    script = "<script>var забастовка = 'strike';</script>"
    return (
        f"<html><head>{script}<title>{title}</title></head><body>{MENU[lang]}<h1>{title}</h1>{paragraphs}</body></html>"
    )


def test_no_article_that_the_reader_flags_is_held_back() -> None:
    lost = [
        item["id"]
        for item in GOLD
        if detect(title=item["title"], text=item["text"], lang=item["lang"]).strike
        and not worth_reading(page(item["title"], item["text"], item["lang"]))
    ]
    assert lost == []


def test_a_page_in_pieces_is_read_as_the_whole_of_it() -> None:
    """Each sentence a block of its own: what a rule needs may stand as many blocks away as it looks sentences far."""
    differing = []
    for item in GOLD:
        told = [item["text"][one.start : one.end].strip() for one in sentences(item["text"])]
        whole = any(cue.counts for field in read("", "\n\n".join(told)) for cue in field.cues)
        if whole and not worth_reading(MENU[item["lang"]] + "".join(f"<p>{one}</p>" for one in told)):
            differing.append(item["id"])
    assert differing == []


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_a_page_without_a_word_that_counts_is_held_back(lang: str) -> None:
    assert not worth_reading(page("", "", lang))


@pytest.mark.parametrize(
    "text",
    [
        "Die Arbeiter des Werks sind in den Streik getreten, und die Leitung hat noch nicht geantwortet. " * 5,
        "عمال المصنع أعلنوا الإضراب عن العمل وطالبوا بدفع الأجور المتأخرة منذ شهرين كاملين " * 5,
        "工厂工人宣布罢工，要求支付拖欠的工资。" * 20,
        "",
    ],
)
def test_other_languages_are_held_back(text: str) -> None:
    assert not worth_reading(f"<html><body><p>{text}</p></body></html>")


def test_letters_that_are_written_as_numbers_are_read() -> None:
    told = "Рабочие завода объявили забастовку и не вышли на смену."
    assert worth_reading(MENU["ru"] + "<p>" + "".join(f"&#{ord(letter)};" for letter in told) + "</p>")


def test_a_script_that_is_never_closed_is_no_text() -> None:
    assert not worth_reading(MENU["ru"] + "<script>Рабочие завода объявили забастовку." + "x " * 100_000)
