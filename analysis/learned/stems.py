"""The stems of an article, as the learned reader counts them: one after another, and by pairs.

Reads a title and a text; gives stems. Names and numbers are left out, so that nothing is learned of a town or a firm:
a word with a capital inside a sentence stands in pairs as "^", a number as "#". Writes nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.learned.passages import rank
from analysis.tokens import Sentence, fold_word, sentences

# Of each word; with five letters instead of six, writers left out of the fit were told as well (area .985 and .985).
_LETTERS = 6
_NUMBER, _NAME = "#", "^"
_MASKED = frozenset({_NUMBER, _NAME})
# A long article is counted by its first letters and by the sentences on people at work and a matter of dispute: what
# is said of the stock exchange below would drown them. Short articles are counted whole.
_WHOLE = 1200
_SENTENCES = 60
_WORD = re.compile(r"[^\W_]+(?:(?:[-‐‑'’ʼ\u00ad]|-\n)[^\W_]+)*")
# Above this share of capitals a line is shouted, or a headline in English title case, and capitals name nothing.
_SHOUTED = 0.6
_FEW = 3


def stems(title: str, text: str) -> list[str]:
    """Give the stems of an article and of each pair of neighbours in a sentence, as often as they stand there."""
    found: list[str] = []
    for line in (title, *_lines(text)):
        row = _row(line)
        found += [one for one in row if one not in _MASKED]
        found += [f"{one} {other}" for one, other in pairwise(row)]
    return found


def _lines(text: str) -> Iterator[str]:
    found = sentences(text)[:_SENTENCES]
    chosen = range(len(found)) if len(text) <= _WHOLE else _chosen(text, found)
    yield from (text[found[at].start : found[at].end] for at in chosen)


def _chosen(text: str, found: Sequence[Sentence]) -> list[int]:
    """Choose sentences of a long text: the first ones, then those that rank highest, in their order."""
    told = [text[one.start : one.end] for one in found]
    ranks = rank(told)
    by_rank = sorted((at for at in range(len(told)) if ranks[at]), key=lambda at: -ranks[at])
    kept: set[int] = set()
    for order, limit in ((range(len(told)), _WHOLE // 2), (by_rank, _WHOLE)):
        for at in order:
            if sum(len(told[one]) for one in kept) > limit:
                break
            kept.add(at)
    return sorted(kept)


def _row(line: str) -> list[str]:
    words = _WORD.findall(line)
    names = not _is_shouted(words)
    return [_stem(word, name=names and at > 0 and word[0].isupper()) for at, word in enumerate(words)]


def _is_shouted(words: Sequence[str]) -> bool:
    return len(words) > _FEW and sum(word[0].isupper() for word in words) > _SHOUTED * len(words)


def _stem(word: str, *, name: bool) -> str:
    if word[0].isdigit():
        return _NUMBER
    return _NAME if name else fold_word(word)[:_LETTERS]
