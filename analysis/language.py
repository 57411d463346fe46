"""Which language a text is in, and where it changes.

Reads a text, writes an `Identification`: the article's language by weight and spans that cover the text. The page's
own claim is not an input. What is too short, empty or like nothing we know is "und", never a guess.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .ngrams import Letters, letters_of
from .pieces import starts_of_pieces
from .profiles import OF_SCRIPT
from .scores import Scores, score
from .script import ARAB, CYRL, LATN, SCRIPTS

#: Bump when results change: stored identifications of an older version are made again.
VERSION: Final = 1

UNKNOWN: Final = "und"
NO_SCRIPT: Final = "Zyyy"
# Scripts that one language of the news writes. What several write and nobody has profiles for stays unknown.
_ONLY: Final = {
    **{"Grek": "el", "Armn": "hy", "Hebr": "he", "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta"},
    **{"Telu": "te", "Knda": "kn", "Mlym": "ml", "Thai": "th", "Geor": "ka", "Hang": "ko", "Kana": "ja"},
    **{"Hani": "zh", "Khmr": "km", "Laoo": "lo", "Mymr": "my", "Sinh": "si", "Tibt": "bo", "Mong": "mn"},
}
_NAMES: Final = {"crh": UNKNOWN, "zh-cn": "zh", "zh-tw": "zh"}  # Crimean Tatar has no two-letter name
_WATCHED: Final = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text in one language; offsets in characters of the text given."""

    start: int
    end: int
    lang: str
    script: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """The language of a text by weight (ISO 639-1 or "und"), its script (ISO 15924), and spans that cover it."""

    lang: str
    script: str
    confidence: float
    spans: tuple[Span, ...]


@dataclass(slots=True, kw_only=True)
class _Piece:
    start: int
    end: int
    letters: int
    script: str
    lang: str = UNKNOWN
    confidence: float = 0.0


# Logarithm of how much likelier than any other language the three watched ones are in news from Kazakhstan.
_PRIOR: Final = 2.0
# Trigrams overlap, so their sum is too sure of itself: confidences are computed from this share of it.
_CALM: Final = 0.5
# What a change of language inside a text costs, in the same unit as the scores: about two words of evidence.
_CHANGE: Final = 12.0
_SURE: Final = 0.6  # below this confidence a text is "und"
_FEW: Final = 4  # letters: less is a sign, not a language
_SHOUTED: Final = 0.5  # share of capitals above which a piece is a headline in capitals and not full of initials


def identify(text: str) -> Identification:
    """Name the language of `text` and of each part of it. Deterministic; raises nothing for any string."""
    starts = starts_of_pieces(text)
    letters = letters_of(text)
    at = np.searchsorted(letters.offsets, starts)
    pieces = _pieces(text, starts, letters, at)
    for script in OF_SCRIPT:
        _name_pieces(pieces, letters, at, script)
    return _weigh(text, pieces)


def _pieces(text: str, starts: list[int], letters: Letters, at: NDArray[np.int64]) -> list[_Piece]:
    """Cut the text and give every piece the script of its words."""
    of_piece = np.searchsorted(at, np.arange(len(letters.codes)), side="right") - 1
    counts = np.bincount(
        of_piece * len(SCRIPTS) + letters.scripts, minlength=len(starts) * len(SCRIPTS)
    ).reshape(len(starts), len(SCRIPTS))
    counts[:, 0] = 0
    # Latin names stand in Cyrillic and Arabic text, hardly ever the other way round.
    weighed = counts.astype(np.float64)
    weighed[:, LATN] /= 2
    main = weighed.argmax(axis=1)
    ends = [*starts[1:], len(text)]
    return [
        _Piece(start=start, end=end, letters=int(counts[index, main[index]]), script=SCRIPTS[main[index]])
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _name_pieces(pieces: list[_Piece], letters: Letters, at: NDArray[np.int64], script: str) -> None:
    chosen = [index for index, piece in enumerate(pieces) if piece.script == script]
    if not chosen:
        return
    keep = ~letters.initials
    scores = score(letters, script, at, keep)
    sums = scores.sums[chosen]
    sums = sums + np.array([_PRIOR if name.partition("-")[0] in _WATCHED else 0.0 for name in scores.languages])
    path = _best_path(sums)
    for row, (index, column) in enumerate(zip(chosen, path, strict=True)):
        piece = pieces[index]
        piece.lang = _NAMES.get(scores.languages[column], scores.languages[column].partition("-")[0])
        piece.confidence = 1.0
        del row


def _best_path(sums: NDArray[np.float64]) -> list[int]:
    """Return the likeliest language of each piece when every change of language costs `_CHANGE`."""
    best = sums[0]
    back = np.zeros(sums.shape, dtype=np.int64)
    stay = np.arange(sums.shape[1])
    for row in range(1, len(sums)):
        top = int(best.argmax())
        change = best[top] - _CHANGE > best
        back[row] = np.where(change, top, stay)
        best = np.where(change, best[top] - _CHANGE, best) + sums[row]
    path = [int(best.argmax())]
    for row in range(len(sums) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


def _weigh(text: str, pieces: list[_Piece]) -> Identification:
    weights: Counter[tuple[str, str]] = Counter()
    for piece in pieces:
        if piece.lang == UNKNOWN and piece.script in _ONLY:
            piece.lang, piece.confidence = _ONLY[piece.script], 1.0
        weights[piece.lang, piece.script] += piece.letters
    (lang, script), _ = max(weights.items(), key=lambda item: (item[1], item[0]))
    spans = tuple(Span(start=p.start, end=p.end, lang=p.lang, script=p.script, confidence=p.confidence) for p in pieces)
    return Identification(lang=lang, script=script, confidence=1.0, spans=spans)
