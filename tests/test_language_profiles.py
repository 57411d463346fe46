"""The profiles: langdetect's own format, counted as langdetect counts, the same bytes every time."""

import json
from collections import Counter
from pathlib import Path

import pytest
from langdetect.detector_factory import DetectorFactory
from langdetect.utils.lang_profile import LangProfile

from analysis.ngrams import normal_text
from analysis.profiles import DATA, OF_SCRIPT, build

MADE = ["Жұмысшылар жалақыны талап етті.", "Жұмысшылар жиналысқа келді, жалақы көтерілді."] * 2


def test_n_grams_are_counted_as_langdetect_counts_them() -> None:
    theirs = LangProfile("kk")
    for text in MADE:
        theirs.update(f"{normal_text(text, 'Cyrl')} ")
    ours = build.count(MADE, "Cyrl")
    assert ours.freq == {gram: count for gram, count in theirs.freq.items() if count > 1}
    assert list(ours.totals) == theirs.n_words


def test_building_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    pairs = [("kk", text) for text in MADE] + [("ky", "Жумушчулар эмгек акыны талап кылышты. " * 2)]
    once, twice = tmp_path / "once", tmp_path / "twice"
    written = []
    for folder in (once, twice):
        folder.mkdir()
        written.append([path.read_bytes() for path in build.write(build.profiles(pairs), folder)])
    assert written[0] == written[1]
    assert {path.stem for path in once.iterdir()} >= {"kk", "kk-Arab", "kk-Latn-2021", "ky"}


def test_every_shipped_profile_is_used_and_small() -> None:
    shipped = {path.stem for path in DATA.glob("*.json")}
    assert shipped <= {name for names in OF_SCRIPT.values() for name in names}
    assert sum(path.stat().st_size for path in DATA.glob("*.json")) < 3_000_000


def test_every_language_of_the_issue_has_a_profile() -> None:
    shipped = {path.stem for path in DATA.glob("*.json")}
    assert {
        "kk",
        "ky",
        "tt",
        "ba",
        "uz-Latn",
        "uz-Cyrl",
        "mn",
        "be",
        "tg",
        "kk-Arab",
        "kk-Latn-2021",
    } <= shipped


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_a_profile_holds_counts_of_short_n_grams_and_nothing_else(path: Path) -> None:
    profile = json.loads(path.read_text(encoding="utf-8"))
    assert set(profile) == {"name", "n_words", "freq"}
    assert Counter(map(len, profile["freq"])).keys() == {1, 2, 3}
    assert all(isinstance(count, int) and count > 0 for count in profile["freq"].values())


def test_langdetect_itself_finds_kazakh_with_our_profiles() -> None:
    factory = DetectorFactory()
    factory.set_seed(0)
    names = ("kk", "ky", "ru", "tt")
    factory.load_json_profile([(DATA / f"{name}.json").read_text(encoding="utf-8") for name in names])
    detector = factory.create()
    detector.append("зауыт жұмысшылары екінші күн ауысымға шықпай, жалақыны көтеруді талап етіп отыр")
    assert detector.detect() == "kk"
