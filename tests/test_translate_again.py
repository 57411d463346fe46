"""A better engine translates again what a worse one did, a broken one gives way and is remembered, edits stand."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.models import models_command
from config import Settings, load
from nightly import run_night
from steps.tips import Given, add_file
from store import articles, passes, reviews, translations
from store.database import Store, open_store
from store.records import Detected
from translate import shipped
from translate.choose import stamped
from translate.inventory import installed
from translate.packages import install, verify
from translate.rough import load as load_rough
from translate.tiny import Shape, pairs, write_package

# Made for these tests.
RUSSIAN = "Докеры объявили забастовку. Они требуют выплатить зарплату за два месяца."
MIXED = "Докеры порта объявили забастовку и требуют выплатить зарплату.\n\nБіз жұмысқа шықпаймыз, жалақымызды күтеміз."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(db=tmp_path / "x.db", models=tmp_path / "models")


def package(tmp_path: Path, lang: str, **metadata: str) -> Path:
    return write_package(tmp_path / f"tiny-{lang}_en.argosmodel", lang, pairs(lang), Shape(), **metadata)


def add(store: Store, folder: Path, name: str, text: str, now: datetime) -> None:
    tip = folder / f"{name}.txt"
    tip.write_text(f"{name}\n\n{text}", "utf-8")
    add_file(store, tip, Given(), now=now)


def night(settings: Settings, now: datetime) -> list[str]:
    return list(run_night(settings, now=now, only="translate").problems)


def flagged(article_id: str) -> Detected:
    return Detected(
        article_id=article_id, strike=True, score=0.9, kind="strike", why="made", in_kazakhstan=True, evidence=()
    )


def english(store: Store) -> list[tuple[str, str]]:
    rows = store.query("SELECT t.quality, t.engine FROM translation AS t JOIN article AS a ON a.id = t.article_id")
    return sorted((row["quality"], row["engine"].split()[0]) for row in rows)


def versions_of(store: Store) -> dict[str, str]:
    (row,) = store.query("SELECT version FROM translation WHERE version LIKE '%kk%'")
    return dict(json.loads(row["version"]))


def spoil(settings: Settings) -> Path:
    """Damage the weights without changing their length, as a bad disk does."""
    (one,) = installed(settings.models_folder)
    model = next(one.path.rglob("model.bin"))
    model.write_bytes(b"\0" * model.stat().st_size)
    return model


def test_a_model_that_breaks_in_the_night_gives_way_to_the_rough_one(
    settings: Settings, tmp_path: Path, now: datetime
) -> None:
    install(settings.models_folder, str(package(tmp_path, "ru")), index=settings.index)
    model = spoil(settings)
    with open_store(settings.db) as store:
        add(store, tmp_path, "Докеры бастуют", RUSSIAN, now)
        run_night(settings, now=now, only="identify")
        (problem,) = night(settings, now)
        assert str(model) in problem
        assert "ru by rough (rough)" in problem
        assert english(store) == [("rough", "rough")]

        shown = CliRunner().invoke(models_command, ["list", "--models", str(settings.models_folder)])
        assert "BROKEN" in shown.output
        assert "ru is translated by rough" in shown.output

        (again,) = night(settings, now)
        assert "is passed over" in again
        assert translations.due(store, {"ru": "what is due"}, "none") != []
        assert english(store) == [("rough", "rough")]

        install(settings.models_folder, str(package(tmp_path, "ru")), index=settings.index)
        assert night(settings, now) == []
        assert english(store) == [("neural", "argos")]


def test_verify_remembers_what_it_finds_broken_and_forgets_what_it_finds_good(
    settings: Settings, tmp_path: Path
) -> None:
    one = install(settings.models_folder, str(package(tmp_path, "ru")), index=settings.index)
    model = next(one.path.rglob("model.bin"))
    good = model.read_bytes()
    spoil(settings)
    assert verify(settings.models_folder, one.name)
    (listed,) = installed(settings.models_folder)
    assert listed.problem is not None
    model.write_bytes(good)
    assert verify(settings.models_folder, one.name) == []
    (listed,) = installed(settings.models_folder)
    assert listed.problem is None


def test_a_truncated_file_is_seen_without_loading(settings: Settings, tmp_path: Path) -> None:
    one = install(settings.models_folder, str(package(tmp_path, "ru")), index=settings.index)
    model = next(one.path.rglob("model.bin"))
    model.write_bytes(model.read_bytes()[:-1])
    (listed,) = installed(settings.models_folder)
    assert listed.problem is not None
    assert "when it was installed" in listed.problem
    assert listed.languages == ("ru",)


def test_a_mixed_article_is_translated_again_when_only_its_second_language_gets_a_better_engine(
    settings: Settings, tmp_path: Path, now: datetime
) -> None:
    with open_store(settings.db) as store:
        add(store, tmp_path, "Докеры порта бастуют второй день", MIXED, now)
        add(store, tmp_path, "Строители вышли на работу", "Строители вышли на работу и получили зарплату.", now)
        run_night(settings, now=now, only="identify")
        assert night(settings, now) == []
        assert english(store) == [("rough", "rough")] * 2
        install(settings.models_folder, str(package(tmp_path, "kk")), index=settings.index)
        assert night(settings, now) == []
        assert english(store) == [("rough", "argos+rough"), ("rough", "rough")]
        versions = {"ru": stamped("rough " + load_rough("ru").version), "kk": versions_of(store)["kk"]}
        assert translations.due(store, versions, "none") == []


def test_what_a_worse_engine_did_is_done_again_candidates_first_and_edits_stand(
    settings: Settings, tmp_path: Path, now: datetime
) -> None:
    with open_store(settings.db) as store:
        add(store, tmp_path, "Строители отдыхают", "Строители вышли на работу и получили зарплату.", now)
        add(store, tmp_path, "Докеры бастуют", RUSSIAN, now)
        run_night(settings, now=now, only="identify")
        night(settings, now)
        ((candidate,),) = store.conn.execute("SELECT id FROM article WHERE title LIKE 'Докеры%'")
        passes.save_detected(store, "1", [flagged(candidate)])
        article = articles.get(store, candidate)
        edit = reviews.Review(
            article_id=candidate, reviewer="aigul", decision="accept", version="1",
            ordinal=0, text_sha=reviews.text_sha(article.title, article.body), at=now,
            changes={"summary": ("by a machine", "by a person")}, fields={"summary": "by a person"},
        )  # fmt: skip
        reviews.append(store, edit)
        install(settings.models_folder, str(package(tmp_path, "ru")), index=settings.index)
        assert translations.due(store, {"ru": "a better one"}, "none")[0] == candidate
        night(settings, now)
        assert english(store) == [("neural", "argos")] * 2
        (standing,) = reviews.standing(store, candidate)
        assert standing.fields["summary"] == "by a person"
        assert reviews.stale(store) == []


def test_the_rough_translator_is_listed_and_verified_like_a_model(settings: Settings) -> None:
    folder = ["--models", str(settings.models_folder)]
    listed = CliRunner().invoke(models_command, ["list", *folder])
    assert "rough  shipped  kk+ru" in listed.output
    assert CliRunner().invoke(models_command, ["verify", *folder]).output == "rough: good\n"
    refused = CliRunner().invoke(models_command, ["remove", "rough", *folder])
    assert refused.exit_code != 0
    assert "ships with strikewatch" in refused.output


def test_a_changed_table_of_the_rough_translator_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "data"
    shutil.copytree(shipped.DATA, copied)
    (copied / "ru.lexicon.tsv.gz").write_bytes(b"")
    (copied / "kk.forms.tsv.gz").unlink()
    monkeypatch.setattr(shipped, "DATA", copied)
    changed, missing = sorted(shipped.verify(), reverse=True)
    assert "ru.lexicon" in changed
    assert missing.endswith("missing")
    assert shipped.shipped().problem is not None
