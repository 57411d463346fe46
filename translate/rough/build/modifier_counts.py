"""Count which Kazakh stems mostly stand bare before a noun: adjectives, numerals, "this".

Reads Kazakh sentences; writes stems. No dictionary of word classes is needed: an adjective takes no suffix of its own.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

from translate.rough.build.corpus import Pair
from translate.rough.stems import Stems
from translate.rough.words import words

# Of 17 adjectives, determiners and nouns looked at, .6 told all but one (баспасөз) right.
FEWEST_USES, LEAST_SHARE = 5, 0.6
# What joins or governs stands before nouns too, and describes none.
_NEVER = """және немесе мен пен бен бірақ ал әрі себебі сосын яғни егер үшін туралы деп де да та те дейін кейін неліктен
    ол біз олар сіз сен өз енді тек ғана жоқ бар емес"""
NEVER = frozenset(_NEVER.split())


def count_modifiers(pairs: Iterable[Pair], stems: Stems) -> frozenset[str]:
    """Stems that stand bare before another noun in most of their uses as one."""
    uses: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for pair in pairs:
        found = [] if pair.dictionary else words(pair.source, "kk", stems)
        for word, after in zip_longest(found, found[1:]):
            if word.tags[0] == "N" and word.known:
                uses[word.lemma] += 1
                bare[word.lemma] += word.tags == ("N",) and after is not None and after.tags[0] == "N"
    return frozenset(
        stem for stem, count in uses.items() if count >= FEWEST_USES and bare[stem] >= LEAST_SHARE * count
    ) - NEVER
