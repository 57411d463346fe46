"""Serves the benchmark's pages on several loopback addresses. Run as `python -m bench.crawl_server PAGES SITES`.

Prints the port once it listens. A site is one address (127.0.0.1, 127.0.0.2, ...), so that the crawl meets as many
hosts as there are sites. Answers are gzip, as real papers' are, and made before the clock starts.
"""

import asyncio
import gzip
import hashlib
import sys

from bench.crawl_pages import made_page, published


def host(site: int) -> str:
    """Return the address of a site, counted from 0."""
    return f"127.0.0.{site + 1}"


def answers(pages: int, sites: int, port: int) -> dict[str, bytes]:
    """Return host and path -> the whole response, with an ETag for the feeds."""
    found: dict[str, bytes] = {}
    for site in range(sites):
        numbers = range(site, pages, sites)
        for number in numbers:
            found[f"{host(site)}/news/{number}"] = _response(made_page(number)[1], "text/html; charset=utf-8")
        found[f"{host(site)}/rss"] = _response(_feed(host(site), port, numbers), "application/rss+xml", tagged=True)
        found[f"{host(site)}/robots.txt"] = _response(b"User-agent: *\nAllow: /\n", "text/plain")
    return found


def _feed(name: str, port: int, numbers: range) -> bytes:
    items = "".join(
        f"<item><title>{n}</title><link>http://{name}:{port}/news/{n}</link>"
        f"<pubDate>{published(n):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>Made</title>{items}</channel></rss>'.encode()


def _response(body: bytes, content_type: str, *, tagged: bool = False) -> bytes:
    packed = gzip.compress(body, 6)
    tag = f'ETag: "{hashlib.sha256(body).hexdigest()[:16]}"\r\n' if tagged else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Encoding: gzip\r\n{tag}"
    return f"{head}Content-Length: {len(packed)}\r\n\r\n".encode() + packed


async def serve(pages: int, sites: int) -> None:
    """Listen on a free port of every address until killed."""
    found: dict[str, bytes] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = writer.get_extra_info("sockname")[0]
        while True:
            try:
                request = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                return
            writer.write(_reply(found, f"{name}{request.split(b' ', 2)[1].decode()}", request))

    first = await asyncio.start_server(answer, host(0), 0)
    port = first.sockets[0].getsockname()[1]
    for site in range(1, sites):
        await asyncio.start_server(answer, host(site), port)
    found.update(answers(pages, sites, port))
    print(port, flush=True)
    await asyncio.Event().wait()


def _reply(found: dict[str, bytes], key: str, request: bytes) -> bytes:
    response = found.get(key)
    if response is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    tag = _between(response, b"\r\nETag: ")
    if tag and _between(request, b"\r\nIf-None-Match: ") == tag:
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\nContent-Length: 0\r\n\r\n"
    return response


def _between(text: bytes, start: bytes) -> bytes:
    return text.partition(start)[2].partition(b"\r\n")[0] if start in text else b""


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
