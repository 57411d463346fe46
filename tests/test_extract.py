"""The extractor on pages written for these tests."""

from contextlib import nullcontext

import pytest
from made_pages import FETCHED, PARAGRAPHS, URL, article, json_ld, page_of

from crawler.extract import NotAnArticle, Page, Selectors, TooLarge, Undecodable, extract
from crawler.extract.article import MAX_ELEMENTS, MAX_PAGE_BYTES


def test_a_page_without_any_claim_still_gives_title_and_paragraphs() -> None:
    found = article()
    assert found.title == "Завод встал"
    assert [line for line in found.body.split("\n") if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert found.published is None
    assert "published" not in found.found


def test_json_ld_stands_before_meta_and_meta_before_selectors() -> None:
    ld = json_ld('{"@type": "NewsArticle", "headline": "Из разметки", "datePublished": "2026-09-12T10:15:00+05:00"}')
    meta = '<meta property="og:title" content="Из мета"><meta property="article:published_time" content="2026-09-11">'
    chosen = Selectors(title="h1", date=".when")
    assert article(ld + meta, selectors=chosen).title == "Из разметки"
    assert article(ld + meta).found["published"] == "json-ld"
    assert article(meta, selectors=chosen).title == "Из мета"
    assert article("", selectors=chosen).found["title"] == "selector"


@pytest.mark.parametrize(
    "block",
    [
        '{"@graph": [{"@type": "WebSite", "name": "Г"}, {"@type": ["NewsArticle"], "headline": "Цех &quot;3&quot;"}]}',
        '[{"@type": "BreadcrumbList", "name": "К"}, {"@type": "Article", "headline": "Цех &amp;quot;3&amp;quot;"}]',
        '{"@type": "NewsArticle", "headline": "Цех \\"3\\"",}',
        '{"@type": "NewsArticle", "headline": "Цех \\"3\\"", "description": "строка\nс переносом"}',
        '<!-- {"@type": "http://schema.org/NewsArticle", "headline": "Цех \\"3\\""} -->',
        '{"@type": "NewsArticle", "headline": "Цех \\"3\\"", "broken: }',
        '{"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "headline": "Цех \\"3\\""}}',
    ],
)
def test_json_ld_is_read_however_sites_write_it(block: str) -> None:
    assert article(json_ld(block)).title == 'Цех "3"'


def test_broken_json_ld_costs_nothing_else() -> None:
    found = article(json_ld("{{{") + '<meta property="og:title" content="Запасной заголовок">')
    assert found.title == "Запасной заголовок"


def test_items_of_a_list_are_not_this_article() -> None:
    block = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Чужой"}]}'
    assert article(json_ld(block) + '<meta name="date" content="2026-01-02">').title == "Завод встал"


def test_a_shell_with_its_text_in_json_ld_is_read_from_there() -> None:
    text = "\\n".join(PARAGRAPHS)
    block = json_ld(f'{{"@type": "NewsArticle", "headline": "Оболочка", "articleBody": "<p>{text}</p>"}}')
    found = extract(page_of('<div id="root"></div>', block))
    assert found.body == "\n".join(PARAGRAPHS)
    assert found.found["body"] == "json-ld"


def test_the_claimed_body_says_which_paragraphs_are_none_of_the_articles() -> None:
    stray = "Совсем другая новость, которую вёрстка показывает под статьёй как ни в чём не бывало для читателя."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, stray))
    block = json_ld(f'{{"@type": "NewsArticle", "headline": "Т", "articleBody": "{" ".join(PARAGRAPHS)}"}}')
    found = extract(page_of(f"<article><h1>Завод встал</h1>{text}</article>", block))
    assert stray not in found.body
    assert found.body.count("\n") >= 2, "the paragraphs are those of the page, not the one line of the claim"


def test_a_teaser_in_json_ld_does_not_replace_the_article() -> None:
    block = json_ld(f'{{"@type": "NewsArticle", "headline": "Т", "articleBody": "{PARAGRAPHS[0]}"}}')
    assert PARAGRAPHS[2] in article(block).body


def test_a_body_selector_is_obeyed() -> None:
    body = f"<div class=t><p>{PARAGRAPHS[0]}</p><script>x()</script><p>{PARAGRAPHS[1]}</p></div><p>Реклама</p>"
    found = extract(page_of(body, selectors=Selectors(body="div.t")))
    assert found.body == "\n".join(PARAGRAPHS[:2])


def test_links_to_other_articles_leave_the_body() -> None:
    extra = "<p>Читайте также: Шахтёры бастуют в соседнем городе</p><p>Подпишитесь на наш Telegram-канал</p>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert "соседнем" not in extract(page_of(f"<article><h1>З</h1>{text}{extra}</article>")).body


def test_text_is_composed_and_without_invisible_characters() -> None:
    odd = "Ста\u00adч\u200bка на\u00a0заводе: рабочие требуют своё, хотя и\u0306юнь давно прошёл."
    found = extract(page_of(f"<article><h1>А\u00a0Б</h1><p>{odd}</p><p>{PARAGRAPHS[0]}</p></article>"))
    assert "Стачка на заводе" in found.body
    assert "июнь" not in found.body, "и + combining breve is й"
    assert "йюнь" in found.body
    assert found.title == "А Б"


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        (" lang='kk-KZ'", "kk"),
        (" lang='ru_RU'", "ru"),
        (" lang='kz'", "kk"),
        (" xml:lang='en'", "en"),
        ("", None),
    ],
)
def test_the_claimed_language_is_a_code(tag: str, lang: str | None) -> None:
    assert article(lang=tag).lang_claimed == lang


def test_authors_are_names() -> None:
    block = '{"@type": "NewsArticle", "headline": "Т", "author": [{"name": "Автор: Асель Т."}, "Б. Ким"]}'
    assert article(json_ld(block)).authors == ("Асель Т", "Б. Ким")
    assert article('<meta property="article:author" content="https://social.example/x">').authors == ()


@pytest.mark.parametrize(
    ("claimed", "canonical"),
    [
        ("https://gazeta.example.kz/news/101-zavod.html", "https://gazeta.example.kz/news/101-zavod.html"),
        ("/news/101", "https://gazeta.example.kz/news/101"),
        ("https://gazeta.example.kzhttps://gazeta.example.kz/news/101", "https://gazeta.example.kz/news/101"),
        ("https:/gazeta.example.kz/news/101#top", "https://gazeta.example.kz/news/101"),
        ("https://gazeta.example.kz/", None),
        ("https://mirror.cdn.example.net/news/101", None),
        ("javascript:void(0)", None),
        ("http://[broken", None),
    ],
)
def test_a_canonical_address_is_believed_repaired_or_refused(claimed: str, canonical: str | None) -> None:
    assert article(f'<link rel="canonical" href="{claimed}">').canonical == canonical


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no bytes"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(256)) * 40, "no charset"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(body: bytes, why: str) -> None:
    with pytest.raises(Undecodable, match=why) as caught:
        extract(Page(url=URL, body=body, fetched=FETCHED))
    assert caught.value.url == URL


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            "<h1>404</h1><p>Страница не найдена. Вернитесь на главную или воспользуйтесь поиском по сайту.</p>",
            "missing",
        ),
        (
            "<h1>Бет табылмады</h1><p>Сіз іздеген бет жоқ, басты бетке оралыңыз немесе іздеуді қолданыңыз.</p>",
            "missing",
        ),
        (
            "<p>Checking your browser before accessing the site, this takes five seconds of your time.</p>",
            "wall",
        ),
        (
            "<p>Мы используем файлы cookie. Чтобы продолжить, примите условия использования нашего сайта.</p>",
            "wall",
        ),
        ("<div id=app></div><script>boot()</script>", "shell"),
        ("<p>Коротко.</p>", "fewer than"),
    ],
)
def test_a_page_without_an_article_says_why(body: str, why: str) -> None:
    with pytest.raises(NotAnArticle, match=why):
        extract(page_of(body))


def test_a_listing_is_no_article() -> None:
    teasers = "".join(f"<div><a href='/{n}'>Новость номер {n} о жизни вымышленного города</a></div>" for n in range(30))
    with pytest.raises(NotAnArticle, match="listing"):
        extract(page_of(f"<main>{teasers}</main>"))


def test_an_article_about_a_missing_page_is_one() -> None:
    text = "".join(f"<p>{paragraph} Сайт отвечал: страница не найдена.</p>" for paragraph in PARAGRAPHS * 3)
    assert extract(page_of(f"<article><h1>Сайт акимата упал</h1>{text}</article>")).title == "Сайт акимата упал"


def test_a_feed_is_no_page() -> None:
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
    with pytest.raises(NotAnArticle, match="feed"):
        extract(Page(url=URL, body=feed, fetched=FETCHED))


def test_too_many_bytes_or_elements_are_refused_before_they_cost_anything() -> None:
    with pytest.raises(TooLarge, match="bytes"):
        extract(Page(url=URL, body=b"a" * (MAX_PAGE_BYTES + 1), fetched=FETCHED))
    with pytest.raises(TooLarge, match="elements"):
        extract(page_of("<i>a</i>" * (MAX_ELEMENTS + 1)))


@pytest.mark.parametrize("hostile", ["<div>" * 50_000, "<!--" * 10_000, json_ld("[" * 50_000), "<p a='" * 10_000])
def test_a_hostile_page_ends_in_an_article_or_a_named_error(hostile: str) -> None:
    with pytest.raises(NotAnArticle) if "<div>" in hostile or "<!--<" in hostile else nullcontext():
        extract(page_of(hostile + f"<p>{PARAGRAPHS[0]}</p>"))
