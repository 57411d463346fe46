"""Recorded pages as tests: a folder each, with the page as it came and the article that it must give.

    SITES/<source>/<case>/case.json     what was fetched and when, and what is expected
                          page.html     the page, byte for byte
                          channel.xml   the channel that lists it, if there is one

An expectation is written once, by the extractor of the day; a person reviews it before it counts.

BadCase   a folder cannot be used; the message names it and says why
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from analysis.address import canonical
from crawler.discover import ChannelError, read_channel
from crawler.doctor.examine import wanted_of
from crawler.extract import Extraction, ExtractionError, Page, extract
from crawler.probe.records import Fetched
from crawler.source import Source

# The sites of the checkout; a person's own recordings lie beside the database.
SHIPPED = Path(__file__).resolve().parents[2] / "tests" / "sites"
FIELDS = ("title", "published", "published_precision", "lang_claimed", "authors", "body")


class BadCase(Exception):
    """A recorded folder cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One recorded page. `made` says that we wrote it; `channel` tells where it is listed, and in which file."""

    folder: Path
    source: str
    url: str
    fetched: datetime
    headers: Mapping[str, str]
    article: Mapping[str, Any]
    channel: Mapping[str, Any] | None = None
    made: bool = False
    reviewed: bool = True

    @property
    def name(self) -> str:
        """The name by which people know the case: source/case."""
        return f"{self.source}/{self.folder.name}"


def cases(*roots: Path) -> Iterator[Case]:
    """Yield the recorded cases of these folders by name. Raises BadCase."""
    for root in roots:
        for path in sorted(root.glob("*/*/case.json")):
            yield read_case(path.parent)


def read_case(folder: Path) -> Case:
    """Read one folder. Raises BadCase."""
    try:
        said = json.loads((folder / "case.json").read_text("utf-8"))
        return Case(
            folder=folder, source=folder.parent.name, url=said["url"], fetched=datetime.fromisoformat(said["fetched"]),
            headers=said["headers"], article=said["article"], channel=said.get("channel"),
            made=said.get("made", False), reviewed=said.get("reviewed", True),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadCase(f"{folder}: {type(error).__name__}: {error}") from error


def record(source: Source, fetched: Fetched, root: Path) -> Case:
    """Write a fetched page with the article that the extractor finds today. Raises ExtractionError for none.

    The expectation is marked as not reviewed, which `sources test` says until a person has read it.
    """
    made = extract(_page(source, fetched.final, fetched.body, fetched.headers, fetched.at))
    folder = root / source.name / f"{fetched.at:%Y-%m-%d}-{_slug(fetched.final)}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(fetched.body)
    kept = {name: value for name, value in fetched.headers.items() if name in ("content-type", "content-language")}
    said = {
        "url": fetched.final, "fetched": fetched.at.isoformat(timespec="seconds"), "headers": kept, "made": False,
        "reviewed": False, "article": plain(made),
    }  # fmt: skip
    (folder / "case.json").write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return read_case(folder)


def differences(case: Case, source: Source) -> list[tuple[str, str, str]]:
    """Return (field, expected, found) for everything in which a case is not read as it must be."""
    page = _page(source, case.url, (case.folder / "page.html").read_bytes(), case.headers, case.fetched)
    try:
        found = plain(extract(page))
    except ExtractionError as error:
        return [("page", "an article", error.why)]
    wrong = [
        (field, _shown(case.article.get(field)), _shown(found[field]))
        for field in FIELDS
        if case.article.get(field) != found[field]
    ]
    return [*wrong, *_channel_differences(case, source)]


def plain(made: Extraction) -> dict[str, Any]:
    """Return an extraction as it stands in a case: paragraphs as a list, the time as ISO text."""
    return {
        "title": made.title,
        "published": made.published.isoformat() if made.published else None,
        "published_precision": made.published_precision,
        "lang_claimed": made.lang_claimed,
        "authors": list(made.authors),
        "body": made.body.split("\n"),
    }


def _channel_differences(case: Case, source: Source) -> Iterator[tuple[str, str, str]]:
    """Compare what the channel's file says of this page: that it is listed, and under which title."""
    if case.channel is None:
        return
    entry = next((one for one in source.channels if one.url == case.channel["url"]), None)
    if entry is None:
        yield "channel", f"{case.channel['url']} is a channel of {source.name}", "it is not in the catalogue"
        return
    body = (case.folder / case.channel["file"]).read_bytes()
    try:
        answer = read_channel(entry, entry.url, body, case.channel.get("headers", {}), zone=ZoneInfo(source.zone))
    except ChannelError as error:
        yield "channel", entry.type, str(error)
        return
    listed = {canonical(one.url): one for one in wanted_of(source, entry, answer.listed)}
    if sorted(listed) != sorted(canonical(one) for one in case.channel["listed"]):
        yield "listed", _shown(sorted(case.channel["listed"])), _shown(sorted(one.url for one in listed.values()))
    own = listed.get(canonical(case.url))
    if own is not None and case.channel.get("title") is not None and own.title != case.channel["title"]:
        yield "listed title", case.channel["title"], str(own.title)


def _page(source: Source, url: str, body: bytes, headers: Mapping[str, str], fetched: datetime) -> Page:
    return Page(
        url=url, body=body, fetched=fetched, headers=headers,
        selectors=source.page_selectors, zone=ZoneInfo(source.zone),
    )  # fmt: skip


def _shown(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _slug(url: str) -> str:
    last = url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]
    return (
        "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in last)[:60].strip("-") or "page"
    )
