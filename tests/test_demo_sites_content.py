"""The sample papers' content: languages, encodings, markup, dates in the right case, and that each says what it is."""

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.dates import Days, moment
from demo.expected import Expected, expected
from demo.paper import PAPERS as SAMPLES
from demo.paper import BadSample, load, papers
from demo.render import Told, tell
from demo.site import Resource, resources

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8801"
PAPERS = {paper.name: paper for paper in papers()}
SITES = {name: resources(paper, base=BASE, now=NOW, edition=2) for name, paper in PAPERS.items()}
TOLD = {(name, a.path): tell(a, NOW) for name, paper in PAPERS.items() for a in paper.articles}
ARTICLES = [page for page in expected() if page.fetch == "article"]
BY_PATH = {page.path: page for page in expected()}
KAZAKH_LETTERS = set("әғқңөұүһі")


def words(told: Told) -> str:
    return f"{told.title}\n" + "\n".join(told.paragraphs)


def kazakh_share(text: str) -> float:
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum(letter in KAZAKH_LETTERS for letter in letters) / len(letters)


def decoded(page: Expected) -> str:
    encodings = {a.path: a.encoding for a in PAPERS[page.paper].articles}
    return SITES[page.paper][page.path].body.decode(encodings.get(page.path, "utf-8"), errors="ignore")


def test_expectations_and_articles_are_the_same_addresses():
    addresses = [(page.paper, page.path) for page in expected()]
    assert sorted(addresses) == sorted([*TOLD, ("courier", "/about.html")])


def test_the_night_has_what_the_demo_promises():
    assert {page.paper for page in ARTICLES if page.story == "zhanaozen-drillers"} == set(PAPERS)
    copies = [page for page in ARTICLES if page.copy_group]
    assert len({page.paper for page in copies}) == 2
    for paper in PAPERS:
        own = [page for page in ARTICLES if page.paper == paper and page.edition == 1]
        assert 10 <= len(own) <= 14
        assert {page.kind for page in own} == {"strike", "threat", "none"}


def test_a_page_without_a_strike_names_no_story():
    for page in expected():
        facts = (page.in_kazakhstan, page.settlement, page.employer, page.story)
        assert facts == (None,) * 4 if page.kind == "none" else page.in_kazakhstan is not None


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_an_article_is_in_its_language_by_its_letters(page):
    text = words(TOLD[page.paper, page.path])
    share = kazakh_share(text)
    cyrillic = re.search("[а-яё]", text.lower())
    if page.script == "Latn":
        assert not cyrillic
        assert page.lang == "en" or len(set("ğşñüöıäqū") & set(text.lower())) >= 8
        assert page.lang != "en" or text.isascii()
    elif page.also_lang:
        assert 0.04 < share < 0.2
    else:
        assert share > 0.1 if page.lang == "kk" else share < 0.02


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_an_article_is_long_enough_and_leaves_nothing_to_fill_in(page):
    told = TOLD[page.paper, page.path]
    assert len(words(told)) > 450
    assert len(told.paragraphs) >= 3
    assert not re.search(r"[{}]|\s{2}", " ".join(told.paragraphs))


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_the_employer_is_in_the_text(page):
    if page.employer:
        assert page.employer in words(TOLD[page.paper, page.path])


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, site in SITES.items() for path, found in site.items() if found.body],
)
def test_every_page_says_that_it_is_a_sample(name, path):
    body = SITES[name][path].body
    text = gzip.decompress(body).decode() if path.endswith(".gz") else None
    if text is None:
        text = decoded(BY_PATH[path]) if path in BY_PATH else body.decode()
    assert re.search("Учебная страница|Үлгі бет|Ülgı bet|Sample page", text)
    assert "strikewatch" in text


def test_copies_are_nearly_the_same_text():
    first, second = (
        {" ".join(run) for run in zip(*(text[n:] for n in range(5)), strict=False)}
        for text in (words(TOLD[page.paper, page.path]).split() for page in ARTICLES if page.copy_group)
    )
    assert 0.6 < len(first & second) / len(first | second) < 0.95


def test_the_bytes_are_in_the_encoding_that_is_told_or_not():
    site = SITES["bereg"]
    slugs = {
        "1216-avtobusy-vernulis": "Водители",
        "1215-byudzhet-goroda": "тенге",
        "1214-fort-shevchenko": "мусор",
    }
    for slug, word in slugs.items():
        assert word in site[f"/nomer/{slug}"].body.decode("cp1251")
        with pytest.raises(UnicodeDecodeError):
            site[f"/nomer/{slug}"].body.decode("utf-8")
    header, meta, lie = (site[f"/nomer/{slug}"] for slug in slugs)
    assert header.content_type.endswith("windows-1251")
    assert meta.content_type == "text/html"
    assert b"charset=windows-1251" in meta.body
    assert lie.content_type.endswith("utf-8")
    assert b"charset" not in header.body + lie.body


def test_json_ld_holds_the_whole_article_and_opengraph_stands_alone():
    body = SITES["bereg"]["/news/1201-buroviki-zhanaozen"].body.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
    told = TOLD["bereg", "/news/1201-buroviki-zhanaozen"]
    assert json.loads(block)["articleBody"] == "\n\n".join(told.paragraphs)
    assert datetime.fromisoformat(json.loads(block)["datePublished"]) == told.published
    other = SITES["bereg"]["/news/1204-avtobusy-ne-vyshli"].body.decode()
    assert "og:title" in other
    assert "ld+json" not in other


def test_one_page_has_nothing_but_text():
    body = SITES["bereg"]["/region/1218-beineu-put"].body.decode()
    assert set(re.findall(r"<(\w+)", body)) == {"html", "body", "h1", "p", "small"}
    assert "17 ноября 2026 года" in body


def test_the_papers_are_marked_up_differently():
    marks = {"bereg": "<article>", "tilshi": 'class="post-text"', "courier": '<td class="story">'}
    for name, mark in marks.items():
        bodies = [found.body for path, found in SITES[name].items() if path in BY_PATH]
        assert any(mark.encode() in body for body in bodies)
        assert not any(
            mark.encode() in found.body for other in marks if other != name for found in SITES[other].values()
        )


def test_a_broken_page_stops_in_the_middle():
    body = SITES["tilshi"]["/a/3112"].body.decode(errors="ignore")
    assert "</html>" not in body
    assert "жұмысты тоқтатты" in body


def test_the_amp_twin_names_its_original():
    assert f'<link rel="canonical" href="{BASE}/a/3101">'.encode() in SITES["tilshi"]["/amp/3101"].body
    assert b"/amp/3101" in SITES["tilshi"]["/m/"].body


@pytest.mark.parametrize(
    ("lang", "day", "date", "weekday"),
    [
        ("ru", "12 ноября", "12 ноября 2026 года", "в четверг"),
        ("kk", "12 қараша", "2026 жылғы 12 қараша", "бейсенбі күні"),
        ("kk-Latn", "12 qaraşa", "2026 jylğy 12 qaraşa", "beisenbı künı"),
        ("en", "12 November", "12 November 2026", "on Thursday"),
    ],
)
def test_days_are_written_as_the_language_writes_them(lang, day, date, weekday):
    days = Days(lang=lang, published=moment(datetime(2026, 11, 13, tzinfo=UTC), 0, "09:00"))
    assert (days.day(-1), days.dated(-1), days.weekday(-1)) == (day, date, weekday)


def test_kazakh_months_take_their_endings():
    days = Days(lang="kk", published=moment(NOW, 0, "09:00"))
    assert days.day(8, "to") == "30 қарашаға"
    assert days.day(8, "in") == "30 қарашада"
    assert days.day(20, "from") == "12 желтоқсаннан"


@pytest.mark.parametrize("days", range(0, 366, 7))
def test_every_day_of_the_year_can_be_served(days):
    now = NOW + timedelta(days=days)
    for paper in PAPERS.values():
        for article in paper.articles:
            told = tell(article, now)
            assert timedelta(0) < now - told.published < timedelta(days=8)


def test_a_page_that_fails_or_is_none_holds_no_article():
    failing: Resource = SITES["bereg"]["/news/1220-oshibka"]
    assert failing.status == 500
    gone = SITES["bereg"]["/region/1221-udaleno"]
    assert gone.status == 200
    assert "библиотеку" not in gone.body.decode()


def test_a_sample_with_an_unknown_key_names_its_file(tmp_path, monkeypatch):
    folder = tmp_path / "odd"
    (folder / "articles").mkdir(parents=True)
    (folder / "paper.toml").write_text('language = "ru"\n', "utf-8")
    article = folder / "articles" / "1.md"
    monkeypatch.setattr("demo.paper.PAPERS", tmp_path)
    for text, wanted in [
        ("no front matter", "between two lines"),
        ('+++\npaht = "/"\n+++\n', "paht"),
        ("+++\n=\n+++\n", "1.md"),
    ]:
        article.write_text(text, "utf-8")
        with pytest.raises(BadSample, match=wanted):
            load("odd")
    article.unlink()
    with pytest.raises(BadSample, match="pages"):
        load("odd")


def test_every_sample_file_is_documented():
    text = (Path(__file__).parents[1] / "docs" / "samples.md").read_text("utf-8")
    named = set(re.findall(r"^\| (\w+/\w+\.md) \|", text, re.MULTILINE))
    assert named == {f"{path.parts[-3]}/{path.name}" for path in SAMPLES.glob("*/articles/*.md")}
