"""The documentation tells what there is, all of it, and nothing else."""

import re
import sqlite3
import subprocess
import tomllib
from contextlib import closing
from functools import cache
from pathlib import Path

import click
import pytest
from sample_nights import ROOT, tables

import nightly
from cli.main import COMMANDS, strikewatch
from config import Bounds, Clock, Mail, Settings
from crawler.loader import load_catalogue
from store.database import open_store

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "deploy").glob("*.md")])
# Who may write a column: the steps of the night; `extract` is the crawl, `add` and `reextract` by the same functions;
# `nightly` keeps its own book.
WRITERS = {*nightly.STEPS, "extract", "nightly", "merge", "review", "learn", "schedule", "backfill", "check"}
# The places where packages are had from; a repository that names one sends its users there.
HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "ana" + "conda.org", "conda-" + "forge", "crates" + ".io")
ROW = re.compile(r"^\| `([^`]+)`(.*)\|$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def sections(text: str, mark: str) -> dict[str, str]:
    """Return the parts of a page by the heading above each: `mark` and a name between backquotes."""
    found = re.split(rf"^{mark} `([^`]+)`.*$", text, flags=re.MULTILINE)
    return {name: re.split(r"^##? ", part, flags=re.MULTILINE)[0] for name, part in zip(found[1::2], found[2::2])}  # noqa: B905


def rows(text: str) -> list[tuple[str, str]]:
    """Return the first cell of each table row, which stands between backquotes, and what follows it."""
    return ROW.findall(text)


# --- tables ---


@cache
def schema(tmp: Path) -> dict[str, list[str]]:
    open_store(tmp / "schema.db").close()
    with closing(sqlite3.connect(tmp / "schema.db")) as store:
        names = [*tables(store), "article_search"]
        return {name: [row[1] for row in store.execute(f"PRAGMA table_info ({name})")] for name in names}


def test_every_column_of_the_schema_is_documented_and_no_other(tmp_path: Path) -> None:
    told = sections(read("docs/data-flow.md"), "###")
    assert {name: [column for column, _ in rows(part)] for name, part in told.items()} == schema(tmp_path)


def test_every_column_has_one_step_that_writes_it() -> None:
    for name, part in sections(read("docs/data-flow.md"), "###").items():
        for column, rest in rows(part):
            writer = rest.rsplit("|", 1)[-1].strip()
            assert writer in WRITERS, f"{name}.{column} is written by {writer!r}"


def test_only_the_module_that_is_named_writes_a_table() -> None:
    told = dict(re.findall(r"^### `(\w+)` \(store/(\w+\.py)\)$", read("docs/data-flow.md"), re.MULTILINE))
    for module in (ROOT / "store").glob("*.py"):
        written = re.findall(r"(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+([a-z_]+)", module.read_text("utf-8"))
        assert {told[table] for table in written if table in told} <= {module.name}, module.name


def test_the_steps_are_in_the_order_of_the_night() -> None:
    picture = read("docs/data-flow.md").split("```")[1]
    boxes = re.findall(r"\|\s+([a-z]+)\s+\|", picture)
    assert [name for name in boxes if name in nightly.STEPS] == [*nightly.STEPS]


# --- commands ---


def commands() -> dict[str, click.Command]:
    """Return every command that does something, with its group's name before it."""
    found: dict[str, click.Command] = {}
    context = click.Context(strikewatch)
    for name in COMMANDS:
        command = strikewatch.get_command(context, name)
        assert command is not None
        inner = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        found |= {f"{name} {sub}".strip(): one for sub, one in inner}
    return found


def options(command: click.Command) -> set[str]:
    said = [one for one in command.params if isinstance(one, click.Option)]
    return {name for one in said for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}


def test_every_command_and_option_is_documented_with_an_example_and_no_other() -> None:
    told = sections(read("docs/commands.md"), "###")
    assert list(told) == [f"strikewatch {name}" for name in commands()]
    for name, command in commands().items():
        part = told[f"strikewatch {name}"]
        cells = re.findall(r"^\| (`--.*?) \|", part, re.MULTILINE)
        named = {option for cell in cells for option in re.findall(r"--[a-z-]+", cell)}
        assert named == options(command), name
        assert f"strikewatch {name}" in "".join(part.split("```")[1::2]), f"{name} has no example"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_named_in_a_page_exist_with_their_options(page: Path) -> None:
    known = commands()
    for line in re.findall(r"strikewatch ([a-z][^\n`|&]*)", page.read_text("utf-8")):
        words = line.split("#")[0].split()
        name = next((one for one in (" ".join(words[:2]), words[0]) if one in known), None)
        if words[0] in COMMANDS and name is not None:
            said = {word.partition("=")[0] for word in words if re.fullmatch(r"--[a-z][a-z-]*(=.*)?", word)}
            assert said <= options(known[name]) | {"--help"}, f"strikewatch {line}"


# --- settings ---


def settings() -> dict[str, object]:
    tables = {"bounds": Bounds, "clock": Clock, "mail": Mail}
    plain = {name: field.default for name, field in Settings.model_fields.items() if name not in tables}
    inner = {f"{table}.{name}": one.default for table, of in tables.items() for name, one in of.model_fields.items()}
    return plain | inner


def test_every_setting_is_documented_with_its_default_and_variable_and_no_other() -> None:
    cells = {name: rest.split("|")[1:] for name, rest in rows(read("docs/settings.md"))}
    told = {name: [cell.strip() for cell in rest] for name, rest in cells.items()}
    assert list(told) == list(settings())
    for name, default in settings().items():
        shown, meaning, variable = told[name]
        assert variable == f"`STRIKEWATCH_{name.upper().replace('.', '__')}`"
        assert meaning
        in_words = {None: "none", "": "empty", (): "nobody", True: "`true`", False: "`false`"}
        wanted = "Argos's own" if name == "index" else in_words.get(default, f"`{default}`")  # type: ignore[call-overload]
        assert shown == wanted, name


def test_the_example_file_of_settings_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", read("docs/settings.md"), re.DOTALL)
    (tmp_path / "example.toml").write_text(example, "utf-8")
    monkeypatch.setenv("STRIKEWATCH_CONFIG", str(tmp_path / "example.toml"))
    made = Settings()
    for name, value in tomllib.loads(example).items():
        assert name == "mail" or str(getattr(made, name)) == str(value) or getattr(made, name) == value
    assert made.mail.recipients


# --- sources, links, hosts ---


def test_every_source_is_documented() -> None:
    told = set(re.findall(r"^\| \[([^\]]+)\]", read("docs/sources.md"), re.MULTILINE))
    assert told == {source.name for source in load_catalogue()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            place, _, heading = target.partition("#")
            aim = (page.parent / place) if place else page
            assert aim.exists(), f"{target} leads nowhere"
            if heading:
                assert heading in anchors(aim.read_text("utf-8")), f"{target}: no such heading"


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_no_tracked_file_names_a_registry() -> None:
    found = subprocess.run(
        ["git", "grep", "-I", "-l", "-i", "-E", "|".join(map(re.escape, HOSTS))],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode > 1:
        pytest.skip(f"not a git checkout: {found.stderr.strip()}")
    assert found.stdout == ""
