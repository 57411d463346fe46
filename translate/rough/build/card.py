"""The card that ships beside the tables: what they were computed from, under which licences, how large they are.

Reads the data folder and the written tables; writes data/card.json. No date is taken from the clock: the same pairs
give the same card.
"""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from translate.rough.build.corpus import HELD_OUT, LICENCES, pairs, set_names

PURPOSE = (
    "Word counts for the rough translator of strikewatch: alignment shares, word forms, leading words, English word"
    " triples, Kazakh stems. Statistics only: no sentence and no dictionary entry of these sets is included."
)


def write_card(folder: Path, out: Path, without: Collection[str] = ()) -> None:
    """Write the sets with their licences and pairs, and the size of every table."""
    counted: dict[str, int] = {}
    for direction in ("ru-en", "kk-en", "kk-ru"):
        for pair in pairs(folder, direction, without):
            counted[pair.set_name] = counted.get(pair.set_name, 0) + 1
    used = [name for direction in ("ru-en", "kk-en", "kk-ru") for name in set_names(direction) if name in counted]
    card = {
        "purpose": PURPOSE,
        "command": "python -m translate.rough.build --data ../shared/data/mt",
        "held_out": f"{HELD_OUT} (development set, never counted); scores: tests/floors/rough.json",
        "sets": {name: {"pairs": counted[name], "licence": LICENCES[name]} for name in used},
        "tables": {path.name: _facts(path) for path in sorted(out.glob("*.gz"))},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _facts(path: Path) -> dict[str, int | str]:
    return {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
