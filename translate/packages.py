"""`strikewatch models`: what is installed, and how it gets there, is checked and goes.

Reads and writes the models folder, which lies beside the store:

    packages/NAME/             an Argos package as argostranslate lays it out, and in it
    packages/NAME/install.json where it came from, its SHA-256 and that of each file
    multilingual/NAME.json     the folder of a multilingual model and the languages it is used for
    multilingual/NAME/         that folder, where it was downloaded
    downloads/                 what is on its way
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

from translate import BrokenModel, Translator
from translate.archive import BrokenPackage, PackageError, unpack
from translate.argos import ArgosTranslator
from translate.choices import explain
from translate.ctranslate import MultilingualTranslator
from translate.download import DownloadFailed, Progress, fetch, fetch_folder, is_web, nothing, sha256
from translate.index import Offer, offers

RECORD = "install.json"


class NotOffered(PackageError):
    """The index has nothing for this language; the text says what else there is."""


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
    """Return all that is installed, by name; what cannot be opened is listed with its problem."""
    packages = [path for path in sorted((models / "packages").glob("*")) if _is_package(path)]
    found = [_describe(path.name, "argos", path, partial(ArgosTranslator, path)) for path in packages]
    for record in sorted((models / "multilingual").glob("*.json")):
        folder, languages = _multilingual(record)
        opened = partial(MultilingualTranslator, folder, languages=languages)
        found.append(_describe(record.stem, "multilingual", folder, opened))
    return found


def install(
    models: Path, wanted: str, *, index: str, progress: Progress = nothing, languages: Sequence[str] = ()
) -> Installed:
    """Install a language from the index, or a package file or a multilingual model's folder, here or on the web.

    An address that ends in "/" is a folder. Raises NotOffered with what else can be had, PackageError.
    """
    path = Path(wanted)
    if path.is_dir():
        return install_folder(models, path, languages)
    if path.is_file():
        return install_file(models, path, source=str(path.resolve()))
    if is_web(wanted):
        return _install_link(models, wanted, progress, languages)
    if not wanted.isalpha():
        raise PackageError(f"{wanted}: no such file or folder")
    return install_offer(models, _offer(wanted, index), progress=progress)


def _offer(lang: str, index: str) -> Offer:
    try:
        offered = [offer for offer in offers(index) if offer.from_code == lang]
    except DownloadFailed as error:
        raise NotOffered(f"{error}\n{explain(lang)}") from error
    if not offered:
        raise NotOffered(f"the index {index} has no package from {lang!r} into English.\n{explain(lang)}")
    return offered[0]


def _install_link(models: Path, link: str, progress: Progress, languages: Sequence[str]) -> Installed:
    downloads = models / "downloads"
    if link.endswith("/"):
        # What a multilingual model's folder lies in is ours then, and stays.
        return install_folder(models, fetch_folder(link, models / "multilingual", progress), languages)
    target = downloads / (urlsplit(link).path.rsplit("/", 1)[-1] or "package.argosmodel")
    fetch([link], target, progress=progress)
    try:
        return install_file(models, target, source=link)
    finally:
        target.unlink(missing_ok=True)


def install_offer(models: Path, offer: Offer, *, progress: Progress = nothing) -> Installed:
    """Download and install what an index offers. Raises PackageError."""
    target = models / "downloads" / f"{offer.from_code}_{offer.to_code}-{offer.version or '0'}.argosmodel"
    digest = fetch(offer.links, target, progress=progress)
    try:
        if offer.sha256 and digest != offer.sha256.lower():
            raise BrokenPackage(f"{offer.links[0]}: SHA-256 is {digest}, the index says {offer.sha256}")
        return install_file(models, target, source=offer.links[0])
    finally:
        target.unlink(missing_ok=True)


def install_file(models: Path, path: Path, *, source: str) -> Installed:
    """Install a package file: unpacked aside, loaded and tried, then moved into place at once. Raises PackageError."""
    (models / "packages").mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix="install-", dir=models))
    try:
        folder = unpack(path, staging)
        _try_out(ArgosTranslator(folder), path)
        record = {"source": source, "sha256": sha256(path), "files": dict(_hashes(folder))}
        (folder / RECORD).write_text(json.dumps(record, indent=2), encoding="utf-8")
        final = models / "packages" / folder.name
        if final.exists():
            final.rename(staging / "replaced by this")
        folder.rename(final)
    except BrokenModel as error:
        raise BrokenPackage(f"{path}: {error}") from error
    except OSError as error:
        raise PackageError(f"{path}: cannot be installed: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return find(models, final.name)


def install_folder(models: Path, folder: Path, languages: Sequence[str] = ()) -> Installed:
    """Note a multilingual model's folder, which stays where it is, and the languages to use it for."""
    try:
        translator = MultilingualTranslator(folder, languages=languages)
        _try_out(translator, folder)
    except BrokenModel as error:
        raise BrokenPackage(f"{folder}: {error}") from error
    record = models / "multilingual" / f"{folder.resolve().name}.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    noted = {"folder": str(folder.resolve()), "languages": sorted(translator.languages)}
    record.write_text(json.dumps(noted, indent=2), encoding="utf-8")
    return find(models, record.stem)


def find(models: Path, name: str) -> Installed:
    """Return what is installed under a name, or as the only one for a language. Raises PackageError."""
    found = installed(models)
    named = [one for one in found if one.name == name] or [one for one in found if one.languages == (name,)]
    if len(named) != 1:
        known = ", ".join(one.name for one in found) or "nothing"
        raise PackageError(f"{'more than one' if named else 'no'} model {name!r} is installed (there is: {known})")
    return named[0]


def verify(models: Path, name: str) -> list[str]:
    """Return what is wrong with an installed model: changed or missing files, or that it does not load."""
    one = find(models, name)
    problems = [*_changed(one.path)] if one.kind == "argos" else []
    if one.problem:
        return [*problems, one.problem]
    opened = ArgosTranslator(one.path) if one.kind == "argos" else MultilingualTranslator(one.path)
    try:
        _try_out(opened, one.path)
    except (BrokenModel, PackageError) as error:
        problems.append(str(error))
    return problems


def remove(models: Path, name: str) -> Installed:
    """Remove an installed model; a multilingual model's own folder is left alone. Raises PackageError."""
    one = find(models, name)
    if one.kind == "multilingual":
        (models / "multilingual" / f"{one.name}.json").unlink()
        return one
    doomed = one.path.with_name(f".{one.name}.removed")
    one.path.rename(doomed)  # gone at once for whoever looks, even if the deletion is interrupted
    shutil.rmtree(doomed)
    return one


def _is_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _describe(name: str, kind: str, path: Path, open_it: Callable[[], Translator]) -> Installed:
    megabytes = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
    try:
        one = open_it()
    except BrokenModel as error:
        return Installed(
            name=name, kind=kind, path=path, languages=(), version="", quality="", megabytes=megabytes,
            problem=str(error),
        )  # fmt: skip
    return Installed(
        name=name, kind=kind, path=path, languages=tuple(sorted(one.languages)), version=one.version,
        quality=one.quality, megabytes=megabytes,
    )  # fmt: skip


def _multilingual(record: Path) -> tuple[Path, tuple[str, ...]]:
    """Return folder and languages of a record; one that cannot be read names itself as the folder, which is broken."""
    try:
        noted = json.loads(record.read_text(encoding="utf-8"))
        return Path(noted["folder"]), tuple(noted["languages"])
    except (OSError, ValueError, KeyError, TypeError):
        return record, ()


def _try_out(translator: Translator, path: Path) -> None:
    """Translate one sentence, so that what cannot work is refused now and not in the night."""
    for lang in sorted(translator.languages):
        if not all(translator.translate(["Жанаозен 2026."], lang)):
            raise BrokenPackage(f"{path}: nothing comes out of the model")
    translator.close()


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != RECORD:
            yield path.relative_to(folder).as_posix(), sha256(path)


def _changed(folder: Path) -> Iterator[str]:
    try:
        recorded: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{folder / RECORD}: missing or unreadable, so nothing says what the files should be"
        return
    now = dict(_hashes(folder))
    for name in sorted(recorded.keys() | now.keys()):
        if name not in now:
            yield f"{folder / name}: missing"
        elif name not in recorded:
            yield f"{folder / name}: was not there when it was installed"
        elif now[name] != recorded[name]:
            yield f"{folder / name}: SHA-256 is {now[name]}, was {recorded[name]} when installed"
