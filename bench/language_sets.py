"""Texts of known language to measure `identify` on: reads ../shared/data, gives (name, language wanted, texts).

None of these texts was counted for the profiles that measure it: news and headlines are of sets that the profiles
never see, and for the neighbours' sentences the neighbours' profiles are counted again without them (`held_out`).
"""

import gzip
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from analysis import profiles, scores
from analysis.alphabets import WRITERS
from analysis.language import identify
from analysis.profiles import build, sources

_LEAST: Final = 40  # characters of what the issue calls a sentence
_TITLE: Final = (4, 8)  # words
_WATCHED: Final = ("kk", "ru", "en")
_SEED: Final = 20261122


def columns(shared: Path, name: str, column: int) -> list[str]:
    """Return one column of a parallel set."""
    with gzip.open(shared / "data" / "mt" / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t")[column] for line in lines]


def news(shared: Path) -> dict[str, list[str]]:
    """Return news sentences of the three watched languages, of sets that no profile was counted on."""
    russian: list[str] = []
    english: list[str] = []
    for name in ("newstest2013", "newstest2017", "newstest2020", "wmt2022", "xwmt"):
        russian += columns(shared, f"ru-en.{name}", 0)
        english += columns(shared, f"ru-en.{name}", 1)
    kazakh = columns(shared, "kk-en.newstest2019_kazeng", 0) + columns(shared, "kk-en.xwmt", 0)
    return {"ru": russian, "en": english, "kk": kazakh}


def watched(shared: Path, every: int) -> Iterator[tuple[str, str, list[str]]]:
    """Give sentences, headlines and the other scripts of Kazakh; one text in `every`."""
    chosen = news(shared)
    dice = random.Random(_SEED)  # noqa: S311
    for lang, texts in chosen.items():
        yield f"{lang} sentences", lang, [text for text in texts if len(text) >= _LEAST][::every]
        beginnings = [" ".join(text.split()[: dice.randint(*_TITLE)]) for text in texts]
        yield (
            f"{lang} beginnings of 4 to 8 words",
            lang,
            [t for t in beginnings if len(t.split()) >= _TITLE[0]][::every],
        )
    titles = columns(shared, "kk-en.kaznu_titles", 0)
    short = [title for title in titles if _TITLE[0] <= len(title.split()) <= _TITLE[1]]
    yield "kk titles of 4 to 8 words", "kk", short[::every]
    for form, write in WRITERS.items():
        if form != "kk":
            yield (
                f"{form} sentences",
                "kk",
                [write(text) for text in chosen["kk"] if len(text) >= _LEAST][::every],
            )
    with gzip.open(shared / "data/langid/kaz_three_scripts_mediawiki_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for script in ("Latn", "Arab", "Cyrl"):
        yield f"kk interface texts, {script}", "kk", [row["text"] for row in rows if row["script"] == script]


def neighbours(shared: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Give held-out sentences of every neighbour; to be measured inside `without_held_out`."""
    texts: dict[str, list[str]] = {}
    for name, part, text in sources.read(shared / "data"):
        if part == "sib200_sentences/test" and name not in _WATCHED and len(text) >= _LEAST:
            texts.setdefault(name, []).append(text)
    for name, chosen in sorted(texts.items()):
        for form, write in build.FORMS.get(name, {name: str}).items():
            yield f"{form} sentences", form.partition("-")[0], [write(text) for text in chosen]


@contextmanager
def without_held_out(shared: Path) -> Iterator[None]:
    """Count the neighbours' profiles again without the sentences of `neighbours`, for as long as this lasts."""
    pairs = (
        (name, text)
        for name, part, text in sources.read(shared / "data")
        if name not in _WATCHED and part != "sib200_sentences/test"
    )
    shipped = profiles.DATA
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(shipped, folder, dirs_exist_ok=True)
        build.write(build.profiles(pairs), Path(folder))
        profiles.DATA = Path(folder)
        scores.table.cache_clear()
        try:
            yield
        finally:
            profiles.DATA = shipped
            scores.table.cache_clear()


def mixed_pages(shared: Path, count: int) -> list[list[tuple[str, str]]]:
    """Make pages of paragraphs in the three languages, each a list of (language, text with what follows it)."""
    dice = random.Random(_SEED)  # noqa: S311
    chosen = news(shared)
    pages = []
    for _ in range(count):
        page: list[tuple[str, str]] = []
        for _ in range(dice.randint(3, 8)):
            lang = dice.choice(_WATCHED)
            sentences = dice.sample(chosen[lang], dice.randint(1, 3))
            page.append((lang, " ".join(sentences) + dice.choice(("\n", "\n\n", " "))))
        pages.append(page)
    return pages


def share_named(texts: list[str], languages: tuple[str, ...]) -> float:
    """Return the share of texts that `identify` puts in one of `languages`."""
    return sum(identify(text).lang in languages for text in texts) / len(texts)


def share_of_characters(pages: list[list[tuple[str, str]]]) -> float:
    """Return the share of characters of mixed pages that lie in a span of their own language."""
    right = total = 0
    for page in pages:
        truth = [lang for lang, text in page for _ in text]
        total += len(truth)
        for span in identify("".join(text for _, text in page)).spans:
            right += sum(lang == span.lang for lang in truth[span.start : span.end])
    return right / total
