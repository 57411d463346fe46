"""Reads catalogue files into sources, and names everything that is wrong with them at once. Writes nothing.

CatalogueError
+-- NoSuchSource   a name that no catalogue has
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crawler.site import host_of
from crawler.source import Source

# The catalogue that we ship. A path and no import: `crawler` does not know `spiders`.
CATALOGUE = Path(__file__).resolve().parent.parent / "spiders" / "catalogue.toml"


class CatalogueError(Exception):
    """A catalogue cannot be used; the message has one line for each fault: file, entry, key, reason."""


class NoSuchSource(CatalogueError):
    """No catalogue has a source of that name."""


def load_catalogue(paths: Sequence[Path] = (CATALOGUE,)) -> tuple[Source, ...]:
    """Return the sources of all files by name; an entry of a later file replaces one of the same name.

    Raises CatalogueError with every fault of every file.
    """
    faults: list[str] = []
    entries: dict[str, Source] = {}
    for path in paths:
        entries |= _read_file(path, faults)
    faults += _said_twice(entries.values())
    if faults:
        raise CatalogueError("\n".join(faults))
    return tuple(entries[name] for name in sorted(entries))


def choose(sources: Iterable[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources of these names; raises NoSuchSource that lists the unknown ones."""
    by_name = {source.name: source for source in sources}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise NoSuchSource(f"no source is called {', '.join(unknown)}; known are: {', '.join(sorted(by_name))}")
    return tuple(by_name[name] for name in names)


def _read_file(path: Path, faults: list[str]) -> dict[str, Source]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(f"{path}: no such file")
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path}: {error}")
        return {}
    faults += [f"{path}: {key}: unknown key; sources begin with [[source]]" for key in content if key != "source"]
    listed = content.get("source", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        faults.append(f"{path}: source: write [[source]] with double brackets")
        return {}
    return _read_entries(path, listed, faults)


def _read_entries(path: Path, listed: Iterable[Mapping[str, Any]], faults: list[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for number, entry in enumerate(listed, start=1):
        where = f"{path}: source {entry.get('name', f'number {number}')!s}"
        try:
            source = Source.model_validate(entry)
        except ValidationError as error:
            faults += [f"{where}: {_key(one['loc'])}: {_reason(one)}" for one in error.errors()]
            continue
        if source.name in found:
            faults.append(f"{where}: name: used twice in this file")
        found[source.name] = source
    return found


def _key(location: Sequence[int | str]) -> str:
    """Write pydantic's location as a curator would: channels[2].type, counted from 1 as in the file."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "entry"


def _reason(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "extra_forbidden":
        return "unknown key"
    if fault["type"] == "missing":
        return "missing"
    return f"{str(fault['msg']).removeprefix('Value error, ')} (it is {fault['input']!r})"


def _said_twice(sources: Iterable[Source]) -> list[str]:
    """Find homepages and channels that stand twice once scheme, www and trailing slash are set aside."""
    seen: dict[str, str] = {}
    faults: list[str] = []
    for source in sources:
        homes = [("homepage", source.homepage)]
        channels = [(f"channels[{n}].url", one.url) for n, one in enumerate(source.channels, start=1)]
        for kind, said in (("homepage", homes), ("channel", channels)):
            for key, url in said:
                here, same = f"{source.name}: {key}", f"{kind} {_plain(url)}"
                if same in seen:
                    faults.append(f"source {here}: {url} is already {seen[same]}")
                seen.setdefault(same, here)
    return faults


def _plain(url: str) -> str:
    rest = url.split("://", 1)[1]
    _, slash, path = rest.partition("/")
    return host_of(url) + (slash + path).rstrip("/")
