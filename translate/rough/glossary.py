"""The labour glossary: phrases of labour disputes and the English they always get.

Reads glossaries/<lang>/*.toml (phrase = English, in the words' usual forms); writes them keyed by lemmas, so that
every case and number of a phrase is found.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from translate.rough.glossing import Entry, Glossary, voice
from translate.rough.stems import load_stems
from translate.rough.word import Word
from translate.rough.words import words

FOLDER = Path(__file__).with_name("glossaries")


@lru_cache(maxsize=2)
def load_glossary(lang: str) -> Glossary:
    """Read the glossary of "ru" or "kk"."""
    stems = load_stems() if lang == "kk" else None
    found: dict[str, list[Entry]] = {}
    for phrase, english in written(lang).items():
        entry = _entry(words(phrase, lang, stems), english, lang)
        found.setdefault(entry.lemmas[0], []).append(entry)
    return {first: sorted(rows, key=lambda row: -len(row.lemmas)) for first, rows in found.items()}


def written(lang: str) -> dict[str, str]:
    """Give the glossary as it was written: phrase -> English."""
    sections = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob(f"{lang}/*.toml")))
    return {phrase: english for file in sections for entries in file.values() for phrase, english in entries.items()}


def _entry(phrase: list[Word], english: str, lang: str) -> Entry:
    """Give an entry with its head: the last word in Kazakh, the first noun or verb in Russian."""
    heads = [at for at, word in enumerate(phrase) if word.tags[0] in {"N", "V", "INF"}]
    head = len(phrase) - 1 if lang == "kk" or not heads else heads[0]
    lemmas = tuple(word.lemma.lower() for word in phrase)
    possessed = lang == "kk" and len(phrase) > 1 and "p3" in phrase[-1].tags and "V" not in phrase[-1].tags
    return Entry(lemmas=lemmas, english=english, voice=voice(phrase), head_at=head, possessed=possessed)
