"""Measure detection and coding against labels: recall, precision, F1 and fields, each with its interval.

Reads labelled articles with what was found in them; gives Figures a language, and the worst errors. An article's
label is `strike` (true or false) or, without it, `kind` (strike, threat: true; none: false).

    LabelError(ValueError)      an article without a usable label
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.detection import Detection
from analysis.field_scores import match, total

ALL = "all"
_KINDS = {"strike": True, "threat": True, "none": False}
_NORMAL = 1.96  # of a 95 % interval


class LabelError(ValueError):
    """A label that is missing or cannot be read; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article with its label and what was found in it."""

    id: object
    lang: str
    title: str
    strike: bool
    in_kazakhstan: bool | None  # None where the label does not tell
    reports: Sequence[Mapping[str, Any]]  # as labelled: none where coding is not to be measured
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
    kept: Share  # strikes that are among the fifth with the highest scores; of a night, where strikes are few
    placed: Share  # flagged strikes whose label says whether they are Kazakhstan's, and that are placed rightly
    found: Share  # labelled strikes that a report has with the right employer, or workforce, and place
    spurious: Share  # reports that tell of none of them
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
    matches = [match(one.reports, one.found.reports) for one in judged if one.reports]
    return Figures(
        lang=lang,
        recall=Share(right=found, told=strikes),
        precision=Share(right=found, told=flagged),
        refused=Share(right=others - (flagged - found), told=others),
        kept=_kept(judged),
        placed=_placed(judged),
        found=Share(right=sum(one.found for one in matches), told=sum(one.told for one in matches)),
        spurious=Share(right=sum(one.spurious for one in matches), told=sum(one.reports for one in matches)),
        fields={name: Share(right=right, told=told) for name, (right, told) in total(matches).items()},
    )


def _kept(judged: Sequence[Judged]) -> Share:
    """Count the strikes among the fifth with the highest scores; of a set with more strikes than that, nothing."""
    fifth = sorted(judged, key=lambda one: (-one.found.score, str(one.id)))[: len(judged) // 5]
    strikes = sum(one.strike for one in judged)
    return (
        Share(right=sum(one.strike for one in fifth), told=strikes) if strikes <= len(fifth) else Share(right=0, told=0)
    )


def _placed(judged: Sequence[Judged]) -> Share:
    told = [one for one in judged if one.strike and one.found.strike and one.in_kazakhstan is not None]
    return Share(right=sum(one.found.in_kazakhstan == one.in_kazakhstan for one in told), told=len(told))
