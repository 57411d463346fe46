"""What each stage of reading costs: CPU milliseconds and bytes a page, on one core. Prints the table of docs/scale.md.

    python -m bench.stages [--pages 600]

Reads the made archive of bench.backfill, pages of which half tell of a strike, so that every stage has work. The
translation is the rough one that ships. Run it on an idle machine.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bench.crawl_pages import made_page
from crawler.archive import Archive
from crawler.extract import Page, extract
from crawler.outcomes import to_article
from crawler.warc import Part, Record, parts, records
from scale.merging import merge_part
from scale.reading import PartWork, read_part
from scale.translating import Models, translated
from scale.wanted import Wanted
from steps.reading import detected, fingerprinted, identified
from store.database import open_store
from store.passes import Read
from store.records import Article, Identified

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
TOLD = {
    "ru": "Рабочие выдуманного завода объявили забастовку и не вышли на смену.",
    "kk": "Ойдан шығарылған зауыттың жұмысшылары ереуілге шығып, жұмысты тоқтатты.",
    "en": "Workers of an invented plant went on strike and refused to start the shift.",
}
T = TypeVar("T")
R = TypeVar("R")


def main() -> None:
    """Measure every stage over the same pages and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=600)
    pages = options.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), pages)


def _measure(folder: Path, count: int) -> None:
    file = _archive(folder, count)
    wanted = Wanted(sources=(), anywhere=True)
    (part,) = parts(file, 1 << 30)
    print(f"{count} pages of {file.stat().st_size / count / 1000:.1f} kB packed\n")
    pages = _stage("read and unpack the record", [part], _pages, count)[0]
    raw = sum(len(page.body) for page in pages) / len(pages)
    _stage("look at the raw page", pages, wanted.page)
    articles = _stage("extract", pages, _article)
    languages = _stage("identify", articles, identified)
    _stage("fingerprint", articles, fingerprinted)
    reads = [_read(*both) for both in zip(articles, languages, strict=True)]
    found = _stage("detect and code", reads, detected)
    flagged = [read for read, verdict in zip(reads, found, strict=True) if verdict.strike]
    models = Models(folder=folder / "models")
    _stage("translate roughly (a flagged article)", [flagged], lambda all_: [*translated(all_, models)], len(flagged))
    rows = read_part(PartWork(part=part, wanted=wanted, models=models)).rows
    store = open_store(folder / "s.db")
    began = time.process_time()
    merge_part(store, "made", rows, now=NOON)
    each = (time.process_time() - began) / len(rows)
    print(f"{'store (one writer)':<40}{each * 1000:>8.2f} ms {1 / each:>8.0f} a second a core")
    store.close()
    kept = sum(file.stat().st_size for file in folder.glob("s.db*")) / max(1, len(rows))
    print(
        f"\nbytes a page: {raw / 1000:.1f} kB of markup, {kept / 1000:.1f} kB in the store for an article that is kept"
    )


def _archive(folder: Path, count: int) -> Path:
    with Archive(folder, NOON) as archive:
        for number in range(count):
            lang, body = made_page(number)
            if number % 2:
                body = body.replace(b"<p>", f"<p>{TOLD[lang]} ".encode(), 1)
            capture = archive.write(f"https://paper.example/{number}", 200, HTML, body, fetched=NOON)
    return folder / capture.file


def _stage(name: str, items: Iterable[T], work: Callable[[T], R], count: int | None = None) -> list[R]:
    items = list(items)
    work(items[0])  # what is loaded once is not the stage's
    began = time.process_time()
    made = [work(item) for item in items]
    each = (time.process_time() - began) / (count or len(items))
    print(f"{name:<40}{each * 1000:>8.2f} ms {1 / each:>8.0f} a second a core")
    return made


def _pages(part: Part) -> list[Page]:
    return [one.page for one in records(part) if isinstance(one, Record)]


def _article(page: Page) -> Article:
    return to_article("paper.example", page.url, page, extract(page))


def _read(article: Article, language: Identified) -> Read:
    spans = tuple(map(dict, language.spans))
    return Read(article=article, lang=language.lang, script=language.script, spans=spans)


if __name__ == "__main__":
    main()
