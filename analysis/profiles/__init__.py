"""The n-gram profiles: those of langdetect and, beside or in place of them, the project's own.

Reads `data/*.json` here and langdetect's own folder, writes a langdetect factory that holds the profiles of one
script. `python -m analysis.profiles` makes the data again; README.md names the texts it is counted on.
"""

import json
from pathlib import Path
from typing import Final

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.lang_profile import LangProfile

DATA = Path(__file__).parent / "data"  # a benchmark that holds text out puts profiles of its own here
_LANGDETECT: Final = Path(PROFILES_DIRECTORY)

#: Every profile by the script it is written in. Scripts of one language have no need of profiles.
OF_SCRIPT: Final = {
    "Cyrl": (
        "be",
        "bg",
        "kk",
        "kk-Cyrl-keys",
        "ky",
        "ba",
        "mk",
        "mn",
        "ru",
        "sr",
        "tg",
        "tt",
        "uk",
        "uz-Cyrl",
    ),
    "Latn": (
        *(
            "kk-Latn-2017",
            "kk-Latn-2018",
            "kk-Latn-2021",
            "kk-Latn-qazaqsha",
            "kk-Latn-mediawiki",
            "kk-Latn-plain",
        ),
        *(
            "af",
            "az",
            "ca",
            "crh",
            "cs",
            "cy",
            "da",
            "de",
            "en",
            "es",
            "et",
            "fi",
            "fr",
            "hr",
            "hu",
            "id",
            "it",
        ),
        *(
            "lt",
            "lv",
            "nl",
            "no",
            "pl",
            "pt",
            "ro",
            "sk",
            "sl",
            "so",
            "sq",
            "sv",
            "sw",
            "tk",
            "tl",
            "tr",
            "uz-Latn",
        ),
        "vi",
    ),
    "Arab": ("ar", "fa", "kk-Arab", "ug", "ur"),
    "Deva": ("hi", "mr", "ne"),
}


def load(script: str, length: int) -> DetectorFactory:
    """Return langdetect's factory with the n-grams of one length of every profile of `script`."""
    names = OF_SCRIPT[script]
    factory = DetectorFactory()
    factory.set_seed(0)  # `scores` draws nothing at random; a detector of langdetect's own made from this one does
    for index, name in enumerate(names):
        factory.add_profile(_profile(name, length), index, len(names))
    return factory


def counts(name: str) -> dict[str, int]:
    """Return the n-grams a million of one of our own profiles, all lengths."""
    raw = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return dict(raw["freq"])


def of_langdetect(name: str, lengths: tuple[int, ...]) -> LangProfile:
    """Return n-grams of a profile that langdetect ships, small letters and capitals counted together."""
    raw = json.loads((_LANGDETECT / name).read_text(encoding="utf-8"))
    chosen = {gram: count for gram, count in raw["freq"].items() if len(gram) in lengths}
    counts = {gram: count for gram, count in chosen.items() if gram.islower()}
    for gram in chosen.keys() - counts.keys():
        small = gram.lower()
        if len(small) == len(gram):
            counts[small] = counts.get(small, 0) + chosen[gram]
    return LangProfile(name=raw["name"], freq=counts, n_words=raw["n_words"])


def _profile(name: str, length: int) -> LangProfile:
    ours = DATA / f"{name}.json"
    if not ours.exists():
        return of_langdetect(name, (length,))
    raw = json.loads(ours.read_text(encoding="utf-8"))
    freq = {gram: count for gram, count in raw["freq"].items() if len(gram) == length}
    return LangProfile(name=name, freq=freq, n_words=raw["n_words"])
