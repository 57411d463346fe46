"""The step `learn`: refit the learned reader on what curators decided. Reads reviews; writes model."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np

from analysis.embedding import Embedder, NoEmbeddings, embedder
from analysis.learned.articles import lessons
from analysis.learned.model import NotAModel, shipped
from analysis.learned.reader import LearnedReader
from analysis.reading import Reading, read
from analysis.relearning import Examples, Score, Trial, changes, refit, too_few
from analysis.weighing import Verdict, weigh
from steps.night import Night, log
from steps.readers import model
from steps.reading import Counts
from store import learned
from store.database import Store
from store.learned import Example, Refit

# Of the made lessons every eleventh is the fixed set: 133 of all kinds and languages, ten seconds of embedding.
_EVERY = 11


class NothingLearned(Exception):
    """There is nothing to learn from, or nobody to learn; the message says why."""


def learn(night: Night) -> Counts:
    """Refit, if curators decided anything since the last time, and keep what is better."""
    if not night.settings.learned:
        return {"kept": 0}
    try:
        trial = try_out(night.store, again=False)
    except NothingLearned as error:
        log.info("learn: %s", error)
        return {"kept": 0}
    keep(night.store, trial, night.now)
    return {"kept": int(trial.better), "reviews": trial.reviews}


def try_out(store: Store, *, embeddings: Embedder | None = None, again: bool = True) -> Trial:
    """Refit on all reviews and compare, changing nothing. Raises NothingLearned.

    `embeddings` are those that are installed unless others are given. Without `again`, reviews that the last refit
    saw already are nothing to learn from.
    """
    found = learned.examples(store)
    last = learned.last(store)
    if not again and last is not None and last.examples == named(found):
        raise NothingLearned("no decision since the last time")
    if reason := too_few(np.array([float(one.strike) for one in found])):
        raise NothingLearned(reason)
    try:
        mine = LearnedReader(model(store), embeddings or embedder())
    except (NoEmbeddings, NotAModel) as error:
        raise NothingLearned(str(error)) from error
    reviewed = _rows(mine, [_read(one.title, one.body, one.lang, one.published, one.strike) for one in found])
    if reason := too_few(reviewed.labels):
        raise NothingLearned(f"of those with a passage to learn from, {reason}")
    return refit(shipped(), mine.model, reviewed, _rows(mine, _fixed()))


def keep(store: Store, trial: Trial, now: datetime) -> None:
    """Write a trial down; if it is better, its model is in use from now on."""
    learned.add(
        store,
        Refit(
            version=trial.model.version,
            base=shipped().version,
            weights=trial.model.to_bytes() if trial.better else None,
            kept=trial.better,
            examples=named(learned.examples(store)),
            figures=figures(trial),
            made=now,
        ),
    )


def figures(trial: Trial) -> Mapping[str, Any]:
    """Return what a trial measured, for the log of models and for people."""
    parts: Mapping[str, Score] = {
        "before": trial.before,
        "after": trial.after,
        "fixed_before": trial.fixed_before,
        "fixed_after": trial.fixed_after,
    }
    told = {name: {key: round(value, 4) for key, value in asdict(one).items()} for name, one in parts.items()}
    return {"reviews": trial.reviews, "why": trial.why, **told}


def told(store: Store, trial: Trial) -> Sequence[str]:
    """Say in words what a trial changed in the weights in use."""
    return changes(model(store), trial.model)


def named(found: Sequence[Example]) -> str:
    """Name what was learned from: eight hexadecimal digits that change with any decision."""
    line = "\n".join(f"{one.article_id} {one.strike} {len(one.title)} {len(one.body)}" for one in found)
    return sha256(line.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    """An article with its label, and what the rules say of it."""

    title: str
    text: str
    lang: str
    strike: bool
    readings: Sequence[Reading]
    verdict: Verdict


def _read(title: str, text: str, lang: str, published: datetime | None, strike: bool) -> _Article:
    readings = read(title, text, kazakh=lang == "kk")
    return _Article(
        title=title, text=text, lang=lang, strike=strike, readings=readings, verdict=weigh(*readings, published)
    )


@cache
def _fixed() -> tuple[_Article, ...]:
    """Return the fixed set; the rules' part of it never changes within a process."""
    return tuple(_read(one.title, one.text, one.lang, None, one.strike) for one in lessons()[::_EVERY])


def _rows(mine: LearnedReader, articles: Iterable[_Article]) -> Examples:
    """Set articles out as rows of the model; one without a passage has no row."""
    rows, labels = [], []
    for one in articles:
        opinion = mine.opinion(one.title, one.text, one.lang, one.verdict, one.readings, always=True)
        if opinion is not None:
            rows.append(opinion.columns)
            labels.append(float(one.strike))
    return Examples(rows=np.array(rows), labels=np.array(labels))
