"""The pages that extraction is measured on, and the measures.

Reads the archives under `../shared/data/extraction` (they stay there: none of their text enters the project);
writes nothing. Two kinds of gold: snippets that must and must not stand in the body, counted as trafilatura's
own evaluation counts them, and whole texts, compared by four-word shingles as in ScrapingHub's article
extraction benchmark.
"""

import gzip
import json
import os
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SETS = ("trafilatura_eval", "readability", "newspaper4k", "htmldate_dev", "cyrillic_pages")
_SHINGLE = 4  # words, as ScrapingHub's benchmark takes
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what is known of it; an empty or None field is unknown."""

    name: str
    url: str
    body: bytes
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    text: str | None = None
    title: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@lru_cache(maxsize=len(SETS))
def load(name: str) -> tuple[Case, ...]:
    """Return the cases of a set, in its order; raise FileNotFoundError where the shared data is absent."""
    with tarfile.open(SHARED / "data" / "extraction" / f"{name}.tar.gz") as archive:
        files = {Path(member.name): archive.extractfile(member) for member in archive if member.isfile()}
        contents = {path: stream.read() for path, stream in files.items() if stream}
    index = next(content for path, content in contents.items() if path.suffix == ".jsonl")
    pages = {path.name: content for path, content in contents.items() if path.suffix == ".gz"}
    rows = [json.loads(line) for line in index.decode().splitlines()]
    return tuple(_case(row, gzip.decompress(pages[Path(row["html"]).name])) for row in rows)


def _case(row: dict[str, object], body: bytes) -> Case:
    """Bring a row of any set to one shape."""
    about = {**_table(row.get("extra")), **_table(row.get("meta"))}
    day = row.get("gold_date") or about.get("date") or about.get("publish_date") or about.get("publishedTime")
    return Case(
        name=str(row.get("id") or row["html"]),
        url=str(row.get("url") or about.get("url") or "https://example.org/article"),
        body=body,
        present=tuple(_even(snippet) for snippet in _strings(row.get("must_contain"))),
        absent=tuple(_even(snippet) for snippet in _strings(row.get("must_not_contain"))),
        text=str(row["gold_text"]) if row.get("gold_text") else None,
        title=str(about["title"]) if about.get("title") else None,
        day=day[:10] if isinstance(day, str) and re.match(r"\d{4}-\d\d-\d\d", day) else None,
    )


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _even(text: str) -> str:
    """Return a text without soft hyphens and with plain spaces, as every side is compared."""
    return unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u00a0", " "))


def by_snippets(cases: Sequence[Case], bodies: Sequence[str]) -> Score:
    """Count wanted and unwanted snippets over all pages, as trafilatura's evaluation does."""
    bodies = [_even(body) for body in bodies]
    hits = sum(snippet in body for case, body in zip(cases, bodies, strict=True) for snippet in case.present)
    wanted = sum(len(case.present) for case in cases)
    noise = sum(snippet in body for case, body in zip(cases, bodies, strict=True) for snippet in case.absent)
    return Score(precision=hits / max(1, hits + noise), recall=hits / max(1, wanted))


def by_shingles(cases: Sequence[Case], bodies: Sequence[str]) -> Score:
    """Compare whole texts by four-word shingles: the mean precision and the mean recall of the pages.

    As ScrapingHub's benchmark: a page without an answer has no precision, one without a gold text no recall.
    """
    counts = [_overlap(case.text or "", body) for case, body in zip(cases, bodies, strict=True)]
    precisions = [right / (right + extra) for right, extra, _ in counts if right + extra]
    recalls = [right / (right + missed) for right, _, missed in counts if right + missed]
    return Score(precision=_mean(precisions), recall=_mean(recalls))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _overlap(gold: str, found: str) -> tuple[int, int, int]:
    one, other = _shingles(gold), _shingles(found)
    return (one & other).total(), (other - one).total(), (one - other).total()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    size = min(_SHINGLE, len(words)) or 1
    return Counter(tuple(words[start : start + size]) for start in range(len(words) - size + 1) if words)


def agreement(gold: Iterable[str | None], found: Iterable[str]) -> tuple[float, int]:
    """Return the share of known values that were found (case, quotes and spaces aside), and how many are known."""
    pairs = [(one, other) for one, other in zip(gold, found, strict=True) if one]
    return sum(_plain(one) == _plain(other) for one, other in pairs) / max(1, len(pairs)), len(pairs)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
