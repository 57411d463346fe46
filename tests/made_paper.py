"""Pages, feeds and catalogue entries for tests of the crawl. Every sentence is made."""

import json
from pathlib import Path

from loopback import Answer, Site

from crawler.child import Job, crawl_in_child
from crawler.tally import CrawlReport
from store.database import open_store

HTML = {"Content-Type": "text/html; charset=utf-8"}
PUBLISHED = "2026-11-20T10:00:00+05:00"


def article(title: str, *, head: str = "", dated: bool = True) -> Answer:
    date = f'<meta property="article:published_time" content="{PUBLISHED}">' if dated else ""
    text = "".join(
        f"<p>{title}: the workers of the invented plant met for the {n}th time and talked about wages which the "
        "made-up company had promised to pay before the end of the month.</p>"
        for n in range(4, 10)
    )
    body = f"<html><head><title>{title}</title>{date}{head}</head><body><article><h1>{title}</h1>{text}</article>"
    return Answer(body + "</body></html>", headers=HTML)


def rss(*items: tuple[str, str], headers: dict[str, str] | None = None) -> Answer:
    listed = "".join(
        f"<item><title>{title}</title><link>{path}</link><pubDate>Fri, 20 Nov 2026 10:00:00 +0500</pubDate></item>"
        for path, title in items
    )
    text = f'<rss version="2.0"><channel><title>Made</title>{listed}</channel></rss>'
    return Answer(text, headers={"Content-Type": "application/rss+xml", **(headers or {})})


def entry(name: str, site: Site | str, *channels: str, more: str = "delay = 0") -> str:
    home = site if isinstance(site, str) else site.url
    listed = ", ".join(channels) or f'{{ url = "{home}/rss", type = "feed" }}'
    return f"""
[[source]]
name = "{name}"
title = "{name}"
homepage = "{home}/"
languages = ["en"]
region = "nowhere"
kind = "local paper"
channels = [{listed}]
evidence = "C"
{more}
"""


def job(folder: Path, catalogue: str, **options: object) -> Job:
    path = folder / "catalogue.toml"
    path.write_text(catalogue, encoding="utf-8")
    return Job(
        database=folder / "crawl.db",
        archive=folder / "archive",
        catalogues=(path,),
        max_age_days=36_500,
        **options,
    )


def crawl(folder: Path, catalogue: str, **options: object) -> CrawlReport:
    return crawl_in_child(job(folder, catalogue, **options))


def rows(folder: Path, sql: str) -> list[tuple]:
    store = open_store(folder / "crawl.db")
    try:
        return [tuple(row.values()) for row in store.query(sql)]
    finally:
        store.close()


def articles(folder: Path) -> dict[str, str]:
    """Path of the address -> title."""
    return {"/" + url.split("/", 3)[3]: title for url, title in rows(folder, "SELECT url, title FROM article")}


def states(folder: Path) -> dict[str, tuple[str, str | None]]:
    """Path of the key -> state and error of its address."""
    found = rows(folder, "SELECT key, state, error FROM address")
    return {"/" + key.split("/", 3)[3]: (state, error) for key, state, error in found}


def picture(folder: Path) -> str:
    """All that a crawl leaves, but for times, places in the archive and the order of arrival."""
    queries = (
        "SELECT url, source, kind, etag, last_modified, body_sha, listed FROM channel ORDER BY url",
        "SELECT key, url, source, channel, state, hint_title, hint_published, article_id FROM address ORDER BY key",
        "SELECT id, source, url, title, body, published, published_precision, found FROM article ORDER BY id",
        "SELECT article_id FROM capture ORDER BY article_id",
    )
    return json.dumps([rows(folder, query) for query in queries], indent=1)
