"""The texts that profiles are counted on: reads the development sets, gives (profile name, text) pairs.

Only sets whose licence lets figures derived from them be shipped are read; `profiles/README.md` names them.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: Profile name of each language name that the sets use. A language that langdetect has is counted anew only where
#: the sets hold enough of it to matter to ours.
_NAMES_IN_SETS: Final = (
    *("kk: kaz_Cyrl kaz kk", "ru: rus_Cyrl rus ru", "en: eng_Latn en", "ky: kir_Cyrl", "tt: tat_Cyrl tat"),
    *(
        "ba: bak_Cyrl",
        "uz-Latn: uzn_Latn uzb",
        "mn: khk_Cyrl mon mn",
        "uk: ukr_Cyrl ukr uk",
        "bg: bul_Cyrl bul bg",
    ),
    *("be: bel_Cyrl bel be", "mk: mkd_Cyrl mkd mk", "sr: srp_Cyrl sr", "tg: tgk_Cyrl", "az: azj_Latn aze az"),
    *("tr: tur_Latn tur tr", "tk: tuk_Latn", "crh: crh_Latn", "ug: uig_Arab uig"),
)
NAMES: Final = {
    theirs: line.partition(": ")[0] for line in _NAMES_IN_SETS for theirs in line.partition(": ")[2].split()
}
#: Parallel sets that add Russian and English of other kinds; all may be shipped as figures.
PARALLEL: Final = ("pud", "tatoeba", "tico19", "xquad")
_SETS: Final = ("sib200_sentences", "tatoeba_pairs", "lingua_testdata_dev", "kaznerd_news_sentences")


def read(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (profile name, set and part, text) of every usable text below `folder`, in a fixed order."""
    yield from _labelled(folder / "langid")
    for name in PARALLEL:
        with gzip.open(folder / "mt" / f"ru-en.{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                russian, english = line.rstrip("\n").split("\t")[:2]
                yield "ru", f"mt/{name}", russian
                yield "en", f"mt/{name}", english


def _labelled(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name in _SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                part = f"{name}/{row.get('split', row.get('kind', ''))}"
                if row["lang"] in NAMES:
                    yield NAMES[row["lang"]], part, row["text"]
                if name.startswith("tatoeba") and row["lang"] != "kaz":
                    yield "en", part, row["eng"]
