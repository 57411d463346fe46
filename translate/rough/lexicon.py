"""What a lemma may be in English, with how likely, as the build computed it.

Reads data/<lang>.lexicon.tsv.gz (lemma, then gloss and share pairs); writes `Gloss` lists.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Gloss:
    """English for a lemma: base form (words of a phrase as they stand) and its share of the lemma's uses.

    `back` is the lemma's share of the uses of the English: 1 for a word that nothing else is written as.
    """

    english: str
    share: float
    back: float = 1.0


Lexicon = Mapping[str, tuple[Gloss, ...]]


def read_rows(name: str, tables: Path = DATA) -> list[list[str]]:
    """Give the tab-separated rows of a gzip file of `data/`, or of tables built elsewhere."""
    with (tables / name).open("rb") as packed:
        return [line.split("\t") for line in gzip.decompress(packed.read()).decode("utf-8").splitlines()]


def load_lexicon(lang: str, tables: Path = DATA) -> dict[str, tuple[Gloss, ...]]:
    """Lemma -> glosses, likeliest first."""
    return {
        row[0]: tuple(Gloss(row[k], float(row[k + 1]), float(row[k + 2])) for k in range(1, len(row), 3))
        for row in read_rows(f"{lang}.lexicon.tsv.gz", tables)
    }
