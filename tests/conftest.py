"""What all tests share: an empty store, a fixed clock, and the way to the shared data where a machine has it."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.database import Store, open_store

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).parents[1].parent / "shared"))


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "strikewatch.db")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A developer's own strikewatch.toml and environment must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("STRIKEWATCH_") and name != "STRIKEWATCH_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STRIKEWATCH_CONFIG", str(tmp_path / "strikewatch.toml"))
    # Embedding costs a tenth of a second of CPU an article: tests of the learned reader switch it on.
    monkeypatch.setenv("STRIKEWATCH_LEARNED", "false")
    monkeypatch.setenv("STRIKEWATCH_EMBEDDINGS", "false")
    (tmp_path / "strikewatch.toml").touch()
