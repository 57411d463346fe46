"""The learned reader at work: reads an article beside the rules, and joins both into one verdict.

Reads a title, a text and what the rules made of them; gives an Opinion, and a Verdict that holds both. The score is a
probability still: the model's own, whose columns hold the rules' log-odds. An article without a passage worth
embedding keeps the rules' verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.embedding import Embedder, NoEmbeddings
from analysis.learned import words
from analysis.learned.model import Model, NotAModel
from analysis.learned.passages import Passage, passages
from analysis.learned.regression import Floats, chance
from analysis.learned.signs import signs
from analysis.lexicon import Rule
from analysis.reading import Cue, Reading
from analysis.tokens import sentences
from analysis.transliteration import to_cyrillic
from analysis.weighing import THRESHOLD, Verdict

REASON = "reads like reports of strikes (learned reader)"
#: Of an article that the rules flag and the learned reader does not.
OVERRULED = "reads like none (learned reader)"
# The second reader is named in the verdict's reason where it moved the score by more than this.
_MOVED = 0.1
# What the learned reader does not overrule: log-odds of the rules of so much, or so many sentences in which a narrow
# rule reads a strike or a threat. With any flag of theirs kept, one hard negative in five of writers that it had not
# read is flagged; with these one in ten, as with none (of 933, two have three such sentences and less odds). With none
# it loses 19 of the 61 strikes of Reuters, whose English of 1987 it was not taught, and two of the five seeds, which
# are long surveys of many strikes; with these two and none.
_SURE = 3.5
_SAID_SO = 3
# Letters: no article that taught is longer. Of 2,288 long ones of Russian news the rules flag two.
_LONG = 2200
_TOLD = frozenset({"strike", "threat"})
# The most that the embedding of a passage moved the log-odds of 8,479 articles and headlines, as a share of the length
# of its weights.
_REACH = 0.106
# What a passage stands for in evidence and report: a strike, or (True) a threat of one.
_RULES = {
    threat: Rule(
        name="learned",
        lang="und",
        meaning="threat" if threat else "strike",
        weight=0.0,
        reason=REASON,
        stems=(),
        also=(),
        patterns=(),
        needs=(),
        unless=(),
        code="strike threat" if threat else "",
        ambiguous=False,
        broad=False,
    )
    for threat in (False, True)
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opinion:
    """What the learned reader makes of an article: the passage that speaks loudest, and its row of the model."""

    score: float
    passage: Passage
    columns: Floats
    threat: bool
    stems: Sequence[str] = ()  # of the article, those that speak loudest for a strike
    strange: bool = False  # whether the article is longer than those that the weights were taught with


class LearnedReader:
    """A model with the embeddings that it belongs to."""

    def __init__(self, model: Model, embedder: Embedder) -> None:
        if model.embedder != embedder.name:
            raise NoEmbeddings(f"the weights are for {model.embedder}, not for {embedder.name}")
        self.model = model
        #: Names the weights: results of other weights are to be made again.
        self.version = model.version
        self._embedder = embedder
        self._words = words.shipped()
        if model.words != self._words.version:
            raise NotAModel(f"the weights are for stems {model.words}, not for {self._words.version}")

    def opinion(
        self, title: str, text: str, lang: str, verdict: Verdict, readings: Sequence[Reading], *, always: bool = False
    ) -> Opinion | None:
        """Read an article beside what the rules made of it; None where there is nothing to read.

        What no passage could lift to the threshold is not embedded unless `always`: nine in ten articles of news.
        """
        found = passages(title, text)
        if not found:
            return None
        told = signs(verdict, readings, self._said(title, text, readings))
        rows = self._rows(told, found if always or self._may_be(told) else (), lang)
        odds = rows @ self.model.weights
        best = int(np.argmax(odds))
        centred = rows[best][len(self.model.signs) :]
        return Opinion(
            score=float(chance(odds[best])),
            passage=found[best],
            columns=rows[best],
            threat=float(centred @ self.model.threat) > 0,
            stems=self._words.loudest(title, text) if chance(odds[best]) >= THRESHOLD else (),
            strange=len(text) > _LONG,
        )

    def _may_be(self, told: Floats) -> bool:
        """Tell whether a passage could still lift an article with these signs to the threshold."""
        reach = _REACH * float(np.linalg.norm(self.model.embedding))
        return float(chance(told @ self.model.signs + self.model.constant + reach)) >= THRESHOLD

    def _rows(self, told: Floats, found: Sequence[Passage], lang: str) -> Floats:
        """Give a row for each passage, or one of the signs alone where there is none."""
        if not found:
            return np.concatenate([told, np.zeros_like(self.model.embedding), [1.0]])[np.newaxis]
        vectors = self._embedder.embed([one.text for one in found])
        return np.stack([self.model.columns(told, vector, lang) for vector in vectors])

    def _said(self, title: str, text: str, readings: Sequence[Reading]) -> float:
        """Give what the stems say; of Kazakh in other letters, those of its Cyrillic."""
        script = next((one.script for one in readings if one.script), "")
        return self._words.odds(to_cyrillic(title, script), to_cyrillic(text, script))


def joined(verdict: Verdict, opinion: Opinion | None) -> Verdict:
    """Make one verdict of two: the learned reader's score, whose columns hold what the rules said.

    What the rules are sure of, and any flag of theirs on a long article, stays flagged, at their score. The kind and
    the reason are those of the rules where they have one.
    """
    if opinion is None:
        return verdict
    score = round(max(opinion.score, verdict.score if opinion.strange or _is_sure(verdict) else 0.0), 4)
    kind = verdict.kind if verdict.kind != "none" else _kind(opinion)
    return replace(verdict, score=score, kind=kind if score >= THRESHOLD else "none", why=_why(verdict, opinion, score))


def _is_sure(verdict: Verdict) -> bool:
    narrow = (cue for cue in verdict.cues if not cue.rule.broad and not cue.historical)
    return verdict.odds >= _SURE or sum(cue.rule.meaning in _TOLD for cue in narrow) >= _SAID_SO


def as_readings(opinion: Opinion, title: str, text: str) -> tuple[Reading, Reading]:
    """Give an article that no rule fits as if one had fitted the opinion's passage: for its evidence and its report."""
    first, second = _reading("title", title, opinion), _reading("text", text, opinion)
    return first, second


def _reading(field: str, text: str, opinion: Opinion) -> Reading:
    found = sentences(text)
    told = opinion.passage
    at = next((number for number, one in enumerate(found) if one.end > told.start), 0)
    cue = Cue(field=field, sentence=at, start=told.start, end=told.end, rule=_RULES[opinion.threat])
    return Reading(field=field, text=text, sentences=found, cues=(cue,) if told.field == field and found else ())


def _kind(opinion: Opinion) -> str:
    return "threat" if opinion.threat else "strike"


def _why(verdict: Verdict, opinion: Opinion, score: float) -> str:
    if verdict.score >= THRESHOLD > score:
        return f"{verdict.why}; {OVERRULED}"
    if score - verdict.score <= _MOVED:
        return verdict.why
    told = f"{REASON}: {', '.join(opinion.stems)}" if opinion.stems else REASON
    return told if verdict.score < THRESHOLD else f"{verdict.why}; {told}"
