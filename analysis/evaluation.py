"""Measure detection and coding against labels: recall, precision, F1 and fields, each with its interval.

Reads labelled articles with what was found in them; gives Figures a language, and the worst errors. An article's
label is `strike` (true or false) or, without it, `kind` (strike, threat: true; none: false).

    LabelError(ValueError)      an article without a usable label
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.coding import Report
from analysis.detection import Detection

ALL = "all"
_KINDS = {"strike": True, "threat": True, "none": False}
_NORMAL = 1.96  # of a 95 % interval
# A start a day off is counted as right: papers date a strike by its first shift or by its first day without one.
_DAYS_OFF = 1


class LabelError(ValueError):
    """A label that is missing or cannot be read; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article with its label and what was found in it."""

    id: object
    lang: str
    title: str
    strike: bool
    report: Mapping[str, Any] | None
    found: Detection

    @property
    def error(self) -> float:
        """Give how far the score is on the wrong side: above 0 the verdict is wrong."""
        if self.found.strike == self.strike:
            return 0.0
        return self.found.score if self.found.strike else 1.0 - self.found.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson (1927), which holds for few articles too."""

    right: int
    told: int

    @property
    def value(self) -> float | None:
        """Give the share; None of nothing."""
        return self.right / self.told if self.told else None

    @property
    def interval(self) -> tuple[float, float]:
        """Give the lower and upper end."""
        if not self.told:
            return 0.0, 1.0
        share, spread = self.right / self.told, _NORMAL**2 / self.told
        middle = share + spread / 2
        half = _NORMAL * math.sqrt(share * (1 - share) / self.told + spread / (4 * self.told))
        low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
        return max(0.0, low), min(1.0, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one language came to, or all of them."""

    lang: str
    recall: Share
    precision: Share
    refused: Share  # of the articles that tell of no strike
    fields: Mapping[str, Share]  # of the labelled reports

    @property
    def f1(self) -> float | None:
        """Give the harmonic mean of recall and precision; None where there is nothing to find and nothing found."""
        both = self.recall.told + self.precision.told
        return 2 * self.recall.right / both if both else None


def label(record: Mapping[str, Any]) -> bool:
    """Read whether an article is labelled as telling of a strike or a threat of one; raises LabelError."""
    strike, kind = record.get("strike"), record.get("kind")
    if isinstance(strike, bool):
        return strike
    if strike is None and isinstance(kind, str) and kind in _KINDS:
        return _KINDS[kind]
    raise LabelError("no label: 'strike' is true or false, or 'kind' is strike, threat or none")


def measure(judged: Sequence[Judged]) -> list[Figures]:
    """Give the figures of each language by name, and of all together where there are several."""
    languages = sorted({one.lang for one in judged})
    figures = [_figures(lang, [one for one in judged if one.lang == lang]) for lang in languages]
    return figures if len(languages) == 1 else [*figures, _figures(ALL, judged)]


def worst(judged: Iterable[Judged], limit: int) -> list[Judged]:
    """Give the wrong verdicts, the surest first."""
    wrong = [one for one in judged if one.error > 0]
    return sorted(wrong, key=lambda one: (-one.error, str(one.id)))[:limit]


def _figures(lang: str, judged: Sequence[Judged]) -> Figures:
    found = sum(one.strike and one.found.strike for one in judged)
    strikes = sum(one.strike for one in judged)
    flagged = sum(one.found.strike for one in judged)
    others = len(judged) - strikes
    return Figures(
        lang=lang,
        recall=Share(right=found, told=strikes),
        precision=Share(right=found, told=flagged),
        refused=Share(right=others - (flagged - found), told=others),
        fields=_fields(judged),
    )


def _fields(judged: Iterable[Judged]) -> dict[str, Share]:
    """Count the labelled values of reports that are right in the first report; an article not flagged has none."""
    counts: dict[str, list[bool]] = {}
    for one in judged:
        for name, value in (one.report or {}).items():
            reports = one.found.reports
            counts.setdefault(name, []).append(bool(reports) and _right(reports[0], name, value))
    return {name: Share(right=sum(hits), told=len(hits)) for name, hits in sorted(counts.items())}


def _right(report: Report, name: str, value: object) -> bool:
    got = getattr(report, name, None)
    if isinstance(value, list):
        return set(value) <= set(got or ())
    if name.endswith("_date") and isinstance(value, str) and isinstance(got, str):
        return got == value or _near(got, value)
    return bool(got == value)


def _near(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < len("2024-06-12"):
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS_OFF
