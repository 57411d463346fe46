"""Lines that are links to other articles, and names that the markup gives. Pages made for these tests."""

import pytest
from made_pages import PARAGRAPHS, page_of

from crawler.extract import extract

OTHER = "На другом вымышленном заводе рабочим вернули долги"


def lines(*markup: str) -> list[str]:
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    text = "".join([*paragraphs[:2], *markup, *paragraphs[2:]] * 2)
    return extract(page_of(f"<article><h1>Завод встал</h1>{text}</article>")).body.split("\n")


@pytest.mark.parametrize(
    "aside",
    [
        f"<p><a href='/news/100.html'>{OTHER}</a></p>",
        f"<p>Ещё почитать: <a href='https://gazeta.example.kz/news/100.html'>{OTHER}</a></p>",
        f"<p>Lire aussi » <a href='/news/100.html'>{OTHER}</a></p>",
    ],
)
def test_a_line_that_is_the_headline_of_another_article_is_no_text(aside: str) -> None:
    assert lines(aside) == [*PARAGRAPHS] * 2


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (f"<p><a href='https://ministry.example.org/order'>{OTHER}</a></p>", OTHER),  # a document elsewhere
        (f"<p><a href='#notes'>{OTHER}</a></p>", OTHER),
        ("<p><a href='/tag/x'>Рабочие завода</a> требуют встречи.</p>", "Рабочие завода требуют встречи."),
    ],
)
def test_links_to_elsewhere_and_within_a_sentence_stay(kept: str, text: str) -> None:
    assert lines(kept).count(text) == 2


def names(markup: str, head: str = "") -> tuple[str, ...]:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return extract(page_of(f"<article><h1>Завод встал</h1>{markup}{text}</article>", head)).authors


def test_authors_are_read_from_the_markup_where_nothing_claims_any() -> None:
    assert names("<a rel='author' href='/a'>Иван Вымышленный</a>") == ("Иван Вымышленный",)
    person = "<div itemprop='author'><i>Текст</i> <span itemprop='name'>Анна Небывалая</span></div>"
    assert names(person) == ("Анна Небывалая",)
    assert names(person, "<meta name='author' content='Пётр Выдуманный'>") == ("Пётр Выдуманный",)
    assert names("<div class='related'><a rel='author' href='/a'>Иван Вымышленный</a></div>") == ()
    assert names("".join(f"<a rel='author' href='/{name}'>{name}</a>" for name in "АБВГД")) == ()


def test_the_pictures_of_a_gallery_in_the_text_are_none_of_it_unless_they_are_all() -> None:
    slides = [
        f"{number}/6 Снимок {number} с выставки вымышленного художника, где рабочих не было." for number in range(1, 7)
    ]
    own = [f"{number}. {paragraph}" for number in range(5) for paragraph in PARAGRAPHS]

    def body(*texts: str) -> list[str]:
        text = "".join(f"<p>{one}</p>" for one in texts)
        return extract(page_of(f"<article><h1>Завод встал</h1>{text}</article>")).body.split("\n")

    assert body(*own[:9], *slides, *own[9:]) == own
    assert body(*slides) == slides
    scores = ["3/5 рабочих проголосовали за стачку, остальные воздержались или не пришли на собрание."]
    assert body(*own, *scores) == [*own, *scores]


def test_what_a_video_player_says_is_no_text() -> None:
    player = ("Chapters", "descriptions off, selected", "subtitles off, selected", "This is a modal window.")
    assert lines(*[f"<p>{line}</p>" for line in player]) == [*PARAGRAPHS] * 2
