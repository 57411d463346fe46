"""What is demanded in the sentences of one strike, with the words that say so.

Reads sentences and, where there is one, an embedding model; gives each demand with its sentence. The rules of
demands.toml and the voices are columns of a model that weighs them together (demand_model); a rule under [sure] of that
file is given whatever the model makes of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.coding import values
from analysis.coding.demand_columns import Line, hits, language, lines
from analysis.coding.demand_model import shipped
from analysis.coding.telling import Told
from analysis.coding.voices import HISTORY
from analysis.embedding import Embedder
from analysis.tokens import fold

_ARREARS, _BENEFITS = "wage arrears", "benefits"
_NOT = re.compile(r"\bне\b|\bnot\b|\bnever\b|n't\b|[мбп][ае](?:ген|ган|й|у|уи|еу|ауы)\w*\b")
_BONUS = re.compile(r"преми|бонус|сыйа[кқ]|bonus|extra pay|сверхуроч|overtime")
# Articles of more sentences are read to here; of 490 that the model was taught with the longest has 25.
_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A demand, and where it is told."""

    label: str
    told: Told
    start: int
    end: int
    reason: str


def demands(sentences: Sequence[Told], embedder: Embedder | None) -> list[Demand]:
    """Give each demand once, by label."""
    ordered = sorted(sentences, key=lambda one: (one.field != "title", one.start))[:_MOST]
    if not ordered:
        return []
    found = {one.label: one for one in (*_weighed(ordered, embedder), *_sure(ordered))}
    return [found[label] for label in sorted(found)]


def _weighed(ordered: Sequence[Told], embedder: Embedder | None) -> Iterable[Demand]:
    models, found = shipped(), lines(ordered)
    given, lang = frozenset(by_rules(ordered)), language(ordered[-1].text)
    model = models.get(embedder.name if embedder else "", models[""])
    vectors = None
    if embedder and model.embedder:
        worth = models[""].worth(found, lang)
        vectors = model.spread(embedder.embed([found[at].text for at in worth]), worth, len(found), lang)
    # Without embeddings what rules find stands: of articles that they were made of they know more than the model.
    asked = vectors is not None or not given
    chosen = (model.demands(found, vectors, lang, given) if asked else {}) or _by_rules_alone(ordered, given)
    return (_demand(label, ordered[at], found[at]) for label, at in chosen.items())


def _by_rules_alone(ordered: Sequence[Told], given: Iterable[str]) -> dict[str, int]:
    """Give the sentences of what rules find, for where the model finds nothing: what a director has granted, say."""
    looked = sorted(range(len(ordered)), key=lambda at: ordered[at].voice is not None)
    return {label: next(at for at in looked if label in {hit.value for hit in hits(ordered[at])}) for label in given}


def _demand(label: str, one: Told, line: Line) -> Demand:
    start = one.text.index(line.text, one.start)
    reason = f"says: {label}" if label in line.hits else f"reads like: {label}"
    return Demand(label=label, told=one, start=start, end=start + len(line.text), reason=reason)


def _sure(ordered: Iterable[Told]) -> Iterable[Demand]:
    """Give what a curator's own lines name, where workers or the paper speak."""
    for one in ordered:
        for hit in values.find("sure", one.words) if one.voice is None else ():
            yield Demand(label=hit.value, told=one, start=hit.start, end=hit.end, reason=f"says: {hit.value}")


def by_rules(sentences: Sequence[Told]) -> set[str]:
    """Give what the rules alone find: what a director says of safety is no demand where workers tell theirs."""
    theirs = [one for one in sentences if one.voice is None]
    found = _named(theirs) or _named([one for one in sentences if one.voice != HISTORY])
    if {_ARREARS, _BENEFITS} <= found:
        found.discard(_over_bonuses(theirs))
    return found


def _named(sentences: Iterable[Told]) -> set[str]:
    return {hit.value for one in sentences for hit in hits(one)}


def _over_bonuses(sentences: Iterable[Told]) -> str:
    """Give which of arrears and benefits is not meant where bonuses make both.

    A bonus that was earned and not paid is owed; one that is asked for is a benefit, whatever else is said of it.
    """
    owed, asked, other = False, False, False
    for one in sentences:
        told = [hit for hit in values.find("demand", one.words) if hit.value in (_ARREARS, _BENEFITS)]
        unpaid = any(hit.value == _ARREARS for hit in told)
        benefits = [fold(one.text[hit.start : hit.end]) for hit in told if hit.value == _BENEFITS]
        if not all(map(_BONUS.search, benefits)):
            return ""
        denied = _NOT.search(fold(one.text[one.start : one.end])) is not None
        owed = owed or bool(benefits and unpaid and denied)
        asked = asked or bool(benefits and unpaid and not denied)
        other = other or (unpaid and not benefits)
    if owed:
        return _BENEFITS
    return _ARREARS if asked and not other else ""
