"""Dictionary forms of words: pymorphy3 for Russian, chains of suffixes for Kazakh, endings for English.

Reads one folded word (analysis.tokens.fold_word); gives every form that it may stand for, itself included.
Matching asks "may this word be a form of that one?", so each reader errs towards more forms, and the
patterns of the lexicon, which want several words together, keep the precision.
"""

import re
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

# A night's articles hold about 60,000 different words.
_REMEMBERED = 100_000
# pymorphy3 offers rare readings too; below this share they brought more false matches than finds.
_LEAST_SHARE = 0.02
_PARTICIPLES = frozenset({"PRTF", "PRTS"})


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=_REMEMBERED)
def russian(word: str) -> frozenset[str]:
    """Give the lemmas of a Russian word, ё written as е."""
    if (lemma := _only_lemma(word)) is not None:
        return frozenset((lemma.replace("ё", "е"), word))
    readings = _analyser().parse(word)
    forms = {reading.normal_form.replace("ё", "е") for reading in readings if reading.score >= _LEAST_SHARE}
    # A participle's lemma is its verb; the adjective it has become is often what a pattern names.
    for reading in readings[:2]:
        if reading.tag.POS in _PARTICIPLES:
            forms.add(reading.inflect({"PRTF", "masc", "sing", "nomn"}).word.replace("ё", "е"))
    return frozenset(forms | {word})


def _only_lemma(word: str) -> str | None:
    """Give the lemma of a word of the dictionary that has no other and is no participle: four words in five.

    How likely each of its readings is makes no difference then, and finding that out takes as long as finding them.
    """
    analyser = _analyser()
    dictionary = analyser.dictionary
    lemmas: set[str] = set()
    for spelling, readings in dictionary.words.similar_items(word, analyser.char_substitutes):
        for paradigm, form in readings:
            lemmas.add(dictionary.build_normal_form(paradigm, form, spelling))
            if len(lemmas) > 1 or dictionary.build_tag_info(paradigm, form).POS in _PARTICIPLES:
                return None
    return lemmas.pop() if lemmas else None


# Below this share a reading as a living being is a rarity of the dictionary's: "кур" is seldom a person.
_LEAST_ANIMATE = 0.15
# Trades that the dictionary lacks end as trades do.
_AGENT = re.compile(r"(?:щик|чик|тель|ник|вик|ниц|ист|олог|вед|тёр|тер|арь|вец|граф|мейкер)[а-я]{0,3}$")
_A_NAME = frozenset({"Surn", "Patr", "Geox"})


@lru_cache(maxsize=_REMEMBERED)
def is_animate(word: str) -> bool:
    """Tell whether a Russian word may be a noun for somebody: no surname or patronymic."""
    if not (_analyser().word_is_known(word) or _AGENT.search(word)):  # many a Kazakh word looks like a name
        return False
    tags = [reading.tag for reading in _analyser().parse(word) if reading.score >= _LEAST_ANIMATE]
    return any(tag.POS == "NOUN" and tag.animacy == "anim" and not _A_NAME & tag.grammemes for tag in tags)


# Kazakh suffixes in folded letters (ә and а are one letter, і and и another), by what they do.
_KAZAKH_ENDINGS = (
    # plural, possessive, case
    "лар лер дар дер тар тер ым им ын ин ы и сы си нын нин дын дин тын тин ды ди ты ти ны ни н"
    " га ге ка ке на не а е да де та те нда нде дан ден тан тен нан нен мен бен пен"
    " мыз миз ымыз имиз ныз низ ыныз иниз дагы деги тагы теги ндагы ндеги"
    # person, tense and voice of verbs, and what makes nouns and adjectives
    " ды ди ты ти дым дим тым тим дык дик тык тик ган ген кан кен ып ип п а е й ады еди айды ейди йды йди"
    " у ар ер р мак мек бак бек пак пек са се атын етин ушы уши ын ин ыл ил л ма ме ба бе па пе"
    " май мей бай бей пай пей мады меди бады беди пады педи маган меген баган беген паган пеген"
    " амыз емиз аймыз еймиз йды лык лик дык дик тык тик шы ши лы ли сыз сиз дай дей тай тей"
)
_KAZAKH_SUFFIXES = tuple(sorted(set(_KAZAKH_ENDINGS.split()), key=len, reverse=True))
_SHORTEST_STEM = 3
_LONGEST_CHAIN = 5
# A stem's last sound softens before a vowel: шық - шығу, тарт stays, тап - табу.
_HARDENED = {"г": "к", "б": "п"}


@lru_cache(maxsize=_REMEMBERED)
def kazakh(word: str) -> frozenset[str]:
    """Give the stems that a Kazakh word may be built on, by taking suffixes off one after another."""
    stems = {word}
    layer = {word}
    for _ in range(_LONGEST_CHAIN):
        layer = {shorter for stem in layer for shorter in _without_suffix(stem)} - stems
        stems |= layer
    hardened = {stem[:-1] + _HARDENED[stem[-1]] for stem in stems if stem[-1:] in _HARDENED}
    return frozenset(stems | hardened)


def _without_suffix(stem: str) -> list[str]:
    return [
        stem[: -len(suffix)]
        for suffix in _KAZAKH_SUFFIXES
        if len(stem) - len(suffix) >= _SHORTEST_STEM and stem.endswith(suffix)
    ]


_ENGLISH_IRREGULAR = {
    "went": "go", "gone": "go", "struck": "strike", "stricken": "strike", "began": "begin", "begun": "begin",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "am": "be", "came": "come",
    "held": "hold", "led": "lead", "said": "say", "took": "take", "taken": "take", "has": "have", "had": "have",
    "did": "do", "does": "do", "left": "leave", "kept": "keep", "broke": "break", "broken": "break",
    "men": "man", "women": "woman", "met": "meet", "paid": "pay", "lost": "lose", "won": "win", "stood": "stand",
    "laid": "lay", "fell": "fall", "fallen": "fall", "froze": "freeze", "frozen": "freeze", "drove": "drive",
    "driven": "drive", "flew": "fly", "flown": "fly", "threw": "throw", "thrown": "throw", "slept": "sleep",
    "spent": "spend", "gave": "give", "given": "give", "taught": "teach", "stuck": "stick", "shut": "shut",
    "hit": "hit", "quit": "quit", "put": "put", "made": "make", "got": "get", "chose": "choose", "sat": "sit",
}  # fmt: skip
_ENGLISH_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


@lru_cache(maxsize=_REMEMBERED)
def english(word: str) -> frozenset[str]:
    """Give the dictionary forms that an English word may have by its ending or by the irregular list."""
    plain = word.removesuffix("'s").removesuffix("'").removesuffix("'ll").removesuffix("'re")
    forms = {word, plain, _ENGLISH_IRREGULAR.get(plain, plain)}
    if plain.endswith("n't"):
        forms.add("not")
    for ending, put_back in _ENGLISH_ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM - 1:
            stem = plain[: -len(ending)]
            forms.add(stem + put_back)
            if stem[-1:] == stem[-2:-1]:
                forms.add(stem[:-1])
    return frozenset(forms)


LEMMAS = {"ru": russian, "kk": kazakh, "en": english}
