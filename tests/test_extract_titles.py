"""Titles, and the lines that are none of an article's text. Pages made for these tests."""

import pytest
from made_pages import PARAGRAPHS, article, json_ld, page_of

from crawler.extract import extract


@pytest.mark.parametrize(
    ("claimed", "title"),
    [
        ("Завод встал на три дня | Gazeta.example.kz", "Завод встал на три дня"),
        ("Gazeta: Завод встал на три дня", "Gazeta: Завод встал на три дня"),
        ("Завод встал — рабочие требуют прибавки", "Завод встал — рабочие требуют прибавки"),
        ("Завод встал на три дня - Новости на GAZETA.EXAMPLE", "Завод встал на три дня"),
    ],
)
def test_the_sites_name_is_cut_from_a_title_and_nothing_else(claimed: str, title: str) -> None:
    assert article(f'<meta property="og:title" content="{claimed}">', title="Другое").title == title


def test_the_title_that_most_places_agree_on_is_taken() -> None:
    ld = json_ld('{"@type": "NewsArticle", "headline": "Для поисковых машин"}')
    same = '<meta property="og:title" content="Завод встал">'
    assert article(ld + same).title == "Завод встал"
    other = '<meta property="og:title" content="Для социальных сетей">'
    assert article(ld + other).title == "Для поисковых машин", "all differ: the first claim stands"


def test_a_title_cut_short_gives_way_to_the_whole_one() -> None:
    ld = json_ld('{"@type": "NewsArticle", "headline": "Рабочие завода не вышли…"}')
    whole = "Рабочие завода не вышли на смену"
    assert article(ld + '<meta property="og:title" content="Рабочие завода не вышли…">', title=whole).title == whole


@pytest.mark.parametrize(
    "notice",
    [
        "Фото: пресс-служба завода", "Реклама", "3 комментария", "Поделиться в Telegram", "© 2026 Вымышленная газета",
        "Все права защищены.", "Advertisement", "RELATED: Another strike far away", "Get our morning newsletter",
        "Теги: завод, забастовка", "Жарнама", "Image caption Workers at the gate of the invented plant",
        "Рабочие у проходной вымышленного завода. Photo by I. Ivanov / Getty Images",
    ],
)  # fmt: skip
def test_notices_are_no_text_of_the_article(notice: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in (PARAGRAPHS[0], notice, *PARAGRAPHS[1:]))
    assert extract(page_of(f"<article><h1>З</h1>{text}</article>")).body.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Автор: Иван Вымышленный",
        "12 сентября 2026",
        "10:15, 12.09.2026",
        "Posted on September 12, 2026, at 11:29 a.m.",
        "Updated: yesterday",
        "2026 жылғы 12 қыркүйек, 10:15 314",
        "Суббота, 12 сентября 2026 | 1 204 просмотра",
    ],
)
def test_who_wrote_it_and_when_is_no_text_above_it_and_is_below(line: str) -> None:
    def body(*lines: str) -> list[str]:
        text = "".join(f"<p>{one}</p>" for one in lines)
        return extract(page_of(f"<article><h1>З</h1>{text}</article>")).body.split("\n")

    assert body(line, *PARAGRAPHS) == list(PARAGRAPHS)
    assert line in body(*PARAGRAPHS, *PARAGRAPHS[:2], line)
    for told in ("By Monday all was over.", "Завод встал в сентябре 2026"):
        assert body(told, *PARAGRAPHS)[0] == told


def test_a_long_article_is_not_traded_for_the_rest_of_its_page() -> None:
    text = "".join(f"<p>{number}. {paragraph}</p>" for number in range(5) for paragraph in PARAGRAPHS)
    stray = "".join(
        f"<p>Чужая новость {number}, что стоит внизу страницы и длиннее самой статьи.</p>" for number in range(99)
    )
    body = extract(page_of(f"<article><h1>З</h1>{text}</article><div class='feed-x'>{stray}</div>")).body
    assert body.count(PARAGRAPHS[0]) == 5
    assert "Чужая новость" not in body


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        # The page's name in JSON-LD is its <title> told again: not another voice.
        ('{"@type": "WebPage", "name": "Завод: остановка, видео | Газета"}', "Завод встал на три дня", None),
        ('{"@type": "NewsArticle", "headline": "Остановлен завод"}', "Завод встал на три дня", "Остановлен завод"),
        # A claim with a kicker, a day or a section about it is still that claim.
        ("og:Завод встал на три дня", "<span>Актау</span> Завод встал на три дня", "Завод встал на три дня"),
        ("og:Завод встал на три дня", "Завод встал на три дня <small>12.09.2026</small>", "Завод встал на три дня"),
        ("og:Мнение | Завод встал на три дня", "Завод встал на три дня", "Завод встал на три дня"),
        # The same og:title on every page.
        ("og:Новости", "Завод встал на три дня", None),
        ("", "Завод встал<br>на три дня<style>h1{color:red}</style>", "Завод встал на три дня"),
    ],
)  # fmt: skip
def test_the_headline_is_taken_as_the_page_prints_it(head: str, heading: str, title: str | None) -> None:
    kind, _, text = head.partition(":")
    claim = f'<meta property="og:title" content="{text}">' if kind == "og" else json_ld(head)
    window = "<title>Завод встал на три дня - Вымышленная газета</title>"
    assert article(window + claim, title=heading).title == (title or heading)


def test_a_claim_that_a_quotation_mark_has_ended_is_made_whole() -> None:
    broken = '<meta property="og:title" content="Директор назвал рабочих "бездельниками"">'
    window = '<title>Директор назвал рабочих "бездельниками"</title>'
    assert article(broken + window, title="").title == 'Директор назвал рабочих "бездельниками"'
