"""Scores of a translation against a reference: BLEU, content words found, numbers invented (chrF: bench.chrf).

Reads lists of sentences; writes numbers from 0 to 100 (BLEU) or shares. BLEU is sacrebleu's corpus BLEU with its
"13a" tokens, written here so that the suite needs no further package.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from translate.rough.english import FUNCTION_WORDS, irregular_base

LONGEST = 4
SHORTEST_STEM = 3
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"\d+")


def tokens(text: str) -> list[str]:
    """Give the "13a" tokens of a sentence."""
    text = re.sub(r"([{-~\[-` -&(-+:-@/])", r" \1 ", f" {text} ")
    text = re.sub(r"([^0-9])([.,])", r"\1 \2 ", text)
    text = re.sub(r"([.,])([^0-9])", r" \1 \2", text)
    return re.sub(r"([0-9])(-)", r"\1 \2 ", text).split()


def grams(row: Sequence[str], length: int) -> Counter[tuple[str, ...]]:
    """Give the runs of `length` tokens, or letters, with how often each stands."""
    return Counter(tuple(row[at : at + length]) for at in range(len(row) - length + 1))


def bleu(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Corpus BLEU with one reference."""
    pairs = [(tokens(a), tokens(b)) for a, b in zip(found, wanted, strict=True)]
    logs = 0.0
    for length in range(1, LONGEST + 1):
        hits = sum((grams(a, length) & grams(b, length)).total() for a, b in pairs)
        tries = sum(max(0, len(a) - length + 1) for a, _ in pairs)
        if not hits:
            return 0.0
        logs += math.log(hits / tries) / LONGEST
    mine, theirs = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    return 100 * math.exp(logs + min(0.0, 1 - theirs / mine))


def content_words(text: str, stems: bool = False) -> Counter[str]:
    """Give the words that are no words of grammar, lower-cased."""
    words = (word for word in WORD.findall(text.lower()) if word not in FUNCTION_WORDS)
    return Counter(map(stem, words) if stems else words)


def stem(word: str) -> str:
    """Give what the forms of a lower-cased English word share: irregular forms by list, the others by their ending."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return irregular_base(word) or word[: -len(ending)].rstrip("e")
    return irregular_base(word) or word.rstrip("e")


def content_recall(found: Sequence[str], wanted: Sequence[str], *, stems: bool = False) -> float:
    """Give the share of the reference's words of content (lower-cased, forms as written or `stems`) that is found."""
    hits = sum((content_words(a, stems) & content_words(b, stems)).total() for a, b in zip(found, wanted, strict=True))
    return hits / sum(content_words(text, stems).total() for text in wanted)


def invented_numbers(sources: Sequence[str], found: Sequence[str]) -> float:
    """Give the share of sentences with a figure that their source does not have."""
    wrong = sum(
        bool(Counter(NUMBER.findall(english)) - Counter(NUMBER.findall(source)))
        for source, english in zip(sources, found, strict=True)
    )
    return wrong / len(sources)
