"""Give every word of a sentence what it may be in English.

Reads words; writes slots: the glossary's phrase where one matches (longest first, it always wins), otherwise the
lexicon's glosses, otherwise the word in Latin letters. Nothing enters a slot that does not come from its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.rough.kazakh_words import CAN, NOT, ORDINAL
from translate.rough.latin import to_latin
from translate.rough.lexicon import AS_WRITTEN, Gloss, Lexicon
from translate.rough.word import Word

Glossary = Mapping[str, Sequence["Entry"]]
"""First lemma -> entries, longest first."""


# What a suffix or a helping verb says that English has a word for is known, and not to be counted.
SIGNED = {NOT: (Gloss("not", 1.0),), "~without": (Gloss("without", 1.0),)}
ABLE = {True: (Gloss("could", 1.0),), False: (Gloss("can", 0.8), Gloss("could", 0.2))}
# Suffixes that make another word: құрылысшы is a builder, құрылыс construction.
DERIVED = frozenset({"agent", "ness"})
VOICES = frozenset({"vn", "pass", "doer", "part", "PT", "PS", *DERIVED})
BARE = (("N",), ("A",))
SURNAMES = ("ов", "ев", "ова", "ева", "ин", "ина", "қызы", "кызы", "ұлы", "улы", "ский", "ская", "баев", "баева")
_TITLES = """президент министр премьер премьер-министр вице-министр вице-премьер әкім генерал төраға директор профессор
    академик сенатор депутат мырза капитан полковник король патша жолдас доктор тренер адвокат судья прокурор"""
TITLES = frozenset(_TITLES.split())
FIXED_ENDINGS = ("улы", "ұлы", "кызы", "қызы", "оглы")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A phrase of the glossary; `voice` tells those of the same lemmas apart: dismiss, was dismissed, dismissal."""

    lemmas: tuple[str, ...]
    english: str
    voice: frozenset[str]
    head_at: int
    possessed: bool = False
    """Whether the last word must belong to the one before: "strike of the miners" is not "the miner to a strike"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One or more source words and their English; `source` is "glossary", "lexicon", "letters" or "copy"."""

    words: Sequence[Word]
    glosses: tuple[Gloss, ...]
    source: str
    head_at: int = -1

    @property
    def head(self) -> Word:
        """The word whose tags decide about the English form."""
        return self.words[self.head_at]


def slots(found: Sequence[Word], lexicon: Lexicon, glossary: Glossary) -> list[Slot]:
    """Give the slots of a sentence, in source order; every word is in exactly one."""
    filled: list[Slot] = []
    at = 0
    while at < len(found):
        slot = _from_glossary(found, at, glossary) or _name(found, at) or _single(found, at, lexicon)
        filled.append(slot)
        at += len(slot.words)
    return filled


def _from_glossary(found: Sequence[Word], at: int, glossary: Glossary) -> Slot | None:
    matching = [
        (entry, span) for entry in glossary.get(found[at].lemma.lower(), ()) if (span := _span(found, at, entry))
    ]
    if not matching:
        return None
    longest = [(entry, span) for entry, span in matching if len(entry.lemmas) == len(matching[0][0].lemmas)]
    entry, span = min(longest, key=lambda one: (len(one[0].voice ^ voice(one[1])), len(one[1])))
    negated = len(span) > len(entry.lemmas)
    english, head = (f"not {entry.english}", -1) if negated else (entry.english, entry.head_at)
    return Slot(words=span, glosses=(Gloss(english, 1.0),), source="glossary", head_at=head)


def _span(found: Sequence[Word], at: int, entry: Entry) -> Sequence[Word]:
    """Give the words from `at` that are the entry, with the "not" of a Kazakh suffix if it stands among them."""
    for length in (len(entry.lemmas), len(entry.lemmas) + 1):
        span = found[at : at + length]
        signs = length - len(entry.lemmas)
        lemmas = tuple(word.lemma.lower() for word in span if not (signs and word.lemma == NOT))
        if lemmas == entry.lemmas and len(span) == length:
            owned = "p3" in span[-1].tags or not entry.possessed
            same = voice(span) & DERIVED == entry.voice & DERIVED
            return span if owned and same else ()
    return ()


def voice(phrase: Sequence[Word]) -> frozenset[str]:
    """Give what a phrase's verbs are besides verbs: passives, participles, doers, actions (Kazakh -у)."""
    return frozenset(tag for word in phrase for tag in word.tags if tag in VOICES)


def _name(found: Sequence[Word], at: int) -> Slot | None:
    """Give a Kazakh first name in Latin letters, also where it is a word: Dastan is no poem before a surname."""
    word = found[at]
    if word.tags not in BARE or at + 1 == len(found) or not word.token.text[:1].isupper() or word.lemma in TITLES:
        return None
    surname = found[at + 1].token.text
    if not (surname[:1].isupper() and surname.lower().startswith(found[at + 1].lemma)):
        return None
    if found[at + 1].lemma.endswith(SURNAMES):
        return Slot(words=(word,), glosses=(Gloss(to_latin(word.token.text), 1.0),), source="letters")
    return None


def _single(found: Sequence[Word], at: int, lexicon: Lexicon) -> Slot:
    word = found[at]
    if word.tags[0] in {"number", "mark", "latin"}:
        return Slot(words=(word,), glosses=(Gloss(word.token.text, 1.0),), source="copy")
    if word.lemma == ORDINAL and at and found[at - 1].tags[0] == "number":
        return Slot(words=(word,), glosses=(Gloss(_ordinal(found[at - 1].token.text), 1.0),), source="copy")
    if glosses := _glosses(word, lexicon):
        return Slot(words=(word,), glosses=glosses, source="lexicon")
    return Slot(words=(word,), glosses=(Gloss(_spelled(word), 1.0),), source="letters")


def _glosses(word: Word, lexicon: Lexicon) -> tuple[Gloss, ...]:
    if word.lemma == CAN:
        return ABLE["past" in word.tags]
    as_written = lexicon.get(f"{AS_WRITTEN}{word.token.text.lower()}")
    return SIGNED.get(word.lemma) or as_written or lexicon.get(word.lemma.lower(), ())


def _ordinal(number: str) -> str:
    """Give the letters after an ordinal: 1st, 12th, 23rd."""
    teen = len(number) > 1 and number[-2] == "1"
    return "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")


def _spelled(word: Word) -> str:
    """Give a word without gloss in Latin letters: names by their dictionary form, the rest likewise."""
    written = word.token.text.lstrip("-‑–")
    # a patronymic of these endings is taken for a genitive by a dictionary that does not have it
    lemma = written.lower() if written.lower().endswith(FIXED_ENDINGS) else word.lemma.lstrip("-")
    if written.isupper() and len(written) > 1:
        return to_latin(written)
    return to_latin(lemma.capitalize() if written[:1].isupper() else lemma)
