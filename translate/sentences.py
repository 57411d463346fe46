"""Text into sentences with exact offsets, and English sentences back into a text that keeps the paragraphs.

Reads a text and its language; writes nothing. Sentences come from sentencex (Wikimedia; rules for ru, kk and en ship in
its wheel, offsets included, linear time). Two repairs of ours, each with its reason below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sentencex  # type: ignore[import-untyped]  # it ships no types

# CTranslate2 stops writing after 256 tokens; the densest news text measured has 2.2 characters a token, so a sentence
# of more than 500 characters could lose its end. It is cut at the last semicolon, comma or space before that.
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters start..end of a text: one sentence, no white space at either side."""

    start: int
    end: int


# "А. Б.|Иванов": a break after an initial is none.
_INITIAL = re.compile(r"(?:^|[\s«\"(.])([^\W\d_])\.$")
# "1,5 млрд тг.|премий", "«...!»|- сказал он": what goes on in lower case or with a dash is the same sentence.
_GOES_ON = re.compile(r"[\s»\"”]*[-–—]?\s*[^\W\d_]")
# "и т. д.|В городе": sentencex never breaks after an abbreviation; after these two a capital does start a sentence.
_ETC = re.compile(r"(?:\bи\s+т\.\s?[дп]\.|\bи\s+др\.|\bт\.\s?б\.|\bтг\.|\bтыс\.|\betc\.)\s+(?=[«\"“]?[^\W\d_])")
# "...өткен. 2017 жылы", "сказал он. "Мы не уйдём": sentencex holds on before a figure and inside quotation marks that
# it thinks open; after a whole word in small letters it is a break. Of the abbreviations in its lists that have five
# letters or more, only these are followed by a name or a figure.
_WHOLE_WORD = re.compile(
    r"(?<![\w.-])(?!просп|архим|архиеп|корп|ауыл|көшес)[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{5,}[.!?]+[\"»”]?\s+(?=[\"«“]?\w)"
)


def split(text: str, lang: str) -> list[Stretch]:
    """Return the sentences of `text` in order; a line end always ends one."""
    return [
        Stretch(start=start, end=end)
        for line_start, line in _lines(text)
        for start, end in _sentences(line, line_start, lang)
    ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield position, line
        position += len(line)


def _sentences(line: str, offset: int, lang: str) -> Iterator[tuple[int, int]]:
    for start, end in pairwise(_cuts(line, lang)):
        stripped = line[start:end].strip()
        if stripped:
            begin = start + line[start:end].index(stripped)
            yield from _shorten(line, begin, begin + len(stripped), offset)


def _cuts(line: str, lang: str) -> list[int]:
    """Return where sentences start, and the end of the line."""
    found = {int(boundary["start_index"]) for boundary in sentencex.get_sentence_boundaries(lang, line)}
    found |= {match.end() for match in _ETC.finditer(line) if line[match.end()].isupper()}
    found |= {match.end() for match in _WHOLE_WORD.finditer(line)}  # before a small letter `_is_break` says no
    kept = [cut for cut in sorted(found) if 0 < cut < len(line) and _is_break(line, cut)]
    return [0, *kept, len(line)]


def _is_break(line: str, cut: int) -> bool:
    before = line[:cut].rstrip()
    initial = _INITIAL.search(before[-4:])
    if initial and initial.group(1).isupper():
        return False
    going_on = _GOES_ON.match(line, cut)
    return going_on is None or not (going_on.group()[-1].islower() or line[cut:].lstrip()[0] in "-–—")


def _shorten(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        halfway, latest = start + LONGEST // 2, start + LONGEST
        found = (line.rfind(mark, halfway, latest) for mark in (";", ",", " "))
        cut = next((at + 1 for at in found if at >= 0), latest)
        yield offset + start, offset + start + len(line[start:cut].rstrip())
        start = cut + len(line[cut:end]) - len(line[cut:end].lstrip())
    yield offset + start, offset + end


def join(text: str, stretches: Sequence[Stretch], english: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Put English sentences where the originals stood, white space between them kept.

    Returns the English text and, for each sentence, its start and end in it.
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    position = previous = 0
    for stretch, sentence in zip(stretches, english, strict=True):
        gap = "".join(char for char in text[previous : stretch.start] if char.isspace())
        gap = gap or (" " if places else "")
        parts += [gap, sentence]
        places.append((position + len(gap), position + len(gap) + len(sentence)))
        position, previous = places[-1][1], stretch.end
    return "".join(parts), places
