"""The made world over real HTTP on loopback: one server, a loopback address for each paper (127.1.0.1 and on)."""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from made_world import Page, Paper

LISTED = 20  # articles that a channel shows


class World(ThreadingHTTPServer):
    """The papers as they stand on `day`."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, papers: Sequence[Paper]) -> None:
        super().__init__(("0.0.0.0", 0), Answerer)  # the papers' addresses are all of 127.0.0.0/8
        self.papers = {f"127.1.0.{paper.number + 1}": paper for paper in papers}
        self.day = 0
        self.asked = 0

    def address(self, paper: Paper) -> str:
        return f"http://127.1.0.{paper.number + 1}:{self.server_address[1]}"

    def catalogue(self) -> str:
        """Return the catalogue of the papers that are born; a dead one stays in it until somebody takes it out."""
        return "".join(self._entry(paper) for paper in self.papers.values() if paper.born <= self.day)

    def _entry(self, paper: Paper) -> str:
        home = self.address(paper)
        path = {"feed": "/rss.xml", "news-sitemap": "/news.xml", "listing": "/"}[paper.channel]
        return (
            f'[[source]]\nname = "{paper.name}"\ntitle = "Made {paper.name}"\nhomepage = "{home}/"\n'
            f'languages = ["{paper.language}"]\nregion = "made"\nkind = "local paper"\ndelay = 0\nfloor = 0\n'
            f'channels = [{{ url = "{home}{path}", type = "{paper.channel}" }}]\nevidence = "C"\n'
        )


class Answerer(BaseHTTPRequestHandler):
    """Answers for the paper whose address was asked."""

    protocol_version = "HTTP/1.1"
    timeout = 5
    server: World

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked += 1
        paper = self.server.papers[self.headers["Host"].partition(":")[0]]
        if not paper.answers(self.server.day):
            if self.server.day >= paper.dies:
                self.close_connection = True  # dead: nobody answers any more
                self.connection.close()
                return
            self._send(503, "text/plain", b"down")
            return
        written = [page for page in paper.pages if page.day <= self.server.day]
        body = self._body(paper, written)
        if body is None:
            self._send(404, "text/plain", b"no such page")
            return
        self._send(200, body[0], body[1].encode())

    def _body(self, paper: Paper, written: list[Page]) -> tuple[str, str] | None:
        latest = sorted(written, key=lambda page: -page.day)[:LISTED]
        home = self.server.address(paper)
        if self.path == "/rss.xml":
            return "application/rss+xml; charset=utf-8", _feed(home, latest)
        if self.path == "/news.xml":
            return "application/xml; charset=utf-8", _sitemap(home, latest)
        if self.path == "/":
            return "text/html; charset=utf-8", _listing(latest)
        page = next((one for one in written if one.path == self.path), None)
        return page and ("text/html; charset=utf-8", _article(paper, page, paper.look(self.server.day), home))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(papers: Sequence[Paper]) -> Iterator[World]:
    """Serve the world while the block runs."""
    with World(papers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _feed(home: str, pages: Sequence[Page]) -> str:
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{home}{page.path}</link>"
        f"<pubDate>{format_datetime(page.published)}</pubDate></item>"
        for page in pages
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>made</title>{items}</channel></rss>'
    )


def _sitemap(home: str, pages: Sequence[Page]) -> str:
    entries = "".join(
        f"<url><loc>{home}{page.path}</loc><news:news><news:publication_date>{page.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(page.title)}</news:title></news:news></url>"
        for page in pages
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="utf-8"?><urlset {spaces}>{entries}</urlset>'


def _listing(pages: Sequence[Page]) -> str:
    links = "".join(f'<li><a href="{page.path}">{escape(page.title)}</a></li>' for page in pages)
    return f"<!DOCTYPE html><html><head><title>made</title></head><body><main><ul>{links}</ul></main></body></html>"


def _article(paper: Paper, page: Page, look: str, home: str) -> str:
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in page.text.split("\n\n"))
    title, when = escape(page.title), page.published.isoformat()
    head = f"<title>{title}</title>"
    if look == "json-ld":
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.title, "datePublished": when}
        head += f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
        body = f"<article><h1>{title}</h1>{paragraphs}</article>"
    elif look == "opengraph":
        head += (
            f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="{when}">'
        )
        body = f'<div class="content"><h1>{title}</h1><div class="text">{paragraphs}</div></div>'
    else:
        shown = f'<time datetime="{when}">{page.published:%d.%m.%Y}</time>'
        body = f'<div id="news"><h1>{title}</h1>{shown}{paragraphs}</div>'
    head = f'<meta charset="utf-8">{head}'
    return f'<!DOCTYPE html><html lang="{paper.language}"><head>{head}</head><body>{body}</body></html>'
