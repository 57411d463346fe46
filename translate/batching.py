"""Many sentences of many articles into few calls of the engine, and the memory that makes repeats free.

Reads sentences and the translation memory; writes new translations to the memory. Each sentence is translated once
however often it occurs, shortest first, so that a batch holds sentences of one length and the decoder pads little.
"""

import hashlib
from collections.abc import Iterable, Mapping

from translate import Memory, Translator


class DictMemory:
    """A translation memory that lasts as long as the process: for the filter and for tests."""

    def __init__(self) -> None:
        self._known: dict[str, dict[bytes, str]] = {}

    def get(self, engine: str, keys: Iterable[bytes]) -> dict[bytes, str]:
        """Return the English of those keys that are known from this engine."""
        known = self._known.get(engine, {})
        return {key: known[key] for key in keys if key in known}

    def put(self, engine: str, english: Mapping[bytes, str]) -> None:
        """Remember."""
        self._known.setdefault(engine, {}).update(english)


def memory_name(translator: Translator) -> str:
    """Return the name under which the memory keeps what this engine of this version translated."""
    return f"{translator.engine} {translator.version}"


def sentence_key(sentence: str, lang: str) -> bytes:
    """Return the key of a sentence in the memory: one spelling can be two languages."""
    return hashlib.sha256(f"{lang}\n{sentence}".encode()).digest()


def unique(sentences: Iterable[str]) -> list[str]:
    """Return each sentence once, shortest first; equal lengths in alphabetical order."""
    return sorted(set(sentences), key=lambda sentence: (len(sentence), sentence))


def translate_sentences(sentences: Iterable[str], lang: str, translator: Translator, memory: Memory) -> dict[str, str]:
    """Return the English of each distinct sentence, from the memory or from the engine. Raises BrokenModel."""
    name = memory_name(translator)
    keys = {sentence: sentence_key(sentence, lang) for sentence in unique(sentences)}
    known = memory.get(name, keys.values())
    new = [sentence for sentence, key in keys.items() if key not in known]
    if new:
        made = dict(zip((keys[sentence] for sentence in new), translator.translate(new, lang), strict=True))
        memory.put(name, made)
        known |= made
    return {sentence: known[key] for sentence, key in keys.items()}
