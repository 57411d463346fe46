"""The authors whom a page names: people's names, without "By" and without addresses.

Reads claims, writes nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract.facts import Facts, distinct
from crawler.extract.text import one_line

_BY = re.compile(r"^(?:by|автор(?:ы)?|текст|мәтін|авторы|written by|submitted by)\b\s*:?\s*", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:;|,(?!\s*(?:jr|sr|phd|md)\b)|\band\b|\s(?:и|және)\s|\s&\s)\s*", re.IGNORECASE)
_NOBODY = frozenset({"admin", "administrator", "редакция", "редактор", "editor", "root", "user", "none", "null", "-"})
_MAX_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Names in the page's order, and how they were found."""

    names: tuple[str, ...]
    how: str


def find_authors(claims: Sequence[Facts]) -> Authors | None:
    """Return the names of the first place that names anyone."""
    for facts in claims:
        names = distinct(name for claimed in facts.authors for name in _people(claimed))
        if names:
            return Authors(names=names, how=facts.how)
    return None


def _people(claimed: str) -> list[str]:
    whole = _BY.sub("", one_line(claimed))
    return [name for part in _SPLIT.split(whole) if (name := part.strip(" .,|")) and _is_name(name)]


def _is_name(text: str) -> bool:
    plain = text.lower()
    return (
        len(text) <= _MAX_NAME
        and plain not in _NOBODY
        and not plain.startswith(("http", "www.", "@"))
        and any(char.isalpha() for char in text)
    )
