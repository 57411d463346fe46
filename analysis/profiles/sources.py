"""The texts that profiles are counted on: reads the development sets, gives (profile name, text) pairs.

Only sets whose licence lets figures derived from them be shipped are read; `profiles/README.md` names them.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..alphabets import WRITERS

#: Profile name of each language name that the sets use. A language that langdetect has is counted anew only where
#: the sets hold enough of it to matter to ours.
NAMES: Final = {
    **{"kaz_Cyrl": "kk", "kaz": "kk", "kk": "kk", "rus_Cyrl": "ru", "rus": "ru", "ru": "ru"},
    **{"eng_Latn": "en", "en": "en", "kir_Cyrl": "ky", "tat_Cyrl": "tt", "tat": "tt", "bak_Cyrl": "ba"},
    **{"uzn_Latn": "uz-Latn", "uzb": "uz-Latn", "khk_Cyrl": "mn", "mon": "mn", "mn": "mn"},
    **{"ukr_Cyrl": "uk", "ukr": "uk", "uk": "uk", "bul_Cyrl": "bg", "bul": "bg", "bg": "bg"},
    **{"bel_Cyrl": "be", "bel": "be", "be": "be", "mkd_Cyrl": "mk", "mkd": "mk", "mk": "mk"},
    **{"srp_Cyrl": "sr", "sr": "sr", "tgk_Cyrl": "tg", "azj_Latn": "az", "aze": "az", "az": "az"},
    **{"tur_Latn": "tr", "tur": "tr", "tr": "tr", "tuk_Latn": "tk", "crh_Latn": "crh"},
    **{"uig_Arab": "ug", "uig": "ug"},
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
