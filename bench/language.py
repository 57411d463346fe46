"""`python -m bench.language`: how fast and how right `identify` is, beside langdetect alone.

Reads ../shared/data (or below STRIKEWATCH_SHARED) where it is there, and made articles where it is not; writes a table
on standard output.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import langdetect

from analysis.language import identify

from .language_sets import (
    columns,
    mixed_pages,
    neighbours,
    share_named,
    share_of_characters,
    watched,
    without_held_out,
)

_SENTENCES: Final = 20  # of an article: about 3,000 characters
_ARTICLES: Final = 40  # of each language
_ROUNDS: Final = 3  # the best counts: other work on the machine only ever slows
_MADE: Final = (
    "Рабочие завода второй день не выходят на смену и ждут встречи с директором, чтобы обсудить оплату труда. ",
    "Зауыт жұмысшылары екінші күн ауысымға шықпай, еңбекақы туралы сөйлесу үшін басшыны күтіп отыр. ",
    "Workers at the plant stayed away from their shift for a second day and waited to talk to the director about pay. ",
)


def shared_folder() -> Path:
    """Return where the development data lies."""
    beside = Path(__file__).parents[1].parent / "shared"
    return Path(os.environ.get("STRIKEWATCH_SHARED", beside))


def articles(shared: Path) -> list[str]:
    """Return articles of twenty sentences in the three languages."""
    if not (shared / "data" / "mt").is_dir():
        return [sentence * _SENTENCES for sentence in _MADE for _ in range(_ARTICLES)]
    sets = (("ru-en.newstest2020", 0), ("kk-en.newstest2019_kazeng", 0), ("ru-en.newstest2020", 1))
    return [
        " ".join(sentences[start : start + _SENTENCES])
        for sentences in (columns(shared, name, column) for name, column in sets)
        for start in range(0, min(len(sentences), _SENTENCES * _ARTICLES), _SENTENCES)
    ]


def seconds(read: Callable[[str], object], texts: list[str]) -> float:
    """Return the processor time of the fastest of a few rounds."""
    read(texts[0])  # profiles are loaded before the clock starts
    rounds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for text in texts:
            read(text)
        rounds.append(time.process_time() - start)
    return min(rounds)


def _print_speed(shared: Path) -> None:
    langdetect.DetectorFactory.seed = 0
    pages = articles(shared)
    lines = [line for page in pages for line in page.split(". ") if len(line) > _SENTENCES]
    print(f"{'':34}{'texts':>7}{'chars':>8}{'ours/s':>10}{'langdetect/s':>14}{'ratio':>7}")
    for name, texts in (("articles", pages), ("sentences", lines)):
        for text in texts:
            identify(text)
        ours, theirs = seconds(identify, texts), seconds(langdetect.detect, texts)
        mean = statistics.mean(map(len, texts))
        print(
            f"{name:34}{len(texts):>7}{mean:>8.0f}{len(texts) / ours:>10.0f}{len(texts) / theirs:>14.0f}"
            f"{theirs / ours:>7.1f}"
        )


def _print_accuracy(shared: Path) -> None:
    for name, lang, texts in watched(shared, every=1):
        print(f"{name:34}{len(texts):>7}  right {share_named(texts, (lang,)):7.2%}", flush=True)
    with without_held_out(shared):
        for name, lang, texts in neighbours(shared):
            right, called = share_named(texts, (lang,)), share_named(texts, ("kk", "ru", "en"))
            print(f"{name:34}{len(texts):>7}  right {right:7.2%}  called kk, ru or en {called:6.2%}", flush=True)
    print(f"{'mixed pages, characters':34}{300:>7}  right {share_of_characters(mixed_pages(shared, 300)):7.2%}")


def main() -> int:
    """Print both tables; figures on accuracy only where the development data is."""
    shared = shared_folder()
    _print_speed(shared)
    if (shared / "data" / "langid").is_dir():
        _print_accuracy(shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
