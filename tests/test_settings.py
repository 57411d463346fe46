"""Settings: where they come from, which wins, and what is said of one that cannot be used."""

from pathlib import Path

import pytest

import config


def written(tmp_path: Path, text: str) -> None:
    """Write the settings file that conftest's fixture has named in the environment."""
    (tmp_path / "strikewatch.toml").write_text(text, "utf-8")


def test_a_first_night_needs_no_settings() -> None:
    settings = config.load()
    assert settings.db == Path("var/strikewatch.db")
    assert settings.mail.recipients == ()


def test_the_rest_lies_beside_the_database_unless_it_is_told_where(tmp_path: Path) -> None:
    settings = config.load(db=tmp_path / "a" / "s.db", outbox=tmp_path / "letters")
    assert settings.archive_folder == tmp_path / "a" / "archive"
    assert settings.models_folder == tmp_path / "a" / "models"
    assert settings.outbox_folder == tmp_path / "letters"


def test_the_later_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 'budget = 10\nqueue = 10\nmax_new = 10\n[mail]\nhost = "file.example"\nport = 2525\n')
    monkeypatch.setenv("STRIKEWATCH_QUEUE", "20")
    monkeypatch.setenv("STRIKEWATCH_MAX_NEW", "20")
    monkeypatch.setenv("STRIKEWATCH_MAIL__HOST", "environment.example")
    settings = config.load(max_new=30)
    assert (settings.budget, settings.queue, settings.max_new) == (10, 20, 30)
    assert settings.mail.host == "environment.example"
    assert settings.mail.port == 2525, "a variable for one line of a table leaves the others"


def test_an_option_that_is_not_given_does_not_count(tmp_path: Path) -> None:
    written(tmp_path, "budget = 10\n")
    assert config.load(budget=None).budget == 10


def test_recipients_in_the_environment_are_a_json_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEWATCH_MAIL__RECIPIENTS", '["a@example.org", "b@example.org"]')
    assert config.load().mail.recipients == ("a@example.org", "b@example.org")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("budgget = 3", "budgget"),
        ("budget = 0", "budget"),
        ("crawl_share = 1.5", "crawl_share"),
        ('zone = "Asia/Nowhere"', "Asia/Nowhere"),
        ('zone = ""', "zone"),
        ('[mail]\nsecurity = "perhaps"', "mail.security"),
        ('[mail]\nhots = "mail.example"', "mail.hots"),
        ('[mail]\nrecipients = ["nobody at all"]', "nobody at all"),
        ('[mail]\nrecipients = ["a@example.org\\nBcc: b@example.org"]', "mail"),
        ("budget = ", "strikewatch.toml"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    written(tmp_path, text)
    with pytest.raises(config.ConfigError) as refused:
        config.load()
    assert named in str(refused.value)
    assert "strikewatch.toml" in str(refused.value)


def test_a_file_that_is_not_utf_8_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "strikewatch.toml").write_bytes("contact = 'почта'".encode("cp1251"))
    with pytest.raises(config.ConfigError, match=r"strikewatch\.toml"):
        config.load()


def test_a_settings_file_that_is_named_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEWATCH_CONFIG", str(tmp_path / "absent.toml"))
    with pytest.raises(config.ConfigError, match=r"absent\.toml: no such file"):
        config.load()


@pytest.mark.parametrize("variable", ["STRIKEWATCH_BUDGET", "STRIKEWATCH_MAIL__PORT", "STRIKEWATCH_MAIL__RECIPIENTS"])
def test_a_variable_that_cannot_be_used_is_refused_by_name(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "soon")
    with pytest.raises(config.ConfigError) as refused:
        config.load()
    assert variable.rpartition("_")[2].lower() in str(refused.value).lower()


def test_the_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEWATCH_MAIL__PASSWORD", "opensesame")
    settings = config.load()
    assert "opensesame" not in repr(settings) + str(settings)
    assert settings.mail.password is not None
    assert settings.mail.password.get_secret_value() == "opensesame"


def test_a_run_never_changes_its_settings() -> None:
    with pytest.raises(ValueError, match="frozen"):
        config.load().budget = 1  # type: ignore[misc]
