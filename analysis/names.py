"""Find the names of a register in a text, whatever their endings, letters or quotation marks.

Reads names as a register writes them and the words of a text; gives Mentions. A name is found only where the
text writes it with a capital letter: "Теңіз" is an oil field, "теңіз" the sea.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.tokens import Token, fold_word, tokens

# What case, number and belonging add to a name: Russian, then Kazakh (folded), then Latin-letter Kazakh and English.
_CYRILLIC_ENDING = re.compile(
    r"[аяыиеоуюьй]?(?:а|у|ом|ем|ой|ою|ей|ою|ью|ам|ами|ах|я|ая|ую|ое|ого|ому|ым|ых|ые|ий|ие|ого|их|ими"
    r"|(?:н|ин|ен|ов)?ск(?:ий|ая|ое|ой|ую|ого|ому|ом|ие|их|им|ими)|цы|цев|цам"
    r"|н?(?:да|де|та|те|га|ге|ка|ке|на|не|ны|ни|ды|ди|ты|ти|а|е)(?:гы|ги)?|н?(?:дан|ден|тан|тен|нан|нен)"
    r"|(?:нын|нин|дын|дин|тын|тин|мен|бен|пен|лык|лик|дык|дик|тык|тик|нда|нде)(?:тар|тер|дар|дер)?|сы|си)?"
)
_LATIN_ENDING = re.compile(
    r"(?:'?s|'|ese|n|i|ian)?|(?:n?(?:da|de|ta|te)(?:gy|gi)?|n?[dtn][ae]n|[gqk][ae]|n[yi]ng?|nyñ|niñ|dyn|din)"
)
_FINAL = re.compile(r"[аяыиеоуьй]$")
_ADJECTIVE = re.compile(r"(?:ая|ий|ый|ой|ое|ые|ие)$")
_SHORTEST_STEM = 4
# Words, of which nearly all begin no name; articles repeat them.
_REMEMBERED = 60_000
# "Трансформаторный" is found as "трансформаторного"; of a shorter word the beginning says too little ("Рудный").
_PLAIN_ADJECTIVE = re.compile(r"(?<=[а-я]{6})(?:ый|ий|ая|ое|ые)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name of a register in a text: the entry's key and where it stands."""

    key: str
    start: int
    end: int


class NameIndex:
    """The names of a register, ready to be looked for."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, spellings in names.items():
            for spelling in sorted({form for given in spellings for form in _hyphened(given)}):
                stems = tuple(_stem(token.word) for token in tokens(spelling))
                self._by_first.setdefault(stems[0], []).append((stems, key))
        for known in self._by_first.values():
            known.sort(key=lambda name: -len(name[0]))
        self._beginning = lru_cache(maxsize=_REMEMBERED)(self._look)

    def find(self, text: str, words: Sequence[Token]) -> list[Mention]:
        """Give the mentions in a row of words, longest names first where they compete."""
        found: list[Mention] = []
        place = 0
        while place < len(words):
            length, key = self._at(text, words, place)
            if length:
                found.append(Mention(key=key, start=words[place].start, end=words[place + length - 1].end))
            place += length or 1
        return found

    def _at(self, text: str, words: Sequence[Token], place: int) -> tuple[int, str]:
        for stems, key in self._beginning(words[place].word):
            row = words[place : place + len(stems)]
            fits = len(row) == len(stems) and all(map(_is_form, (token.word for token in row[1:]), stems[1:]))
            if fits and any(text[token.start].isupper() for token in row):
                return len(stems), key
        return 0, ""

    def _look(self, word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Give the names whose first word may be written so, in the order in which they are tried."""
        likely = [name for size in range(len(word), 1, -1) for name in self._by_first.get(word[:size], ())]
        fitting = [name for name in likely if _is_form(word, name[0][0])]
        return tuple(sorted(fitting, key=lambda name: (-len(name[0]), -len(name[0][0]))))


def _hyphened(spelling: str) -> tuple[str, ...]:
    """Give a name of two words with and without the hyphen that papers set or leave out: Turgai-Petroleum."""
    words = re.split(r"[ -]", spelling)
    return (spelling, "-".join(words), " ".join(words)) if len(words) == len(("first", "second")) else (spelling,)


def _stem(word: str) -> str:
    if not re.search("[а-я]", word) or len(word) <= _SHORTEST_STEM:
        return word
    adjective = _ADJECTIVE.sub("", word)
    if adjective.endswith("ск") or word in ("алматы", "алмате"):  # Алмат is a man
        return adjective
    return _FINAL.sub("", _PLAIN_ADJECTIVE.sub("", word))


def _is_form(word: str, stem: str) -> bool:
    if not word.startswith(stem):
        return False
    ending = word[len(stem) :].lstrip("-")
    pattern = _CYRILLIC_ENDING if re.search("[а-я]", word) else _LATIN_ENDING
    return pattern.fullmatch(ending) is not None


def spelled(word: str) -> str:
    """Fold a name as the index does, for comparing names."""
    return " ".join(_stem(fold_word(part)) for part in word.split())
