"""Give every word of a sentence what it may be in English.

Reads words; writes slots: the glossary's phrase where one matches (longest first, it always wins), otherwise the
lexicon's glosses, otherwise the word in Latin letters. Nothing enters a slot that does not come from its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.rough.latin import to_latin
from translate.rough.lexicon import Gloss, Lexicon
from translate.rough.words import Word

Glossary = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First lemma -> (all lemmas, English), longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One or more source words and their English; `source` is "glossary", "lexicon", "letters" or "copy"."""

    words: Sequence[Word]
    glosses: tuple[Gloss, ...]
    source: str

    @property
    def head(self) -> Word:
        """The word whose tags count: the last one that can be inflected."""
        nouns = [word for word in self.words if word.tags[0] in {"N", "V"}]
        return nouns[0 if self.source == "glossary" and nouns else -1] if nouns else self.words[-1]


def slots(found: Sequence[Word], lexicon: Lexicon, glossary: Glossary) -> list[Slot]:
    """The slots of a sentence, in source order; every word is in exactly one."""
    filled: list[Slot] = []
    at = 0
    while at < len(found):
        slot = _from_glossary(found, at, glossary) or _single(found[at], lexicon)
        filled.append(slot)
        at += len(slot.words)
    return filled


def _from_glossary(found: Sequence[Word], at: int, glossary: Glossary) -> Slot | None:
    for lemmas, english in glossary.get(found[at].lemma.lower(), ()):
        span = found[at : at + len(lemmas)]
        if len(span) == len(lemmas) and all(w.lemma.lower() == x for w, x in zip(span, lemmas, strict=True)):
            return Slot(words=span, glosses=(Gloss(english, 1.0),), source="glossary")
    return None


def _single(word: Word, lexicon: Lexicon) -> Slot:
    if word.tags[0] in {"number", "mark", "latin"}:
        return Slot(words=(word,), glosses=(Gloss(word.token.text, 1.0),), source="copy")
    glosses = lexicon.get(word.lemma.lower())
    if glosses:
        return Slot(words=(word,), glosses=glosses, source="lexicon")
    return Slot(words=(word,), glosses=(Gloss(_spelled(word), 1.0),), source="letters")


def _spelled(word: Word) -> str:
    """A word without gloss in Latin letters: names by their dictionary form, the rest likewise."""
    written = word.token.text.lstrip("-‑–")
    lemma = word.lemma.lstrip("-")
    if written.isupper() and len(written) > 1:
        return to_latin(written)
    return to_latin(lemma.capitalize() if written[:1].isupper() else lemma)
