"""What the demand model sees of each sentence: its stems, what the rules and voices say of it, its neighbours.

Reads the Told of an article; gives a Line for each sentence, and its columns. Writes nothing. learn.demands teaches the
model from the same columns.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from analysis.coding import values
from analysis.coding.telling import Told
from analysis.coding.voices import EMPLOYER, HISTORY, STATE
from analysis.learned.regression import Floats
from analysis.tokens import fold

#: The labels, in the order of every table of the model.
LABELS = (
    "wage rise", "wage arrears", "conditions and safety", "benefits", "outsourcing and contracts", "reinstatement",
    "union rights", "nationalisation", "management", "release of prisoners", "other",
)  # fmt: skip
#: A sentence, the one before it and the one after it: how much the stems and the embeddings of each count.
REACH = (0, -1, 1)
STEM_SCALES = (1.0, 0.4, 0.4)
# Embeddings lie close together; scaled so that their distances are of the size of the other columns.
EMBEDDING_SCALES = (3.0, 1.5, 1.5)
_VOICES = (EMPLOYER, STATE, HISTORY)
_STEM = 6  # letters: what a Russian or Kazakh word keeps through most of its endings
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEGINS = re.compile(r"[.!?…\n«\"“]")
_KAZAKH = re.compile(r"[әғқңөұүһі]")
# What is asked for: rules that fit beside these words, in workers' or the paper's sentences, are right in .83 of
# what writers who never saw them tell, and in .68 without.
_WANTED = re.compile(
    r"требу[юе]|потребовал|\bпрос[ия]т|\bпросил|добива|\bхот[яе]т\b|\bхотели|настаива\w+ на|выступа\w+ против"
    r"|\bтребовани[яе]м?\b|талап ет|талап кой|талаптар|сурап|сурайды|сурады|сураган|калайды|калап|тилек|талаб"
    r"|demand|\bwant|\bask(?:ed|s|ing)?\b|call(?:ed|ing)? for|\bseek|insist|urg(?:e|ed|ing)"
)
_NAME, _NUMBER = "^", "#"
_LEAST = -8.0  # log-odds below which one sentence says no less than another


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as the model reads it."""

    text: str
    stems: tuple[str, ...]
    hits: frozenset[str]  # labels of which a rule of demands.toml fits
    wanted: bool  # says that something is asked for, and no director or official says it
    voice: str | None
    title: bool


def lines(told: Sequence[Told]) -> list[Line]:
    """Read the sentences of an article, in its order."""
    found: list[Line] = []
    for one in told:
        text = one.text[one.start : one.end].strip()
        found.append(
            Line(
                text=text,
                stems=tuple(stems(text)),
                hits=frozenset(hit.value for hit in hits(one)) & set(LABELS),
                wanted=one.voice is None and _WANTED.search(fold(text)) is not None,
                voice=one.voice,
                title=one.field == "title",
            )
        )
    return found


def hits(one: Told) -> list[values.Found]:
    """Give the words of a sentence that rules take for a demand: none in the name of a firm, of "Saryarka Milk"."""
    firms = (*one.employers, *one.owners)
    return [
        hit
        for hit in values.find("demand", one.words)
        if not any(firm.start <= end < firm.end for firm in firms for end in (hit.start, hit.end - 1))
    ]


def stems(text: str) -> list[str]:
    """Give the beginnings of words and of pairs of words; names are left out, numbers are all one."""
    found, begins, last = [], True, 0
    for match in _WORD.finditer(text):
        word = match.group()
        begins = begins or _BEGINS.search(text, last, match.start()) is not None
        last = match.end()
        if word[0].isdigit():
            found.append(_NUMBER)
        else:
            found.append(_NAME if word[0].isupper() and not begins else word.lower()[:_STEM])
        begins = False
    pairs = [f"{one} {two}" for one, two in pairwise(found) if _NAME not in (one, two)]
    return [stem for stem in found if stem != _NAME] + pairs


def hashed(stem: str) -> int:
    """Name a stem by a number: no words of the lessons are kept."""
    return int.from_bytes(blake2b(stem.encode(), digest_size=4).digest(), "little")


def language(text: str) -> str:
    """Tell which middle an article's embeddings are measured from: ru, kk or en."""
    lowered = text.lower()
    if len(_KAZAKH.findall(lowered)) > len(lowered) / 50:
        return "kk"
    return "ru" if sum("а" <= letter <= "я" for letter in lowered) > len(lowered) / 3 else "en"


def beside(found: Sequence[Line], at: int, step: int) -> int | None:
    """Give the number of a neighbour in the same field."""
    to = at + step
    return to if 0 <= to < len(found) and found[to].title == found[at].title else None


def signs(found: Sequence[Line], at: int) -> Floats:
    """Give the columns of rules and voices of a sentence and its neighbours."""
    one = found[at]
    row = [0.7 * (label in one.hits) for label in LABELS]
    row += [0.7 * (one.wanted and label in one.hits) for label in LABELS]
    row += [0.5 * (one.voice == voice) for voice in _VOICES]
    quoted = any(mark in one.text for mark in '«“"')
    row += [0.5 * sign for sign in (bool(one.hits), quoted, one.wanted)]
    for step in REACH[1:]:
        near = beside(found, at, step)
        row += [0.2 * (near is not None and label in found[near].hits) for label in LABELS]
        row += [0.25 * (near is not None and found[near].voice == voice) for voice in _VOICES]
    return np.array(row)


def of_article(odds: Floats, found: Sequence[Line], given: frozenset[str]) -> Floats:
    """Give, for each label, the columns of the second step: what the sentences together say for it.

    `odds` are the log-odds of the sentences: each label, each label if it is a demand at all, and that it is one.
    `given` are the labels that the rules give. What other labels the same sentence has is no column: most lessons have
    one demand a sentence, and the model would take that for a law ("higher pay and an independent union").
    """
    many = len(LABELS)
    plain, topic, demand = odds[:, :many], odds[:, many : 2 * many], odds[:, 2 * many]
    share = topic - np.log(np.exp(topic).sum(axis=1, keepdims=True) + 0.05)
    chosen = _log_chance(demand)[:, None] + np.minimum(0, share)
    both = _log_chance(demand)[:, None] + _log_chance(topic)
    best = plain.max(axis=0)
    rows = []
    for number, label in enumerate(LABELS):
        at = int(plain[:, number].argmax())
        spoken = [one.voice is None for one in found if label in one.hits]
        rows.append(
            [
                best[number], _second(plain[:, number]), label in given, any(spoken), bool(spoken),
                any(one.wanted for one in found if label in one.hits),
                found[at].voice in (EMPLOYER, STATE), found[at].voice == HISTORY,
                _any(1 / (1 + np.exp(-plain[:, number]))), max(chosen[:, number].max(), _LEAST),
                max(both[:, number].max(), _LEAST), _second(chosen[:, number]), topic[:, number].max(),
                topic[demand.argmax(), number], _any(np.exp(both[:, number])),
                *(1.0 * (label == one) for one in LABELS),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64)


def _log_chance(odds: Floats) -> Floats:
    return np.asarray(-np.logaddexp(0, -odds))


def _second(told: Floats) -> float:
    return max(float(np.sort(told)[-2]), _LEAST) if len(told) > 1 else _LEAST


def _any(chances: Floats) -> float:
    """Give the logarithm of the chance that any sentence has it, were they independent."""
    return math.log(max(1e-6, 1 - float(np.prod(1 - np.clip(chances, 0, 0.95)))))
