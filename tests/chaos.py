"""A web of many sites on loopback, a fifth of them hostile, and what a crawl of it must come to.

One server answers for every site by the address it was reached at (127.0.1.1, 127.0.1.2, ...). It runs in a thread of
its own loop, so that pages that drip and pour take nothing from each other.
"""

import asyncio
import contextlib
import ssl
import threading
from dataclasses import dataclass, field
from typing import Self

from chaos_pages import TRICKS, Does, page

TRICKS_A_SITE = 5
GOOD_A_SITE = 3
HOSTILE_EVERY = 5


@dataclass
class ChaosSite:
    """One site: its host, its pages by path, and what must become of them."""

    number: int
    pages: dict[str, Does] = field(default_factory=dict)
    good: set[str] = field(default_factory=set)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    channels: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"site-{self.number:03}"

    @property
    def host(self) -> str:
        return f"127.0.{1 + self.number // 200}.{1 + self.number % 200}"

    @property
    def hostile(self) -> bool:
        return self.number % HOSTILE_EVERY == 0


def made(count: int) -> list[ChaosSite]:
    """Make the sites: every fifth does five of the tricks, in turn, so that four of them do each once."""
    return [_made(number) for number in range(count)]


def _made(number: int) -> ChaosSite:
    site = ChaosSite(number)
    listed = []
    for n in range(GOOD_A_SITE):
        path = f"/news/{1000 + n}-story"
        site.pages[path] = page(f"Статья {number}-{n} о заводе")
        site.good.add(path)
        listed.append(path)
    if site.hostile:
        first = number // HOSTILE_EVERY * TRICKS_A_SITE
        for trick in (TRICKS[n % len(TRICKS)]() for n in range(first, first + TRICKS_A_SITE)):
            site.pages |= trick.pages
            site.ends |= trick.ends
            site.channels += trick.channels
            listed += trick.listed
    items = "".join(f"<item><title>t</title><link>{path.replace('&', '&amp;')}</link></item>" for path in listed)
    feed = f'<rss version="2.0"><channel><title>Made</title>{items}</channel></rss>'
    site.pages["/rss"] = Does(feed.encode(), kind="application/rss+xml")
    site.pages["/robots.txt"] = Does(kind="text/plain")
    return site


def catalogue(sites: list[ChaosSite], port: int, tls_port: int) -> str:
    return "".join(_entry(site, port, tls_port) for site in sites)


def _entry(site: ChaosSite, port: int, tls_port: int) -> str:
    home = f"http://{site.host}:{port}"
    urls = [(f"{home}/rss", "feed")]
    for path, kind, _ in site.channels:
        secure = path.startswith("tls:")
        urls.append((f"https://{site.host}:{tls_port}{path[4:]}" if secure else home + path, kind))
    listed = ", ".join(f'{{ url = "{url}", type = "{kind}" }}' for url, kind in urls)
    return (
        f'[[source]]\nname = "{site.name}"\ntitle = "{site.name}"\nhomepage = "{home}/"\nlanguages = ["ru"]\n'
        f'region = "nowhere"\nkind = "local paper"\nchannels = [{listed}]\nevidence = "C"\ndelay = 0\n'
    )


class Web:
    """The server of all sites, over HTTP on one port and, with a certificate nobody knows, over TLS on another."""

    def __init__(self, sites: list[ChaosSite], certificate: str) -> None:
        self._pages = {(site.host, path): does for site in sites for path, does in site.pages.items()}
        self._certificate = certificate
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.port = self.tls_port = 0
        self.requests = 0

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        plain = self._loop.run_until_complete(asyncio.start_server(self._serve, "0.0.0.0", 0))
        secure = self._loop.run_until_complete(asyncio.start_server(self._serve, "0.0.0.0", 0, ssl=context))
        self.port, self.tls_port = (one.sockets[0].getsockname()[1] for one in (plain, secure))
        self._ready.set()
        self._loop.run_forever()
        plain.close()
        secure.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(task)
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, TimeoutError):
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                path = request.split(b" ", 2)[1].decode("latin-1")
                self.requests += 1
                does = self._pages.get((host, path), Does(b"no such page", status=404))
                await _do(does, writer)
                if does.manner != "answer":
                    break
        writer.close()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *args: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


async def _do(does: Does, writer: asyncio.StreamWriter) -> None:
    more = "".join(f"{name}: {value}\r\n" for name, value in does.headers.items())
    length = {"answer": len(does.body), "tear": len(does.body) + 5000}.get(does.manner)
    told = f"Content-Length: {length}\r\n" if length is not None else "Connection: close\r\n"
    writer.write(f"HTTP/1.1 {does.status} Made\r\nContent-Type: {does.kind}\r\n{more}{told}\r\n".encode() + does.body)
    while does.manner == "pour":
        writer.write(does.body[-49:] * 2000)
        await writer.drain()
    while does.manner == "drip":
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.2)
    await writer.drain()
