"""The pairs of one language, analysed and aligned word by word.

Reads the data folder; writes `Aligned` sentences, which every table of the build is counted from.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.rough.build.align import cells, links
from translate.rough.build.corpus import Pair, pairs
from translate.rough.build.english_side import EnglishSide, english_tokens, study
from translate.rough.order import ordered
from translate.rough.stems import Stems
from translate.rough.word import Word
from translate.rough.words import words

# How much the diagonal is preferred: Russian keeps English order more or less, Kazakh has its verb last.
STEEPNESS = {"ru": 4.0, "kk": 2.0}
# Mueller's dictionary turned round is large, old and has a word's rarest senses beside its first.
WEIGHTS = {"dict.ru-en.mueller7_inverted": 0.5}
# Languages that are brought to English order first, and whose suffixes are aligned as places of their own.
SPLIT = frozenset({"kk"})
LONGEST = 100  # words; longer pairs are mostly misaligned paragraphs
WEAKEST = 0.05  # links weaker than this are noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A pair with its links (source position, English position, strength)."""

    pair: Pair
    source: Sequence[Word]
    english: Sequence[str]
    links: Sequence[tuple[int, int, float]]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All aligned pairs of a language and what was learned about their English."""

    sentences: Sequence[Aligned]
    english: EnglishSide


def lemma(word: Word) -> str:
    """Give the key of a word in every table."""
    return word.lemma.lower()


def align_corpus(folder: Path, lang: str, stems: Stems | None, without: Collection[str] = ()) -> Corpus:
    """Analyse and align every pair of `lang` with English."""
    kept: list[tuple[Pair, list[Word], list[str]]] = []
    for pair in pairs(folder, f"{lang}-en", without):
        read, english = words(pair.source, lang, stems), english_tokens(pair.target)
        source = ordered(read) if lang in SPLIT else read
        if 0 < len(source) <= LONGEST and 0 < len(english) <= LONGEST:
            kept.append((pair, source, english))
    side = study([(pair.set_name, english) for pair, _, english in kept])
    numbers: dict[str, int] = {}
    bases: dict[str, int] = {}
    places = [_places(source, lang) for _, source, _ in kept]
    coded = [
        (
            [numbers.setdefault(key, len(numbers)) for key, _ in place],
            [bases.setdefault(side.bases[token.lower()][0], len(bases)) for token in english],
        )
        for place, (_, _, english) in zip(places, kept, strict=True)
    ]
    weights = [WEIGHTS.get(pair.set_name, 1.0) for pair, _, _ in kept]
    found = _of_words(_links(coded, weights, STEEPNESS[lang]), places)
    sentences = [
        Aligned(pair=pair, source=source, english=english, links=found[number], weight=weights[number])
        for number, (pair, source, english) in enumerate(kept)
    ]
    return Corpus(sentences=sentences, english=side)


def _places(source: Sequence[Word], lang: str) -> list[tuple[str, int | None]]:
    """Give what is aligned: every lemma with the number of its word, and every suffix that English may say by a word.

    "In", "of", "was" and "his" then have something to be linked to, instead of the nearest rare noun.
    """
    places: list[tuple[str, int | None]] = []
    for number, word in enumerate(source):
        places.append((lemma(word), number))
        if lang in SPLIT and word.tags[0] not in {"number", "mark", "latin", "sign"}:
            places.extend((f"+{tag}", None) for tag in word.tags[1:])
    return places


def _of_words(
    found: Sequence[Sequence[tuple[int, int, float]]], places: Sequence[Sequence[tuple[str, int | None]]]
) -> list[list[tuple[int, int, float]]]:
    """Keep the links of words; what a suffix is linked to is one of the little words around its word."""
    return [
        [(word, j, strength) for i, j, strength in links if (word := place[i][1]) is not None]
        for links, place in zip(found, places, strict=True)
    ]


def _links(
    coded: Sequence[tuple[Sequence[int], Sequence[int]]], weights: Sequence[float], steepness: float
) -> list[list[tuple[int, int, float]]]:
    flat = cells(coded, weights, steepness)
    strengths = links(flat)
    strong = strengths > WEAKEST
    found: list[list[tuple[int, int, float]]] = [[] for _ in coded]
    rows: Iterator[tuple[int, int, int, float]] = zip(
        flat.pair[strong].tolist(), flat.i[strong].tolist(), flat.j[strong].tolist(),
        strengths[strong].tolist(), strict=True,
    )  # fmt: skip
    for number, i, j, strength in rows:
        found[number].append((i, j, strength))
    return found
