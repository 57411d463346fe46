"""What a hostile or odd site does, one function a trick: the pages it adds, and how the crawl must name them.

A trick gives addresses for the site's feed, what the server does with them, and for each address what must come of
it: a state and a word of its reason (with | between, where either will do), or "stored". Every sentence is made.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

PARAGRAPHS = 5
# What pours without end meets the bound of bytes, or on a slow machine that of seconds.
TOO_MUCH = "larger than we take|took longer"


@dataclass(frozen=True)
class Does:
    """What the server does with a request: it answers, or it drips, pours without end, or hangs up."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    manner: str = "answer"


@dataclass
class Trick:
    """`listed` go into the site's feed; `channels` are further entries of the catalogue: (path, type, word to tell)."""

    pages: dict[str, Does] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    channels: list[tuple[str, str, str]] = field(default_factory=list)


def page(title: str, *, head: str = "", charset: str = "utf-8", told: str = "utf-8") -> Does:
    """An article; `told` is the charset that it claims to be in."""
    text = "".join(
        f"<p>{title}: рабочие вымышленного завода собрались в {n}-й раз и говорили о зарплате, которую выдуманная "
        "компания обещала выплатить до конца месяца.</p>"
        for n in range(PARAGRAPHS)
    )
    head = f'<meta property="article:published_time" content="2026-11-20T10:00:00+05:00">{head}'
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    )
    return Does(html.encode(charset), kind=f"text/html; charset={told}")


def one(path: str, does: Does, state: str, word: str) -> Trick:
    return Trick(pages={path: does}, listed=[path], ends={path: (state, word)})


def lying_charset() -> Trick:
    return one("/news/9001-charset", page("Лживая кодировка", charset="cp1251", told="utf-8"), "stored", "")


def huge_page() -> Trick:
    return one("/news/9002-huge", Does(b"<p>x</p>" * 8, manner="pour"), "refused|failed", TOO_MUCH)


def gzip_bomb() -> Trick:
    packed = gzip.compress(b"<p>" + b" " * 60_000_000)
    return one("/news/9003-bomb", Does(packed, headers={"Content-Encoding": "gzip"}), "refused", "exceeded")


def endless_redirects() -> Trick:
    hops = {f"/hop/{n}": Does(status=302, headers={"Location": f"/hop/{n + 1}"}) for n in range(1, 60)}
    trick = one("/news/9004-hops", Does(status=302, headers={"Location": "/hop/1"}), "refused", "redirect")
    trick.pages |= hops
    return trick


def to_a_private_address() -> Trick:
    away = Does(status=302, headers={"Location": "http://169.254.169.254/latest/"})
    return one("/news/9005-inside", away, "refused", "private network")


def to_another_scheme() -> Trick:
    return one("/news/9006-file", Does(status=302, headers={"Location": "file:///etc/passwd"}), "refused", "scheme")


def calendar() -> Trick:
    links = "".join(f'<a href="/calendar/2026-{n:05}">{n}</a>' for n in range(4000))
    day = Does(f"<html><body>{links}</body></html>".encode())
    trick = Trick(pages={"/calendar": day}, channels=[("/calendar", "listing", "")])
    trick.pages |= {f"/calendar/2026-{n:05}": day for n in range(4000)}
    return trick


def session_ids() -> Trick:
    trick = Trick(ends={"/news/9008-session": ("stored", "")})
    for n in range(12):
        path = f"/news/9008-session?PHPSESSID={n:026x}"
        trick.listed.append(path)
        trick.pages[path] = page("Номера сеансов")
    return trick


def cookie_wall() -> Trick:
    wall = "<p>Мы используем файлы cookie. Примите условия, чтобы читать этот вымышленный сайт дальше.</p>"
    return one("/news/9009-wall", Does(f"<html><body>{wall}</body></html>".encode()), "refused", "wall")


def soft_404() -> Trick:
    news = "".join(
        f"<p>Новость {n} о жизни вымышленного города, которую читают сегодня чаще всего.</p>" for n in range(30)
    )
    html = (
        f"<html><head><title>Страница не найдена</title></head><body><h1>Страница не найдена</h1>{news}</body></html>"
    )
    return one("/news/9010-missing", Does(html.encode()), "refused", "missing page")


def frame() -> Trick:
    html = b'<html><frameset cols="100%"><frame src="https://elsewhere.example/article"></frameset></html>'
    return one("/news/9011-frame", Does(html), "refused", "in a frame")


def amp_twin() -> Trick:
    twin = page("Близнец", head='<link rel="canonical" href="/news/9012-amp">')
    paths = ("/news/9012-amp", "/news/9012-amp/amp", "/news/9012-amp?outputType=amp")
    return Trick(pages=dict.fromkeys(paths, twin), listed=list(paths), ends={"/news/9012-amp": ("stored", "")})


def infinite_feed() -> Trick:
    item = b"<item><title>t</title><link>/news/1</link></item>"
    feed = Does(b"<rss><channel>" + item, kind="application/rss+xml", manner="pour")
    return Trick(pages={"/infinite.xml": feed}, channels=[("/infinite.xml", "feed", TOO_MUCH)])


def entity_bomb() -> Trick:
    entities = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss><channel><title>&c;</title></channel></rss>'
    feed = Does(bomb.encode(), kind="application/rss+xml")
    return Trick(pages={"/entities.xml": feed}, channels=[("/entities.xml", "feed", "entit")])


def broken_tls() -> Trick:
    return Trick(channels=[("tls:/rss", "feed", "TLS: certificate verify failed")])


def drip() -> Trick:
    return one("/news/9016-drip", Does(manner="drip"), "failed", "imeout")


def hang_up() -> Trick:
    return one("/news/9017-torn", Does(b"<html><body><p>half a page", manner="tear"), "failed", "")


def picture() -> Trick:
    return one("/news/9018-picture", Does(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "refused", "image")


def many_elements() -> Trick:
    return one("/news/9019-elements", Does(b"<html><body>" + b"<b>x</b>" * 45_000), "refused", "elements")


def no_markup() -> Trick:
    return Trick(pages={"/nothing.xml": Does(b"", kind="application/rss+xml")}, channels=[("/nothing.xml", "feed", "")])


TRICKS: tuple[Callable[[], Trick], ...] = (
    lying_charset, huge_page, gzip_bomb, endless_redirects, to_a_private_address, to_another_scheme, calendar,
    session_ids, cookie_wall, soft_404, frame, amp_twin, infinite_feed, entity_bomb, broken_tls, drip, hang_up,
    picture, many_elements, no_markup,
)  # fmt: skip
