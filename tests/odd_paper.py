"""A made paper of which every page is odd in a way of its own: redirects, bombs, lies."""

import gzip

import brotli
from loopback import Answer, Site
from made_paper import HTML, article, rss

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
BOMB = Answer(gzip.compress(b"<p>" + b" " * 60_000_000), headers={**HTML, "Content-Encoding": "gzip"})


def pages(other: Site) -> dict:
    return {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private/\n"),
        "/rss": rss(
            ("/news/1001?utm_source=rss", "Plain"),
            ("/moved/1002", "Moved"),
            ("/news/1003?print=1", "Canonical"),
            ("/private/1004", "Private"),
            ("/gone/1005", "Gone"),
            ("/broken/1006", "Broken"),
            ("/home/1007", "Home"),
            ("/away/1008", "Away"),
            ("/inside/1009", "Inside"),
            ("/scheme/1010", "Scheme"),
            ("/bomb/1011", "Bomb"),
            ("/circle/1012", "Circle"),
            ("/page/1013", "No article"),
            ("/lying/1014", "Lying"),
            ("/lying/1015", "Lying too"),
            (f"{other.url}/news/1", "Another site's"),
            ("/undated/1016", "Undated"),
        ),
        "/sitemap.xml": Answer(
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            "<sitemap><loc>/below.xml.gz</loc></sitemap></sitemapindex>"
        ),
        "/below.xml.gz": Answer(
            gzip.compress(SITEMAP.format("<url><loc>/news/1002</loc></url><url><loc>/news/2001</loc></url>").encode())
        ),
        "/list": Answer('<html><body><a href="/listed/3001">A listed one</a><a href="/about">About</a></body></html>'),
        "/html-instead": Answer("<!DOCTYPE html><html><body>Please sign in</body></html>", headers=HTML),
        "/news/1001?utm_source=rss": article("Plain"),
        "/moved/1002": Answer(status=301, headers={"Location": "/news/1002"}),
        "/news/1002": article("Moved"),
        "/news/1003?print=1": article("Canonical", head='<link rel="canonical" href="/news/1003">'),
        "/private/1004": article("Private"),
        "/gone/1005": Answer("gone", status=410),
        "/broken/1006": Answer("oops", status=500),
        "/home/1007": Answer(status=302, headers={"Location": "/"}),
        "/": Answer("<html><body>Front page</body></html>", headers=HTML),
        "/away/1008": Answer(status=302, headers={"Location": f"{other.url}/news/1"}),
        "/inside/1009": Answer(status=302, headers={"Location": "http://127.0.0.1:22/"}),
        "/scheme/1010": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/bomb/1011": BOMB,
        "/circle/1012": Answer(status=302, headers={"Location": "/circle/1012"}),
        "/page/1013": Answer("<html><body><p>Nothing here.</p></body></html>", headers=HTML),
        "/lying/1014": article("Lying", head='<link rel="canonical" href="/">'),
        "/lying/1015": article("Lying too", head='<link rel="canonical" href="/lying/">'),
        "/undated/1016": article("Undated", dated=False),
        "/news/2001": packed(article("From the sitemap")),
        "/listed/3001": article("A listed one"),
    }


def packed(answer: Answer) -> Answer:
    return Answer(brotli.compress(str(answer.body).encode()), headers={**HTML, "Content-Encoding": "br"})
