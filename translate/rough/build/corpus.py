"""The parallel text that the rough translator is computed from: which sets, under which licence, and their pairs.

Reads the folder given to the build (`*.tsv.gz`, source TAB English); writes nothing. The development set is
listed nowhere here, so that it cannot be trained on.
"""

import gzip
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

NEWS = "research use (workshop on machine translation)"
LICENCES = {
    **{f"ru-en.newstest{year}": NEWS for year in (*range(2012, 2019), "2019_ruen", 2020)},
    **{f"ru-en.wmt{year}": NEWS for year in (2021, 2022, 2023)},
    "ru-en.tatoeba": "CC BY 2.0 FR",
    "ru-en.tico19": "CC0-1.0",
    "ru-en.pud": "CC BY-SA 3.0",
    "ru-en.xquad": "CC BY-SA 4.0",
    "ru-en.stsb_mt": "CC BY-SA 4.0; Russian machine-made",
    "ru-en.xwmt": "not stated",
    "kk-en.apertium_mteval": "GPL repository",
    "kk-en.kaznu_economy": "CC BY-SA",
    "kk-en.kaznu_primeminister": "CC BY-SA",
    "kk-en.kaznu_titles": "CC BY-SA",
    "kk-en.newstest2019_kazeng": NEWS,
    "kk-en.tatoeba": "CC BY 2.0 FR",
    "kk-en.xwmt": "not stated",
    "kk-ru.apertium_corpus": "GPL repository",
    "kk-ru.tatoeba": "CC BY 2.0 FR",
    "kk-ru.xwmt": "not stated",
    "dict.kk-en.apertium-eng-kaz": "GPL-3.0",
    "dict.kk-en.kaznu_en_kz.dic": "CC BY-SA",
    "dict.kk-en.wiktionary-vuizur": "CC BY-SA 3.0",
    "dict.kk-ru.apertium-kaz-rus": "GPL-3.0",
    "dict.ru-en.apertium-rus-eng": "GPL-3.0",
    "dict.ru-en.mueller7_inverted": "GPL-2.0-or-later",
    "dict.ru-en.openrussian": "CC BY-SA 4.0",
}
HELD_OUT = "flores200devtest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A source sentence or dictionary head and what it is in the other language."""

    source: str
    target: str
    dictionary: bool
    set_name: str


def set_names(direction: str) -> list[str]:
    """Give the sets of one direction ("ru-en"), sentences before dictionaries."""
    return [name for name in LICENCES if direction in {name.split(".")[0], ".".join(name.split(".")[1:2])}]


def pairs(folder: Path, direction: str, without: Collection[str] = ()) -> Iterator[Pair]:
    """Every pair of a direction that `folder` has; a set that is missing or in `without` is passed over."""
    for name in set_names(direction):
        path = folder / f"{name}.tsv.gz"
        if name in without or not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                source, _, target = line.rstrip("\n").partition("\t")
                target = target.split("\t")[0].strip()
                if source.strip() and target:
                    yield Pair(source=source.strip(), target=target, dictionary=name.startswith("dict."), set_name=name)


def held_out(folder: Path, lang: str) -> tuple[list[str], list[str]]:
    """Give the development set: source sentences and English."""
    with gzip.open(folder / f"{lang}-en.{HELD_OUT}.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:2] for line in lines]
    rows = [row for row in rows if len(row) == 2]
    return [row[0] for row in rows], [row[1] for row in rows]
