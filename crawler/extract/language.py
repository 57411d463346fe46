"""The language a page claims to be in; the text may know better, and is asked later.

Reads claims, writes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.extract.facts import Facts

_TAG = re.compile(r"^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$", re.IGNORECASE)
# Sites of Kazakhstan write the country for the language, and three-letter codes or names.
_MEANT = {
    "kz": "kk",
    "kaz": "kk",
    "qaz": "kk",
    "rus": "ru",
    "eng": "en",
    "kazakh": "kk",
    "russian": "ru",
    "english": "en",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A language code (ISO 639-1 where there is one) and where it was claimed."""

    lang: str
    how: str


def find_language(claims: Sequence[Facts], headers: Mapping[str, str]) -> Claim | None:
    """Return the claimed language: of the article, then of the page, then of the response."""
    header = next((value for name, value in headers.items() if name.lower() == "content-language"), "")
    candidates = [(facts.how, text) for facts in claims for text in facts.langs] + [("header", header.split(",")[0])]
    for how, text in candidates:
        lang = code(text)
        if lang:
            return Claim(lang=lang, how=how)
    return None


def code(text: str) -> str | None:
    """Return the language code that a tag means, None for what is no tag."""
    text = text.strip().lower()
    if text in _MEANT:
        return _MEANT[text]
    match = _TAG.match(text)
    return _MEANT.get(match[1], match[1]) if match else None
