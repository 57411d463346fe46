"""Says of a page's raw text, cheaply, whether it is worth reading at all. Reads a text; writes nothing.

For millions of pages: looking costs a fiftieth of extracting. It lets through whatever the explainable reader could
flag: every word that counts has a stem in the lexicons, and the stems are what is looked for, in the whole page, its
menus too. A page in a script or a language that we do not read is held back; where that is not plain, it is let
through.
"""

import re
from functools import cache
from html import unescape

from analysis.lexicon import COUNTING, LANGUAGES, load
from analysis.lexicon.stems import StemIndex
from analysis.tokens import fold

# Letters and words of the page's text and menus. A page with fewer has no article in that language.
_FEW_LETTERS = 200
_FEW_WORDS = 8
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{3,}")
_ARABIC = re.compile(r"[\u0600-\u06ff]{3,}")
# Kazakh in Arabic letters writes its vowels with these; Arabic, Persian and Urdu do not. Uyghur does, and passes.
_KAZAKH_ARABIC = re.compile("[\u06d5\u06c7\u0676\u0675\u06cb]")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in)\b")
# The commonest short words of Kazakh in its Latin alphabets.
_KAZAKH_LATIN = re.compile(r"\b(?:men|bul|jäne|jáne|zhäne|zháne|dep|bolyp|üşin|úshin|üshin|emes)\b")
_ENTITY = re.compile(r"&#x?[0-9a-f]{3,5};", re.IGNORECASE)


def worth_reading(page: str) -> bool:
    """Tell whether a page (markup and all) may be in one of our languages and hold a word that counts."""
    if len(_ENTITY.findall(page)) > _FEW_WORDS:
        page = unescape(page)
    text = fold(page)
    if _letters(_CYRILLIC, text):
        return _has_stem(text)
    if _letters(_ARABIC, text):
        # The stems are in Cyrillic: what may be Kazakh is let through.
        return len(_KAZAKH_ARABIC.findall(text)) >= _FEW_WORDS
    if len(_KAZAKH_LATIN.findall(text)) >= _FEW_WORDS:
        return True
    return len(_ENGLISH.findall(text)) >= _FEW_WORDS and _has_stem(text)


def _letters(words: re.Pattern[str], text: str) -> bool:
    found = 0
    for match in words.finditer(text):
        found += match.end() - match.start()
        if found >= _FEW_LETTERS:
            return True
    return False


def _has_stem(text: str) -> bool:
    return next(_stems().find(text), None) is not None


@cache
def _stems() -> StemIndex:
    return StemIndex(rule for lang in LANGUAGES for rule in load(lang).rules if rule.meaning in COUNTING)
