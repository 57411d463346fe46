"""What the desk says, in English, Russian and Kazakh. Reads words/*.toml; a test holds them to the same keys."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
_NUMBER = re.compile(r"\d+")
_FOLDER = Path(__file__).parent / "words"


class Words:
    """The words of one language. `words("queue.empty", name=...)` fills in; `value` is for coded values."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._said = load(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase; KeyError for one that nobody wrote."""
        return self._said[key].format(**values) if values else self._said[key]

    def __contains__(self, key: str) -> bool:
        """Say whether there is such a phrase."""
        return key in self._said

    def value(self, coded: object) -> str:
        """Return a coded value as people say it; whatever is not coded, as it stands."""
        return self._said.get(f"value.{coded}", str(coded))

    def reason(self, english: str) -> str:
        """Return why the machine thinks so, in this language; words nobody has translated stay English.

        The steps give their reasons in English: parts joined by semicolons, numbers, names after a colon.
        """
        if self.lang == "en":
            return english
        numbers = iter(_NUMBER.findall(english))
        if said := _reasons().get(_NUMBER.sub("#", english)):
            return re.sub("#", lambda _: next(numbers), said[self.lang])
        for joint in ("; ", ": "):
            head, found, tail = english.partition(joint)
            if found:
                return self.reason(head) + joint + self.reason(tail)
        return english

    def count(self, key: str, number: int, *, most: int | None = None) -> str:
        """Return a phrase with a number in it, in the right form of the plural; from `most` on "as many or more"."""
        form = _plural(self.lang, number)
        shown = f"{number:,}".replace(",", "\u202f") + ("+" if number == most else "")
        return self._said[f"{key}.{form}"].format(n=shown)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the phrases below a prefix by the rest of their key: what the scripts say."""
        return {key[len(prefix) + 1 :]: text for key, text in self._said.items() if key.startswith(f"{prefix}.")}


@cache
def _reasons() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_FOLDER / "reasons.toml").read_text("utf-8"))


@cache
def load(lang: str) -> dict[str, str]:
    """Read one language: dotted key -> phrase."""
    return dict(_flat("", tomllib.loads((_FOLDER / f"{lang}.toml").read_text("utf-8"))))


def chosen(cookie: str | None, accept: str) -> str:
    """Return the language that the person chose, or the first that the browser asks for and we have."""
    if cookie in LANGUAGES:
        return str(cookie)
    asked = (part.split(";")[0].strip().lower()[:2] for part in accept.split(","))
    return next((lang for lang in asked if lang in LANGUAGES), "en")


def _plural(lang: str, number: int) -> str:
    # CLDR: Russian has three forms for whole numbers, English two, Kazakh nouns after a number stay as they are.
    if lang == "ru":
        if number % 10 == 1 and number % 100 != 11:
            return "one"
        return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"
    return "one" if number == 1 or lang == "kk" else "many"


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        found += _flat(name, value) if isinstance(value, Mapping) else [(name, str(value))]
    return found
