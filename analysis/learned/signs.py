"""What the rules made of an article, and what its stems say, as columns of the learned reader's model.

Reads Readings, a Verdict and the log-odds of the stems; gives numbers of about the same size. Writes nothing.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.learned.regression import Floats
from analysis.reading import Reading
from analysis.weighing import Verdict

# What rules mean, counted apart in headline and text: a stop whose cause, denial or history is told is not like others.
_MEANINGS = (
    "strike", "word", "threat", "protest", "hunger", "other", "none", "denial", "rumour", "refuted", "history", "cause",
    "elsewhere",
)  # fmt: skip
_FIELDS = ("title", "text")
#: The columns by name: the rules' log-odds; whether words were taken away, denied or past; whether a headline is all
#: that there is; cues by place and meaning; those that were taken away; and what the stems say.
SIGNS = (
    "odds",
    "covered",
    "denied",
    "past",
    "headline alone",
    *(f"{field} {meaning}" for field in _FIELDS for meaning in _MEANINGS),
    "taken",
    "words",
)
# Beyond these log-odds neither the rules nor the stems say anything new; divided so that columns are of one size.
_FARTHEST, _SIZE = 8.0, 4.0
_MANY = 3


def signs(verdict: Verdict, readings: Sequence[Reading], words: float) -> Floats:
    """Return the columns of an article: shape (len(SIGNS),)."""
    odds = float(np.clip(verdict.odds, -_FARTHEST, _FARTHEST)) / _SIZE
    said = float(np.clip(words, -_FARTHEST, _FARTHEST)) / _SIZE
    counts: Counter[tuple[str, str]] = Counter(
        (one.field, cue.rule.meaning) for one in readings for cue in one.cues if not cue.covered_by
    )
    taken = sum(bool(cue.covered_by) for one in readings for cue in one.cues)
    cues = [_share(counts[field, meaning]) for field in _FIELDS for meaning in _MEANINGS]
    alone = not any(one.text.strip() for one in readings if one.field == "text")
    marks = (odds, verdict.covered, verdict.denied, verdict.past, alone)
    return np.array([*marks, *cues, _share(taken), said], dtype=np.float64)


def _share(count: int) -> float:
    return min(count, _MANY) / _MANY
