"""Times one extractor over pages in a folder: trafilatura, newspaper4k or news-please. Prints JSON.

Run as `python crawl_peers.py NAME FOLDER` by the interpreter that has the peer: this file imports nothing of ours.
No peer fetches: each is given the HTML, which is kinder to it than the same work with downloads.
"""

import importlib
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path


def trafilatura() -> Callable[[str], str]:
    """Bare trafilatura, with its metadata, as a program of its own would call it."""
    module = importlib.import_module("trafilatura")

    def read(html: str) -> str:
        found = module.bare_extraction(html, with_metadata=True)
        return found.text or "" if found else ""

    return read


def newspaper4k() -> Callable[[str], str]:
    """newspaper4k, told not to fetch images."""
    module = importlib.import_module("newspaper")

    def read(html: str) -> str:
        article = module.Article("http://127.0.0.1/news/1", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return read


def news_please() -> Callable[[str], str]:
    """news-please, from HTML."""
    module = importlib.import_module("newsplease")

    def read(html: str) -> str:
        article = module.NewsPlease.from_html(html, url="http://127.0.0.1/news/1", fetch_images=False)
        return str(article.maintext or "")

    return read


PEERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "news-please": news_please}


def main(name: str, folder: str) -> None:
    """Time the peer over every page, after one to warm up."""
    logging.disable(logging.CRITICAL)
    read = PEERS[name]()
    pages = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.html"))]
    read(pages[0])
    began, cpu = time.perf_counter(), time.process_time()
    characters = sum(len(read(page)) for page in pages)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "cpu": cpu, "pages": len(pages), "characters": characters}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
