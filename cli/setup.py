"""`init` and `doctor`: the settings file of a new machine, and whether everything is as it should be."""

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import config
from cli.inert import inert
from cli.options import Problem, db_option, json_option, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steps.examining import Check

SIGNS = {"good": "ok  ", "look": "look", "bad": "BAD "}


@click.command(
    "init",
    epilog="Example:\n\n  strikewatch init --contact strikes@example.org --to desk@example.org --host mail.example.org",
)
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--contact", default="", help="Mail or web address by which a site can reach you.")
@click.option("--to", "recipients", multiple=True, metavar="ADDRESS", help="Who gets the mail; may be said twice.")
@click.option("--host", help="The mail server; the password goes into the environment or a file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init_command(folder: Path, contact: str, recipients: tuple[str, ...], host: str | None, force: bool) -> None:
    """Write strikewatch.toml with every setting and its meaning into FOLDER, and look whether it works.

    What has its usual value stands there as a comment. An existing file is left alone.
    """
    file = folder / config.FILE
    if file.exists() and not force:
        raise Problem(f"{file} is there already; `strikewatch doctor` looks at it, --force writes over it")
    mail = {"recipients": list(recipients) or None, "host": host}
    given = {"db": str((folder / "var" / "strikewatch.db").resolve()), "contact": contact or None, "mail": mail}
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(commented(given), "utf-8")
    os.environ["STRIKEWATCH_CONFIG"] = str(file)
    click.echo(f"{file} is written. What there is to know about this machine:")
    _tell(_checks(settings(), offline=False))
    click.echo("Next: strikewatch nightly; then strikewatch digest --dry-run")


@click.command(
    "doctor",
    epilog="Examples:\n\n  strikewatch doctor\n\n  strikewatch doctor --json | jq '.[] | select(.state == \"bad\")'",
)
@db_option
@json_option
@click.option("--offline", is_flag=True, help="Do not ask the mail server.")
def doctor_command(db: Path | None, as_json: bool, offline: bool) -> None:
    """Look at disk, database, models, clock, mail, permissions, sources, nights and backups; say what to do.

    Exit status 1 if anything is bad.
    """
    found = _checks(settings(db=db), offline=offline)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _tell(found)
    if bad := sum(one.state == "bad" for one in found):
        raise Problem(f"{bad} of {len(found)} are bad")


def commented(given: "Mapping[str, Any]") -> str:
    """Return a settings file: each setting with its meaning, as a comment unless it is given."""
    lines = ["# strikewatch: every setting, with its meaning and its usual value. docs/settings.md tells more.", ""]
    tables = []
    for name, field in config.Settings.model_fields.items():
        if isinstance(field.default_factory, type) and issubclass(field.default_factory, BaseModel):
            tables.append((name, field.default_factory))
        else:
            lines += _setting(name, field.description, field.default, given.get(name))
    for table, model in tables:
        lines += ["", f"[{table}]"]
        for name, field in model.model_fields.items():
            lines += _setting(name, field.description, field.default, (given.get(table) or {}).get(name))
    return "\n".join(lines) + "\n"


def _setting(name: str, meaning: str | None, usual: Any, given: Any) -> list[str]:
    if given is not None:
        return [f"# {meaning}", f"{name} = {_toml(given)}"]
    # TOML has no word for "none": a setting without a usual value stands there with nothing behind it.
    shown = "" if usual is None or usual is PydanticUndefined else f" {_toml(usual)}"
    return [f"# {meaning}", f"#{name} ={shown}"]


def _toml(value: Any) -> str:
    """Write a value as TOML: what JSON and TOML write alike."""
    if isinstance(value, Path):
        return json.dumps(str(value))
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _checks(chosen: config.Settings, *, offline: bool) -> "list[Check]":
    from steps.examining import examine

    return examine(chosen, datetime.now(UTC), offline=offline)


def _tell(found: "Iterable[Check]") -> None:
    for one in found:
        click.echo(f"{SIGNS[one.state]} {one.name:<12} {inert(one.what)}")
        if one.advice is not None and one.state != "good":
            click.echo(f"{'':18}{inert(one.advice)}")
