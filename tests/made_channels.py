"""Made channels of every kind that a site may have, for the tests of the doctor. Every sentence is made."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from click.testing import CliRunner, Result
from loopback import Answer
from made_paper import HTML, article

from cli.main import strikewatch

NOW = datetime.now(UTC)
CLOSED = "http://127.0.0.1:9"


def feed(*, count: int = 5, age: timedelta = timedelta(hours=2), kind: str = "application/rss+xml") -> Answer:
    items = "".join(
        f"<item><title>Made headline {number}</title><link>/news/{1000 + number}</link>"
        f"<pubDate>{format_datetime(NOW - age - timedelta(hours=number))}</pubDate></item>"
        for number in range(count)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Made</title>{items}</channel></rss>'
    return Answer(text, headers={"Content-Type": kind})


def sitemap(*, news: bool = True) -> Answer:
    day = (NOW - timedelta(hours=3)).isoformat(timespec="seconds")
    tags = f"<n:news><n:publication_date>{day}</n:publication_date><n:title>Made</n:title></n:news>" if news else ""
    urls = "".join(f"<url><loc>/news/{2000 + number}</loc>{tags}</url>" for number in range(4))
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return Answer(f"<urlset {spaces}>{urls}</urlset>", headers={"Content-Type": "application/xml"})


def page(body: str, head: str = "") -> Answer:
    text = f"<!DOCTYPE html><html><head><title>Made paper | news</title>{head}</head><body>{body}</body></html>"
    return Answer(text, headers=HTML)


WORDS = "<p>" + "This made page has a few words of its own, so that it is no empty shell at all. " * 8 + "</p>"
SHELL = page('<div id="root"></div><script src="/app.js"></script>')
WALL = Answer(
    "<html><title>Just a moment...</title><script>x</script></html>", 403, {**HTML, "cf-mitigated": "challenge"}
)
CHANNELS: dict[str, tuple[Answer, str, str]] = {
    "/rss": (feed(), "feed", "works"),
    "/odd": (feed(kind="text/html"), "feed", "works"),
    "/old": (feed(age=timedelta(days=30)), "feed", "stale"),
    "/two": (feed(count=2), "feed", "empty"),
    "/none": (feed(count=0), "feed", "empty"),
    "/html": (page(WORDS), "feed", "html instead of feed"),
    "/gone": (Answer("gone", 404), "feed", "gone"),
    "/shut": (Answer("no", 403), "feed", "blocked"),
    "/closed/rss": (feed(), "feed", "blocked"),
    "/wall": (WALL, "feed", "needs a browser"),
    "/shell": (SHELL, "listing", "needs a browser"),
    "/sick": (Answer("oops", 500), "feed", "undecided"),
    "/news.xml": (sitemap(), "news-sitemap", "works"),
    "/undated": (page("".join(f'<a href="/about-{n}/100{n}">x</a>' for n in range(4))), "listing", "undated"),
    "/list": (
        page("".join(f'<a href="/news/100{n}">Made headline of a listing {n}</a>' for n in range(4))),
        "listing",
        "works",
    ),
}


def site_pages() -> dict[str, Answer]:
    articles = {f"/news/{base + n}": fresh_article(n) for base in (1000, 2000) for n in range(5)}
    return {
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed/\n"),
        **{path: answer for path, (answer, _, _) in CHANNELS.items()},
        **articles,
    }


def fresh_article(number: int) -> Answer:
    made = str(article(f"Made headline {number}").body)
    return Answer(made.replace("2026-11-20T10:00:00+05:00", (NOW - timedelta(hours=5)).isoformat()), headers=HTML)


def run(folder: Path, *words: str) -> Result:
    return CliRunner(env={"STRIKEWATCH_DB": str(folder / "desk.db")}).invoke(strikewatch, ["sources", *words])
