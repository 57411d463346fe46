"""The dictionary form of a Russian word and the few facts of its grammar that a translation needs.

Reads one word; writes its lemma and short tags. The only door to pymorphy3's tags for `translate.rough`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse

CASES = {
    "nomn": "nom", "gent": "gen", "gen2": "gen", "datv": "dat", "accs": "acc", "acc2": "acc",
    "ablt": "ins", "loct": "loc", "loc2": "loc", "voct": "nom",
}  # fmt: skip
KINDS = {
    "NOUN": "N", "ADJF": "A", "ADJS": "A", "COMP": "CMP", "VERB": "V", "INFN": "INF", "PRTF": "PT",
    "PRTS": "PS", "GRND": "GER", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRO", "PREP": "PRP",
    "CONJ": "CNJ", "PRCL": "PCL", "PRED": "ADV", "INTJ": "PCL",
}  # fmt: skip
ADJECTIVE = re.compile(r"ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
NAMES = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """A word's dictionary form; `tags` start with the part of speech ("N", "A", "V", "INF", ...)."""

    lemma: str
    tags: tuple[str, ...]
    known: bool
    """Whether the dictionary has the word; otherwise lemma and tags are a guess from its ending."""


@lru_cache(maxsize=1)
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def _likeliest(word: str) -> Parse:
    """Read a name that the dictionary lacks as a noun that the word begins with, or as an adjective in -ский."""
    found = _analyser().parse(word)
    lower = word.lower()
    if found[0].is_known or not word[:1].isupper():
        return found[0]
    if ADJECTIVE.search(lower):
        return next((parse for parse in found if parse.normal_form.endswith("ский")), found[0])
    nouns = [parse for parse in found if parse.tag.POS == "NOUN" and lower.startswith(parse.normal_form)]
    return nouns[0] if nouns else found[0]


@lru_cache(maxsize=100_000)
def grammar(word: str) -> Grammar:
    """Give the likeliest reading of `word`, context not looked at; ё is written е in the lemma."""
    parse = _likeliest(word)
    tag = parse.tag
    kind = KINDS.get(str(tag.POS), "X")
    tags = [kind]
    if tag.number == "plur":
        tags.append("pl")
    if kind in {"N", "PRO", "A", "PT", "NUM"} and tag.case:
        tags.append(CASES[tag.case])
    if kind in {"V", "PT", "PS"}:
        tags.extend(str(value) for value in (tag.tense, tag.person, tag.voice, tag.mood) if value)
    if any(name in tag for name in NAMES):
        tags.append("name")
    return Grammar(lemma=parse.normal_form.replace("ё", "е"), tags=tuple(tags), known=bool(parse.is_known))
