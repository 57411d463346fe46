"""The English side of the pairs: tokens, bases and the capital letters that a word has of its own.

Reads English sentences; writes token lists and counts.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.rough.english import base_and_form
from translate.rough.tokens import tokenize

# Two sets come in tokens: "ca n't".
NOT_A_FORM = re.compile(r"\b(ca|wo|sha) ?n[’']t\b", re.IGNORECASE)
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.\s?)+[A-Z]\.")
CLITIC = re.compile(r"(?<=\s)' (s|re|ve|ll|m|d)\b")
WHOLE = {"ca": "can not", "wo": "will not", "sha": "shall not"}
# After these a capital letter says nothing about the word.
STARTS = frozenset('.!?:"“”«(–—-')
LOWER_CASED = ("kk-en.kaznu_economy", "kk-en.kaznu_primeminister", "kk-en.kaznu_titles", "dict.")


def english_tokens(sentence: str) -> list[str]:
    """Tokens of an English sentence; "'s" and "not" are tokens of their own, "U.S." is one: "US"."""
    sentence = ABBREVIATION.sub(lambda match: re.sub(r"[.\s]", "", match[0]), sentence)
    sentence = NOT_A_FORM.sub(lambda match: WHOLE[match[1].lower()], sentence)
    sentence = re.sub(r"(\w) ?n[’']t\b", r"\1 not", sentence)
    sentence = re.sub(r"(\w)[’'](s|re|ve|ll|m|d)\b", r"\1 '\2", sentence)
    return CLITIC.sub(r"'\1", " ".join(token.text for token in tokenize(sentence))).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishSide:
    """Bases of lower-cased words, and the spelling with capitals where it is the usual one."""

    bases: Mapping[str, tuple[str, str]]
    spelling: Mapping[str, str]

    def spelled(self, word: str) -> str:
        """`word` with the capitals it has inside a sentence."""
        return self.spelling.get(word.lower(), word.lower())


def study(sentences: Sequence[tuple[str, Sequence[str]]]) -> EnglishSide:
    """Count (set name, tokens) of all pairs into bases and spellings."""
    running: Counter[str] = Counter()
    cased: Counter[str] = Counter()
    for set_name, tokens in sentences:
        if not set_name.startswith("dict."):
            running.update(token.lower() for token in tokens)
        if not set_name.startswith(LOWER_CASED):
            cased.update(word for before, word in pairwise(tokens) if before not in STARTS)
    for _, tokens in sentences:
        for token in tokens:
            running.setdefault(token.lower(), 1)
    spelling: dict[str, str] = {}
    for word, count in sorted(cased.items()):
        if count > cased.get(spelling.get(word.lower(), ""), 0):
            spelling[word.lower()] = word
    return EnglishSide(bases={word: base_and_form(word, running) for word in running}, spelling=spelling)
