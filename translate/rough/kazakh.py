"""Strip a Kazakh word's suffix chain: all the stems it may have, each with the suffixes taken off.

Reads one lower-cased Cyrillic word; writes candidate readings. Which one is right is the business of the
stem counts (`stems.py`). Slots and variants follow the order of a Kazakh word: stem, voice, negation,
tense or nominaliser, plural, possessive, case, person. Vowel harmony is checked, with neutral letters let
through, because borrowed stems take back suffixes after front letters and the other way round.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BACK, FRONT = set("аоұыяё"), set("әеөүіэ")
VOWELS = BACK | FRONT | set("иую")
# Stems end voiceless where a vowel suffix made them voiced: kitap, kitaby.
HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
SHORTEST_STEM = 2
MOST_SUFFIXES = 6

# (slot, tag, variants, next slot): read from the end of the word inwards.
_RULES: tuple[tuple[str, str, str, str], ...] = (
    ("word", "1sg", "мын мін бын бін пын пін", "predicate"),
    ("word", "2sg", "сың сің", "predicate"),
    ("word", "1pl", "мыз міз быз біз пыз піз", "predicate"),
    ("word", "2pl", "сыз сіз сыздар сіздер", "predicate"),
    ("word", "past", "ды ді ты ті", "negation"),
    ("word", "past 1sg", "дым дім тым тім", "negation"),
    ("word", "past 2sg", "дың дің тың тің", "negation"),
    ("word", "past 1pl", "дық дік тық тік", "negation"),
    ("word", "past 2pl", "дыңыз діңіз тыңыз тіңіз", "negation"),
    ("word", "pres", "ады еді йды йді", "negation"),
    ("word", "conv", "ып іп п", "negation"),
    ("word", "conv", "а е й", "negation"),
    ("word", "perf", "ыпты іпті пты пті", "negation"),
    ("word", "cond", "са се", "negation"),
    ("word", "cond 1pl", "сақ сек", "negation"),
    ("word", "aor", "ар ер р", "negation"),
    ("word", "neg aor", "мас мес бас бес пас пес", "voice"),
    ("word", "imp", "сын сін", "negation"),
    ("word", "imp 2pl", "ыңыз іңіз ңыз ңіз ыңдар іңдер", "negation"),
    ("word", "goal", "ғалы гелі қалы келі", "negation"),
    ("word", "plan", "мақ мек бақ бек пақ пек", "voice"),
    ("word", "plan", "мақшы мекші бақшы бекші пақшы пекші", "voice"),
    ("word", "only", "ғана", "predicate"),
    ("word", "", "", "case"),
    ("predicate", "pres", "а е й", "negation"),
    ("predicate", "", "", "case"),
    ("case", "gen", "ның нің дың дің тың тің", "possessive"),
    ("case", "acc", "ны ні ды ді ты ті", "possessive"),
    ("case", "dat", "ға ге қа ке", "possessive"),
    ("case", "loc", "да де та те", "possessive"),
    ("case", "abl", "дан ден тан тен нан нен", "possessive"),
    ("case", "ins", "мен бен пен менен", "possessive"),
    ("case", "p3 acc", "ын ін сын сін", "plural"),
    ("case", "p3 dat", "ына іне сына сіне", "plural"),
    ("case", "p3 loc", "ында інде сында сінде", "plural"),
    ("case", "p3 abl", "ынан інен сынан сінен", "plural"),
    ("case", "p1 dat", "ыма іме ма ме", "plural"),
    ("case", "p2 dat", "ыңа іңе ңа ңе", "plural"),
    ("case", "attr", "дағы дегі тағы тегі", "plural"),
    ("case", "p3 attr", "ындағы індегі сындағы сіндегі", "plural"),
    ("case", "gen own", "нікі дікі тікі", "possessive"),
    ("case", "as", "дай дей тай тей", "possessive"),
    ("case", "lang", "ша ше", "possessive"),
    ("case", "p3 lang", "ынша інше сынша сінше", "plural"),
    ("case", "", "", "possessive"),
    ("possessive", "p3", "ы і сы сі", "plural"),
    ("possessive", "p1", "ым ім м", "plural"),
    ("possessive", "p2", "ың ің ң", "plural"),
    ("possessive", "p1 pl1", "ымыз іміз мыз міз", "plural"),
    ("possessive", "p2 pl1", "ыңыз іңіз ңыз ңіз", "plural"),
    ("possessive", "", "", "plural"),
    ("plural", "pl", "лар лер дар дер тар тер", "nominal"),
    ("plural", "", "", "nominal"),
    ("nominal", "vn", "у", "negation"),
    ("nominal", "part", "ған ген қан кен", "negation"),
    ("nominal", "hab", "атын етін йтын йтін", "negation"),
    ("nominal", "fut", "ар ер р", "negation"),
    ("nominal", "doer", "ушы уші", "negation"),
    ("nominal", "attr", "ғы гі қы кі", "stem"),
    ("nominal", "ness", "лық лік дық дік тық тік", "stem"),
    ("nominal", "with", "лы лі ды ді ты ті", "stem"),
    ("nominal", "without", "сыз сіз", "stem"),
    ("nominal", "agent", "шы ші", "stem"),
    ("nominal", "cmp", "рақ рек ырақ ірек лау леу дау деу тау теу", "stem"),
    ("nominal", "ord", "ыншы інші ншы нші", "stem"),
    ("nominal", "", "", "stem"),
    ("negation", "neg", "ма ме ба бе па пе", "voice"),
    ("negation", "", "", "voice"),
    ("voice", "pass", "ыл іл л ын ін н", "verb"),
    ("voice", "caus", "тыр тір дыр дір т", "verb"),
    ("voice", "recip", "ыс іс с", "verb"),
    ("voice", "pass", "тырыл тіріл дырыл діріл", "verb"),
    ("voice", "", "", "verb"),
)
Rule = tuple[str, tuple[str, ...], str]


@lru_cache(maxsize=1)
def _slots() -> dict[str, dict[str, list[Rule]]]:
    """Slot -> last letter of the suffix -> rules; the letter "" holds the moves that strip nothing."""
    slots: dict[str, dict[str, list[Rule]]] = {}
    for slot, tag, variants, following in _RULES:
        for suffix in variants.split() or [""]:
            by_letter = slots.setdefault(slot, {})
            by_letter.setdefault(suffix[-1:], []).append((suffix, tuple(tag.split()), following))
    return slots


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: `verb` says that the stem takes verb suffixes; tags in written order."""

    stem: str
    tags: tuple[str, ...]
    verb: bool


def _harmonious(stem: str, suffix: str) -> bool:
    """Whether the suffix's vowel agrees with the stem's last clear vowel."""
    wanted = next((char for char in suffix if char in VOWELS), "")
    last = next((char for char in reversed(stem) if char in VOWELS), "")
    if not last or suffix in {"мен", "бен", "пен", "менен", "нікі", "дікі", "тікі"}:
        return bool(last)
    return not ((wanted in BACK and last in FRONT) or (wanted in FRONT and last in BACK))


def _joins(stem: str, suffix: str) -> bool:
    """Whether the letters may meet: a vowel suffix after a consonant, the short variants after a vowel."""
    after_vowel = stem[-1] in VOWELS
    if suffix[0] in "ыі":
        return not after_vowel or stem[-1] in "иу"
    if suffix[0] in "ае":
        return not after_vowel or stem[-1] == "и"
    if suffix in {"сы", "сі", "м", "ң", "й", "йды", "йді", "п", "р", "ншы", "нші"} or suffix[:1] == "ң":
        return after_vowel
    return True


def _strip(word: str, slot: str, tags: tuple[str, ...], depth: int) -> Iterator[Reading]:
    if slot in {"stem", "verb"}:
        yield Reading(word, tags, slot == "verb")
        if tags and word[-1] in HARDENED:
            yield Reading(word[:-1] + HARDENED[word[-1]], tags, slot == "verb")
        return
    by_letter = _slots()[slot]
    for _, _, following in by_letter.get("", ()):
        yield from _strip(word, following, tags, depth)
    if depth >= MOST_SUFFIXES:
        return
    for suffix, names, following in by_letter.get(word[-1], ()):
        stem = word[: -len(suffix)]
        fits = len(stem) >= SHORTEST_STEM and word.endswith(suffix)
        if fits and _harmonious(stem, suffix) and _joins(stem, suffix):
            yield from _strip(stem, following, names + tags, depth + 1)


def readings(word: str) -> list[Reading]:
    """Every reading of a lower-cased word, the bare word first; at least one."""
    return list(dict.fromkeys(_strip(word, "word", (), 0))) or [Reading(word, (), False)]
