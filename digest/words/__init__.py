"""The mail's interface in English, Russian and Kazakh. Reads words/*.toml beside it and the gazetteer; writes nothing.

Coded values and places are English in the store; `value` and `place` say them in the reader's language. What a
machine says of itself (why something waits, what is wrong with a source) stays English.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from analysis.gazetteer import spellings

Language = Literal["en", "ru", "kk"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru", "kk")

_KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя") | {letter.lower() for letter in _KAZAKH_LETTERS}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language of the interface."""

    language: Language
    tables: dict[str, dict[str, Any]]

    def say(self, key: str, **values: object) -> str:
        """Return the word or phrase at "table.name", with values put in."""
        table, name = key.split(".", 1)
        return str(self.tables[table][name]).format(**values)

    def has(self, key: str) -> bool:
        """Whether there is such a word."""
        table, name = key.split(".", 1)
        return name in self.tables[table]

    def counted(self, name: str, count: int) -> str:
        """Return a number and the form of a noun that follows it: "3 new strikes"."""
        forms = self.tables["counted"][name]
        return f"{count} {forms[min(_form(self.language, count), len(forms) - 1)]}"

    def date(self, day: date) -> str:
        """Write a day in words."""
        names = self.tables["date"]
        weekday, month = names["weekdays"][day.weekday()], names["months"][day.month - 1]
        return str(names["form"]).format(weekday=weekday, day=day.day, month=month, year=day.year)

    def value(self, value: str) -> str:
        """Say a coded value, or a region, in this language; what has no word stays English."""
        return str(self.tables["value"].get(value, value))

    def place(self, name: str) -> str:
        """Say a settlement of the gazetteer in this language's letters; any other name as it stands."""
        return name if self.language == "en" else _places(self.language).get(name, name)

    def quality(self, quality: str) -> str:
        """Say how a translation came about."""
        known = f"quality.{quality}"
        return self.say(known) if self.has(known) else self.say("quality.other", quality=quality)

    def named(self, code: str) -> str:
        """Say the name of a language by its code."""
        return self.say(f"language.{code}") if self.has(f"language.{code}") else code


@cache
def words(language: Language) -> Words:
    """Return the words of a language."""
    file = Path(__file__).parent / f"{language}.toml"
    return Words(language, tomllib.loads(file.read_text("utf-8")))


def _form(language: Language, count: int) -> int:
    """Say which form of a noun follows a number (Unicode CLDR, plural rules of en, ru and kk)."""
    if language == "ru":
        if count % 10 == 1 and count % 100 != 11:
            return 0
        return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2
    return int(language == "en" and count != 1)


@cache
def _places(language: Language) -> dict[str, str]:
    """Map each settlement to its first Cyrillic name: for Kazakh one with a Kazakh letter, if there is one."""
    found = {}
    for name, known in spellings().items():
        cyrillic = [one for one in known if set(one.lower()) - set(" -") <= _CYRILLIC]
        kazakh = [one for one in cyrillic if set(one) & _KAZAKH_LETTERS]
        russian = [one for one in cyrillic if not set(one) & _KAZAKH_LETTERS]
        fitting = (kazakh or russian) if language == "kk" else (russian or kazakh)
        if fitting and not name.startswith("region "):
            found[name] = fitting[0]
    return found
