"""Addresses put in by hand: fetched at once, with the crawl's own manners. Reads the web; writes the store."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from analysis.address import BadAddress, canonical
from config import Settings
from crawler.child import ChildFailed, crawl_in_child
from crawler.loader import load_catalogue
from steps.crawling import catalogues, job
from steps.tips import TIPS, Given, UnreadableTip
from store import articles, frontier
from store.database import Store
from store.records import Address, Article

# Seconds for one page, robots.txt included; the crawl's own limit for a response is 30.
PATIENCE = 90.0

# Any host: an address that somebody hands on is often a short one that leads elsewhere.
_SOURCE = """[[source]]
name = "{name}"
title = "put in by hand"
homepage = "{home}"
languages = ["ru", "kk", "en"]
region = "any"
kind = "aggregator"
channels = [{{ url = "{home}", type = "listing" }}]
hosts = ["*"]
delay = 0
evidence = "C"
"""


def add_address(store: Store, settings: Settings, url: str, given: Given, *, now: datetime) -> tuple[Article, bool]:
    """Fetch one address and put its article in; return it and whether it is new.

    Raises UnreadableTip, which says why the page gave no article: robots.txt, an error of the site, a listing ...
    """
    try:
        key = canonical(url)
    except BadAddress as wrong:
        raise UnreadableTip(f"{url}: {wrong}") from wrong
    frontier.ask_for(store, Address(key=key, url=url, source=TIPS, channel=TIPS), now=now)
    known = frontier.became(store, key).article_id is not None
    if not known:
        _fetch(settings, url)
    became = frontier.became(store, key)
    if became.article_id is None:
        raise UnreadableTip(f"{url}: {became.error or 'it was not fetched in time'}")
    article = articles.get(store, became.article_id)
    return (article, False) if known else (_with_given(store, settings, article, given), True)


def _fetch(settings: Settings, url: str) -> None:
    parts = urlsplit(url)
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / "tips.toml"
        catalogue.write_text(_SOURCE.format(name=TIPS, home=f"{parts.scheme}://{parts.netloc}/"), "utf-8")
        asked = replace(job(settings, PATIENCE), catalogues=(catalogue,), names=(TIPS,), channels=False)
        try:
            crawl_in_child(asked)
        except ChildFailed as error:
            raise UnreadableTip(f"{url}: {error}") from error


def _with_given(store: Store, settings: Settings, article: Article, given: Given) -> Article:
    """Write what the person said over what the page says, and name the source whose site it is, if we watch it."""
    said = {"title": given.title, "published": given.published, "lang_claimed": given.lang}
    marks = {name: "given" for name, value in said.items() if value is not None}
    made = replace(
        article,
        title=given.title or article.title,
        published=given.published or article.published,
        published_precision="day" if given.published else article.published_precision,
        lang_claimed=given.lang or article.lang_claimed,
        found={**article.found, **marks},
        source=given.source or _source_of(settings, article.url),
        origin="tip",
    )
    articles.revise(store, made)
    return made


def _source_of(settings: Settings, url: str) -> str:
    sources = load_catalogue(catalogues(settings))
    return next((one.name for one in sources if one.site.refusal(url) is None and "*" not in one.hosts), TIPS)
