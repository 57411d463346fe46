"""Put short made articles together from the phrases of made.toml, the same in three languages.

Reads made.toml; gives Lessons. Deterministic: which person, place and reason an act is told with follows from its
number. `fold` says by which fifth of the phrases a lesson is tested, so that no phrase is learned and tested on.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PHRASES = Path(__file__).parent / "made.toml"
LANGUAGES = ("ru", "kk", "en")
FOLDS = 5
# Steps through the lists that have no divisor in common with their lengths, so that everything meets everything.
_WHO, _WHERE, _WHY = 7, 5, 5
Phrases = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A made article: what it says, in what language, and whether it tells of a strike or a threat."""

    title: str
    text: str
    lang: str
    strike: bool
    threat: bool
    fold: int


@cache
def phrases() -> Phrases:
    """Load the phrases."""
    return tomllib.loads(_PHRASES.read_text(encoding="utf-8"))


def lessons(*, times: int = 3) -> tuple[Lesson, ...]:
    """Make every lesson; each act is told `times` times, with other people, places and reasons, and as a headline."""
    return tuple(_all(phrases(), times))


def _all(told: Phrases, times: int) -> Iterator[Lesson]:
    for lang in LANGUAGES:
        for name, reasons, strike in (("stop", "why", True), ("threat", "why", True), ("calm", "calm_why", False)):
            for at, act in enumerate(told[name][lang]):
                for turn in range(times):
                    title, text = _put_together(told, lang, act, 3 * at + turn, told[reasons][lang])
                    headed = title if turn == 1 else ""
                    yield Lesson(
                        title=headed, text=text, lang=lang, strike=strike, threat=name == "threat", fold=at % FOLDS
                    )
                headline = _put_together(told, lang, act, 3 * at + times, told[reasons][lang])[0]
                yield Lesson(
                    title=headline, text="", lang=lang, strike=strike, threat=name == "threat", fold=at % FOLDS
                )
        for name, strike in (
            ("told", True),
            ("told_threat", True),
            ("told_press", True),
            ("told_press_threat", True),
            ("other", False),
            ("other_more", False),
            ("other_protest", False),
            ("other_appeal", False),
            ("other_press", False),
        ):
            for at, text in enumerate(told[name][lang]):
                yield Lesson(title="", text=text, lang=lang, strike=strike, threat="threat" in name, fold=at % FOLDS)


def _put_together(told: Phrases, lang: str, act: str, number: int, reasons: Sequence[str]) -> tuple[str, str]:
    """Give a headline and a text for an act; Kazakh names the place first."""
    who = _pick(told["who"][lang], number * _WHO)
    where = _pick(told["where"][lang], number * _WHERE)
    reason = _pick(reasons, number * _WHY + number % 3)
    sentence = f"{where} {_lower(who)} {act}." if lang == "kk" else f"{who} {where} {act}."
    return f"{who} {act}", f"{sentence[0].upper()}{sentence[1:]} {reason}".strip()


def _pick(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
