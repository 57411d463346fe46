"""The rough translator among the models: listed, verified and named like one that was installed.

Reads translate/rough/data/ and its card; writes nothing. An Argos package holds a CTranslate2 model and a sentencepiece
model and nothing else that argostranslate would run, so it cannot carry tables of words: what ships is a folder of the
same make (files, metadata, a SHA-256 of each), and the commands treat it alike.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from translate.inventory import Installed
from translate.rough import LANGUAGES, VERSION, load
from translate.rough.lexicon import DATA

NAME = "rough"
# Made for this check: a name, a figure and a word of the glossary in each language.
PROBES = {"ru": "Забастовка: Жанаозен, 2026.", "kk": "Ереуіл: Жаңаөзен, 2026."}


def shipped() -> Installed:
    """Return the rough translator as one of the models."""
    size = sum(path.stat().st_size for path in DATA.iterdir())
    problem = next(_damaged(), None)
    return Installed(
        name=NAME, kind="shipped", path=DATA, languages=tuple(sorted(LANGUAGES)), version=VERSION, quality="rough",
        megabytes=size / 1e6, problem=problem,
    )  # fmt: skip


def verify() -> list[str]:
    """Return what is wrong with the tables: changed or missing files, or a probe that does not come out."""
    problems = [*_damaged()]
    for lang, probe in PROBES.items():
        if not problems and not load(lang).translate([probe], lang)[0].endswith("trike: Zhanaozen, 2026."):
            problems.append(f"{DATA}: {probe!r} does not come out in English")
    return problems


def _damaged() -> Iterator[str]:
    try:
        tables: dict[str, dict[str, Any]] = json.loads((DATA / "card.json").read_text("utf-8"))["tables"]
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{DATA / 'card.json'}: missing or unreadable, so nothing says what the tables should be"
        return
    for name, noted in sorted(tables.items()):
        path = DATA / name
        if not path.is_file():
            yield f"{path}: missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != noted["sha256"]:
            yield f"{path}: SHA-256 is not the card's"
