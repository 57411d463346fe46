"""The true path of a package: install, load, decode, remove, on the small real packages of translate.tiny."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translate import BrokenModel
from translate.argos import ArgosTranslator
from translate.choose import available, choose, due
from translate.ctranslate import MultilingualTranslator
from translate.inventory import installed
from translate.packages import install, remove, verify
from translate.tiny import Shape, pairs, train_tokenizer, write_model, write_package

NOWHERE = "/nowhere/index.json"


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    return {
        lang: write_package(folder / f"tiny-{lang}_en.argosmodel", lang, pairs(lang), Shape()) for lang in ("kk", "ru")
    }


@pytest.fixture(scope="session")
def installed_once(tmp_path_factory, packages):
    folder = tmp_path_factory.mktemp("models")
    for path in packages.values():
        install(folder, str(path), index=NOWHERE)
    return folder


@pytest.fixture
def models(tmp_path, installed_once):
    return shutil.copytree(installed_once, tmp_path / "models")


def test_the_test_packages_are_small_and_the_same_each_time(packages, tmp_path):
    again = write_package(tmp_path / "tiny-kk_en.argosmodel", "kk", pairs("kk"), Shape())
    assert again.read_bytes() == packages["kk"].read_bytes()
    assert all(path.stat().st_size < 300_000 for path in packages.values())


def test_a_kazakh_package_translates_once_it_is_installed_and_no_more_once_removed(models):
    kazakh = choose(models, rough=False)["kk"]
    assert kazakh.engine == "argos"
    assert kazakh.quality == "neural"
    sentences = ["Жаңаөзенде жұмысшылар ереуіл бастады.", "Мұнайшылар 2026 жылы алаңға шықты."]
    assert kazakh.translate(sentences, "kk") == [
        "In Zhanaozen workers a strike started.",
        "Oil workers 2026 zhyly to the square went.",
    ]
    remove(models, "tiny_kk_en")
    assert "kk" not in choose(models, rough=False)


def test_russian_comes_out_in_the_order_given_whatever_the_lengths(models):
    sentences = [
        "Рабочие в Жанаозене начали забастовку и требуют повысить зарплату на 40%.",
        "Нет.",
        "Аким города встретился.",
    ]
    assert (
        choose(models)["ru"].translate(sentences * 2, "ru")
        == [
            "Workers in Janaozen began a strike and demand to raise wages on 40%.",
            "No.",
            "The mayor of the city met.",
        ]
        * 2
    )


def test_a_closed_engine_loads_again_when_it_is_needed(models):
    russian = choose(models)["ru"]
    assert russian.translate(["Нет."], "ru") == ["No."]
    russian.close()
    assert russian.translate(["Нет."], "ru") == ["No."]


def test_english_passes_through(models):
    english = choose(models)["en"]
    assert english.translate(["They walked out."], "en") == ["They walked out."]
    assert (english.engine, english.quality) == ("none", "original")


def test_an_engine_refuses_a_language_it_does_not_read(models):
    with pytest.raises(ValueError, match="does not read 'kk'"):
        choose(models)["ru"].translate(["Жоқ."], "kk")


@pytest.mark.parametrize("kept", [0, 10, 1_000, 3_000_000])
def test_a_truncated_model_is_broken_and_named(models, kept):
    path = models / "packages" / "tiny_kk_en" / "model" / "model.bin"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BrokenModel, match=r"model\.bin"):
        ArgosTranslator(models / "packages" / "tiny_kk_en").translate(["Жоқ."], "kk")


@pytest.mark.parametrize(
    "name",
    [
        "model/model.bin",
        "model/config.json",
        "model/shared_vocabulary.json",
        "sentencepiece.model",
        "metadata.json",
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe junk"])
def test_every_missing_or_damaged_file_is_named(models, name, content):
    path = models / "packages" / "tiny_kk_en" / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenModel) as raised:
        ArgosTranslator(models / "packages" / "tiny_kk_en").translate(["Жоқ."], "kk")
    assert raised.value.path == path


def test_a_broken_package_gives_way_to_the_rough_translator_and_is_reported(models):
    (models / "packages" / "tiny_kk_en" / "sentencepiece.model").unlink()
    assert choose(models)["kk"].quality == "rough"
    broken = [one for one in available(models) if one.problem]
    assert [one.name for one in broken] == ["tiny_kk_en"]
    assert "sentencepiece.model" in broken[0].problem


def test_without_packages_the_rough_translator_is_chosen_and_without_it_nothing(tmp_path):
    assert choose(tmp_path)["kk"].quality == "rough"
    assert set(choose(tmp_path, rough=False)) == {"en"}


def test_what_is_due_changes_with_the_engine(models, tmp_path_factory):
    empty = due(choose(tmp_path_factory.mktemp("empty")))
    full = due(choose(models))
    assert empty["en"] == full["en"]
    assert empty["ru"] != full["ru"]
    assert empty["kk"] != full["kk"]


def test_a_package_that_calls_itself_rough_is_labelled_rough(tmp_path):
    path = write_package(tmp_path / "mine-kk_en.argosmodel", "kk", pairs("kk"), Shape(), quality="rough")
    assert install(tmp_path / "models", str(path), index=NOWHERE).quality == "rough"


def test_the_newest_version_of_two_packages_is_used(tmp_path):
    models = tmp_path / "models"
    for number in ("1.9", "1.10"):
        path = tmp_path / f"v{number.replace('.', 'x')}.argosmodel"
        install(
            models,
            str(write_package(path, "ru", pairs("ru"), Shape(), package_version=number)),
            index=NOWHERE,
        )
    assert choose(models)["ru"].version.startswith("ru_en-1.10-")


def test_nothing_is_written_to_a_hidden_home_folder(tmp_path, packages):
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import sys; from pathlib import Path; from translate.packages import install;"
        "from translate.choose import choose;"
        "models = Path(sys.argv[1]); install(models, sys.argv[2], index='');"
        "print(choose(models)['ru'].translate(['Нет.'], 'ru'))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")} | {"HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "models"), str(packages["ru"])],
        env=environment, capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.stdout.strip() == "['No.']"
    assert [path.name for path in home.iterdir()] == []


@pytest.fixture(scope="session")
def multilingual(tmp_path_factory, packages):
    """Convert the tiny Kazakh package into a model that is spoken to as NLLB is: language tokens, two languages."""
    return write_multilingual(tmp_path_factory.mktemp("many") / "tiny-nllb")


def write_multilingual(folder):
    folder.mkdir()
    known = pairs("ru") | pairs("kk") | {token: token for token in ("kaz_Cyrl", "rus_Cyrl", "eng_Latn")}
    tokenizer = train_tokenizer(known)
    write_model(folder, tokenizer, {**known, "kaz_Cyrl": "eng_Latn", "rus_Cyrl": "eng_Latn"}, Shape())
    (folder / "sentencepiece.bpe.model").write_bytes(tokenizer)
    return folder


def test_a_multilingual_model_is_used_by_its_folder_for_both_languages(tmp_path, multilingual):
    one = install(tmp_path, str(multilingual), index=NOWHERE)
    assert one.languages == ("kk", "ru")
    chosen = choose(tmp_path)
    assert chosen["kk"] is chosen["ru"]
    assert chosen["kk"].translate(["Жұмысшылар ереуіл бастады."], "kk") == ["Workers a strike started."]
    assert chosen["ru"].translate(["Рабочие начали забастовку."], "ru") == ["Workers began a strike."]
    remove(tmp_path, one.name)
    assert multilingual.is_dir()
    assert choose(tmp_path)["kk"].quality == "rough"


def test_an_argos_package_of_one_language_comes_before_a_multilingual_model(tmp_path, multilingual, packages):
    install(tmp_path, str(multilingual), index=NOWHERE)
    install(tmp_path, str(packages["kk"]), index=NOWHERE)
    chosen = choose(tmp_path)
    assert (chosen["kk"].engine, chosen["ru"].engine) == ("argos", "ctranslate")


def test_a_multilingual_folder_that_has_gone_is_broken_not_forgotten(tmp_path):
    folder = write_multilingual(tmp_path / "gone")
    install(tmp_path / "models", str(folder), index=NOWHERE)
    folder.rename(tmp_path / "elsewhere")
    (one,) = installed(tmp_path / "models")
    assert "gone" in one.problem
    assert verify(tmp_path / "models", "gone")


def test_a_folder_of_an_unknown_family_is_refused(tmp_path, multilingual):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "sentencepiece.model").write_bytes(b"")
    (folder / "shared_vocabulary.json").write_text(json.dumps(["a", "b"]))
    with pytest.raises(BrokenModel, match="known family"):
        MultilingualTranslator(folder)
