"""Which sentences are worth reading, and with which rules: what their letters alone rule out is not read.

Reads a Field, or blocks of text; gives sentences with the rules and patterns that may fit them. Asked in this order,
each question costs more than the one before and is asked of fewer: stems in one pass over the text, lists of letters
by word, beginnings of words, letters of the sentence (101, 49, 15 and 8 rules are left of a long Russian article).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from analysis.fields import Field
from analysis.lexicon import COUNTING, LANGUAGES, Rule, load
from analysis.lexicon.parts import Parts
from analysis.lexicon.patterns import Pattern, heads
from analysis.lexicon.stems import StemIndex
from analysis.morphology import english
from analysis.tokens import fold, needs_joining

# Every bit of a number of `Parts`: rules nothing out.
_ANYTHING = -1
# Half a kilobyte each; forms of English words took a fifth of reading English without.
_REMEMBERED = 20_000


@cache
def every_rule() -> StemIndex:
    """Give all rules of the lexicons."""
    return StemIndex(rule for lang in LANGUAGES for rule in load(lang).rules)


@cache
def counting_rules() -> StemIndex:
    """Give the rules that speak for a strike."""
    return StemIndex(rule for rule in every_rule().rules if rule.meaning in COUNTING)


@cache
def _parts() -> Parts:
    return Parts(every_rule().rules)


def worth_cutting(blocks: Sequence[str]) -> Iterator[int]:
    """Give the numbers of the blocks of text in which a rule that counts may fit, by the beginnings of words alone.

    For whoever has many blocks to read: one pass over all of them, before any is cut into sentences and words.
    """
    folded = [" ".join(fold(block).split()) for block in blocks]
    ends = list(accumulate(len(block) + 1 for block in folded))
    found: dict[int, dict[Rule, None]] = {}
    for place, rules in counting_rules().find("\n".join(folded)):
        found.setdefault(bisect_right(ends, place), {}).update(dict.fromkeys(rules))
    for number, block in enumerate(blocks):
        known: dict[int, bool] = {}
        if needs_joining(block) or any(rule.may_fit(folded[number], known) for rule in found.get(number, ())):
            yield number


def worth_reading(field: Field, index: StemIndex) -> Iterator[tuple[int, dict[Rule, list[Pattern]]]]:
    """Give the sentences that hold stems of rules, each with the rules that may fit it and those of their patterns."""
    for number, candidates in _candidates(field, index):
        rules = _allowed(field, number, candidates)
        if rules:
            letters, known = field.letters(number), dict[int, bool]()
            rules = {rule: patterns for rule, patterns in rules.items() if rule.may_fit(letters, known)}
        if rules:
            yield number, rules


def _allowed(field: Field, number: int, rules: Iterable[Rule]) -> dict[Rule, list[Pattern]]:
    """Give the rules, with their patterns, that the letters of a sentence's words do not rule out: one in seven."""
    words = field.words(number)
    has = _parts().of(words) if field.as_written(number) else _ANYTHING
    likely = [rule for rule in rules if _parts().allow(rule, has)]
    begun: dict[bool, set[str]] = {}
    found = {}
    for rule in likely:
        in_english = rule.lang == "en"
        if in_english not in begun:
            begun[in_english] = set().union(*map(_english_heads, words)) if in_english else heads(words)
        if patterns := rule.allowed(begun[in_english]):
            found[rule] = patterns
    return found


@lru_cache(maxsize=_REMEMBERED)
def _english_heads(word: str) -> frozenset[str]:
    """Give what the forms of an English word begin with: went begins as go does."""
    return frozenset(heads(english(word)))


def _candidates(field: Field, index: StemIndex) -> Iterator[tuple[int, Iterable[Rule]]]:
    if not field.searchable:
        yield from ((number, index.rules) for number in range(len(field.sentences)))
        return
    found: dict[int, dict[Rule, None]] = {}
    number = 0
    for start, rules in index.find(field.folded):
        while number < len(field.sentences) and field.sentences[number].end <= start:
            number += 1
        found.setdefault(number, {}).update(dict.fromkeys(rules))
    yield from found.items()
