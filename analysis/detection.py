"""Say whether an article tells of a strike, or of a threat of one, and show the words that say so.

Reads an article's title and text in the original; gives a Detection. Two readers, one verdict: the explainable one
(analysis.lexicon holds the words, analysis.reading finds them, analysis.weighing weighs them), and beside it, where an
embedding model is installed, the learned one (analysis.learned).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.coding import Report, code_article
from analysis.coding.demand_model import shipped as demand_weights
from analysis.coding.telling import tell
from analysis.embedding import Embedder, embedder
from analysis.evidence import Evidence
from analysis.learned.reader import LearnedReader, as_readings, joined
from analysis.reading import Cue, read
from analysis.setting import country, in_kazakhstan
from analysis.weighing import THRESHOLD, Verdict, weigh

if TYPE_CHECKING:
    from analysis.language import Span

#: Of the code; what is stored carries `version()`, which changes with the data files too.
VERSION = 5
#: In the version of results that the rules alone made.
ALONE = "rules"
_DATA = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What was found; `kind` is "strike", "threat" or "none", `in_kazakhstan` None where no place is told."""

    strike: bool
    score: float
    kind: str
    why: str
    in_kazakhstan: bool | None
    evidence: tuple[Evidence, ...]
    reports: tuple[Report, ...]


def version(learned: LearnedReader | None = None) -> str:
    """Name the code, the data files and the weights that results come from: with any changed, they are made again."""
    return f"{VERSION}-{hash_of(_DATA)}-{learned.version if learned else ALONE}"


@cache
def hash_of(data: Path) -> str:
    """Name the data files of the rules and of the coder, and the weights of demands: eight hexadecimal digits."""
    folders = ("*.toml", "lexicon/*.toml", "coding/*.toml", "coding/*.npz")
    files = sorted(file for folder in folders for file in data.glob(folder))
    told = sha256(b"".join(file.name.encode() + b"\0" + file.read_bytes() for file in files))
    return told.hexdigest()[:8]


def detect(
    *,
    title: str,
    text: str,
    lang: str,
    spans: Sequence[Span] = (),
    published: datetime | None = None,
    learned: LearnedReader | None = None,
) -> Detection:
    """Read an article, with the rules alone or with the learned reader beside them.

    `lang` moves embeddings to the middle of their language; to the rules it and `spans` matter only for Kazakh in
    Latin or Arabic letters: see analysis.reading.
    """
    readings = read(title, text, kazakh=lang == "kk" or _mostly_kazakh(spans))
    verdict = weigh(*readings, published)
    opinion = learned.opinion(title, text, lang, verdict, readings) if learned else None
    verdict = joined(verdict, opinion)
    if verdict.score < THRESHOLD:
        return _refusal(verdict)
    if opinion is not None and not verdict.cues:
        readings = as_readings(opinion, title, text)
        verdict = replace(verdict, cues=tuple(cue for reading in readings for cue in reading.cues))
    day = published.date() if published else None
    told = tell(readings, day)
    here = in_kazakhstan(told)
    return Detection(
        strike=True,
        score=verdict.score,
        kind=verdict.kind,
        why=verdict.why,
        in_kazakhstan=here,
        evidence=tuple(_evidence(cue, title, text) for cue in verdict.cues),
        reports=code_article(
            told,
            published=day,
            score=verdict.score,
            country=country(told) if here is False else None,
            embedder=_embedder(learned),
        ),
    )


def _embedder(learned: LearnedReader | None) -> Embedder | None:
    """Give the embedding model where the learned reader works with the one that the weights of demands are for."""
    return embedder() if learned and learned.model.embedder in demand_weights() else None


def _mostly_kazakh(spans: Sequence[Span]) -> bool:
    """Tell whether Kazakh has the larger part of what is not in Cyrillic.

    A line of Kazakh on an English page, a postal address say, must not have the English read as Kazakh in Latin.
    """
    sizes = {True: 0, False: 0}
    for span in spans:
        if span.script != "Cyrl":
            sizes[span.lang == "kk"] += span.end - span.start
    return sizes[True] > sizes[False]


def _refusal(verdict: Verdict) -> Detection:
    return Detection(
        strike=False,
        score=verdict.score,
        kind="none",
        why=verdict.why,
        in_kazakhstan=None,
        evidence=(),
        reports=(),
    )


def _evidence(cue: Cue, title: str, text: str) -> Evidence:
    words = (title if cue.field == "title" else text)[cue.start : cue.end]
    return Evidence(field=cue.field, start=cue.start, end=cue.end, text=words, reason=cue.rule.reason)
