"""The labour glossary: phrases of labour disputes and the English they always get.

Reads glossary.<lang>.toml (phrase = English, in the words' usual forms); writes them keyed by lemmas, so that
every case and number of a phrase is found.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

from translate.rough.glossing import Entry, Glossary, is_action
from translate.rough.stems import load_stems
from translate.rough.words import Word, words


@lru_cache(maxsize=2)
def load_glossary(lang: str) -> Glossary:
    """Read the glossary of "ru" or "kk"."""
    text = (files("translate.rough") / f"glossary.{lang}.toml").read_text("utf-8")
    stems = load_stems() if lang == "kk" else None
    found: dict[str, list[Entry]] = {}
    for section in tomllib.loads(text).values():
        for phrase, english in section.items():
            entry = _entry(words(phrase, lang, stems), english, lang)
            found.setdefault(entry.lemmas[0], []).append(entry)
    return {first: sorted(rows, key=lambda row: -len(row.lemmas)) for first, rows in found.items()}


def _entry(phrase: list[Word], english: str, lang: str) -> Entry:
    """Give an entry with its head: the last word in Kazakh, the first noun or verb in Russian."""
    heads = [at for at, word in enumerate(phrase) if word.tags[0] in {"N", "V", "INF"}]
    head = len(phrase) - 1 if lang == "kk" or not heads else heads[0]
    lemmas = tuple(word.lemma.lower() for word in phrase)
    return Entry(lemmas=lemmas, english=english, action=is_action(phrase[-1]), head_at=head)
