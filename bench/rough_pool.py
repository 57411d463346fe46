"""Translations of one sentence under many weights, with what each part of their cost adds up to and how good they are.

Reads slots and references; writes rows of numbers for `bench.rough_tuning`. A part is found by letting every weight
carry its own name through the arithmetic, so that the decoder needs no second way to count.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace

import numpy as np
import numpy.typing as npt

from bench.chrf import BETA, ORDER
from bench.rough_scores import LONGEST, content_words, grams, tokens
from translate.rough.decoder import Decoder
from translate.rough.fluency import START, STOP
from translate.rough.glossing import Slot
from translate.rough.weights import Weights
from translate.rough.wording import Memory, Option, options

Row = npt.NDArray[np.float64]
NAMES = tuple(field.name for field in fields(Weights))


class Traced(float):
    """A number that knows how much of each weight is in it."""

    parts: dict[str, float]

    def __new__(cls, value: float, parts: dict[str, float]) -> "Traced":
        """Give a number with its parts."""
        made = super().__new__(cls, value)
        made.parts = parts
        return made

    def __mul__(self, other: float) -> "Traced":
        """Scale the parts."""
        return Traced(float(self) * other, {name: part * other for name, part in self.parts.items()})

    def __add__(self, other: float) -> "Traced":
        """Add the parts of both."""
        parts = dict(self.parts)
        if isinstance(other, Traced):
            for name, part in other.parts.items():
                parts[name] = parts.get(name, 0.0) + part
        return Traced(float(self) + float(other), parts)

    __rmul__ = __mul__
    __radd__ = __add__


def traced(weights: Weights) -> Weights:
    """Give the weights, each knowing its name."""
    return Weights(**{name: Traced(value, {name: 1.0}) for name, value in asdict(weights).items()})


@dataclass(frozen=True, slots=True)
class Translating:
    """One set of weights at work."""

    plain: Decoder
    named: Decoder
    memory: Memory = field(default_factory=dict)

    def translate(self, filled: Sequence[Slot]) -> tuple[str, Row]:
        """Give the English of a sentence and the parts of its cost, by NAMES."""
        chosen = self.plain.choose(filled)
        parts: Counter[str] = Counter()
        for at, option in chosen:
            parts.update(self._parts(filled, at, option))
        numbers = [self.plain.fluency.number(word) for _, option in chosen for word in option.words]
        before = previous = self.plain.fluency.number(START)
        for number in (*numbers, self.plain.fluency.number(STOP)):
            parts["fluency"] += self.plain.fluency.score(before, previous, number)  # type: ignore[assignment]
            before, previous = previous, number
        parts["length"] += len(numbers)
        return Decoder.written(filled, chosen), np.array([parts[name] for name in NAMES])

    def _parts(self, filled: Sequence[Slot], at: int, option: Option) -> dict[str, float]:
        if option.width == 0:
            weight = self.plain.habits.weights.moved
            return {"moved": option.cost / weight} if weight else {}
        same = [
            one.cost
            for one in options(filled, at, self.named.habits, self.memory)
            if one.words == option.words and one.width == option.width
        ]
        best = max(same)
        return best.parts if isinstance(best, Traced) else {}


def translating(decoder: Decoder, weights: Weights) -> Translating:
    """Give a decoder that works with these weights, and one that knows their names."""
    plain, named = (
        Decoder(replace(decoder.habits, weights=one), decoder.fluency) for one in (weights, traced(weights))
    )
    return Translating(plain, named)


def measured(english: str, wanted: str) -> Row:
    """Give what corpus scores are summed from: n-grams of words, of letters, words of content."""
    ours, theirs = tokens(english), tokens(wanted)
    row: list[int] = [len(theirs)]
    for length in range(1, LONGEST + 1):
        row += [(grams(ours, length) & grams(theirs, length)).total(), max(0, len(ours) - length + 1)]
    letters, aim = "".join(english.split()), "".join(wanted.split())
    for length in range(1, ORDER + 1):
        said, asked = grams(letters, length), grams(aim, length)
        row += [(said & asked).total(), said.total(), asked.total()]
    content, needed = content_words(english), content_words(wanted)
    return np.array([*row, (content & needed).total(), needed.total()], dtype=np.float64)


def scores(summed: Row) -> tuple[float, float, float]:
    """Give BLEU, chrF and content-word recall (0 to 100 each) from a sum of rows."""
    hits, tries = summed[1 : 1 + 2 * LONGEST : 2], summed[2 : 2 + 2 * LONGEST : 2]
    logs = np.log(np.maximum(hits, 1e-9) / np.maximum(tries, 1)).mean()
    bleu = 100 * np.exp(logs + min(0.0, 1 - summed[0] / max(tries[0], 1)))
    letters = summed[1 + 2 * LONGEST : -2].reshape(ORDER, 3)
    precision = (letters[:, 0] / np.maximum(letters[:, 1], 1)).mean()
    recall = (letters[:, 0] / np.maximum(letters[:, 2], 1)).mean()
    chrf = 100 * (1 + BETA**2) * precision * recall / max(BETA**2 * precision + recall, 1e-9)
    return float(bleu), float(chrf), float(100 * summed[-2] / summed[-1])
