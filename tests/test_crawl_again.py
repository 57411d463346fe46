"""`reextract`: archived pages read again, with nothing fetched."""

from pathlib import Path

import pytest
from loopback import Site
from made_paper import article, articles, crawl, entry, rss

from crawler.extract import VERSION
from crawler.loader import load_catalogue
from scale.again import reextract
from scale.engine import Here
from store.database import open_store


@pytest.fixture
def crawled(tmp_path):
    with Site({"/rss": rss(("/news/1", "One"), ("/news/2", "Two"))}) as site:
        site.pages |= {"/news/1": article("One"), "/news/2": article("Two", dated=False)}
        crawl(tmp_path, entry("made", site))
    sources = {source.name: source for source in load_catalogue([tmp_path / "catalogue.toml"])}
    store = open_store(tmp_path / "crawl.db")
    yield tmp_path, store, sources
    store.close()


def table(store) -> list[dict]:
    return list(store.query("SELECT * FROM article ORDER BY id"))


def spoil(store) -> None:
    """As if an older, worse extractor had read the pages."""
    store.execute("UPDATE article SET body = 'worse', extractor = ?", [VERSION - 1])


def test_pages_of_an_older_extractor_are_read_again_and_come_out_as_from_the_web(crawled):
    folder, store, sources = crawled
    before = table(store)
    spoil(store)
    done, changed = reextract(store, Here(), folder / "archive", sources)
    assert (done.read, changed, done.problems) == (2, 2, [])
    assert table(store) == before


def test_what_the_present_extractor_has_read_is_left_alone(crawled):
    folder, store, sources = crawled
    done, changed = reextract(store, Here(), folder / "archive", sources)
    assert (done.read, changed, done.problems) == (0, 0, [])


def test_a_date_from_the_feed_stays(crawled):
    folder, store, sources = crawled
    spoil(store)
    reextract(store, Here(), folder / "archive", sources)
    (row,) = store.query("SELECT published, found FROM article WHERE title = 'Two'")
    assert row["published"] == "2026-11-20T05:00:00+00:00"
    assert '"published":"channel"' in row["found"]


def test_a_missing_archive_file_is_named_and_its_article_kept(crawled):
    folder, store, sources = crawled
    spoil(store)
    for path in Path(folder / "archive").rglob("*.warc.gz"):
        path.unlink()
    done, changed = reextract(store, Here(), folder / "archive", sources)
    assert (done.read, changed, len(done.problems)) == (0, 0, 2)
    assert "No such file" in done.problems[0]
    assert set(articles(folder)) == {"/news/1", "/news/2"}


def test_an_article_of_a_source_that_has_left_the_catalogue_is_read_as_well(crawled):
    folder, store, _ = crawled
    spoil(store)
    assert reextract(store, Here(), folder / "archive", {})[0].read == 2
