"""What can be installed: the Argos index, a mirror of it, or a folder of package files.

Reads index.json from an http(s) address or a file, or the metadata of every .argosmodel in a folder; writes nothing.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from translate.archive import BrokenPackage, PackageError, inspect
from translate.download import TIMEOUT, DownloadFailed, is_web

# What argostranslate itself reads (argostranslate/settings.py, ARGOS_PACKAGE_INDEX).
ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
LARGEST_INDEX = 16 << 20  # bytes; the real one has 40 KB


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package that an index offers. `links` are tried in order; `sha256` is empty where the index has none."""

    from_code: str
    to_code: str
    version: str
    links: tuple[str, ...]
    sha256: str = ""


def offers(address: str, *, to_code: str = "en") -> list[Offer]:
    """Return what the index at `address` offers into English, newest version first. Raises PackageError."""
    if not is_web(address) and Path(address).is_dir() and not (Path(address) / "index.json").is_file():
        found = _folder(Path(address))
    else:
        found = [_offer(entry, address) for entry in _entries(address)]
    wanted = [offer for offer in found if offer.to_code == to_code]
    wanted.sort(key=lambda offer: version_key(offer.version), reverse=True)
    return sorted(wanted, key=lambda offer: offer.from_code)


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Return a key by which "1.10" comes after "1.9"."""
    parts = re.findall(r"\d+|\D+", version)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _folder(folder: Path) -> list[Offer]:
    found = []
    for path in sorted(folder.glob("*.argosmodel")):
        try:
            _, metadata = inspect(path)
        except PackageError:
            continue  # `install FILE` of the same file says what is wrong with it
        found.append(_offer(metadata | {"links": [str(path)]}, str(folder)))
    return found


def _entries(address: str) -> list[dict[str, Any]]:
    text = _get(address) if is_web(address) else _read(Path(address))
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise BrokenPackage(f"{address}: the index is not JSON: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BrokenPackage(f"{address}: the index must be a list of packages")
    return entries


def _get(address: str) -> str:
    url = address if address.endswith(".json") else address.rstrip("/") + "/index.json"
    try:
        with requests.get(url, timeout=TIMEOUT, stream=True) as answer:
            answer.raise_for_status()
            body = answer.raw.read(LARGEST_INDEX + 1, decode_content=True)
    except OSError as error:
        raise DownloadFailed(f"cannot read the index {url}: {error}") from error
    if len(body) > LARGEST_INDEX:
        raise BrokenPackage(f"{url}: the index is larger than {LARGEST_INDEX >> 20} MB")
    return str(body.decode("utf-8", errors="replace"))


def _read(path: Path) -> str:
    try:
        return (path / "index.json" if path.is_dir() else path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DownloadFailed(f"cannot read the index {path}: {error}") from error


def _offer(entry: dict[str, Any], address: str) -> Offer:
    links = entry.get("links")
    return Offer(
        from_code=str(entry.get("from_code", "")),
        to_code=str(entry.get("to_code", "")),
        version=str(entry.get("package_version", "")),
        links=_where([link for link in links if isinstance(link, str)] if isinstance(links, list) else [], address),
        sha256=str(entry.get("sha256") or ""),
    )


def _where(links: list[str], address: str) -> tuple[str, ...]:
    """Return where to look: beside the index first if that is not Argos's own, then where the index says.

    A mirror usually copies index.json unchanged, so its links still point at the original.
    """
    beside: list[str] = []
    if address.rstrip("/") != ARGOS_INDEX.rstrip("/"):
        names = [PurePosixPath(urlsplit(link).path).name for link in links]
        beside = [_beside(address, name) for name in names if name]
    web = [link for link in links if is_web(link)]
    local = [link for link in links if Path(link).is_absolute()] if not is_web(address) else []
    return tuple(dict.fromkeys([*local, *beside, *web]))


def _beside(address: str, name: str) -> str:
    if is_web(address):
        return urljoin(address if address.endswith(".json") else address.rstrip("/") + "/", name)
    folder = Path(address) if Path(address).is_dir() else Path(address).parent
    return str(folder.resolve() / name)
