"""From a plain text (a tip, a saved article) to an article.

Reads a text and the moment it was handed in; writes nothing.
"""

import re
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from crawler.extract.dates import Context, Moment, parse_date
from crawler.extract.page import Extraction, NotAnArticle
from crawler.extract.text import clean

_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__|^\s*[>•*+-]\s+|\\$", re.MULTILINE)
_SUBMITTED = re.compile(r"submitted by|posted|published|опубликован|жарияланды", re.IGNORECASE)
_HEAD_LINES = 12  # a date of publication stands in the head of a text, above the third paragraph
_DATE_LINE = 60  # characters: a line that is a date and little else
_WRAPPERS = re.compile(r"\b(?:wrapper|skip to (?:main )?content|menu|home ?page|перейти к содерж)\b", re.IGNORECASE)
_MAX_TITLE = 200  # characters: headlines of the made and the real texts stay below 130


def extract_text(text: str, *, fetched: datetime, url: str = "", zone: tzinfo | None = None) -> Extraction:
    """Return the article of a plain text: the first meaningful line is the title, the rest the body.

    Raises NotAnArticle for a text without a body.
    """
    lines = clean(_MARKDOWN.sub("", text)).split("\n")
    start = _title_line(lines)
    title, rest = lines[start], lines[start + 1 :]
    if len(title) > _MAX_TITLE:  # a paragraph: the text has no title of its own, its first sentence stands in
        title, rest = _first_sentence(title), lines[start:]
    rest = [line for position, line in enumerate(rest) if position > 1 or line != title]
    if not rest:
        rest = lines[start:]
    if not any(rest):
        raise NotAnArticle(url, "a text of no lines")
    moment = _date(rest[:_HEAD_LINES], Context(fetched=fetched, zone=zone or ZoneInfo("Asia/Almaty")))
    return Extraction(
        title=title,
        body="\n".join(rest),
        published=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        lang_claimed=None,
        authors=(),
        canonical=None,
        charset="utf-8",
        found={"title": "text", "body": "text"} | ({"published": "text"} if moment else {}),
    )


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=[.!?…])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= _MAX_TITLE else f"{sentence[: _MAX_TITLE - 1].rsplit(' ', 1)[0]}…"


def _title_line(lines: list[str]) -> int:
    for position, line in enumerate(lines[:_HEAD_LINES]):
        if any(char.isalpha() for char in line) and not _WRAPPERS.search(line):
            return position
    return 0


def _date(lines: list[str], context: Context) -> Moment | None:
    for line in lines:
        if len(line) <= _DATE_LINE or _SUBMITTED.match(line):
            moment = parse_date(line, context)
            if moment:
                return moment
    return None
