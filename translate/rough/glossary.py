"""The labour glossary: phrases of labour disputes and the English they always get.

Reads glossary.<lang>.toml (phrase = English, in the words' usual forms); writes them keyed by lemmas, so that
every case and number of a phrase is found.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

from translate.rough.glossing import Glossary
from translate.rough.stems import load_stems
from translate.rough.words import words


@lru_cache(maxsize=2)
def load_glossary(lang: str) -> Glossary:
    """First lemma -> (lemmas, English), longest phrase first."""
    text = (files("translate.rough") / f"glossary.{lang}.toml").read_text("utf-8")
    stems = load_stems() if lang == "kk" else None
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for section in tomllib.loads(text).values():
        for phrase, english in section.items():
            lemmas = tuple(word.lemma.lower() for word in words(phrase, lang, stems))
            found.setdefault(lemmas[0], []).append((lemmas, english))
    return {first: sorted(rows, key=lambda row: (-len(row[0]), row)) for first, rows in found.items()}
