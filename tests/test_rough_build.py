"""The documented build makes tables that the rough translator reads; same bytes from same pairs."""

import gzip
from pathlib import Path

import pytest

from translate.rough import RoughTranslator
from translate.rough.build.__main__ import build

# Made for this test: few words, seen often enough to be counted.
RUSSIAN = [
    ("рабочие начали забастовку", "the workers started a strike"),
    ("рабочие не получили деньги", "the workers did not receive money"),
    ("рабочие требуют деньги", "the workers demand money"),
    ("новый директор требует", "the new director demands"),
    ("новый завод начал работу", "the new plant started work"),
    ("директор не начал работу", "the director did not start work"),
]
KAZAKH = [
    ("жұмысшылар ақша алды", "the workers received money"),
    ("жұмысшылар ақша алмады", "the workers did not receive money"),
    ("жаңа директор келді", "the new director came"),
    ("директор зауытқа келді", "the director came to the plant"),
    ("жаңа зауыт ашылды", "the new plant opened"),
]
LEFT_OUT = [("верблюд спит", "the camel sleeps")]


def write(path: Path, pairs: list[tuple[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{source}\t{target}\n" for source, target in pairs * 12)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("build")
    data = folder / "data"
    data.mkdir()
    write(data / "ru-en.tatoeba.tsv.gz", RUSSIAN)
    write(data / "ru-en.pud.tsv.gz", LEFT_OUT)
    write(data / "kk-en.tatoeba.tsv.gz", KAZAKH)
    write(data / "kk-ru.tatoeba.tsv.gz", [("жұмысшылар келді", "рабочие пришли")])
    for name in ("first", "second"):
        build(data, folder / name, ["ru-en.pud"])
    return folder / "first", folder / "second"


def test_the_same_pairs_give_the_same_bytes(tables: tuple[Path, Path]) -> None:
    first, second = tables
    written = sorted(path.name for path in first.iterdir())
    assert {"ru.lexicon.tsv.gz", "kk.surface.tsv.gz", "english.ngrams.gz", "card.json"} <= set(written)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in written)


def test_what_was_built_translates(tables: tuple[Path, Path]) -> None:
    russian = RoughTranslator("ru", tables[0]).translate(["новый директор не получил деньги"], "ru")[0].lower()
    assert all(word in russian for word in ("new", "director", "not", "money"))
    kazakh = RoughTranslator("kk", tables[0]).translate(["жұмысшылар ақша алмады"], "kk")[0].lower()
    assert all(word in kazakh for word in ("workers", "not", "receive"))


def test_a_set_that_is_left_out_is_not_learned(tables: tuple[Path, Path]) -> None:
    assert "camel" not in RoughTranslator("ru", tables[0]).translate(["верблюд спит"], "ru")[0].lower()
    assert "pud" not in (tables[0] / "card.json").read_text("utf-8")
