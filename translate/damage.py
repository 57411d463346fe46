"""Models that are installed and were found damaged, remembered until they are repaired.

Reads and writes broken.json in the models folder: name -> reason, and size and time of the file to blame. A file
that has changed since is not to blame any more: whoever installs the model again has nothing else to clear.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate import BrokenModel

NOTES = "broken.json"


def noted(models: Path) -> dict[str, str]:
    """Return name -> reason of what was found damaged and has not changed since."""
    return {
        name: str(note["reason"])
        for name, note in _notes(models).items()
        if note.get("file") == _stamp(Path(str(note.get("path"))))
    }


def note(models: Path, name: str, error: BrokenModel) -> None:
    """Remember that a model is damaged."""
    notes = _notes(models) | {name: {"reason": str(error), "path": str(error.path), "file": _stamp(error.path)}}
    _write(models, notes)


def forget(models: Path, name: str) -> None:
    """Take a model off the list: it was found good, or is gone."""
    notes = _notes(models)
    if notes.pop(name, None) is not None:
        _write(models, notes)


def look(folder: Path, recorded: Mapping[str, int]) -> None:
    """Raise BrokenModel when a file is missing or of another size than when it was installed; reads none of them."""
    for name, size in sorted(recorded.items()):
        now = _stamp(folder / name)
        if now is None:
            raise BrokenModel(folder / name, "the file is missing")
        if now[0] != size:
            raise BrokenModel(folder / name, f"has {now[0]} bytes, had {size} when it was installed")


def _notes(models: Path) -> dict[str, dict[str, Any]]:
    try:
        notes = json.loads((models / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # no list, or one that was cut off: the next look at the models writes it anew
    return {name: one for name, one in notes.items() if isinstance(one, dict)} if isinstance(notes, dict) else {}


def _write(models: Path, notes: Mapping[str, Any]) -> None:
    models.mkdir(parents=True, exist_ok=True)
    part = models / f"{NOTES}.part"
    part.write_text(json.dumps(notes, indent=2, ensure_ascii=False), encoding="utf-8")
    part.replace(models / NOTES)


def _stamp(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]
