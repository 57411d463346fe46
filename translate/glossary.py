"""One English spelling for each name: Zhanaozen, Ozenmunaigaz, akim, maslikhat, whatever the engine wrote.

Reads names.toml, a sentence and its English; writes nothing. A name is changed in the English only where the original
has it: by the spellings listed under `also`, then, for a place, a company or a person, by likeness. Nothing is added:
a name that the English lacks altogether is reported as lost.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from translate import BrokenModel

NAMES = Path(__file__).with_name("names.toml")
# Names that are looked for by likeness and reported when lost; a country comes back as an adjective too often.
PROPER = frozenset({"place", "company", "person"})
# Ratio of difflib between a capitalised English word and the glossary's spelling. Of the 800 forms in the glossary, put
# through three romanisations, 0.7 catches 97 %; below 0.66 different towns (Kentau, Karatau) begin to meet.
ALIKE = 0.7
SHORTEST_ALIKE = 5  # letters; shorter names are alike by chance

# What may follow a stem. Russian: case endings, and adjectives of places. Kazakh: any chain of suffixes.
_RU_CASES = (
    r"(?:[аеёиоуыюяйь]|[аоеыяию][мйхвюея]|[ая]ми|ых|ого|его|ому|ему|ыми|ими|и[ийяюем]{1,2}|иями?|иях"
    r"|ск[а-яё]{2,3}|чан\w{0,3}|цы|цев)?"
)
_KK_SUFFIXES = r"(?:-?[а-яёәғқңөұүһі]{0,11})"
_SOFTENED = {"п": "[пб]", "к": "[кг]", "қ": "[қғ]"}
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ž][\w'’-]{3,}")
_KEY = 3  # letters of the first stem by which a name is looked up


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name: its English, what it is, its dictionary forms by language, the English spellings it replaces."""

    english: str
    kind: str
    forms: dict[str, tuple[str, ...]]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One dictionary form, ready to be looked for."""

    name: Name
    text: str
    pattern: re.Pattern[str]


class Glossary:
    """Finds names in an original and sets their spelling in the English."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._forms: dict[str, dict[str, list[_Form]]] = {"ru": {}, "kk": {}}
        self._english = {name.english.lower() for name in self.names}
        for name in self.names:
            for lang, forms in name.forms.items():
                for text in forms:
                    key = _stem(text.split()[0], lang)[:_KEY].lower()
                    self._forms[lang].setdefault(key, []).append(_form(name, text, lang))
        for by_key in self._forms.values():
            for found in by_key.values():
                found.sort(key=lambda form: (-len(form.text), form.text))

    def found(self, source: str, lang: str) -> list[Name]:
        """Return the names in a sentence, each once, in order; the longest of two that overlap."""
        names: dict[str, Name] = {}
        end = 0
        for word in _WORD.finditer(source):
            if word.start() >= end and (hit := self._at(source, word.start(), lang)):
                name, end = hit
                names.setdefault(name.english, name)
        return list(names.values())

    def _at(self, source: str, start: int, lang: str) -> tuple[Name, int] | None:
        by_key = self._forms.get(lang, {})
        for length in range(_KEY, 0, -1):
            for form in by_key.get(source[start : start + length].lower(), []):
                match = form.pattern.match(source, start)
                if match and (source[start].isupper() or not _is_capitalised(form)):
                    return form.name, match.end()
        return None

    def apply(self, source: str, english: str, lang: str) -> str:
        """Return the English with the glossary's spelling of every name that the original has."""
        if lang == "en":
            return english
        for name in self.found(source, lang):
            english = self._respell(name, english)
        return english

    def _respell(self, name: Name, english: str) -> str:
        for spelling in sorted((name.english, *name.also), key=len, reverse=True):
            flags = 0 if spelling.isupper() else re.IGNORECASE
            pattern = re.compile(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", flags)
            if pattern.search(english):
                return pattern.sub(lambda match: _cased(name.english, match), english)
        if name.kind in PROPER and " " not in name.english and len(name.english) >= SHORTEST_ALIKE:
            for match in _CAPITALISED.finditer(english):
                word = match.group().removesuffix("'s").removesuffix("’s")
                if word.lower() not in self._english and _alike(word, name.english):
                    return english.replace(word, name.english)
        return english

    def lost(self, source: str, english: str, lang: str) -> list[str]:
        """Return the places, companies and people that the original names and the English does not."""
        written = english.lower()
        proper = [name for name in self.found(source, lang) if name.kind in PROPER]
        return [name.english for name in proper if name.english.lower() not in written]


def _is_capitalised(form: _Form) -> bool:
    return form.name.kind in PROPER | {"country"} and form.text[0].isupper()


def _form(name: Name, text: str, lang: str) -> _Form:
    if text.isupper():  # an abbreviation is matched as it stands; Kazakh hangs suffixes on it with a hyphen
        pattern = re.escape(text) + r"(?:-[а-яёәғқңөұүһі]{1,9})?(?!\w)"
        return _Form(name=name, text=text, pattern=re.compile(pattern))
    ending = _KK_SUFFIXES if lang == "kk" else _RU_CASES
    words = [_stem_pattern(word, lang) + ending for word in text.split()]
    return _Form(name=name, text=text, pattern=re.compile(r"\W+".join(words) + r"(?!\w)", re.IGNORECASE))


def _stem(word: str, lang: str) -> str:
    """Return what all inflected forms of a word begin with."""
    if lang == "ru" and len(word) > 3:  # "суд", "спор": nothing to take off
        return re.sub(r"(?:ая|ое|ые|ый|ий|ой|ия|ие|[аеоуыияйь])$", "", word)
    return word


def _stem_pattern(word: str, lang: str) -> str:
    stem = _stem(word, lang)
    if lang == "kk" and stem[-1] in _SOFTENED:
        return re.escape(stem[:-1]) + _SOFTENED[stem[-1]]
    return re.escape(stem)


def _cased(english: str, match: re.Match[str]) -> str:
    """Return the spelling, capitalised where a sentence starts with it: "Mayor" at the start gives "Akim"."""
    starts = match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in {".", "!", "?", "\n"}
    return english[0].upper() + english[1:] if starts and match.group()[0].isupper() else english


def _alike(word: str, english: str) -> bool:
    """Tell whether an English word is another spelling of a name, and not a word made from it (Kazakhstan-China)."""
    mine, theirs = word.lower(), english.lower()
    made_of_it = mine.startswith(theirs) or theirs.startswith(mine)
    return not made_of_it and SequenceMatcher(None, mine, theirs).ratio() >= ALIKE


def load(path: Path) -> Iterator[Name]:
    """Read a file of names. Raises BrokenModel naming the entry that is wrong."""
    try:
        tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BrokenModel(path, str(error)) from error
    for kind, entries in tables.items():
        for english, entry in entries.items():
            if not isinstance(entry, dict) or entry.keys() - {"ru", "kk", "also"}:
                raise BrokenModel(path, f"[{kind}] {english}: only ru, kk and also are known")
            forms = {lang: tuple(entry.get(lang, ())) for lang in ("ru", "kk")}
            yield Name(english=english, kind=kind, forms=forms, also=tuple(entry.get("also", ())))


@cache
def shipped() -> Glossary:
    """Return the glossary that ships with the project."""
    return Glossary(load(NAMES))
