"""`extract`: HTML files in, articles as JSON lines out. Reads files, or JSON lines that name or hold pages."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cli import jsonlines
from crawler.extract import Extraction, Page, extract


@click.command(
    "extract",
    epilog="""\b
Examples:
  $ strikewatch extract page.html other.html.gz
  {"id": "page.html", "title": "...", "body": "...", "date": "2026-11-12T09:00:00+05:00", ...}
  $ strikewatch extract saved/*.html | strikewatch identify | strikewatch detect
  $ strikewatch extract pages.jsonl      # lines with id, html (markup, or a file beside it) and url

\b
`text` and `published` repeat `body` and `date` under the names that the other filters read.""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", default="", help="The address that the page came from: dates and canonical links use it.")
def extract_command(files: Sequence[Path], url: str) -> None:
    """Give title, body, date and its precision, language tag, authors, canonical address, and how each was found.

    A page that holds no article is named with the reason on standard error; the exit status is then 1.
    """
    now = datetime.now(UTC)
    for one, page in _pages(files, url, now):
        try:
            found = extract(page)
        except Exception as error:  # noqa: BLE001 - one odd page must not cost the others; the status tells
            jsonlines.complain(f"{one['id']}: {error}")
            continue
        jsonlines.write({"id": one["id"], **_told(found), "url": found.canonical or page.url or None, **one})
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


def _pages(files: Sequence[Path], url: str, now: datetime) -> Iterator[tuple[dict[str, Any], Page]]:
    for file in files:
        if file.suffix != ".jsonl" and file.suffixes[-2:] != [".jsonl", ".gz"]:
            yield {"id": str(file)}, Page(url=url, body=_bytes(file), fetched=now)
            continue
        for record in jsonlines.read([file], needed="html"):
            markup, address = record.pop("html"), str(record.get("url") or url)
            body = markup.encode() if "<" in markup else _bytes(file.parent / markup)
            headers = {"content-type": "text/html; charset=utf-8"} if "<" in markup else {}
            yield record, Page(url=address, body=body, fetched=now, headers=headers)


def _bytes(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data
