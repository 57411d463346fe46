"""Texts that tell the same event or another, and what our stories make of them: shared pairs, made tellings, demo.

Reads the shared development data, tests/gold/stories.jsonl and the sample papers' expectations; writes nothing.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from analysis import detection, language, meaning
from analysis.accounts import Read, accounts
from analysis.embedding import embedder
from analysis.fingerprint import fingerprint
from analysis.likeness import SAME, Account, likeness
from analysis.stories import seat
from bench.duplicates_sets import rows

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "stories.jsonl"


def made() -> list[dict[str, Any]]:
    """Read the made tellings: `story` is what each tells of."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def accounts_of(records: Sequence[Mapping[str, Any]]) -> list[Account]:
    """Read records (id, title, text, perhaps published) as `strikewatch duplicates` does."""
    return accounts([_read(one) for one in records], embedder())


def _read(record: Mapping[str, Any]) -> Read:
    title, text = record["title"] or "", record["text"]
    at = datetime.fromisoformat(record["published"]).replace(tzinfo=UTC) if record.get("published") else None
    found = language.identify(text or title)
    verdict = detection.detect(title=title, text=text, lang=found.lang, spans=found.spans, published=at)
    return Read(
        id=str(record["id"]),
        title=title,
        text=text,
        lang=found.lang,
        at=at,
        group=fingerprint(title, text).text_hash,
        strike=verdict.strike,
        reports=tuple(asdict(one) for one in verdict.reports),
    )


def b_cubed(found: Mapping[str, Hashable], right: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of a clustering."""
    both = Counter((found[one], right[one]) for one in right)
    mine, theirs = Counter(found[one] for one in right), Counter(right.values())
    precision = sum(both[found[one], right[one]] / mine[found[one]] for one in right) / len(right)
    recall = sum(both[found[one], right[one]] / theirs[right[one]] for one in right) / len(right)
    return precision, recall, 2 * precision * recall / (precision + recall)


def stories_of(accounts: Iterable[Account]) -> dict[str, str]:
    """Part accounts into stories, all in one night."""
    return {one.id: one.story for one in seat(accounts)}


def by_nights(accounts: Iterable[Account]) -> dict[str, str]:
    """Part accounts into stories, each day's in a night of its own."""
    nights: dict[str, list[Account]] = defaultdict(list)
    for one in accounts:
        nights[str(one.at)].append(one)
    told: dict[str, list[Account]] = {}
    for _, tonight in sorted(nights.items()):
        known = {one.id: one for one in tonight}
        for place in seat(tonight, told):
            told.setdefault(place.story, []).append(known[place.id])
    return {one.id: story for story, members in told.items() for one in members}


def labelled_pairs(shared: Path) -> tuple[list[bool], list[float]]:
    """Return, of each human-labelled pair of news, whether it is one event and how likely we find that."""
    pairs = rows(shared, "duplicates/tg_news_pairs_dev")
    texts = {row[f"url{n}"]: {"id": row[f"url{n}"], "title": row[f"title{n}"], "text": row[f"text{n}"]}
             for row in pairs for n in (1, 2)}  # fmt: skip
    read = {one.id: one for one in accounts_of([texts[url] for url in sorted(texts)])}
    return [row["label"] == "OK" for row in pairs], [
        likeness(read[row["url1"]], read[row["url2"]]).value for row in pairs
    ]


def f1(right: Sequence[bool], values: Sequence[float], at: float = SAME) -> float:
    """Return F1 of "one event" over pairs."""
    said, truth = np.asarray(values) >= at, np.asarray(right)
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def translations(shared: Path) -> dict[str, float]:
    """Return how often a document's two nearest are its translations: of flores, which made no centre."""
    documents = {lang: parallel(lang, shared) for lang in meaning.LANGUAGES}
    points = {
        lang: [meaning.among_news(vector, lang) for vector in embedder().embed(texts)]
        for lang, texts in documents.items()
    }
    count = len(documents["en"])
    everything = np.stack([point for lang in meaning.LANGUAGES for point in points[lang]])
    similar = everything @ everything.T
    np.fill_diagonal(similar, -1)
    nearest = np.argsort(-similar, axis=1, kind="stable")[:, :2] % count
    found = (np.sort(nearest, axis=1) == np.tile(np.arange(count), 3)[:, None]).all(axis=1)
    return {
        f"translations nearest: {lang}": float(found[place * count : (place + 1) * count].mean())
        for place, lang in enumerate(meaning.LANGUAGES)
    }


def parallel(lang: str, shared: Path, sentences: int = 8) -> list[str]:
    """Give the openings of documents made of consecutive sentences of flores, which stands in three languages."""
    russian = {english: russian for russian, english in _pairs(shared, "ru-en.flores200devtest")}
    rows = [
        {"en": english, "ru": russian[english], "kk": kazakh}[lang]
        for kazakh, english in _pairs(shared, "kk-en.flores200devtest")
        if english in russian
    ]
    return [meaning.opening("", " ".join(rows[at : at + sentences])) for at in range(0, len(rows), sentences)]


def _pairs(shared: Path, name: str) -> list[tuple[str, str]]:
    with gzip.open(shared / "data" / "mt" / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[0], row[1]) for row in cells]
