"""What the learned reader is taught from: articles of many writers, made phrases, news without strikes.

Reads learn/writers, tests/gold, analysis/learned/made.toml and, where it is there, ../shared/data: only the sets whose
licence allows it (named in SETS). Writes nothing. What is held out is never taught.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.learned.articles import FOLDS, lessons
from bench.detection import LANGUAGES, MADE, ROOT, SHARED, gold, made

WRITERS = ROOT / "learn" / "writers"
#: Single strikes with their demands, which learn.demands is taught with; all articles of them (passages have no title)
#: tell of a strike or a threat.
REPORTS = WRITERS / "demands.jsonl"
# name under ../shared/data -> how many of its texts: news without strikes, which teach what is ordinary.
SETS = {
    "langid/kaznerd_news_sentences": 450,  # CC BY 4.0
    "strikes/tg_news_categories": 445,  # Apache-2.0
    "langid/sib200_sentences": 240,  # Apache-2.0 / CC BY-SA 4.0
}
#: Gold by writers who had not seen the rules, and for which no rule was changed.
UNSEEN_BY_RULES = frozenset({"fresh", "lessons"})
_CODES = {"kaz": "kk", "kaz_Cyrl": "kk", "rus_Cyrl": "ru", "eng_Latn": "en"}
# Words by which a text of those sets may tell of a strike: such are left out, for nobody has labelled them.
_DOUBTFUL = (
    "забаст",
    "бастую",
    "стачк",
    "ереуіл",
    "бас тарт",
    "жұмысын тоқтат",
    "наразылық",
    "жалақы",
    "strike",
    "walkout",
    "industrial action",
    "job action",
)
_PHRASES = "made phrases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """An article, or its headline alone, to learn from."""

    title: str
    text: str
    lang: str
    published: datetime | None
    strike: bool
    threat: bool | None  # None where nobody told
    writer: str  # whose article it is: nobody is judged by a fit on his own
    fold: int  # of those that have no writer, -1 else: which fifth it belongs to
    known_to_rules: bool  # rules were tuned on it: what they say of it is too good to learn from


def taught() -> list[Taught]:
    """Gather everything that is learned from."""
    return [*_writers(), *_reports(), *_gold(), *_phrases(), *_sets()]


def _writers() -> Iterator[Taught]:
    for path in sorted(WRITERS.glob("[dhp][0-9].jsonl")):
        yield from _with_headlines(_lines(path), path.stem, known=False)


def _reports() -> Iterator[Taught]:
    for row in (row for row in _lines(REPORTS) if row.get("title")):
        yield from _with_headlines([{**row, "strike": True, "kind": None}], row["writer"], known=False)


def _gold() -> Iterator[Taught]:
    for lang in LANGUAGES:
        articles = gold(lang, held_out=False)
        yield from _with_headlines(articles, "gold", known=True)
        for name in MADE:
            yield from _with_headlines(made(name, lang, held_out=False), name, known=name not in UNSEEN_BY_RULES)


def _with_headlines(rows: Iterable[dict[str, Any]], writer: str, *, known: bool) -> Iterator[Taught]:
    for row in rows:
        for text in (row["text"], "") if row["title"] else (row["text"],):
            yield Taught(
                title=row["title"],
                text=text,
                lang=row["lang"],
                published=_noon(row.get("published")),
                strike=row["strike"],
                threat=None if row["kind"] is None else row["kind"] == "threat",
                writer=writer,
                fold=-1,
                known_to_rules=known,
            )


def _phrases() -> Iterator[Taught]:
    for one in lessons():
        yield Taught(
            title=one.title,
            text=one.text,
            lang=one.lang,
            published=None,
            strike=one.strike,
            threat=one.threat,
            writer=_PHRASES,
            fold=one.fold,
            known_to_rules=False,
        )


def _sets() -> Iterator[Taught]:
    for name, many in SETS.items():
        path = SHARED / "data" / f"{name}.jsonl.gz"
        for row in _news(path, many) if path.exists() else ():
            yield Taught(
                title=row.get("title") or "",
                text=row["text"],
                lang=row["lang"],
                published=None,
                strike=False,
                threat=None,
                writer=name,
                fold=row["fold"],
                known_to_rules=False,
            )


def _news(path: Path, many: int) -> list[dict[str, Any]]:
    """Take `many` rows of a set, chosen by the hash of their text, so that the choice never changes."""
    rows = [{**row, "lang": _CODES.get(row["lang"], row["lang"])} for row in _lines(path)]
    plain = [
        row for row in rows if row["lang"] in LANGUAGES and not any(word in row["text"].lower() for word in _DOUBTFUL)
    ]
    chosen = sorted(plain, key=lambda row: sha256(row["text"].encode()).digest())[:many]
    return [{**row, "fold": at % FOLDS} for at, row in enumerate(chosen)]


def _lines(path: Path) -> list[dict[str, Any]]:
    if path.suffix != ".gz":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _noon(day: str | None) -> datetime | None:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) if day else None
