"""What an article is about, as a point: its opening, embedded and centred for its language.

Reads titles, texts and centres.npz beside it (made by bench/centres.py); writes nothing. Raw embeddings of one
language lie together, and so do all strikes: taken from the mean of their language's news, translations find each
other; taken from the mean of its strikes, two strikes differ by what is told of them, and not by being strikes.
"""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

VERSION: Final = 1
"""Raise it when an equal text would be embedded otherwise; the model's own name is part of the version besides."""

LEAD: Final = 300
"""Characters of the text that are embedded with the title: a third of the cost of 1,000, and what an event is told by
comes first."""
WHOLE: Final = 500
"""Characters of the text that are embedded with the title where only meaning decides, as for news that is no strike."""
CENTRES: Final = Path(__file__).parent / "centres.npz"
LANGUAGES: Final = ("en", "ru", "kk")


def opening(title: str, text: str) -> str:
    """Return what is embedded of an article."""
    lead = text[:LEAD]
    return f"{title}. {lead}" if title else lead


def whole(title: str, text: str) -> str:
    """Return what is embedded besides of an article that tells of no strike."""
    return f"{title}. {text[:WHOLE]}" if title else text[:WHOLE]


def to_bytes(vector: Vectors) -> bytes:
    """Pack a vector into two bytes a number: a cosine changes by less than .001."""
    return vector.astype("<f2").tobytes()


def from_bytes(data: bytes) -> Vectors:
    """Unpack what `to_bytes` packed."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def among_news(vector: Vectors, lang: str) -> Vectors:
    """Centre a raw embedding on the news of its language; of length 1."""
    return _centred(vector, _centres()["news"], lang)


def among_titles(vector: Vectors, lang: str) -> Vectors:
    """Centre the raw embedding of a headline on the headlines of its language; of length 1."""
    return _centred(vector, _centres()["titles"], lang)


def among_strikes(vector: Vectors, lang: str) -> Vectors:
    """Centre a raw embedding on the strikes of its language; of length 1."""
    return _centred(vector, _centres()["strikes"], lang)


def _centred(vector: Vectors, centres: Vectors, lang: str) -> Vectors:
    centre = centres[LANGUAGES.index(lang)] if lang in LANGUAGES else centres.mean(axis=0)
    moved = vector - centre
    return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-9), dtype=np.float32)


@cache
def _centres() -> dict[str, Vectors]:
    with np.load(CENTRES) as file:
        return {name: np.asarray(file[name], dtype=np.float32) for name in ("news", "strikes", "titles")}
