"""Writes a catalogue entry for a site that was just looked at. Reads what was found; writes a person's own file.

The file is only ever added to: what a person wrote there stays as it is, comments included.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html

from crawler.doctor.discovery import Found
from crawler.extract.charset import decode
from crawler.loader import CATALOGUE, load_catalogue
from crawler.probe.records import Fetched
from crawler.site import host_of
from crawler.source import ChannelEntry, ChannelType, Source

# Parts of a host that name no paper; kaz.example.kz is the Kazakh edition of example.kz.
_EDITIONS = {"kaz": "kk", "qaz": "kk", "kk": "kk", "kz": "kk", "rus": "ru", "ru": "ru", "eng": "en", "en": "en"}
_LANGUAGES = ("ru", "kk", "en")
_TITLE_CHARACTERS = 60


def draft(address: str, *, delay: float) -> Source:
    """Return a source that knows nothing of a site but where it lies."""
    parts = urlsplit(address)
    homepage = f"{parts.scheme}://{parts.netloc}/"
    entry = ChannelEntry(url=homepage, type="listing")
    return Source(
        name=name_of(homepage), title=host_of(homepage), homepage=homepage, languages=["ru"], region="not said",
        kind="national", channels=[entry], delay=delay, evidence="A",
    )  # fmt: skip


def name_of(homepage: str) -> str:
    """Return a short name made of the host: `example` for www.example.kz, `example-kk` for kaz.example.kz."""
    labels = host_of(homepage).partition(":")[0].split(".")
    if labels[-1].isdigit():  # an address in numbers has no name
        return "site-" + re.sub(r"[^a-z0-9]+", "-", host_of(homepage)).strip("-")
    own = labels[:-1] or labels
    edition = _EDITIONS.get(own[0]) if len(own) > 1 else None
    name = "-".join([*own[1:], edition]) if edition else "-".join(own)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "site"


def completed(start: Source, found: Sequence[Found], page: Fetched, *, note: str, name: str | None = None) -> Source:
    """Return the source with what was found: its channels, its title, the languages of the articles opened."""
    channels = [ChannelEntry(url=one.url, type=_type_of(verdict.form, one.type)) for one, verdict in found]
    langs = Counter(
        verdict.article.lang for _, verdict in found if verdict.article and verdict.article.lang in _LANGUAGES
    )
    update = {
        "name": name or start.name,
        "title": _site_title(page) or start.title,
        "languages": sorted(str(lang) for lang in langs) or list(start.languages),
        "channels": channels,
        "note": note,
    }
    return Source.model_validate({**start.model_dump(), **update, "channels": [one.model_dump() for one in channels]})


def append(source: Source, path: Path) -> str:
    """Write the entry at the end of a catalogue file, which is made if it is not there; return what was written.

    Raises CatalogueError, and leaves the file as it was, if the catalogue would not be good with it.
    """
    text = to_toml(source)
    before = path.read_text("utf-8") if path.exists() else ""
    joined = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    path.parent.mkdir(parents=True, exist_ok=True)
    trial = path.with_name(path.name + ".new")
    trial.write_text(joined, "utf-8")
    try:
        load_catalogue([CATALOGUE, trial])
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return text


def to_toml(source: Source) -> str:
    """Write one entry as it stands in a catalogue; what has its usual value is left out."""
    plain = source.model_dump(exclude_defaults=True, exclude_none=True)
    plain.setdefault("channels", [one.model_dump(exclude_none=True) for one in source.channels])
    lines = [f"{key} = {_value(value)}" for key, value in plain.items()]
    return "[[source]]\n" + "\n".join(lines) + "\n"


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return the name, or the name with the smallest number behind it that nobody has."""
    known = set(taken)
    number = 2
    name = wanted
    while name in known:
        name = f"{wanted[:36]}-{number}"
        number += 1
    return name


def _value(value: object) -> str:
    """Write a TOML value; TOML's basic strings are JSON's, except for the one control character that JSON leaves."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _type_of(form: str | None, guessed: ChannelType) -> ChannelType:
    types: dict[str | None, ChannelType] = {
        "sitemap-index": "sitemap", "sitemap": "sitemap", "news-sitemap": "news-sitemap", "feed": "feed",
    }  # fmt: skip
    return types.get(form, guessed)


def _site_title(page: Fetched) -> str | None:
    decoded = decode(page.body, page.headers) if page.good else None
    if decoded is None or "<" not in decoded.text:
        return None
    tree = lxml.html.document_fromstring(decoded.text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    named = [str(meta.get("content")) for meta in tree.iter("meta") if meta.get("property") == "og:site_name"]
    said = [*named, *(str(title.text or "") for title in tree.iter("title"))]
    title = next((" ".join(one.split()) for one in said if one.strip()), "")
    return re.split(r"\s[|—–-]\s", title)[0][:_TITLE_CHARACTERS].strip() or None
