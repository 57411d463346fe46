"""The rough translator that ships with strikewatch: Russian and Kazakh into rough English, word by word.

Reads sentences and the tables of data/ (computed by `translate.rough.build`); writes English in which every word
of content comes from a word of the source: its gloss, or the word itself in Latin letters. Numbers are copied.
"""

from collections.abc import Sequence
from functools import lru_cache

from translate.rough.forms import plain_sentence
from translate.rough.glossary import load_glossary
from translate.rough.glossing import Glossary, Slot, slots
from translate.rough.lexicon import Lexicon, load_lexicon
from translate.rough.stems import Stems, load_stems
from translate.rough.words import words

LANGUAGES = frozenset({"ru", "kk"})
# Bump when a table, the glossary or a rule changes what comes out: the translation memory is keyed by it.
VERSION = "glosses-1"


class RoughTranslator:
    """Glosses for one language; tables are read at the first sentence."""

    engine = "rough"
    version = VERSION
    quality = "rough"

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"the rough translator reads {sorted(LANGUAGES)}, not {lang!r}")
        self.languages = frozenset({lang})
        self._lang = lang
        self._tables: tuple[Lexicon, Glossary, Stems | None] | None = None

    def slots(self, sentence: str) -> list[Slot]:
        """Every word of `sentence` with what it may be in English."""
        if self._tables is None:
            stems = load_stems() if self._lang == "kk" else None
            self._tables = load_lexicon(self._lang), load_glossary(self._lang), stems
        lexicon, glossary, stems = self._tables
        return slots(words(sentence, self._lang, stems), lexicon, glossary)

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Rough English for each sentence, in order."""
        if lang != self._lang:
            raise ValueError(f"this rough translator reads {self._lang!r}, not {lang!r}")
        return [plain_sentence(self.slots(sentence)) for sentence in sentences]

    def close(self) -> None:
        """Forget the tables; the next sentence reads them again."""
        self._tables = None


@lru_cache(maxsize=2)
def load(lang: str) -> RoughTranslator:
    """The rough translator for "ru" or "kk"; the same one for every caller."""
    return RoughTranslator(lang)
