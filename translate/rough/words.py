"""The words of a sentence as the rough translator sees them: written form, lemma, tags.

Reads one sentence of Russian or Kazakh; writes `Word`s.
"""

from itertools import zip_longest

from analysis.russian_grammar import grammar
from translate.rough.kazakh_words import add_kazakh
from translate.rough.stems import Stems
from translate.rough.tokens import Token, tokenize
from translate.rough.word import Word

# A dictionary takes an unknown Russian name for a form of one that it has: Doyl for a plural of "doylo".
CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
CASE_ENDINGS = ("ом", "ем", "ём", "ым", "им", "ам", "ям", "ах", "ях", "ых", "их")
CYRILLIC_FIRST, CYRILLIC_LAST = "Ѐ", "ӿ"


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


def words(sentence: str, lang: str, stems: Stems | None = None) -> list[Word]:
    """Give the words of a sentence; Kazakh needs its stems."""
    found: list[Word] = []
    tokens = tokenize(sentence)
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.kind in {"number", "mark"} or not is_cyrillic(token.text):
            tag = token.kind if token.kind in {"number", "mark"} else "latin"
            found.append(Word(token=token, lemma=token.text, tags=(tag,), known=True))
        elif stems is not None and lang == "kk":
            add_kazakh(found, token, following, stems)
        else:
            found.append(_russian(token))
    return found
