"""A day's news as a mail, in text and in HTML. Reads values and the templates beside it; writes nothing.

Everything that comes from a web page is escaped in HTML and freed of control characters in both; a link is made of
http and https addresses only.
"""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from digest.records import DigestDay, DigestItem, Mail
from digest.subject import subject

WIDTH = 76
WARNINGS = 2  # of one story; a rough translation of a long text may have a dozen of a kind
QUALITIES: Mapping[str, str] = {
    "human": "translated by a person",
    "neural": "machine translation",
    "rough": "rough machine translation: read it beside the original",
}
LANGUAGES: Mapping[str, str] = {"ru": "Russian", "kk": "Kazakh", "en": "English", "und": "language not known"}


def compose(day: DigestDay) -> Mail:
    """Compose the mail of a day. The same day gives the same mail, byte for byte."""
    sections = _sections(day.items)
    values = {"warnings_shown": WARNINGS, "day": day, "subject": subject(day), "sections": sections}
    text = _environment().get_template("digest.txt.j2").render(values)
    html = _environment().get_template("digest.html.j2").render(values)
    return Mail(subject=subject(day), text=text, html=html)


def _sections(items: Sequence[DigestItem]) -> list[tuple[str, list[DigestItem]]]:
    """Put new strikes first, then threats, what goes on, and other countries; within each the likeliest first."""
    ordered = sorted(items, key=lambda item: (-item.score, item.id))
    here = [item for item in ordered if not item.abroad]
    named = [
        ("New strikes", [item for item in here if item.kind == "strike" and not item.ongoing]),
        ("Strike threats", [item for item in here if item.kind == "threat" and not item.ongoing]),
        ("Still going on", [item for item in here if item.ongoing]),
        ("Abroad", [item for item in ordered if item.abroad]),
    ]
    return [(name, found) for name, found in named if found]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("digest"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_clean,
    )
    environment.filters |= {"wrap": wrapped, "address": address, "language": _language, "quality": _quality}
    return environment


def _clean(value: Any) -> Any:
    """Drop control and direction characters from text that a page supplied."""
    if type(value) is not str:
        return value
    return "".join(char for char in value if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def wrapped(text: str, indent: int) -> str:
    """Fold a paragraph to lines of WIDTH, all but the first indented."""
    return textwrap.fill(
        text, WIDTH - indent, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )


def address(url: str) -> str | None:
    """Return an address that a mail may link to, None for any other scheme."""
    return url if url.lower().startswith(("http://", "https://")) else None


def _language(code: str) -> str:
    return LANGUAGES.get(code, code)


def _quality(item: DigestItem) -> str | None:
    """Say how the English came about; nothing where the original is English."""
    if item.quality is None or item.lang == "en":
        return None
    return QUALITIES.get(item.quality, f"translation: {item.quality}")
