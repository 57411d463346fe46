"""Cut a sentence into words, numbers and marks, and put an English one together again.

Reads text; writes tokens that remember the blank before them, so that punctuation comes back as it stood.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)*)"
    # what hangs on a number ("25-летний", "43-орын", "1990-х") is a word of its own, hyphen included
    r"|(?P<hung>(?<=\d)[-‑–][^\W\d_]+)"
    r"|(?P<word>[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
SOFT_HYPHEN = "\u00ad"
QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "…": "...", "№": "#"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a sentence; `kind` is "word", "hung", "number" or "mark"."""

    text: str
    kind: str
    blank: bool
    """Whether a blank stands before it."""


def tokenize(text: str) -> list[Token]:
    """Give the tokens of one sentence, in order; nothing but blanks and hyphens for line ends is dropped."""
    text = text.replace(SOFT_HYPHEN, "")
    return [
        Token(
            text=match.group(),
            kind=str(match.lastgroup),
            blank=match.start() > 0 and text[match.start() - 1].isspace(),
        )
        for match in TOKEN.finditer(text)
    ]


@lru_cache(maxsize=1)
def _spacing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"\s+([,.;:!?%)\]])(?=\s|$|[\"'),.])"), re.compile(r"\s{2,}")


def join(pieces: Iterable[tuple[str, bool]]) -> str:
    """English text from (piece, blank before it) pairs: quotes made plain, first letter large."""
    text = "".join((" " if blank else "") + piece for piece, blank in pieces if piece)
    before_mark, blanks = _spacing()
    text = blanks.sub(" ", before_mark.sub(r"\1", text.translate(QUOTES))).strip()
    start = next((i for i, char in enumerate(text) if char.isalnum()), 0)
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
