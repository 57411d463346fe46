"""The rough translator that ships with strikewatch: Russian and Kazakh into rough English, word by word.

Reads sentences and the tables of data/ (computed by `translate.rough.build`); writes English in which every word
of content comes from a word of the source: its gloss, or the word itself in Latin letters. Numbers are copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from translate.rough.decoder import Decoder
from translate.rough.fluency import load_fluency
from translate.rough.glossary import load_glossary
from translate.rough.glossing import Glossary, Slot, slots
from translate.rough.habits import load_habits
from translate.rough.lexicon import DATA, Lexicon, load_lexicon
from translate.rough.order import english_order
from translate.rough.stems import Stems, load_stems
from translate.rough.words import words

LANGUAGES = frozenset({"ru", "kk"})
# Bump when a table, the glossary or a rule changes what comes out: the translation memory is keyed by it.
VERSION = "glosses-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    lexicon: Lexicon
    glossary: Glossary
    stems: Stems | None
    decoder: Decoder


class RoughTranslator:
    """Glosses for one language; tables are read at the first sentence."""

    engine = "rough"
    version = VERSION
    quality = "rough"

    def __init__(self, lang: str, tables: Path = DATA) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"the rough translator reads {sorted(LANGUAGES)}, not {lang!r}")
        self.languages = frozenset({lang})
        self._lang = lang
        self._data = tables
        self._loaded: _Tables | None = None

    def _tables(self) -> _Tables:
        if self._loaded is None:
            self._loaded = _Tables(
                lexicon=load_lexicon(self._lang, self._data),
                glossary=load_glossary(self._lang),
                stems=load_stems(self._data) if self._lang == "kk" else None,
                decoder=Decoder(load_habits(self._lang, self._data), load_fluency(self._data)),
            )
        return self._loaded

    @property
    def decoder(self) -> Decoder:
        """What chooses the wordings."""
        return self._tables().decoder

    def slots(self, sentence: str) -> list[Slot]:
        """Give every word of `sentence` what it may be in English."""
        tables = self._tables()
        filled = slots(words(sentence, self._lang, tables.stems), tables.lexicon, tables.glossary)
        return english_order(filled) if self._lang == "kk" else filled

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Return rough English for each sentence, in order."""
        if lang != self._lang:
            raise ValueError(f"this rough translator reads {self._lang!r}, not {lang!r}")
        decoder = self.decoder
        return [decoder.sentence(self.slots(sentence)) for sentence in sentences]

    def close(self) -> None:
        """Forget the tables; the next sentence reads them again."""
        self._loaded = None


@lru_cache(maxsize=2)
def load(lang: str) -> RoughTranslator:
    """Give the rough translator for "ru" or "kk"; the same one for every caller."""
    return RoughTranslator(lang)
