"""The digest for those who do not read mail: as an Atom feed and as a JSON feed. Reads values; writes text.

An entry is a day. Atom is RFC 4287, JSON is JSON Feed 1.1 with the day's stories as data under `_strikewatch`.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

from digest.compose import clean, compose
from digest.edition import to_text
from digest.records import DigestDay

TITLE = "strikewatch: strikes in Kazakhstan"
_ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("", _ATOM)


def atom(days: Sequence[DigestDay], name: str) -> str:
    """Write an Atom feed, the newest day first; `name` makes its ids this store's own."""
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:strikewatch:{name[:32]}")
    _add(feed, "title", TITLE)
    _add(feed, "updated", _moment(days[0].day if days else date(1970, 1, 1)))
    author = _add(feed, "author")
    _add(author, "name", "strikewatch")
    for day in days:
        mail = compose(day)
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:strikewatch:{name[:32]}:{day.day.isoformat()}")
        _add(entry, "title", mail.subject)
        _add(entry, "updated", _moment(day.day))
        if day.desk:
            _add(entry, "link", rel="alternate", href=day.desk)
        _add(entry, "content", mail.html, type="html")
    return ET.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def json_feed(days: Sequence[DigestDay]) -> str:
    """Write a JSON feed, the newest day first."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "items": [_entry(day) for day in days]}
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _entry(day: DigestDay) -> dict[str, Any]:
    mail = compose(day)
    return {
        "id": day.day.isoformat(),
        "title": mail.subject,
        "content_text": mail.text,
        "content_html": mail.html,
        "date_published": _moment(day.day),
        "_strikewatch": json.loads(to_text(day)),
    }


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = None if text is None else clean(text)
    return element


def _moment(day: date) -> str:
    """Name a day as the moment at which it begins in UTC: an entry keeps its date however often it is written."""
    return datetime.combine(day, time(), UTC).isoformat()
