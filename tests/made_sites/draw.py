"""Draws tests/sites: a made article page for each source of the catalogue, and what its channel says of it.

Reads sites.toml, stories.toml, words.toml, layouts/ and the catalogue; writes page.html, the channel's file and
case.json. What is expected comes from the story and never from the extractor. `python tests/made_sites/draw.py` draws
all anew.
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crawler.loader import load_catalogue
from crawler.source import Source

HERE = Path(__file__).resolve().parent
SITES = HERE.parent / "sites"
FETCHED = "2026-11-22T01:00:00+00:00"
# Letters in the place of a number, as some sites end their addresses.
LETTERS = ("a1b2c3", "d4e5f6", "a7b8c9", "d1e2f3")
# What a layout tells of the time besides the day; all others tell it to the second.
PRECISION = {"shown": "minute", "bitrix": "minute", "undated_wordpress": "day"}
HTML = "text/html; charset=utf-8"
CHANNELS = {"feed": "feed.xml.j2", "news-sitemap": "news-sitemap.xml.j2", "sitemap": "sitemap.xml.j2"}
Said = dict[str, Any]


def read(name: str) -> Said:
    return tomllib.loads((HERE / name).read_text("utf-8"))


WORDS = read("words.toml")


def draw(folder: Path = SITES) -> None:
    """Draw every site that sites.toml names."""
    stories = read("stories.toml")
    known = {source.name: source for source in load_catalogue()}
    layouts = Environment(loader=FileSystemLoader(HERE / "layouts"), autoescape=True, undefined=StrictUndefined)
    for name, site in read("sites.toml").items():
        _draw(known[name], site, stories[site["story"]], layouts, folder / name / "made")


def _draw(source: Source, site: Said, story: Said, layouts: Environment, folder: Path) -> None:
    lang = site["story"][:2]
    at = site["at"].replace(tzinfo=ZoneInfo(source.zone))
    filled = {key: site[key] for key in ("place", "firm", "n")}
    title = story["title"].format(**filled)
    paragraphs = [text.format(**filled) for text in story["paragraphs"]]
    listed = _listed(source, site, lang, title, at)
    words = WORDS[lang]
    menu = [(words["home"], "/"), (words["news"], "/news/"), (words["about"], "/about/")]
    common = {"lang": lang, "lang_tag": lang, "site": source.title, "words": words, "menu": menu}
    page = layouts.get_template(f"{site['layout']}.html.j2").render(
        **common,
        title=title,
        title_tail=f" | {source.title}",
        url=listed[0]["url"],
        iso=at.isoformat(),
        number=site["number"],
        shown_date=shown(at, site.get("shown", f"{lang}-clock")),
        paragraphs=paragraphs,
        author=site.get("author"),
        others=listed[1:],
        json_ld=_json_ld(title, paragraphs, at, site, source),
        body_class=site.get("body_class", "text"),
    )
    entry = source.channels[0]
    template = layouts.get_template(CHANNELS.get(entry.type, "listing.html.j2"))
    file = "channel.html" if entry.type == "listing" else "channel.xml"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_text(page + "\n", "utf-8")
    (folder / file).write_text(template.render(**common, homepage=source.homepage, listed=listed) + "\n", "utf-8")
    case = {
        "made": True,
        "url": listed[0]["url"],
        "fetched": FETCHED,
        "headers": {"content-type": HTML},
        "channel": _channel(source, file, listed),
        "article": _article(source, site, title, paragraphs, at),
    }
    (folder / "case.json").write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _channel(source: Source, file: str, listed: list[dict[str, str]]) -> Said:
    entry = source.channels[0]
    return {
        "url": entry.url,
        "file": file,
        "headers": {"content-type": HTML if entry.type == "listing" else "application/xml"},
        "listed": [one["url"] for one in listed],
        "title": None if entry.type == "sitemap" else listed[0]["title"],  # plain sitemaps have no titles
    }


def _article(source: Source, site: Said, title: str, paragraphs: list[str], at: datetime) -> Said:
    precision = "day" if site.get("shown") == "ru-day" else PRECISION.get(site["layout"], "second")
    # Of a day nothing else is known, and its noon stands for it.
    told = at.replace(hour=12, minute=0, second=0) if precision == "day" else at
    return {
        "title": title,
        "published": told.isoformat(),
        "published_precision": precision,
        "lang_claimed": site["story"][:2],
        "authors": _authors(site, source),
        "body": paragraphs,
    }


def _authors(site: Said, source: Source) -> list[str]:
    """Return whom the page names as author: a person in its byline, or in JSON-LD the paper itself."""
    if site["layout"] == "jsonld":
        return [site.get("author", source.title)]
    return [site["author"]] if site.get("author") and site["layout"] == "wordpress" else []


def _listed(source: Source, site: Said, lang: str, title: str, at: datetime) -> list[dict[str, str]]:
    """Return the article and three more as a channel lists them, the newest first."""
    found = []
    for place, text in enumerate([title, *WORDS[lang]["titles"]]):
        slug, when = WORDS[lang]["slugs"][place], at - timedelta(hours=place)
        path = site["path"].format(number=site["number"] - place, slug=slug, day=f"{at:%d}", letters=LETTERS[place])
        url = urljoin(source.homepage, path)
        # Tengrinews's sitemap doubles its host; the reader repairs it.
        doubled = f"{source.homepage.rstrip('/')}{url}" if source.name.startswith("tengrinews") else url
        parts = urlsplit(url)
        one = {"url": url, "raw": doubled, "title": text, "iso": when.isoformat(), "rfc": format_datetime(when)}
        own_path = parts.path + (f"?{parts.query}" if parts.query else "")
        found.append({**one, "day": f"{when:%d.%m.%Y}", "path": own_path})
    return found


def shown(at: datetime, form: str) -> str:
    """Write a time as sites show it."""
    russian, kazakh = WORDS["ru"]["months"][at.month - 1], WORDS["kk"]["months"][at.month - 1]
    forms: Mapping[str, str] = {
        "dmy": f"{at:%d.%m.%Y}",
        "dmy-clock": f"{at:%d.%m.%Y, %H:%M}",
        "ru-weekday": f"{WORDS['weekdays'][at.weekday()]}, {at:%d} {russian[:3].title()} {at.year}, {at:%H:%M}",
        "ru-day": f"{at.day} {russian} {at.year}",
        "ru-clock": f"{at.day} {russian} {at.year}, {at:%H:%M}",
        "kk-clock": f"{at.year} жылғы {at.day} {kazakh}, {at:%H:%M}",
        "en-clock": f"{at:%B} {at.day}, {at.year}",
    }
    return forms[form]


def _json_ld(title: str, paragraphs: list[str], at: datetime, site: Said, source: Source) -> Markup:
    paper = {"@type": "Organization", "name": source.title}
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": at.isoformat(),
        "dateModified": (at + timedelta(minutes=30)).isoformat(),
        "articleBody": "\n".join(paragraphs),
        "author": {"@type": "Person", "name": site["author"]} if site.get("author") else paper,
        "publisher": paper,
    }
    return Markup(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    draw()
