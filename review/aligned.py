"""Lay an article out beside its English, sentence by sentence, with the words that count marked in both.

Reads the mapping that `store.queue.whole` gives; writes nothing. Pure: the same article gives the same layout.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# Fields whose English value may stand in the English text as it is: there the mark is exact. Of every other field
# the whole aligned sentence is marked.
_NAMED = ("employer", "contractor_of", "parent", "union", "settlement", "region", "site", "workers_min", "workers_max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the original that is evidence; `key` is the same for all marks of one field of one report."""

    key: str
    field: str
    start: int
    end: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with the keys of the marks that lie over all of it."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence of the original and its English (None where there is none), where it stands, and who marks it.

    `keys` are marks that could not be found word for word in the English, which the whole English sentence carries.
    """

    field: str
    start: int
    original: tuple[Run, ...]
    english: tuple[Run, ...] | None
    keys: tuple[str, ...]
    opens: bool


def marks(article: Mapping[str, Any], reports: Sequence[Mapping[str, Any]]) -> list[Mark]:
    """Collect what is marked: `d` for the detection's own evidence, `1-employer` for a field of a report."""
    found = [_mark("d", one, ()) for one in article["evidence"]]
    for number, report in enumerate(reports, 1):
        found += [
            _mark(f"{number}-{one['supports']}", one, _words(report, one["supports"]))
            for one in report.get("evidence", ())
        ]
    return found


def lay_out(article: Mapping[str, Any], marked: Iterable[Mark]) -> list[Pair]:
    """Return the sentences of title and text in order, each with its English."""
    texts = {"title": article["title"], "text": article["body"]}
    held = list(marked)
    pairs = []
    for field, text in texts.items():
        sentences = [one for one in article["sentences"] if one["field"] == field]
        spans = [(one["start"], one["end"], one["english"]) for one in sentences if 0 <= one["start"] < one["end"]]
        for start, end, english in _covered(text, sorted(spans, key=lambda span: span[0])):
            here = [mark for mark in held if mark.field == field and mark.start < end and mark.end > start]
            pairs.append(_pair(field, text, start, end, english, here))
    return pairs


def _covered(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterable[tuple[int, int, str | None]]:
    """Give the spans and, as paragraphs without English, whatever text lies between them: nothing is left out."""
    at = 0
    for start, end, english in spans:
        if start < at:
            continue
        yield from _paragraphs(text, at, start)
        yield start, end, english
        at = end
    yield from _paragraphs(text, at, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterable[tuple[int, int, None]]:
    for line in text[start:end].split("\n"):
        if line.strip():
            yield start, start + len(line), None
        start += len(line) + 1


def _pair(field: str, text: str, start: int, end: int, english: str | None, here: Sequence[Mark]) -> Pair:
    original = runs(text[start:end], [(max(0, one.start - start), one.end - start, one.key) for one in here])
    opens = start > 0 and "\n" in text[:start][-2:]
    if english is None:
        return Pair(field=field, start=start, original=original, english=None, keys=(), opens=opens)
    exact = [(*span, one.key) for one in here for span in _places(english, one.words)]
    keys = tuple(sorted({one.key for one in here} - {key for _, _, key in exact}))
    return Pair(field=field, start=start, original=original, english=runs(english, exact), keys=keys, opens=opens)


def runs(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Run, ...]:
    """Cut a text at the borders of spans that may overlap; joined, the runs are the text."""
    held = list(spans)
    cuts = sorted({0, len(text), *(min(max(edge, 0), len(text)) for one in held for edge in one[:2])})
    return tuple(
        Run(text=text[a:b], keys=tuple(sorted({key for start, end, key in held if start <= a and b <= end})))
        for a, b in pairwise(cuts)
    )


def _places(english: str, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    # Digit groups are written with a comma or a space as it pleases the translator; only plain numbers are looked for.
    folded = english.casefold()
    if len(folded) != len(english):  # a letter that folds to two would shift every place after it
        return
    for word in words:
        at = folded.find(word.casefold())
        alone = at >= 0 and not (folded[at - 1 : at].isalnum() or folded[at + len(word) : at + len(word) + 1].isdigit())
        if alone:
            yield at, at + len(word)


def _words(report: Mapping[str, Any], field: str) -> tuple[str, ...]:
    names = ("workers_min", "workers_max") if field == "workers_quote" else (field,)
    values = {str(report[name]) for name in names if name in _NAMED and report.get(name) is not None}
    return tuple(sorted(values))


def _mark(key: str, one: Mapping[str, Any], words: tuple[str, ...]) -> Mark:
    return Mark(key=key, field=one["field"], start=one["start"], end=one["end"], words=words)
