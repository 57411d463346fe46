"""A day's news as a mail, in text and in HTML. Reads values and the templates beside it; writes nothing.

Everything that comes from a web page is escaped in HTML and freed of control characters in both; a link is made of
http and https addresses only.
"""

import textwrap
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from digest.records import DigestDay, DigestItem, Mail
from digest.subject import subject
from digest.words import Language, Words, words

WIDTH = 76
WARNINGS = 2  # of one story; a rough translation of a long text may have a dozen of a kind


def compose(day: DigestDay, language: Language = "en") -> Mail:
    """Compose the mail of a day. The same day gives the same mail, byte for byte."""
    say = words(language)
    values = {
        "say": say,
        "day": day,
        "subject": subject(day, say),
        "sections": _sections(day.items, say),
        "warnings_shown": WARNINGS,
        "quality": lambda item: _quality(item, say),
        "where": lambda item: _where(item, say),
        "fact": lambda what, value: _fact(what, value, say),
        "label": lambda name: _label(name, say),
        "margin": 2 + _label_width(say),
    }
    text = _environment().get_template("digest.txt.j2").render(values)
    html = _environment().get_template("digest.html.j2").render(values)
    return Mail(subject=subject(day, say), text=text, html=html)


def _sections(items: Sequence[DigestItem], say: Words) -> list[tuple[str, list[DigestItem]]]:
    """Put new strikes first, then threats, what goes on, what ended, other countries; in each the likeliest first."""
    ordered = sorted(items, key=lambda item: (-item.score, item.id))
    here = [item for item in ordered if not item.abroad]
    new = [item for item in here if item.course == "new"]
    named = [
        ("new_strikes", [item for item in new if item.kind == "strike"]),
        ("threats", [item for item in new if item.kind == "threat"]),
        ("ongoing", [item for item in here if item.course == "ongoing"]),
        ("ended", [item for item in here if item.course == "ended"]),
        ("abroad", [item for item in ordered if item.abroad]),
    ]
    return [(say.say(f"heading.{name}"), found) for name, found in named if found]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("digest"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=clean,
    )
    environment.filters |= {"wrap": wrapped, "address": address, "value_in": _value_in}
    return environment


def clean(value: Any) -> Any:
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


def _value_in(value: str, say: Words) -> str:
    return say.value(value)


def _quality(item: DigestItem, say: Words) -> str | None:
    """Say how the English came about; nothing where the original is English."""
    return None if item.quality is None or item.lang == "en" else say.quality(item.quality)


def _where(item: DigestItem, say: Words) -> str | None:
    """Say place and region in the reader's language; a region that repeats the place is left out."""
    place = say.place(item.place) if item.place else None
    region = say.value(item.region) if item.region else None
    if item.place and item.region and item.region.startswith(item.place):
        return place
    return ", ".join(part for part in (place, region) if part) or None


def _fact(what: str, value: str | None, say: Words) -> str:
    if value is None:
        return say.say("phrase.nobody")
    return say.place(say.value(value)) if what in ("place", "region", "status", "demands") else value


def _label(name: str, say: Words) -> str:
    return f"{say.say(f'label.{name}')}:".ljust(_label_width(say))


def _label_width(say: Words) -> int:
    return max(map(len, say.tables["label"].values())) + 2
