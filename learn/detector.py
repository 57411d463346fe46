"""Teach the learned reader: embed the lessons, fit the weights, measure, and write weights.npz with its card.

Reads analysis/learned/made.toml, the made gold that rules are tuned on, and, where it is there, ../shared/data: only
the sets whose licence allows it (named in SETS). Needs the embedding model, no torch. Writes
analysis/learned/weights.npz.
Run it with `python -m learn.detector`; the embeddings are kept in var/embeddings.npz, so that a second run is quick.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.embedding import Vectors, embedder
from analysis.learned.articles import FOLDS, lessons
from analysis.learned.model import ANY_LANGUAGE, SHIPPED, SIGNS, Model, signs_of
from analysis.learned.passages import passages
from analysis.learned.regression import Floats, chance, fit
from analysis.reading import read
from analysis.weighing import THRESHOLD, Verdict, weigh
from bench.detection import LANGUAGES, ROOT, SHARED, gold

KEPT = ROOT / "var" / "embeddings.npz"
# name under ../shared/data -> how many of its texts: news without strikes, which teach what is ordinary.
SETS = {
    "langid/kaznerd_news_sentences": 450,  # CC BY 4.0
    "strikes/tg_news_categories": 445,  # Apache-2.0
    "langid/sib200_sentences": 240,  # Apache-2.0 / CC BY-SA 4.0
}
# What pulls the embedding's weights towards nothing, and the few columns of the rules; a cell is a language's strikes
# or its other articles. See `--penalties` for what each penalty measured.
PENALTY = 0.02
SIGN_PENALTY = 0.1
CELL = 300.0
# From the fit's log-odds, in which half of all articles are strikes, to those of the news: Platt scaling on 1,904
# articles with a passage, 166 of them strikes (made gold out of fold, Reuters, BBC, BSNLP, Russian and Kazakh news).
SLOPE, OFFSET = 1.18, -3.97
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """An article to learn from: its passages, and which fifth of the lessons it belongs to."""

    passages: tuple[str, ...]
    lang: str
    strike: bool
    threat: bool | None  # None where nobody told
    fold: int
    source: str
    title: str
    text: str


def taught() -> list[Taught]:
    """Gather everything that is learned from."""
    return [*_lessons(), *_gold(), *_sets()]


def _lessons() -> Iterator[Taught]:
    for one in lessons():
        texts = _texts(one.title, one.text) or (one.text or one.title,)
        yield Taught(
            passages=texts[:1],
            lang=one.lang,
            strike=one.strike,
            threat=one.threat,
            fold=one.fold,
            source="made phrases",
            title=one.title,
            text=one.text,
        )


def _gold() -> Iterator[Taught]:
    for lang in LANGUAGES:
        for at, one in enumerate(gold(lang, held_out=False)):
            if texts := _texts(one["title"], one["text"]):
                yield Taught(
                    passages=texts,
                    lang=lang,
                    strike=one["strike"],
                    threat=one["kind"] == "threat",
                    fold=at % FOLDS,
                    source="made gold",
                    title=one["title"],
                    text=one["text"],
                )


def _sets() -> Iterator[Taught]:
    for name, many in SETS.items():
        path = SHARED / "data" / f"{name}.jsonl.gz"
        for at, row in enumerate(_rows(path, many) if path.exists() else ()):
            texts = _texts(row.get("title") or "", row["text"]) or (row["text"][:200],)
            yield Taught(
                passages=texts,
                lang=row["lang"],
                strike=False,
                threat=None,
                fold=at % FOLDS,
                source=name,
                title=row.get("title") or "",
                text=row["text"],
            )


def _texts(title: str, text: str) -> tuple[str, ...]:
    return tuple(one.text for one in passages(title, text))


def _rows(path: Path, many: int) -> list[dict[str, Any]]:
    """Take `many` rows of a set, chosen by the hash of their text, so that the choice never changes."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [{**row, "lang": _CODES.get(row["lang"], row["lang"])} for row in map(json.loads, lines)]
    plain = [
        row for row in rows if row["lang"] in LANGUAGES and not any(word in row["text"].lower() for word in _DOUBTFUL)
    ]
    return sorted(plain, key=lambda row: sha256(row["text"].encode()).digest())[:many]


def embed(texts: Sequence[str]) -> Vectors:
    """Embed texts, those of earlier runs from the file where they are kept."""
    kept: dict[str, Any] = dict(np.load(KEPT)) if KEPT.exists() else {}
    names = [sha256(text.encode()).hexdigest()[:24] for text in texts]
    lacking = {name: text for name, text in zip(names, texts, strict=True) if name not in kept}
    for start in range(0, len(lacking), 64):
        batch = dict(list(lacking.items())[start : start + 64])
        kept |= dict(zip(batch, embedder().embed(list(batch.values())), strict=True))
    if lacking:
        KEPT.parent.mkdir(exist_ok=True)
        np.savez(KEPT, **kept)
    return np.stack([kept[name] for name in names])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The lessons as a table: a row for each passage, told twice: with what the rules said, and without."""

    columns: Floats
    labels: Floats
    threats: Floats  # 1, 0, or nan where nobody told
    langs: NDArray[np.str_]
    folds: NDArray[np.int64]
    sources: NDArray[np.str_]
    blind: NDArray[np.bool_]


def tabled(lessons_: Sequence[Taught]) -> tuple[Rows, dict[str, Floats]]:
    """Embed the lessons and set them out as rows; also give the mean of each language."""
    vectors = embed([text for one in lessons_ for text in one.passages]).astype(np.float64)
    owners = [one for one in lessons_ for _ in one.passages]
    verdicts = {id(one): signs_of(_verdict(one)) for one in lessons_}
    labels = np.array([float(one.strike) for one in owners])
    langs = np.array([one.lang for one in owners])
    means = {lang: _middle(vectors[langs == lang], labels[langs == lang]) for lang in LANGUAGES}
    means[ANY_LANGUAGE] = np.mean([means[lang] for lang in LANGUAGES], axis=0)
    centred = vectors - np.stack([means[lang] for lang in langs])
    ones = np.ones((len(owners), 1))
    seeing = np.hstack([np.stack([verdicts[id(one)] for one in owners]), centred, ones])
    blind = np.hstack([np.tile(signs_of(None), (len(owners), 1)), centred, ones])
    return Rows(
        columns=np.vstack([seeing, blind]),
        labels=np.tile(labels, 2),
        threats=np.tile([np.nan if one.threat is None else float(one.threat) for one in owners], 2),
        langs=np.tile(langs, 2),
        folds=np.tile([one.fold for one in owners], 2),
        sources=np.tile([one.source for one in owners], 2),
        blind=np.arange(2 * len(owners)) >= len(owners),
    ), means


def _middle(vectors: Floats, labels: Floats) -> Floats:
    """Give the point halfway between a language's strikes and its other articles.

    The plain mean would lie nearer to whatever the lessons of that language have most of.
    """
    return np.asarray((vectors[labels == 1].mean(axis=0) + vectors[labels == 0].mean(axis=0)) / 2)


def _verdict(one: Taught) -> Verdict:
    return weigh(*read(one.title, one.text, kazakh=one.lang == "kk"), None)


def shares(rows: Rows, inside: NDArray[np.bool_]) -> Floats:
    """Weigh rows so that each language's strikes, and its other articles, count alike however many there are."""
    weights = np.zeros(len(rows.labels))
    for lang in LANGUAGES:
        for label in (0.0, 1.0):
            cell = inside & (rows.langs == lang) & (rows.labels == label)
            weights[cell] = CELL / max(1, cell.sum())
    return weights


def fitted(rows: Rows, inside: NDArray[np.bool_], penalty: float = PENALTY) -> Floats:
    """Fit the weights on some of the rows: shape of a model's `weights`."""
    many = rows.columns.shape[1]
    drawn = np.full(many, penalty)
    drawn[: len(SIGNS)] = drawn[-1] = SIGN_PENALTY
    weights = shares(rows, inside)
    return fit(rows.columns[inside], rows.labels[inside], weights[inside], drawn)


def crossed(rows: Rows, penalty: float = PENALTY) -> Floats:
    """Give each row the log-odds of a fit on the other folds."""
    told = np.empty(len(rows.labels))
    for fold in range(FOLDS):
        weights = fitted(rows, rows.folds != fold, penalty)
        told[rows.folds == fold] = rows.columns[rows.folds == fold] @ weights
    return told


def threat_weights(rows: Rows) -> Floats:
    """Fit what tells a threat from a strike: shape (dim + 1,), the constant last."""
    told = ~rows.blind & (rows.labels == 1) & ~np.isnan(rows.threats)
    columns = rows.columns[told][:, len(SIGNS) :]
    threats = rows.threats[told]
    even = np.where(threats == 1, CELL / threats.sum(), CELL / (1 - threats).sum())
    drawn = np.full(columns.shape[1], PENALTY)
    return fit(columns, threats, even, drawn)


def made(rows: Rows, means: dict[str, Floats]) -> Model:
    """Fit the whole model; its log-odds are scaled to the share of strikes among news (SLOPE, OFFSET)."""
    weights = fitted(rows, np.ones(len(rows.labels), dtype=bool)) * SLOPE
    weights[-1] += OFFSET
    return Model(
        embedder=embedder().name,
        signs=weights[: len(SIGNS)],
        embedding=weights[len(SIGNS) : -1],
        constant=float(weights[-1]),
        threat=threat_weights(rows),
        means=means,
    )


def main() -> None:
    """Fit, print what was measured on phrases that the fit had not seen, and write the weights."""
    lessons_ = taught()
    rows, means = tabled(lessons_)
    told = crossed(rows)
    for source in sorted(set(rows.sources)):
        for blind in (True, False):
            inside = (rows.sources == source) & (rows.blind == blind)
            flagged = chance(SLOPE * told[inside] + OFFSET) >= THRESHOLD
            print(f"{source:36} {'alone' if blind else 'both ':5} {_told(flagged, rows.labels[inside])}")
    model = made(rows, means)
    SHIPPED.write_bytes(model.to_bytes())
    print(f"{len(lessons_)} articles, {len(rows.labels) // 2} passages; weights {model.version} in {SHIPPED}")


def _told(flagged: NDArray[np.bool_], labels: Floats) -> str:
    strikes, others = labels == 1, labels == 0
    found = f"found {int(flagged[strikes].sum())}/{int(strikes.sum())}" if strikes.any() else "no strikes"
    return f"{found}, refused {int((~flagged[others]).sum())}/{int(others.sum())}"


if __name__ == "__main__":
    main()
