"""What is installed: every model of the models folder, whole or broken, and what was noted about it.

Reads the models folder (see `translate.packages`); writes only notes of damage.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from translate import BrokenModel, Translator, damage
from translate.archive import PackageError
from translate.argos import ArgosTranslator
from translate.ctranslate import MultilingualTranslator

RECORD = "install.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Something that is installed, whole or not: `problem` says what is wrong with it."""

    name: str
    kind: str  # "argos" or "multilingual"
    path: Path
    languages: tuple[str, ...]
    version: str
    quality: str
    megabytes: float
    problem: str | None = None


def installed(models: Path) -> list[Installed]:
    """Return all that is installed, by name; what cannot be opened, or proved damaged, is listed with its problem."""
    packages = [path for path in sorted((models / "packages").glob("*")) if _is_package(path)]
    found = [_describe(path.name, "argos", path, (), partial(ArgosTranslator, path)) for path in packages]
    for record in sorted((models / "multilingual").glob("*.json")):
        folder, languages = _multilingual(record)
        opened = partial(MultilingualTranslator, folder, languages=languages)
        found.append(_describe(record.stem, "multilingual", folder, languages, opened))
    noted = damage.noted(models)
    return [replace(one, problem=one.problem or noted.get(one.name)) for one in found]


def find(models: Path, name: str) -> Installed:
    """Return what is installed under a name, or as the only one for a language. Raises PackageError."""
    found = installed(models)
    named = [one for one in found if one.name == name] or [one for one in found if one.languages == (name,)]
    if len(named) != 1:
        known = ", ".join(one.name for one in found) or "nothing"
        raise PackageError(f"{'more than one' if named else 'no'} model {name!r} is installed (there is: {known})")
    return named[0]


def note_damage(models: Path, error: BrokenModel) -> None:
    """Remember that the model which `error` is about is damaged, so that it is listed as broken and passed over."""
    for one in installed(models):
        if error.path.is_relative_to(one.path):
            damage.note(models, one.name, error)


def _is_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _describe(
    name: str, kind: str, path: Path, languages: tuple[str, ...], open_it: Callable[[], Translator]
) -> Installed:
    megabytes = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
    try:
        damage.look(path, recorded(path).get("sizes", {}))
        one = open_it()
    except BrokenModel as error:
        languages = languages or _languages(path)
        return Installed(
            name=name, kind=kind, path=path, languages=languages, version="", quality="", megabytes=megabytes,
            problem=str(error),
        )  # fmt: skip
    return Installed(
        name=name, kind=kind, path=path, languages=tuple(sorted(one.languages)), version=one.version,
        quality=one.quality, megabytes=megabytes,
    )  # fmt: skip


def _languages(folder: Path) -> tuple[str, ...]:
    """Return what a broken package says that it reads, if it still says so."""
    try:
        return (str(json.loads((folder / "metadata.json").read_text(encoding="utf-8"))["from_code"]),)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _multilingual(record: Path) -> tuple[Path, tuple[str, ...]]:
    """Return folder and languages of a record; one that cannot be read names itself as the folder, which is broken."""
    try:
        noted = json.loads(record.read_text(encoding="utf-8"))
        return Path(noted["folder"]), tuple(noted["languages"])
    except (OSError, ValueError, KeyError, TypeError):
        return record, ()


def recorded(folder: Path) -> dict[str, Any]:
    """Return what was noted at installation; nothing where that cannot be read."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
