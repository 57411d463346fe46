"""Package files, opened without trust: what is in them, and out of them without harm.

Reads an .argosmodel file (a zip with one folder in it); writes that folder below a staging folder. A package comes from
whoever runs the index, so paths that lead outside, links, bombs and broken metadata are refused before anything is
written.
"""

import json
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from translate import TranslationError

# The largest package of the Argos index unpacks to some 300 MB; a converted 1.3 B model to 1.4 GB.
LARGEST = 4 << 30  # bytes, unpacked
# Model weights hardly shrink (1.1 to 1.6); deflate cannot do more than 1,032. Small files of repeated text may do 200.
HIGHEST_RATIO, RATIO_FROM = 200, 10 << 20  # times; looked at in files of so many bytes
MOST_FILES = 2_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")
_CHUNK = 1 << 20


class PackageError(TranslationError):
    """A package cannot be listed, downloaded, installed, verified or removed."""


class UnsafePackage(PackageError):
    """The file could do harm when unpacked."""


class BrokenPackage(PackageError):
    """The file is not a whole and readable Argos package."""


def inspect(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the folder inside the package file and its metadata. Raises UnsafePackage, BrokenPackage."""
    with _opened(path) as package:
        root = _check_members(path, package.infolist())
        return root, _metadata(path, package, root)


def unpack(path: Path, into: Path) -> Path:
    """Unpack a package file below `into` and return its folder there. Raises UnsafePackage, BrokenPackage."""
    root, _ = inspect(path)
    with _opened(path) as package:
        for member in package.infolist():
            if not member.is_dir():
                _extract(path, package, member, into)
    return into / root


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BrokenPackage(f"{path}: not a package file: {error}") from error


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> str:
    """Look at every name and size before anything is written; return the one folder all is in."""
    if not 0 < len(members) <= MOST_FILES:
        raise UnsafePackage(f"{path}: {len(members)} files; a package has 1 to {MOST_FILES}")
    roots = {_safe_parts(path, member)[0] for member in members}
    if len(roots) != 1:
        raise BrokenPackage(f"{path}: must hold one folder, holds {', '.join(sorted(roots)[:5])}")
    names = [member.filename.casefold() for member in members]
    if len(names) != len(set(names)):
        raise UnsafePackage(f"{path}: two files have the same name")
    if sum(member.file_size for member in members) > LARGEST:
        raise UnsafePackage(f"{path}: unpacks to more than {LARGEST >> 30} GB")
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > HIGHEST_RATIO * max(1, member.compress_size):
            raise UnsafePackage(f"{path}: {member.filename} shrinks more than {HIGHEST_RATIO} times: a zip bomb")
    return roots.pop()


def _safe_parts(path: Path, member: zipfile.ZipInfo) -> tuple[str, ...]:
    name = member.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in member.orig_filename or ".." in parts:
        raise UnsafePackage(f"{path}: {name!r} would be written outside the package's folder")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafePackage(f"{path}: {name!r} is a link")
    if member.flag_bits & 1:
        raise BrokenPackage(f"{path}: {name!r} is encrypted")
    if not parts or not _NAME.match(parts[0]):
        raise UnsafePackage(f"{path}: {name!r} is no name for a package's folder")
    if len(parts) == 1 and not member.is_dir():
        raise BrokenPackage(f"{path}: {name!r} lies beside the package's folder")
    return parts


def _metadata(path: Path, package: zipfile.ZipFile, root: str) -> dict[str, Any]:
    files = {member.filename for member in package.infolist()}
    if f"{root}/metadata.json" not in files:
        raise BrokenPackage(f"{path}: has no {root}/metadata.json")
    for wanted in (["model/model.bin"], ["sentencepiece.model", "bpe.model"]):
        if not any(f"{root}/{name}" in files for name in wanted):
            raise BrokenPackage(f"{path}: has no {' or '.join(wanted)}")
    try:
        metadata = json.loads(package.read(f"{root}/metadata.json").decode("utf-8"))
    except (ValueError, zipfile.BadZipFile, NotImplementedError) as error:  # the last: a packing zipfile does not know
        raise BrokenPackage(f"{path}: metadata.json cannot be read: {error}") from error
    if not isinstance(metadata, dict):
        raise BrokenPackage(f"{path}: metadata.json must hold an object")
    for key in ("from_code", "to_code"):
        if not _LANGUAGE.match(str(metadata.get(key))):
            raise BrokenPackage(f"{path}: metadata.json: {key} must be a language code, is {metadata.get(key)!r}")
    if metadata["to_code"] != "en":
        raise BrokenPackage(f"{path}: translates into {metadata['to_code']!r}; strikewatch writes English")
    return metadata


def _extract(path: Path, package: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    """Write one file, and no more of it than its header promised."""
    target = into / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    try:
        with package.open(member) as source, target.open("wb") as file:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                if written > member.file_size:
                    raise UnsafePackage(f"{path}: {member.filename} is longer than it says")
                file.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BrokenPackage(f"{path}: {member.filename} is damaged: {error}") from error
