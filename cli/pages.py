"""`extract`: HTML files in, articles as JSON lines out. Reads files, or JSON lines that name or hold pages."""

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from cli import jsonlines
from cli.jsonlines import STANDARD_INPUT, Record
from crawler.extract import Extraction, Page, examine


@click.command(
    "extract",
    epilog="""\b
Examples:
  $ strikewatch extract page.html other.html.gz
  {"id": "page.html", "title": "...", "body": "...", "date": "2026-11-12T09:00:00+05:00", ...}
  $ strikewatch extract saved/*.html | strikewatch identify | strikewatch detect
  $ strikewatch extract pages.jsonl      # lines with id, html (markup, or a file beside it) and url
  $ strikewatch extract < pages.jsonl    # the same from standard input

\b
`text` and `published` repeat `body` and `date` under the names that the other filters read.""",
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--url", default="", help="The address that the page came from: dates and canonical links use it.")
def extract_command(files: Sequence[Path], url: str) -> None:
    """Give title, body, date and its precision, language tag, authors, canonical address, and how each was found.

    `refused` is null, or says why the crawl would not store the page: a listing, a wall, a missing page. A file that
    is no page at all is named on standard error; the exit status is then 1.
    """
    now = datetime.now(UTC)
    for one, load in _pages(files, url, now):
        try:
            page = load()
            found, refusal = examine(page)
        except Exception as error:  # noqa: BLE001 - one odd page must not cost the others; the status tells
            jsonlines.complain(f"{one.where}: {error}")
            continue
        address = one.get("url") or found.canonical or page.url or None
        jsonlines.write(
            jsonlines.joined(one, {**_told(found), "refused": refusal.why if refusal else None, "url": address})
        )
    jsonlines.finish()


def _told(found: Extraction) -> Mapping[str, Any]:
    date = found.published.isoformat() if found.published else None
    return {
        "title": found.title,
        "body": found.body,
        "date": date,
        "date_precision": found.published_precision,
        "lang_tag": found.lang_claimed,
        "authors": list(found.authors),
        "canonical": found.canonical,
        "charset": found.charset,
        "found": dict(found.found),
        "text": found.body,
        "published": date,
    }


def _pages(files: Sequence[Path], url: str, now: datetime) -> Iterator[tuple[Record, Callable[[], Page]]]:
    """Yield each page's record and what loads the page, so that one that cannot be read costs only itself."""
    for file in files or [STANDARD_INPUT]:
        if file != STANDARD_INPUT and not _is_lines(file):
            record = Record(id=str(file))
            record.where = str(file)
            yield record, partial(_page_of_file, file, url, now)
            continue
        for record in jsonlines.read([file], needed="html"):
            markup, address = record.pop("html"), str(record.get("url") or url)
            yield record, partial(_page_of_line, markup, file.parent, address, now)


def _is_lines(file: Path) -> bool:
    return file.suffix == ".jsonl" or file.suffixes[-2:] == [".jsonl", ".gz"]


def _page_of_file(file: Path, url: str, now: datetime) -> Page:
    return Page(url=url, body=_bytes(file), fetched=now)


def _page_of_line(markup: str, folder: Path, url: str, now: datetime) -> Page:
    if "<" not in markup:
        return Page(url=url, body=_bytes(folder / markup), fetched=now)
    return Page(url=url, body=markup.encode(), fetched=now, headers={"content-type": "text/html; charset=utf-8"})


def _bytes(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data
