"""How well and how fast strikes are found: on the made gold, and on the real sets where they are present.

Reads tests/gold and, if it is there, ../shared/data (or STRIKEWATCH_SHARED); prints a table. Run it with
`python -m bench.detection`; `--held-out` measures the third of the gold that no rule was tuned on.
"""

import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.alike import same_name
from analysis.detection import Detection, detect
from analysis.learned.reader import LearnedReader

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", ROOT.parent / "shared"))
LANGUAGES = ("ru", "kk", "en")
#: Made articles beside the gold of each language: unusual words, a stoppage denied or a rumour refuted, the same
#: stories in three languages, hard negatives.
MADE = ("wording", "disputed", "parallel", "negatives", "press", "fresh", "lessons", "unseen")
_BACKGROUND = ("ru_news_ng_rt", "tg_news_categories", "bsnlp_slavic_news_dev")
_LABELLED = ("reuters21578_strike_subset_dev", "bbc_strike_subset")
_POSITIVE = ("1", "threat_or_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts of a labelled set: found, missed, falsely flagged, rightly refused."""

    found: int
    missed: int
    false: int
    refused: int

    @property
    def recall(self) -> float:
        """Share of strikes found."""
        return self.found / max(1, self.found + self.missed)

    @property
    def precision(self) -> float:
        """Share of flags that are strikes."""
        return self.found / max(1, self.found + self.false)

    @property
    def refusal(self) -> float:
        """Share of articles without a strike that are refused."""
        return self.refused / max(1, self.refused + self.false)


def gold(lang: str, *, held_out: bool) -> list[dict[str, Any]]:
    """Read the made articles of a language: those rules are tuned on, or those held out."""
    return made(lang, lang, held_out=held_out)


def made(name: str, lang: str, *, held_out: bool) -> list[dict[str, Any]]:
    """Read the articles of a language in a file of tests/gold: those rules are tuned on, or those held out."""
    lines = (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    told = map(json.loads, lines)
    return [article for article in told if article["held_out"] == held_out and article["lang"] == lang]


def read(article: dict[str, Any], *, headline_only: bool = False, learned: LearnedReader | None = None) -> Detection:
    """Read one article of the gold."""
    told = article["published"]
    published = datetime.fromisoformat(told).replace(hour=12, tzinfo=UTC) if told else None
    text = "" if headline_only else article["text"]
    return detect(title=article["title"], text=text, lang=article["lang"], published=published, learned=learned)


def score(articles: list[dict[str, Any]], *, headline_only: bool = False) -> Scores:
    """Measure detection on labelled articles; of headlines alone, on those that have one."""
    counts = Counter(
        (article["strike"], read(article, headline_only=headline_only).strike)
        for article in articles
        if article["title"] or not headline_only
    )
    return Scores(
        found=counts[True, True],
        missed=counts[True, False],
        false=counts[False, True],
        refused=counts[False, False],
    )


def coding(articles: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Count the coded fields that are right: field -> (right, told)."""
    counts: dict[str, list[int]] = {}
    for article in articles:
        reports = read(article).reports if article["report"] else ()
        for name, value in (article["report"] or {}).items():
            got = getattr(reports[0], name) if reports else None
            right = set(value) <= set(got or ()) if isinstance(value, list) else got == value
            right = right or bool(name == "employer" and got and value and same_name(got, value))
            tally = counts.setdefault(name, [0, 0])
            tally[0] += right
            tally[1] += 1
    return {name: (right, told) for name, (right, told) in sorted(counts.items())}


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Read a set of ../shared/data/strikes."""
    with gzip.open(SHARED / "data" / "strikes" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _print_gold(*, held_out: bool) -> None:
    for lang in LANGUAGES:
        articles = gold(lang, held_out=held_out)
        for headline_only in (False, True):
            got = score(articles, headline_only=headline_only)
            what = "headline" if headline_only else "article"
            print(
                f"gold {lang} {what:9} recall {got.recall:.3f} precision {got.precision:.3f} refused {got.refusal:.3f}"
            )
        fields = ", ".join(f"{name} {right}/{told}" for name, (right, told) in coding(articles).items())
        print(f"gold {lang} coding    {fields}")


def _print_real() -> None:
    for name in _LABELLED:
        flags: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for row in rows(name):
            label = str(row.get("strike_label"))
            counts[label] += 1
            flags[label] += detect(title=row.get("title") or "", text=row["text"], lang=row["lang"]).strike
        told = ", ".join(f"{label}: {flags[label]}/{counts[label]}" for label in sorted(counts))
        print(f"{name} flagged by label: {told}; strike labels are {', '.join(_POSITIVE)}")
    for name in _BACKGROUND:
        read_in = [row for row in rows(name) if row["lang"] in LANGUAGES]
        begun = time.process_time()
        flagged = sum(
            detect(title=row.get("title") or "", text=row["text"], lang=row["lang"]).strike for row in read_in
        )
        rate = len(read_in) / (time.process_time() - begun)
        print(f"{name} flagged {flagged} of {len(read_in)}, {rate:.0f} articles/s of one core")


def main() -> None:
    """Print every figure that the data at hand allows."""
    _print_gold(held_out="--held-out" in sys.argv)
    if (SHARED / "data" / "strikes").is_dir():
        _print_real()
    else:
        print(f"no real sets: {SHARED} is not there")


if __name__ == "__main__":
    main()
