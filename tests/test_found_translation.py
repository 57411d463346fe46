"""What a stranger found by spoiling a model: the night is quiet only where nothing is wrong."""

from datetime import datetime
from pathlib import Path

import pytest

from config import load
from nightly import run_night
from steps.tips import Given, add_file
from store import translations
from store.database import open_store
from translate.packages import install
from translate.tiny import Shape, pairs, write_package


def test_a_broken_model_is_told_of_once_and_its_articles_wait(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRIKEWATCH_ROUGH", "false")
    package = write_package(tmp_path / "tiny-ru_en.argosmodel", "ru", pairs("ru"), Shape())
    settings = load(db=tmp_path / "x.db", models=tmp_path / "models")
    one = install(settings.models_folder, str(package), index=settings.index)
    model = next(one.path.rglob("model.bin"))
    model.write_bytes(model.read_bytes()[:1000])
    store = open_store(settings.db)
    for name in ("Докеры бастуют", "Строители бастуют"):
        tip = tmp_path / f"{name}.txt"
        tip.write_text(f"{name}\n\nОни объявили забастовку и требуют выплатить зарплату.", "utf-8")
        add_file(store, tip, Given(), now=now)
    run_night(settings, now=now, only="identify")
    result = run_night(settings, now=now, only="translate")
    (problem,) = result.problems
    assert "model.bin" in problem
    (waiting,) = translations.waiting_by_reason(store)
    assert waiting["articles"] == 2
    assert "model.bin" in waiting["reason"]
    store.close()
