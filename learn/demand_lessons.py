"""The lessons of the demand model: articles and passages labelled by quotations, and single sentences.

Reads learn/writers/demands.jsonl, tests/gold/ways.jsonl and those articles of tests/gold/coding_*.jsonl that rules were
tuned on; gives Lessons with the sentences as the coder reads them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from analysis.coding.demand_columns import LABELS, Line, language, lines
from analysis.coding.demanded import by_rules
from analysis.coding.telling import Told, tell
from analysis.reading import read
from bench.detection import ROOT

WRITERS = Path(__file__).parent / "writers" / "demands.jsonl"
GOLD = ROOT / "tests" / "gold"
#: The writer of the single sentences: they teach which demand it is, not which sentences are demands.
SINGLE = "ways"
TUNED_ON, HELD_OUT = "tuned on", "held out"
_AND = {"ru": " и ", "kk": ", сондай-ақ ", "en": " and "}
# A quotation touches a sentence with more letters than this, or half of its own.
_TOUCHES = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """An article with the labels of its sentences."""

    name: str
    writer: str
    lang: str  # as the product tells it from the letters
    labelled: str  # the language that its writer wrote in
    whole: bool  # an article, not a passage
    demands: frozenset[str]
    given: frozenset[str]  # what the rules alone give
    lines: Sequence[Line] = field(repr=False)
    labels: Sequence[frozenset[str]] = field(repr=False)  # of each line


def lessons() -> list[Lesson]:
    """Read every lesson."""
    return [*map(_article, _rows(WRITERS)), *_single(), *_tuned_on()]


def held_out() -> list[Lesson]:
    """Read the articles of the gold that weights have not seen: to measure with; the "eighth" is kept for the end."""
    rows = (row for row in _gold() if _unseen(row) and not row.get("eighth"))
    return [_article({**row, "writer": HELD_OUT, "quotes": {}}) for row in rows]


def _tuned_on() -> Iterator[Lesson]:
    """Give articles without quotations: a label's sentences are those of which a rule of it fits.

    The rules were tuned on these articles and know them too well: in every second one they are kept from the model.
    """
    for number, row in enumerate(one for one in _gold() if not _unseen(one)):
        one = _article({**row, "writer": TUNED_ON, "quotes": {}})
        labels = [line.hits & one.demands if line.voice is None else frozenset() for line in one.lines]
        if one.demands == frozenset().union(*labels):
            told = replace(one, labels=labels)
            yield told if number % 2 else _without_rules(told)


def _without_rules(one: Lesson) -> Lesson:
    bare = [replace(line, hits=frozenset()) for line in one.lines]
    return replace(one, lines=bare, given=frozenset())


def _gold() -> Iterator[dict[str, Any]]:
    taught = {row["text"] for row in _rows(WRITERS)}  # with their quotations
    for lang in ("ru", "kk", "en"):
        for number, row in enumerate(_rows(GOLD / f"coding_{lang}.jsonl")):
            if row["text"] not in taught:
                yield {**row, "id": f"{lang}-{number}", "demands": row["report"]["demands"]}


def _unseen(row: dict[str, Any]) -> bool:
    return row["held_out"] and not (row.get("second") or row.get("third"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def _single() -> Iterator[Lesson]:
    """Give single sentences, and each joined to another of its language: two demands of one sentence."""
    rows = [one for one in _rows(GOLD / "ways.jsonl") if one["field"] == "demand" and one["values"]]
    for number, row in enumerate(rows):
        other = next((one for one in _after(rows, number) if _differs(one, row)), row)
        joint = row["text"].rstrip(".!") + _AND[row["lang"]] + other["text"][:1].lower() + other["text"][1:]
        for name, text, values in (("", row["text"], row["values"]), ("+", joint, {*row["values"], *other["values"]})):
            quotes = {value: [text] for value in values}
            one = _article({"id": f"{SINGLE}-{number}{name}", "writer": SINGLE, "lang": row["lang"], "text": text,
                            "demands": values, "quotes": quotes})  # fmt: skip
            yield _without_rules(one) if number % 2 else one


def _after(rows: Sequence[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    """Go round from a place far on: neighbours are of one label."""
    far = number + len(rows) // 3
    yield from (rows[(far + step) % len(rows)] for step in range(len(rows)))


def _differs(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["lang"] == other["lang"] and not set(one["values"]) & set(other["values"])


def _article(row: dict[str, Any]) -> Lesson:
    title, text = row.get("title", ""), row["text"]
    published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    told = tell(read(title, text, kazakh=row["lang"] == "kk"), published)
    return Lesson(
        name=row["id"],
        writer=row["writer"],
        lang=language(text),
        labelled=row["lang"],
        whole=bool(title),
        demands=frozenset(row["demands"]),
        given=frozenset(by_rules(told)),
        lines=lines(told),
        labels=[_labels(one, row["quotes"]) for one in told],
    )


def _labels(one: Told, quotes: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(label for label in LABELS if any(_touches(one, quote) for quote in quotes.get(label, ())))


def _touches(one: Told, quote: str) -> bool:
    at = one.text.find(quote)
    return at >= 0 and min(one.end, at + len(quote)) - max(one.start, at) > min(_TOUCHES, len(quote) // 2)
