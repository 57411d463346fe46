"""A title or a text ready to be read: its sentences and words, and what stands near each sentence.

Reads one field of an article; gives a Field. Writes nothing. Sentences and words are cut when first asked for: most
articles are passed over by a search of their letters.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from analysis.lexicon.elements import Words
from analysis.morphology import LEMMAS
from analysis.tokens import Sentence, Token, fold, fold_word, needs_joining, sentences, tokens, words
from analysis.transliteration import to_cyrillic

# Sentences to each side in which the words that a rule needs may stand. With one, a made strike whose demand came two
# sentences later was missed; with two, false flags in 3,444 articles of news stayed four.
NEAR = 2


# "School No. 14 is on strike" denies nothing; as many letters, so that places stay as they are.
_NUMBER = re.compile(r"\bno(?=\.? ?\d)")


class Field:
    """A title or text ready to be read: cut into sentences and words once, when first asked for."""

    def __init__(self, name: str, text: str, script: str, *, apart: bool = False) -> None:
        self.name = name
        self.text = text
        self._folded = _NUMBER.sub("nr", fold(text))
        #: The folded text in one line, to be searched.
        self.folded = self._folded.replace("\n", " ").replace("\u00a0", " ")
        self._apart = apart  # whether each sentence is read as if it were all that there is
        self.script = script  # of Kazakh that is not in Cyrillic, or ""
        #: Whether a plain search of the folded text finds its words.
        self.searchable = not script and not needs_joining(text)
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._words: dict[int, tuple[list[str], bool]] = {}
        self._rows: dict[tuple[int, str], Words] = {}
        self.beside: Field | None = None  # the text of a title, the title of a text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give the sentences in order."""
        return sentences(self.text)

    @cached_property
    def alone(self) -> bool:
        """Tell whether this field's only sentence is all that there is of the article."""
        return self._apart or (len(self.sentences) == 1 and not (self.beside and self.beside.sentences))

    def letters(self, number: int) -> str:
        """Give the folded letters of a sentence; cut into words first only where a plain search would miss some."""
        if self.searchable:
            return self.folded[self.sentences[number].start : self.sentences[number].end]
        return " ".join(self.words(number))

    def near(self, number: int, reach: int, lang: str) -> Iterator[Words]:
        """Give a sentence as a language reads it, then those up to `reach` away; a title stands before the text."""
        yield self.row(number, lang)
        around = range(number - reach, number + reach + 1)
        yield from (self.row(at, lang) for at in around if at != number and 0 <= at < len(self.sentences))
        if self.beside:
            ahead = -len(self.beside.sentences) if self.name == "text" else len(self.sentences)
            further = range(len(self.beside.sentences))
            yield from (self.beside.row(at, lang) for at in further if ahead + at in around)

    def row(self, number: int, lang: str) -> Words:
        """Give the words of a sentence as a language reads them; kept, for many rules ask the same of them."""
        if (number, lang) not in self._rows:
            self._rows[number, lang] = Words(self.words(number), LEMMAS[lang], by_start=lang != "en")
        return self._rows[number, lang]

    def words(self, number: int) -> list[str]:
        """Give the words of a sentence without their places, which only those of a cue are asked for."""
        return self._spelled(number)[0]

    def as_written(self, number: int) -> bool:
        """Tell whether `letters` has the words of a sentence just as `words` gives them."""
        return self._spelled(number)[1]

    def _spelled(self, number: int) -> tuple[list[str], bool]:
        if number not in self._words:
            part = self.sentences[number]
            if self.searchable:
                self._words[number] = words(self._folded[part.start : part.end])
            else:
                self._words[number] = [token.word for token in self.tokens(number)], True
        return self._words[number]

    def tokens(self, number: int) -> tuple[Token, ...]:
        """Give the words of a sentence with their places, Kazakh ones in Cyrillic."""
        if number not in self._tokens:
            self._tokens[number] = words_of(self.text, self.sentences[number], self.script)
        return self._tokens[number]


def words_of(text: str, part: Sentence, script: str) -> tuple[Token, ...]:
    """Give the words of a sentence, those of Kazakh in `script` written in Cyrillic."""
    found = tokens(text, part.start, part.end)
    if not script:
        return found
    return tuple(replace(token, word=fold_word(to_cyrillic(token.word, script))) for token in found)
