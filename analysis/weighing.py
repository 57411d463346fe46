"""Weigh what was read: from the cues of a title and a text to a score, a kind and the reasons.

Reads Readings; gives a Verdict. The score is the probability that the article tells of a strike or of a threat
of one, fitted to labelled articles: log-odds of the cues, the strongest in full and each further one at half the
weight of the one before, since the tenth "strike" of an article adds little to the ninth.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analysis.denials import DENIED, asserted, without_denied
from analysis.reading import Cue, Reading

# Log-odds of an article without a cue; with one plain mention in the body (2.4) it stays under the threshold.
_NO_CUE = -3.2
# One sentence in a long article is a mention: each doubling beyond this many sentences takes a little.
_SHORT_ARTICLE = 8
_PER_DOUBLING = 0.25
_FURTHER = 0.5
_TITLE = 1.55  # a headline names what the article is about
# With 1.15 one cue in the lead scored .80 and two .99: 31 of 32 press stories lay within .15 of each other, now 32.
_LEAD = 1.22
# A stop told in plain words, in a headline alone that has no room to say what people want. Of the headlines of
# 3,444 articles of news none is flagged for it.
_BARE = 0.8
_LEAD_SENTENCES = 3
_HISTORICAL = 0.12
# Protests of workers without a word of stopped work end just under the threshold: they rank high, unflagged.
_PROTEST_ALONE = -0.2
# With this many words of football or war in the article, ambiguous words do not count.
_ELSEWHERE_CUES = 2
# A headline on the law, a film or a match: one assertion in the body (0.6 above even) no longer flags, three do.
_OTHER_TOPIC = frozenset({"other", "none", "denial", "refuted", "elsewhere"})
_TOPIC = -1.6
# From weights to a probability: Platt scaling on 4,092 labelled articles (`python -m bench.calibration`: slope 2.8,
# offset -1.4, here steeper with the threshold kept; scores lie .001 off the share of strikes). Steep, for what is told
# plainly once is nearly always a strike, and one story must not score .5 in Russian and .99 in English.
SLOPE = 4.0
OFFSET = -1.0
# For recall: on those articles .2 finds all but one of 310, and 98 in 100 flags are right; docs/detection.md has the
# curve. Protests of workers without a word of stopped work (.14) stay below.
THRESHOLD = 0.2

_YEAR = re.compile(r"\b(1[89]\d\d|20[0-4]\d)\b(?!\s*(?:тенге|теңге|tenge|рабоч|workers|жұмысшы))")
# An article without a date that names no later year tells of Soviet times.
_INDEPENDENCE = 1993
# A strike of the year before last is history to a nightly monitor.
_OLD_YEARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the weighing came to."""

    score: float
    kind: str
    why: str
    cues: tuple[Cue, ...]  # those that made the score, strongest first
    odds: float  # what was weighed, before it became a probability
    covered: bool = False  # words of a strike that mean something else, or that there is none
    denied: bool = False
    past: bool = False


def weigh(title: Reading, text: Reading, published: datetime | None) -> Verdict:
    """Weigh the cues of an article."""
    year: int | None = None
    if title.cues or text.cues:  # only they have a time; looking for years took a tenth of an article without
        year = published.year if published else _latest_year(title, text)
    body = list(_in_time(text, year, historical=_is_historical(title, year)))
    cues = [*_in_time(title, year, historical=_all_past(body)), *body]
    cues = _without_explained(_without_doubtful(cues))
    cues = without_denied(cues, {title.field: title.text, text.field: text.text})
    told = asserted(cues)
    counting = sorted(_strongest_of_sentence(cues), key=lambda cue: (-_weight(cue), cue.field != "title", cue.start))
    log_odds = _NO_CUE - _length(text) + sum(_weight(cue) * _FURTHER**rank for rank, cue in enumerate(counting[:6]))
    log_odds += (0.0 if told else _denial(cues, counting)) + _topic(title, counting, told=told)
    if all(cue.rule.meaning == "protest" for cue in counting):
        log_odds = min(log_odds, _PROTEST_ALONE)
    score = 1 / (1 + math.exp(-(SLOPE * log_odds + OFFSET)))
    kind = _kind(counting) if score >= THRESHOLD else "none"
    return Verdict(
        score=round(score, 4),
        kind=kind,
        why=_why(kind, counting, cues),
        cues=tuple(counting),
        odds=log_odds,
        covered=any(cue.covered_by for cue in cues),
        denied=not told and any(cue.rule.meaning in DENIED for cue in cues),
        past=any(cue.historical and cue.counts for cue in cues),
    )


def _latest_year(*readings: Reading) -> int | None:
    years = [int(year) for reading in readings for year in _YEAR.findall(reading.text)]
    return max(*years, _INDEPENDENCE) if years else None


def _all_past(body: Sequence[Cue]) -> bool:
    """Tell whether all that a text tells of strikes is past: then so is what its headline tells."""
    told = [cue.historical for cue in body if cue.counts]
    return bool(told) and all(told)


def _is_historical(title: Reading, year: int | None) -> bool:
    past = any(cue.rule.meaning == "history" for cue in title.cues)
    return past or _tells_old_year(title.text, year)


def _tells_old_year(sentence: str, year: int | None) -> bool:
    years = [int(found) for found in _YEAR.findall(sentence)]
    return year is not None and bool(years) and max(years) <= year - _OLD_YEARS


def _in_time(reading: Reading, year: int | None, *, historical: bool = False) -> Iterator[Cue]:
    """Mark the cues of sentences about the past; what follows stays there until a sentence tells of now."""
    by_sentence: dict[int, list[Cue]] = {}
    for cue in reading.cues:
        by_sentence.setdefault(cue.sentence, []).append(cue)
    past = historical
    for number, part in enumerate(reading.sentences):
        cues = by_sentence.get(number, [])
        meanings = {cue.rule.meaning for cue in cues}
        words = reading.text[part.start : part.end]
        if _tells_old_year(words, year) or "history" in meanings:
            past = True
        elif "present" in meanings or (year is not None and str(year) in words):
            past = historical and "present" not in meanings
        yield from (replace(cue, historical=past) for cue in cues)


def _topic(title: Reading, counting: Sequence[Cue], *, told: bool) -> float:
    """Give what a headline on another matter takes away: a law, a film, a match, a denial that nothing contradicts."""
    if any(cue.field == "title" for cue in counting):
        return 0.0
    others = _OTHER_TOPIC - {"none", "denial"} if told else _OTHER_TOPIC
    return _TOPIC if any(cue.rule.meaning in others for cue in title.cues) else 0.0


def _length(text: Reading) -> float:
    return _PER_DOUBLING * math.log2(max(1.0, len(text.sentences) / _SHORT_ARTICLE))


def _without_doubtful(cues: list[Cue]) -> list[Cue]:
    """Drop ambiguous words from an article that speaks of football or war."""
    elsewhere = sum(cue.rule.meaning == "elsewhere" for cue in cues)
    if elsewhere and all(cue.bare for cue in cues if cue.counts):
        return [cue for cue in cues if not cue.bare]
    doubtful = sum(cue.counts and cue.rule.ambiguous for cue in cues)
    certain = any(cue.counts and not cue.rule.ambiguous and cue.rule.meaning != "protest" for cue in cues)
    if certain or elsewhere < max(_ELSEWHERE_CUES, doubtful):
        return cues
    return [cue for cue in cues if not cue.rule.ambiguous]


def _without_explained(cues: list[Cue]) -> list[Cue]:
    """Let headline and lead explain each other: a stop that one tells of has the cause that the other gives.

    An act that no weather and no accident forces on anybody, a refusal say, keeps its force.
    """
    for told, given in (("title", "text"), ("text", "title")):
        causes = [cue for cue in cues if cue.rule.meaning == "cause" and cue.field == given]
        causes = [cue for cue in causes if cue.sentence < _LEAD_SENTENCES]
        if causes and not any(cue.counts and cue.field == given for cue in cues):
            return [_explained(cue, causes[0]) if cue.field == told else cue for cue in cues]
    return cues


def _explained(cue: Cue, cause: Cue) -> Cue:
    return replace(cue, covered_by=cause.rule.reason) if cue.counts and "cause" in cue.rule.unless else cue


def _strongest_of_sentence(cues: Sequence[Cue]) -> list[Cue]:
    best: dict[tuple[str, int], Cue] = {}
    for cue in cues:
        place = (cue.field, cue.sentence)
        if cue.counts and (place not in best or _weight(cue) > _weight(best[place])):
            best[place] = cue
    return list(best.values())


def _weight(cue: Cue) -> float:
    weight = cue.rule.weight * (_BARE if cue.bare else 1.0)
    if cue.heads:
        weight *= _TITLE
    elif cue.sentence < _LEAD_SENTENCES:
        weight *= _LEAD
    return weight * (_HISTORICAL if cue.historical else 1.0)


def _denial(cues: Iterable[Cue], counting: Sequence[Cue]) -> float:
    """Give what denials take away: in the headline all of it, in the body their share of the sentences."""
    denials = [cue for cue in cues if cue.rule.meaning in DENIED]
    if not denials or not counting:
        return 0.0
    in_title = any(cue.field == "title" for cue in denials)
    return min(cue.rule.weight for cue in denials) * (1.5 if in_title else 1.0 / len(counting))


def _kind(counting: Sequence[Cue]) -> str:
    strike = max((_weight(cue) for cue in counting if cue.rule.meaning in {"strike", "hunger"}), default=0.0)
    threat = max((_weight(cue) for cue in counting if cue.rule.meaning == "threat"), default=0.0)
    return "threat" if threat > strike else "strike"


def _why(kind: str, counting: Sequence[Cue], cues: Sequence[Cue]) -> str:
    if kind != "none":
        denied = "; denied by a party to it" if any(cue.rule.meaning in DENIED for cue in cues) else ""
        return f"{counting[0].rule.reason}: {_plural(len(counting))}{denied}"
    reasons = sorted({cue.covered_by for cue in cues if cue.covered_by})
    reasons += ["tells of the past"] if any(cue.historical and cue.counts for cue in cues) else []
    reasons += ["a strike is denied"] if any(cue.rule.meaning in DENIED for cue in cues) else []
    return "; ".join(reasons) if reasons else "no words that tell of a strike" if not counting else "too little"


def _plural(count: int) -> str:
    return "one sentence says so" if count == 1 else f"{count} sentences say so"
