"""The n-gram profiles: those of langdetect and, beside or in place of them, the project's own.

Reads `data/*.json` here and langdetect's own folder, writes a langdetect factory that holds the profiles of one
script. `python -m analysis.profiles` makes the data again; README.md names the texts it is counted on.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Final

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.lang_profile import LangProfile

DATA: Final = Path(__file__).parent / "data"
_LANGDETECT: Final = Path(PROFILES_DIRECTORY)

#: Every profile by the script it is written in. Scripts of one language have no need of profiles.
OF_SCRIPT: Final = {
    "Cyrl": ("be", "bg", "kk", "kk-Cyrl-keys", "ky", "ba", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "uz-Cyrl"),
    "Latn": (
        *("kk-Latn-2017", "kk-Latn-2018", "kk-Latn-2021", "kk-Latn-qazaqsha", "kk-Latn-mediawiki", "kk-Latn-plain"),
        *("af", "az", "ca", "crh", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it"),
        *("lt", "lv", "nl", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tk", "tl", "tr", "uz-Latn"),
        "vi",
    ),
    "Arab": ("ar", "fa", "kk-Arab", "ug", "ur"),
    "Deva": ("hi", "mr", "ne"),
}


def load(script: str) -> DetectorFactory:
    """Return langdetect's factory with the profiles of `script`, ours where there are two."""
    names = OF_SCRIPT[script]
    factory = DetectorFactory()
    factory.set_seed(0)
    for index, name in enumerate(names):
        factory.add_profile(_profile(name), index, len(names))
    return factory


def of_langdetect(name: str) -> LangProfile:
    """Return a profile that langdetect ships, small letters and capitals counted together."""
    return _folded(_LANGDETECT / name)


def _profile(name: str) -> LangProfile:
    ours = DATA / f"{name}.json"
    if ours.exists():
        return LangProfile(**json.loads(ours.read_text(encoding="utf-8")))
    return of_langdetect(name)


def _folded(path: Path) -> LangProfile:
    raw = json.loads(path.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for gram, count in raw["freq"].items():
        small = gram.lower()
        counts[small if len(small) == len(gram) else gram] += count
    return LangProfile(name=raw["name"], freq=counts, n_words=raw["n_words"])
