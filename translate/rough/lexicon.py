"""What a lemma may be in English, with how likely, as the build computed it.

Reads data/<lang>.lexicon.tsv.gz (lemma, then gloss and share pairs) and glosses/<lang>.toml, which goes before it;
writes `Gloss` lists.
"""

import gzip
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).with_name("data")
WRITTEN = Path(__file__).with_name("glosses")
# The likeliest of two or three is meant four times of five where it was counted.
WRITTEN_SHARES = (0.75, 0.17, 0.08)
WRITTEN_BACK = 0.5
FIXED = "="
AS_WRITTEN = "="  # goes before a key that is a word in exactly this form


@dataclass(frozen=True, slots=True)
class Gloss:
    """English for a lemma: base form (words of a phrase as they stand) and its share of the lemma's uses.

    `back` is the lemma's share of the uses of the English: 1 for a word that nothing else is written as.
    """

    english: str
    share: float
    back: float = 1.0
    fixed: bool = False
    """Whether it stays as it is: "received" is no base form."""


Lexicon = Mapping[str, tuple[Gloss, ...]]


def read_rows(name: str, tables: Path = DATA) -> list[list[str]]:
    """Give the tab-separated rows of a gzip file of `data/`, or of tables built elsewhere."""
    with (tables / name).open("rb") as packed:
        return [line.split("\t") for line in gzip.decompress(packed.read()).decode("utf-8").splitlines()]


def load_lexicon(lang: str, tables: Path = DATA) -> dict[str, tuple[Gloss, ...]]:
    """Lemma -> glosses, likeliest first."""
    counted = {
        row[0]: tuple(Gloss(row[k], float(row[k + 1]), float(row[k + 2])) for k in range(1, len(row), 3))
        for row in read_rows(f"{lang}.lexicon.tsv.gz", tables)
    }
    return counted | dict(_written(lang))


def _written(lang: str) -> Iterator[tuple[str, tuple[Gloss, ...]]]:
    path = WRITTEN / f"{lang}.toml"
    for section in tomllib.loads(path.read_text("utf-8")).values() if path.is_file() else ():
        for lemma, english in section.items():
            glosses = tuple(
                Gloss(one.removeprefix(FIXED), share, WRITTEN_BACK, fixed=one.startswith(FIXED))
                for one, share in zip(english.split(", "), WRITTEN_SHARES, strict=False)
            )
            yield lemma, glosses
            if f"{AS_WRITTEN}{lemma}" not in section and not lemma.startswith(AS_WRITTEN):
                yield f"{AS_WRITTEN}{lemma}", glosses
