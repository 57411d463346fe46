"""Makes analysis/centres.npz: where the news of each language lie on the mean, and where its strikes do.

Reads parallel news and labelled news (shared development data) and our own made gold; writes numbers and no text:
`heavy python -m bench.centres`, four minutes of one core.
"""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from analysis.embedding import embedder
from analysis.meaning import CENTRES, LANGUAGES, Vectors, opening

SHARED = Path(__file__).parents[2] / "shared" / "data"
GOLD = Path(__file__).parents[1] / "tests" / "gold"
SENTENCES = 8  # of a parallel set that make a document: xwmt is news, in the order of its articles


def main() -> None:
    """Make the file anew."""
    news, strikes, titles = [], [], []
    for lang in LANGUAGES:
        titles.append(_mean(_titles(lang)))
        news.append(_mean([*_parallel(lang), *_labelled(lang)]))
        strikes.append(_mean(_strikes(lang)))
    np.savez(CENTRES, news=np.stack(news), strikes=np.stack(strikes), titles=np.stack(titles))


def _mean(texts: Iterable[str]) -> Vectors:
    vectors = embedder().embed(list(texts))
    print(len(vectors), "texts")
    return np.asarray(vectors.mean(axis=0), dtype=np.float32)


def _parallel(lang: str) -> list[str]:
    """Give documents of a set that exists in all three languages, so that their centres tell nothing of topics."""
    russian = {english: russian for russian, english in _pairs("ru-en.xwmt")}
    rows = [
        {"en": english, "ru": russian[english], "kk": kazakh}[lang]
        for kazakh, english in _pairs("kk-en.xwmt")
        if english in russian
    ]
    return [opening("", " ".join(rows[at : at + SENTENCES])) for at in range(0, len(rows), SENTENCES)]


def _pairs(name: str) -> list[tuple[str, str]]:
    with gzip.open(SHARED / "mt" / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[0], row[1]) for row in cells]


def _labelled(lang: str, most: int = 150) -> list[str]:
    return [opening(row["title"] or "", row["text"]) for row in _news(lang)][:most]


def _news(lang: str) -> list[dict[str, Any]]:
    with gzip.open(SHARED / "strikes" / "tg_news_categories.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["lang"] == lang]


def _titles(lang: str, most: int = 120) -> list[str]:
    """Give headlines: of labelled news, and of government news for Kazakh, of which there is none labelled."""
    if lang == "kk":
        kazakh = [title for title, _ in _pairs("kk-en.kaznu_titles")]
        return kazakh[:: len(kazakh) // most][:most]
    return [row["title"] for row in _news(lang) if row["title"]][:most]


def _strikes(lang: str) -> list[str]:
    rows = [
        json.loads(line)
        for name in (f"{lang}.jsonl", f"coding_{lang}.jsonl")
        for line in (GOLD / name).read_text("utf-8").splitlines()
    ]
    return [opening(row["title"], row["text"]) for row in rows if row["strike"]]


if __name__ == "__main__":
    main()
