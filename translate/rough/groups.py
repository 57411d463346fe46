"""Which Kazakh words make one group, and what governs it: what `order.py` moves as a whole.

Reads words with their tags; writes yes and no. Postpositions and the cases that they ask for are from the grammar.
"""

from collections.abc import Sequence

from translate.rough.kazakh_words import DENYING, VERBAL_NOUNS
from translate.rough.tags import CASES
from translate.rough.word import Word

# Words that English says before what they govern, with the case that they ask for ("" for none).
GOVERNING = {
    word: case
    for case, words in {
        "": "үшін арқылы туралы жайлы сияқты секілді тәрізді бойынша сайын",
        "dat": "дейін қарай қарсы қарамастан байланысты сәйкес қатысты қарағанда жуық таяу",
        "abl": "кейін соң бері бұрын бастап басқа гөрі астам артық аса",
        "ins": "бірге қатар",
    }.items()
    for word in words.split()
}
# Nouns that are such words when they stand in these forms: "in the course of". What they govern has no case or "of".
_RELATIONAL = """кезінде барысында нәтижесінде арасында ішінде үстінде астында алдында артында жанында қасында маңында
    негізінде аясында шеңберінде ретінде есебінен мақсатында тарапынан жөнінде салдарынан арасындағы ішіндегі
    алдындағы"""
RELATIONAL = frozenset(_RELATIONAL.split())
JOINING = frozenset({"мен", "пен", "бен", "және"})
PRONOUNS = frozenset({"ол", "мен", "сен", "сіз", "біз", "олар", "өз", "бұл", "сол", "осы"})
_NUMERALS = """екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан жүз мың миллион
    миллиард"""
NUMERALS = frozenset(_NUMERALS.split())
DESCRIBING_SUFFIXES = frozenset({"with", "ord", "cmp"})


def case_of(word: Word) -> str:
    """Give the case a word stands in, "" for none."""
    return next((tag for tag in CASES if tag in word.tags), "")


def is_noun(word: Word) -> bool:
    """Whether a word can end a group: a noun, or a verb used as one."""
    if word.lemma.lower() in DENYING:
        return False
    return word.tags[0] == "N" or (word.tags[0] == "V" and not VERBAL_NOUNS.isdisjoint(word.tags))


def governs(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` governs the group that ends before it."""
    if not at:
        return False
    word, before = words[at], words[at - 1]
    if not (is_noun(before) or before.tags[0] in {"number", "latin"}):
        return False
    written = word.token.text.lower()
    if written in RELATIONAL:
        return case_of(before) in {"", "gen"} and before.lemma not in PRONOUNS
    case = GOVERNING.get(written, GOVERNING.get(word.lemma))
    return case is not None and case_of(before) == case


def is_counted(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` governs a numeral: "300-ден астам" (more than 300)."""
    return governs(words, at) and (words[at - 1].tags[0] == "number" or words[at - 1].lemma in NUMERALS)


def describes(word: Word) -> bool:
    """Whether a word says something of the noun after it: an adjective, a numeral, a participle."""
    kind = word.tags[0]
    if kind in {"A", "sign"}:
        return True
    if case_of(word) or "p3" in word.tags:
        return False
    suffixed = kind == "N" and not DESCRIBING_SUFFIXES.isdisjoint(word.tags)
    return kind == "number" or suffixed or (kind == "V" and "part" in word.tags)


def begins_name(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is the first half of a name that goes on after it."""
    word, after = words[at], words[at + 1]
    both = word.token.text[:1].isupper() and after.token.text[:1].isupper()
    return both and word.tags == ("N",) and (at > 0 or not word.known)


def belongs_bare(words: Sequence[Word], at: int) -> bool:
    """Whether the bare noun at `at` belongs to the possessed one after it: "полиция бөлімі" (police station)."""
    word = words[at]
    bare = word.tags[0] == "N" and not case_of(word) and word.lemma not in PRONOUNS
    return bare and "p3" in words[at + 1].tags
