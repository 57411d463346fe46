"""How far a score is a probability: fits the two numbers of analysis.weighing, and draws the reliability plot.

Reads tests/gold (the part that rules were tuned on) and, where it is there, ../shared/data; prints tables and writes
docs/images/reliability.svg. Run it with `python -m bench.calibration`; without the shared data only the gold counts.
`--both` measures the verdict of both readers on part of the news (a quarter of an hour of embedding) and writes
docs/images/reliability-both.svg. Sentences of the sets go nowhere: figures do.
"""

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.detection import detect
from analysis.learned.model import shipped
from analysis.learned.reader import LearnedReader
from analysis.weighing import OFFSET, SLOPE, THRESHOLD
from bench.detection import LANGUAGES, MADE, ROOT, SHARED, gold, made, read, rows
from bench.kept import KeptEmbedder

PLOT = ROOT / "docs" / "images" / "reliability.svg"
PLOT_OF_BOTH = ROOT / "docs" / "images" / "reliability-both.svg"
#: Of each set of news, with both readers.
PART = 400
#: Sets with labels, and sets of news in which a strike is so rare that what has no label counts as none.
LABELLED = ("reuters21578_strike_subset_dev", "bbc_strike_subset", "bsnlp_slavic_news_dev")
PRESUMED_NONE = ("ru_news_ng_rt", "tg_news_categories")
_LABELS = {"1": True, "threat_or_plan": True, "0": False, "mention": False}
BINS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.0)
_FOLDS = 5
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Articles of a labelled collection: the log-odds that the reader weighed, and what is right."""

    odds: Floats
    right: Floats


def collect(learned: LearnedReader | None = None) -> Scored:
    """Read every labelled article that is at hand; with both readers, a part of each set of news."""
    told = [*_gold(learned), *_real(learned)]
    scores = np.array([score for score, _ in told])
    return Scored(odds=(_logit(scores) - OFFSET) / SLOPE, right=np.array([float(right) for _, right in told]))


def _gold(learned: LearnedReader | None) -> Iterator[tuple[float, bool]]:
    for lang in LANGUAGES:
        for article in chain(gold(lang, held_out=False), *(made(name, lang, held_out=False) for name in MADE)):
            yield read(article, learned=learned).score, article["strike"]


def _real(learned: LearnedReader | None) -> Iterator[tuple[float, bool]]:
    for name in (*LABELLED, *PRESUMED_NONE) if (SHARED / "data" / "strikes").is_dir() else ():
        for row in islice(rows(name), None if learned is None else PART):
            label = _LABELS.get(str(row.get("strike_label")), False if name in PRESUMED_NONE else None)
            if label is not None and row["lang"] in LANGUAGES:
                told = {"title": row.get("title") or "", "text": row["text"], "lang": row["lang"]}
                yield detect(**told, learned=learned).score, label


def _logit(scores: Floats) -> Floats:
    kept = np.clip(scores, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(kept / (1 - kept)), dtype=np.float64)


def chance(odds: Floats, slope: float, offset: float) -> Floats:
    """Turn log-odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-(slope * odds + offset))), dtype=np.float64)


def platt(scored: Scored) -> tuple[float, float]:
    """Fit slope and offset (Platt 1999, with his softened targets) by Newton's method."""
    many, few = scored.right.sum(), (1 - scored.right).sum()
    target = np.where(scored.right == 1, (many + 1) / (many + 2), 1 / (few + 2))
    design = np.stack([scored.odds, np.ones_like(scored.odds)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(50):
        told = chance(scored.odds, found[0], found[1])
        slopes = design.T @ (target - told)
        bends = design.T @ (design * (told * (1 - told))[:, None]) + 1e-9 * np.eye(2)
        found = found + np.linalg.solve(bends, slopes)
    return float(found[0]), float(found[1])


def crossed(scored: Scored) -> Floats:
    """Give each article the probability that a fit on the other folds gives it."""
    told = np.empty_like(scored.odds)
    folds = np.arange(len(told)) % _FOLDS
    for fold in range(_FOLDS):
        slope, offset = platt(Scored(odds=scored.odds[folds != fold], right=scored.right[folds != fold]))
        told[folds == fold] = chance(scored.odds[folds == fold], slope, offset)
    return told


def reliability(told: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """Give, for each bin that holds articles, the mean score, the share of strikes and the number of articles."""
    found = []
    for low, high in pairwise(BINS):
        inside = (told >= low) & ((told < high) | (high == 1.0))
        if inside.any():
            found.append((float(told[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return found


def calibration_error(bins: Iterable[tuple[float, float, int]]) -> float:
    """Give the mean distance between score and share, each bin counting by its articles."""
    told = list(bins)
    return sum(abs(score - share) * count for score, share, count in told) / sum(count for *_, count in told)


def draw(bins: Sequence[tuple[float, float, int]]) -> str:
    """Draw the plot: the diagonal is a score that is a probability; a dot's area grows with its articles."""
    dots = "\n".join(
        f'<circle cx="{40 + 280 * score:.0f}" cy="{320 - 280 * share:.0f}" r="{3 + 2 * math.log10(count):.1f}"'
        f' fill="#2a6f97"><title>score {score:.2f}, strikes {share:.2f}, {count} articles</title></circle>'
        for score, share, count in bins
    )
    ticks = "\n".join(
        f'<text x="{40 + 28 * at}" y="336" text-anchor="middle">{at / 10:g}</text>'
        f'<text x="34" y="{324 - 28 * at}" text-anchor="end">{at / 10:g}</text>'
        for at in range(0, 11, 2)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 360" font-family="sans-serif" font-size="10">
<title>Share of strikes among articles by score</title>
<rect width="340" height="360" fill="white"/>
<path d="M40 320H320M40 320V40" stroke="#555" fill="none"/>
<path d="M40 320L320 40" stroke="#bbb" stroke-dasharray="4 4"/>
{dots}
{ticks}
<text x="180" y="352" text-anchor="middle">score</text>
<text x="12" y="180" transform="rotate(-90 12 180)" text-anchor="middle">share that are strikes</text>
</svg>
"""


def _print_curve(told: Floats, right: Floats) -> None:
    print("threshold  recall  precision  flagged")
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        flagged = told >= threshold
        found = float((flagged * right).sum())
        print(f"{threshold:9.2f}  {found / right.sum():6.3f}  {found / max(1, flagged.sum()):9.3f}  {flagged.sum():7d}")


def main() -> None:
    """Fit, print, draw."""
    both = "--both" in sys.argv
    kept = KeptEmbedder() if both else None
    scored = collect(LearnedReader(shipped(), kept) if kept else None)
    if kept:
        kept.save()
    slope, offset = platt(scored)
    print(
        f"{len(scored.odds)} articles, {scored.right.sum():.0f} strikes; fitted slope {slope:.3f}, offset {offset:.3f}"
    )
    print(f"in analysis/weighing.py: slope {SLOPE}, offset {OFFSET}, threshold {THRESHOLD}")
    told = chance(scored.odds, SLOPE, OFFSET)
    for name, told_so in (("as shipped", told), ("cross-validated", crossed(scored))):
        bins = reliability(told_so, scored.right)
        print(f"\n{name}: Brier {np.mean((told_so - scored.right) ** 2):.4f}, error {calibration_error(bins):.4f}")
        print("score  strikes  articles")
        for score, share, count in bins:
            print(f"{score:5.2f}  {share:7.2f}  {count:8d}")
    _print_curve(told, scored.right)
    plot = PLOT_OF_BOTH if both else PLOT
    plot.parent.mkdir(exist_ok=True)
    plot.write_text(draw(reliability(told if both else crossed(scored), scored.right)), "utf-8")


if __name__ == "__main__":
    main()
