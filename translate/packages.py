"""`strikewatch models`: what is installed, and how it gets there, is checked and goes.

Reads and writes the models folder, which lies beside the store:

    packages/NAME/             an Argos package as argostranslate lays it out, and in it
    packages/NAME/install.json where it came from, its SHA-256 and that of each file
    multilingual/NAME.json     the folder of a multilingual model and the languages it is used for
    multilingual/NAME/         that folder, where it was downloaded
    downloads/                 what is on its way
    broken.json                what was found damaged when it was used (translate.damage)
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit

from translate import BrokenModel, Translator, damage
from translate.archive import BrokenPackage, PackageError, unpack
from translate.argos import ArgosTranslator
from translate.choices import explain
from translate.ctranslate import MultilingualTranslator
from translate.download import DownloadFailed, Progress, fetch, fetch_folder, is_web, nothing, sha256
from translate.index import Offer, offers
from translate.inventory import RECORD, Installed, find, recorded


class NotOffered(PackageError):
    """The index has nothing for this language; the text says what else there is."""


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
        record = {"source": source, "sha256": sha256(path), "files": dict(_hashes(folder)), "sizes": _sizes(folder)}
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


def verify(models: Path, name: str) -> list[str]:
    """Return what is wrong with an installed model: changed or missing files, or that it does not load."""
    one = find(models, name)
    problems = [*_changed(one.path)] if one.kind == "argos" else []
    try:
        argos = one.kind == "argos"
        opened = ArgosTranslator(one.path) if argos else MultilingualTranslator(one.path, languages=one.languages)
        _try_out(opened, one.path)
    except BrokenModel as error:
        damage.note(models, one.name, error)
        return [*problems, str(error)]
    except PackageError as error:
        return [*problems, str(error)]
    if not problems:
        damage.forget(models, one.name)
    return problems


def remove(models: Path, name: str) -> Installed:
    """Remove an installed model; a multilingual model's own folder is left alone. Raises PackageError."""
    one = find(models, name)
    damage.forget(models, one.name)
    if one.kind == "multilingual":
        (models / "multilingual" / f"{one.name}.json").unlink()
        return one
    doomed = one.path.with_name(f".{one.name}.removed")
    one.path.rename(doomed)  # gone at once for whoever looks, even if the deletion is interrupted
    shutil.rmtree(doomed)
    return one


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


def _sizes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def _changed(folder: Path) -> Iterator[str]:
    hashes = recorded(folder).get("files")
    if not isinstance(hashes, dict):
        yield f"{folder / RECORD}: missing or unreadable, so nothing says what the files should be"
        return
    now = dict(_hashes(folder))
    for name in sorted(hashes.keys() | now.keys()):
        if name not in now:
            yield f"{folder / name}: missing"
        elif name not in hashes:
            yield f"{folder / name}: was not there when it was installed"
        elif now[name] != hashes[name]:
            yield f"{folder / name}: SHA-256 is {now[name]}, was {hashes[name]} when installed"
