"""The words of a sentence as the rough translator sees them: written form, lemma, tags.

Reads one sentence of Russian or Kazakh; writes `Word`s. What English says with a word of its own and Kazakh with
a suffix (not, without) becomes a word of its own here, so that no stage after this can lose it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from analysis.russian_grammar import grammar
from translate.rough.stems import Stems
from translate.rough.tokens import Token, tokenize

# Suffixes that are words in English: they stand before the word that they were taken from.
SIGNS = {"neg": "~neg", "without": "~without"}
ORDINAL_ENDINGS = {"-шы", "-ші", "-ыншы", "-інші", "-ншы", "-нші"}
# A dictionary takes an unknown Russian name for a form of one that it has: Doyl for a plural of "doylo".
CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
CASE_ENDINGS = ("ом", "ем", "ём", "ым", "им", "ам", "ям", "ах", "ях", "ых", "их")
CLOSERS = frozenset('.,!?;:"»”…')
CYRILLIC_FIRST, CYRILLIC_LAST = "Ѐ", "ӿ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token with its lemma; `tags` start with the part of speech, or with what kind of token it is."""

    token: Token
    lemma: str
    tags: tuple[str, ...]
    known: bool


def is_cyrillic(text: str) -> bool:
    """Whether any letter of `text` is Cyrillic."""
    return any(CYRILLIC_FIRST <= char <= CYRILLIC_LAST for char in text)


def _russian(token: Token) -> Word:
    hung = token.text[:1] if token.kind == "hung" else ""
    found = grammar(token.text[len(hung) :])
    lemma = found.lemma if found.known or not _is_bare(token.text) else token.text.lower()
    return Word(token=token, lemma=("-" if hung else "") + lemma, tags=found.tags, known=found.known)


def _is_bare(written: str) -> bool:
    """Whether an unknown name ends in a consonant that no case ending has: it stands in its dictionary form."""
    lower = written.lower()
    return written[:1].isupper() and lower[-1] in CONSONANTS and not lower.endswith(CASE_ENDINGS)


def _kazakh(token: Token, stems: Stems, closing: bool) -> Iterator[Word]:
    lower = token.text.lower()
    if lower in ORDINAL_ENDINGS:
        yield Word(token=token, lemma="-ші", tags=("N", "ord"), known=True)
        return
    reading = stems.best(lower.lstrip("-‑–"), closing=closing)
    for tag, sign in SIGNS.items():
        if tag in reading.tags:
            nothing = Token(text="", kind="sign", blank=True)
            yield Word(token=nothing, lemma=sign, tags=("sign",), known=True)
    tags = ("V" if reading.verb else "N", *(tag for tag in reading.tags if tag not in SIGNS))
    yield Word(token=token, lemma=reading.stem, tags=tags, known=stems.known(reading.stem))


def words(sentence: str, lang: str, stems: Stems | None = None) -> list[Word]:
    """Give the words of a sentence; Kazakh needs its stems."""
    found: list[Word] = []
    tokens = tokenize(sentence)
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.kind in {"number", "mark"} or not is_cyrillic(token.text):
            tag = token.kind if token.kind in {"number", "mark"} else "latin"
            found.append(Word(token=token, lemma=token.text, tags=(tag,), known=True))
        elif stems is not None and lang == "kk":
            found.extend(_kazakh(token, stems, closing=following is None or following.text in CLOSERS))
        else:
            found.append(_russian(token))
    return found
