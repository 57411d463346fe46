"""Cut a text into sentences and words, keeping where each stands in the original.

Reads a string; gives Sentence and Token records. Words are folded for matching: lower case, no soft
hyphens, words broken at a line's end joined, ё as е, and Kazakh letters as the Russian letters that
people type in their place, so that "ЖҰМЫСҚА", "жумыска" and "жұмыс\u00adқа" are one word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"

_KAZAKH_TO_RUSSIAN = dict(zip("әғқңөұүһіё", "агкноуухие", strict=True))
_FOLD = tuple({**_KAZAKH_TO_RUSSIAN, "’": "'", "ʼ": "'", "‘": "'", "‑": "-", "‐": "-"}.items())
# Latin letters that keyboards and scanners leave inside Cyrillic words.
_LOOKALIKES = str.maketrans("aceiopxykmth", "асеиорхукмтн")

_WORD = re.compile(r"[^\W_]+(?:(?:[-‐‑'’ʼ\u00ad]|-\n)[^\W_]+)*")
_CYRILLIC = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")

# After these a full stop does not end a sentence.
_ABBREVIATED = (
    "г гг ул им тыс млн млрд обл р св см стр тел пос с д т е п др пр кв руб тг тнг mr mrs ms dr st no inc ltd co corp"
    " jan feb mar apr aug sept sep oct nov dec dlrs pct u s a i о и м ж б ақп"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
# Most words before a full stop have more letters than any of these: the rest need not be asked.
_LONGER = max(map(len, _ABBREVIATIONS)) + 1
_BEFORE = re.compile(r"([^\W_]+)\.?$")
# One class of characters first, which the search leaps to: more than twice as fast as two ways to begin.
_BOUNDARY = re.compile(r"[.!?…\n](?:(?<=\n)|(?<!\n)[.!?…]*[\"»”’)\]]*(?=\s))")
# A line of hard-wrapped agency copy runs to 60-70 characters; a shorter one is a heading or list item.
_WRAPPED_LINE = 50


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its place in the text and its folded form."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the text."""

    start: int
    end: int


def fold(text: str) -> str:
    """Fold letters for matching, one character for one: offsets stay as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some capitals, such as the Turkish dotted one, grow when lowered
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not lowered.isascii():
        for letter, folded in _FOLD:  # five times faster than str.translate on a whole article
            lowered = lowered.replace(letter, folded)
    return lowered


def fold_word(word: str) -> str:
    """Fold one word, joining what a hyphen at a line's end or a soft hyphen has parted."""
    return _joined(fold(word))


def _joined(folded: str) -> str:
    if folded.isascii() and "\n" not in folded:
        return folded
    folded = folded.replace(SOFT_HYPHEN, "").replace("-\n", "")
    if _LATIN.search(folded) and _CYRILLIC.search(folded):
        folded = folded.translate(_LOOKALIKES)
    return folded


def needs_joining(text: str) -> bool:
    """Tell whether words of this text are broken, so that a plain search would miss them."""
    return SOFT_HYPHEN in text or "-\n" in text


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Give the words between two offsets."""
    found = _WORD.finditer(fold(text[start:end]))
    return tuple(Token(start + match.start(), start + match.end(), _joined(match.group())) for match in found)


def words(folded: str) -> tuple[list[str], bool]:
    """Give the words of folded letters, as `tokens` does but without their places: six times faster.

    Tells, too, whether all are written so: none is broken, or has letters of two alphabets.
    """
    found: list[str] = _WORD.findall(folded)
    if "-\n" in folded or (not folded.isascii() and (SOFT_HYPHEN in folded or _LATIN.search(folded))):
        joined = [_joined(word) for word in found]
        return joined, joined == found
    return found, True


def sentences(text: str) -> tuple[Sentence, ...]:
    """Give the sentences of a text in order; together they hold every word of it."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _ends_sentence(text, start, match):
            if text[start : match.end()].strip():
                yield Sentence(start, match.end())
            start = match.end()
    if text[start:].strip():
        yield Sentence(start, len(text))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark, at, end = match.group(), match.start(), match.end()
    if mark == "\n":
        return _line_ends_sentence(text, start, match)
    if text[end : end + 3].lstrip(" \n\t\u00a0—–-«“\"'(•")[:1].islower():
        return False
    if mark != "." or text[at - _LONGER : at].isalnum():
        return True
    before = _BEFORE.search(text[max(start, at - 12) : at])
    return before is None or fold(before.group(1)) not in _ABBREVIATIONS


def _line_ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    at = match.start()
    after = text[match.end() : match.end() + 1]
    if after in ("", "\n") or not text[at - 1 : at].strip():
        return True
    if after.islower() or text[at - 1] == "-":
        return False
    line_start = max(start, text.rfind("\n", 0, at) + 1)
    return text[at - 1] in '.!?:;…»”"' or at - line_start < _WRAPPED_LINE
