"""Which language a text is in, and where it changes.

Reads a text, writes an `Identification`: the article's language by weight and spans that cover the text. The page's
own claim is not an input. What is too short, empty or like nothing we know is "und", never a guess.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .ngrams import ALL, Letters, letters_of
from .pieces import starts_of_pieces
from .profiles import OF_SCRIPT
from .scores import LOG_FLOOR, Scores, score
from .script import LATN, SCRIPTS

#: Bump when results change: stored identifications of an older version are made again.
VERSION: Final = 2

UNKNOWN: Final = "und"
# Scripts that one language of the news writes. What several write and nobody has profiles for stays unknown.
_ONLY: Final = (
    {"Grek": "el", "Armn": "hy", "Hebr": "he", "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta"}
    | {"Telu": "te", "Knda": "kn", "Mlym": "ml", "Thai": "th", "Geor": "ka", "Hang": "ko", "Kana": "ja"}
    | {"Hani": "zh", "Khmr": "km", "Laoo": "lo", "Mymr": "my", "Sinh": "si", "Tibt": "bo", "Mong": "mn"}
)
_NAMES: Final = {"crh": UNKNOWN}  # Crimean Tatar has no two-letter name
# Latin names stand in Cyrillic and Arabic text, hardly ever the other way round.
_SCRIPT_WEIGHT: Final = np.where(np.arange(len(SCRIPTS)) == LATN, 4.0, 1.0)


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


# Log-odds that news from Kazakhstan, before a word is read, is in a watched language, and in one that it hardly ever
# quotes. With 3 and 0 held-out beginnings of 4 words are right in 97.9 %, with 3 and -2 in 98.4 %, while sentences of
# neighbours taken for a watched language stay at 0.1 %.
_WATCHED: Final = dict.fromkeys(("kk", "kk-Arab", "ru", "en"), 3.0)
# Of the languages in Latin letters those that hardly ever stand in it are weighed against in short text: with -2 for
# ten of them "Workers went on strike in Aktau." was Afrikaans at .63. With -16 and -9 beginnings of 4 to 7 words of
# English sentences go from 99.12 to 99.37 %, sentences of a few words from 94.4 to 98.1 %; Dutch, Swedish, Italian and
# Portuguese of six words keep their names.
_SELDOM: Final = dict.fromkeys(("af", "ca", "cy", "et", "ro", "sl", "so", "sq", "sw", "tl"), -16.0)
_ABROAD: Final = dict.fromkeys(
    ("da", "fi", "hr", "hu", "id", "it", "lt", "lv", "nl", "no", "pt", "sk", "sv", "vi"), -9.0
)
_SLAVIC: Final = dict.fromkeys(("bg", "mk", "sr"), -1.0)  # with -2, 0.75 % of Bulgarian sentences are called Russian
# Latin Kazakh is rare, and names of people and places in English text look like it.
_RARE: Final = dict.fromkeys((name for name in OF_SCRIPT["Latn"] if name.startswith("kk")), -2.0)
_PRIOR: Final = _WATCHED | _SELDOM | _ABROAD | _SLAVIC | _RARE
# Trigrams overlap, so their sum is too sure of itself: confidences are computed from this share of it.
_CALM: Final = 0.5
# What a change of language inside a text costs, in the unit of the scores: about two words of evidence.
# With it 99.7 % of the characters of mixed pages are in the right span.
_CHANGE: Final = 12.0
# Below this confidence a text is "und". English headlines full of Kazakh names fall to 0.4 and are still right; a long
# text that is no surer is in a language that we have no profile for (0.7 is chosen, not measured).
_SURE: Final = 0.4
_SURE_LONG: Final = 0.7
_LONG: Final = 50.0  # weight of trigrams
_ENOUGH: Final = 6.0  # weight of trigrams: two short words; with less a name of a place would name a language
# Mean log-probability of a trigram below which text is in none of the languages known, and what short text is allowed
# beside it (divided by the weight of its trigrams). One in a thousand held-out sentences of any language known lies
# below; Chuvash, Yakut, Chechen, Ossetic, Maltese, Kurdish, Pashto and keyboard noise all do.
_FIT: Final = -9.0
_FIT_SHORT: Final = -8.0
_FEW: Final = 4  # letters: less is a sign, not a language
_SHOUTED: Final = 0.5  # share of capitals above which a piece is a headline in capitals and not full of initials
# A capitalised word is often a name, and names are of all languages: at half weight beginnings of 4 words are right
# in 98.4 % instead of 97.8 %. Words of capitals only are initials and count only in a headline that shouts.
_WEIGHT_OF: Final = np.array([1.0, 0.5, 0.0], dtype=np.float32)


@dataclass(slots=True, kw_only=True)
class _Run:
    """Neighbouring pieces of one language, while the text is being read."""

    start: int
    end: int
    script: str
    letters: int
    lang: str = UNKNOWN
    confidence: float = 0.0


def identify(text: str) -> Identification:
    """Name the language of `text` and of each part of it. Deterministic; raises nothing for any string."""
    starts = starts_of_pieces(text)
    letters = letters_of(text)
    firsts = np.searchsorted(letters.offsets, starts)
    piece_of = np.repeat(np.arange(len(starts)), np.diff([*firsts.tolist(), len(letters.codes)]))
    pieces = _pieces(text, starts, letters, piece_of)
    weights = _weights(letters, piece_of)
    for script in sorted({piece.script for piece in pieces} & set(OF_SCRIPT)):
        _name(pieces, script, score(letters, script, firsts, weights))
    for piece in pieces:
        if piece.script in _ONLY:
            piece.lang, piece.confidence = _ONLY[piece.script], 1.0
    return _weigh(_joined(pieces))


def _pieces(text: str, starts: list[int], letters: Letters, piece_of: NDArray[np.int64]) -> list[_Run]:
    """Cut the text and give every piece the script of its words."""
    size = len(starts) * len(SCRIPTS)
    counts = np.bincount(piece_of * len(SCRIPTS) + letters.scripts, minlength=size).reshape(-1, len(SCRIPTS))
    counts[:, 0] = 0
    weighed = counts / _SCRIPT_WEIGHT
    main = weighed.argmax(axis=1).tolist()
    most = counts.max(axis=1).tolist()
    ends = [*starts[1:], len(text)]
    return [
        _Run(start=start, end=end, script=SCRIPTS[script], letters=count)
        for start, end, script, count in zip(starts, ends, main, most, strict=True)
    ]


def _weights(letters: Letters, piece_of: NDArray[np.int64]) -> NDArray[np.float32]:
    """Say how much each character counts: names less, initials nothing, unless the whole piece is in capitals."""
    weights = _WEIGHT_OF[letters.capitals]
    shouts = letters.capitals == ALL
    if shouts.any():
        count = int(piece_of[-1]) + 1
        shouted = np.bincount(piece_of[shouts], minlength=count)
        spoken = np.bincount(piece_of[letters.scripts > 0], minlength=count)
        weights[(shouted > _SHOUTED * spoken)[piece_of]] = 1.0
    return weights


def _name(pieces: list[_Run], script: str, scores: Scores) -> None:
    """Name the pieces of one script, each by its own words and by its neighbours'."""
    chosen = [index for index, piece in enumerate(pieces) if piece.script == script]
    names = [name.partition("-")[0] for name in scores.languages]
    prior = np.array([_PRIOR.get(name, 0.0) for name in scores.languages])
    path = _best_path(scores.sums[chosen] + prior)
    begin = 0
    for row in range(1, len(path) + 1):
        if row == len(path) or path[row] != path[begin]:
            rows = chosen[begin:row]
            lang, confidence = _verdict(names, prior, scores, rows, path[begin])
            for index in rows:
                pieces[index].lang, pieces[index].confidence = lang, confidence
            begin = row


def _verdict(
    names: list[str], prior: NDArray[np.float64], scores: Scores, rows: list[int], column: int
) -> tuple[str, float]:
    """Return the language of `column`, or "und", and its share of belief; all writings of a language together."""
    sums = scores.sums[rows].sum(axis=0)
    known, unknown = scores.trigrams[rows].sum(), scores.unknown[rows].sum()
    belief = _CALM * (sums + prior)
    chances = np.exp(belief - belief.max())
    chances /= chances.sum()
    lang = names[column]
    confidence = float(sum(chance for name, chance in zip(names, chances, strict=True) if name == lang))
    total = known + unknown
    fits = sums[column] + unknown * LOG_FLOOR >= _FIT * total + _FIT_SHORT
    sure = confidence >= (_SURE_LONG if total > _LONG else _SURE)
    if total < _ENOUGH or not sure or not fits:
        return UNKNOWN, confidence
    return _NAMES.get(lang, lang), confidence


def _best_path(sums: NDArray[np.float64]) -> list[int]:
    """Return the likeliest profile of each piece when every change costs `_CHANGE` (Viterbi)."""
    overall = int(sums.sum(axis=0).argmax())
    if (sums.max(axis=1) - sums[:, overall]).sum() <= _CHANGE:
        return [overall] * len(sums)  # all that changes could gain costs more than one of them
    best = sums[0]
    stay = np.arange(sums.shape[1])
    back = np.zeros(sums.shape, dtype=np.int64)
    for row in range(1, len(sums)):
        top = int(best.argmax())
        changed = best[top] - _CHANGE
        back[row] = np.where(changed > best, top, stay)
        best = np.maximum(changed, best) + sums[row]
    path = [int(best.argmax())]
    for row in range(len(sums) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


def _joined(pieces: list[_Run]) -> list[_Run]:
    """Join neighbours of one language; what has hardly a letter goes with what stands before it, else after it."""
    runs: list[_Run] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last and (piece.letters < _FEW or (last.lang, last.script) == (piece.lang, piece.script)):
            last.end = piece.end
            last.letters += piece.letters
        elif last and last.letters < _FEW:
            piece.start = last.start
            runs[-1] = piece
        else:
            runs.append(piece)
    return runs


def _weigh(runs: list[_Run]) -> Identification:
    """Let the language with most letters name the text; unknown parts have no vote where a known one has."""
    weights: Counter[tuple[str, str]] = Counter()
    for run in runs:
        if run.letters < _FEW:
            run.lang, run.confidence = UNKNOWN, 0.0
        weights[run.lang, run.script] += run.letters
    by_lang: Counter[str] = Counter()
    for (lang, _), weight in weights.items():
        by_lang[lang] += weight if lang != UNKNOWN else 0
    lang = max(sorted(by_lang), key=lambda name: by_lang[name])
    lang = lang if by_lang[lang] else UNKNOWN
    script = max((key for key in weights if key[0] == lang), key=lambda key: (weights[key], key))[1]
    mine = [run for run in runs if run.lang == lang]
    confidence = sum(run.confidence * run.letters for run in mine) / max(1, sum(run.letters for run in runs))
    spans = tuple(
        Span(
            start=run.start,
            end=run.end,
            lang=run.lang,
            script=run.script,
            confidence=round(run.confidence, 4),
        )
        for run in runs
        if run.end > run.start
    )
    return Identification(lang=lang, script=script, confidence=round(confidence, 4), spans=spans)
