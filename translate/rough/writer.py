"""The neural writer, where one was taught and shipped: English from gloss lines, only of what the glosses license.

Reads slots and a model folder (CTranslate2 weights, pieces.model); writes English, or nothing for a sentence
whose English fails a check of figures, length, repetition or unlicensed words: its glosses are shown then.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import sentencepiece

from translate.rough.english import FUNCTION_WORDS, inflect_phrase
from translate.rough.glossing import Slot
from translate.rough.reader import line
from translate.rough.tokens import join

WORD = re.compile(r"[^\W\d_]+")
FIGURE = re.compile(r"\d+")
FORMS = ("", "s", "ed", "en", "ing", "er")
# The English of a sentence has between half and twice as many words as it has slots (98 % of the references).
SHORTEST, LONGEST = 0.5, 2.0
MOST_REPEATED = 4  # a word of content more often than this, and than the glosses say it, is a loop
BEAM = 2
NEGATIONS = frozenset({"not", "no", "never", "nor", "without", "none", "neither", "nobody", "nothing"})


def licensed_words(filled: Sequence[Slot]) -> set[str]:
    """Give every word of content that the slots allow: all forms of all glosses, lower-cased."""
    allowed: set[str] = set()
    for slot in filled:
        for gloss in slot.glosses:
            for form in FORMS:
                allowed.update(word.lower() for word in WORD.findall(inflect_phrase(gloss.english, form)))
    return allowed


def is_faithful(filled: Sequence[Slot], english: str) -> bool:
    """Whether the English holds the slots' figures, invents no word, keeps negation and does not loop."""
    told = " ".join(slot.glosses[0].english for slot in filled)
    if Counter(FIGURE.findall(english)) != Counter(FIGURE.findall(told)):
        return False
    words = [word.lower() for word in WORD.findall(english)]
    if not SHORTEST <= (len(words) + 1) / (len(WORD.findall(told)) + 1) <= LONGEST:
        return False
    content = Counter(word for word in words if word not in FUNCTION_WORDS)
    if not set(content) <= licensed_words(filled):
        return False
    if content and content.most_common(1)[0][1] > MOST_REPEATED:
        return False
    negated = any(slot.glosses[0].english.lower() in NEGATIONS for slot in filled)
    return not negated or bool(NEGATIONS.intersection(words))


class Writer:
    """A converted model and its pieces."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.model"))
        # the map that limits each sentence's pieces to what its glosses license
        self._limited = (folder / "vmap.txt").is_file()
        self._model = ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads)

    def write(self, sentences: Sequence[Sequence[Slot]], lang: str) -> list[str | None]:
        """Return English for each sentence, None where it would not be faithful."""
        read = [self._pieces.encode(line(filled, lang), out_type=str) for filled in sentences]
        results = self._model.translate_batch(
            read,
            beam_size=BEAM,
            max_batch_size=4096,
            batch_type="tokens",
            max_decoding_length=200,
            use_vmap=self._limited,
        )
        written = [join([(self._pieces.decode(result.hypotheses[0]), False)]) for result in results]
        return [
            english if is_faithful(filled, english) else None
            for filled, english in zip(sentences, written, strict=True)
        ]
