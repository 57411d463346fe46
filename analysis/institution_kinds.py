"""Read the kinds of institutions and plants that papers name without a firm's name.

Reads institutions.toml beside it, checked on load; gives Kinds, and the letters that every text with one has. Writes
nothing.

    InstitutionsError(ValueError)      names the entry and what is wrong with it
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "institutions.toml"
_NUMBER_AFTER = r"\s?(?:№\s?|\bNo\.?\s?|\bnumber\s)(\d+)"
_NUMBER_BEFORE = r"№\s?(\d+)[\s-]+(?:(?:қалалық|орта|жалпы|облыстық)\s)*"
#: Words of level before a kind, folded; those without a name say nothing that a paper's English keeps.
LEVELS = (
    ("Interdistrict", re.compile(r"межрайонн\w+|ауданаралык|inter-?district")),
    ("Regional", re.compile(r"областн\w+|облыстык|regional|oblast")),
    ("City", re.compile(r"городск\w+|калалык|city|municipal")),
    ("District", re.compile(r"районн\w+|аудандык|district")),
    ("Central", re.compile(r"центральн\w+|орталык|central")),
    ("Children's", re.compile(r"детск\w+|балалар|children's")),
    (
        "",
        re.compile(
            r"многопрофильн\w+|копсалалы|multi-?profile|инфекционн\w+|клиническ\w+|клиникалык|средн\w+|частн\w+"
            r"|туберкулезн\w+|психиатрическ\w+|музыкалык|музыкальн\w+|musical"
        ),
    ),
)


class InstitutionsError(ValueError):
    """A list of institutions that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind in English, a pattern of its words with its number as the only group, and whether it stands alone."""

    name: str
    pattern: re.Pattern[str]
    alone: bool


@cache
def kinds(path: Path = _FILE) -> tuple[tuple[Kind, ...], re.Pattern[str]]:
    """Give the kinds, those with a number first, and the letters of which a text with one has some."""
    found, letters = [], set()
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("kinds", []):
        where = f"{path.name}: kind {entry.get('name')!r}"
        if not isinstance(entry.get("name"), str) or not entry.get("letters") or not entry.get("patterns"):
            raise InstitutionsError(f"{where}: a kind has a name, letters and patterns")
        letters |= set(entry["letters"])
        found += [
            Kind(name=entry["name"], pattern=_read(where, pattern), alone=bool(entry.get("alone")))
            for pattern in entry["patterns"]
        ]
    found.sort(key=lambda kind: kind.pattern.groups == 0)
    return tuple(found), re.compile("|".join(map(re.escape, sorted(letters))), re.IGNORECASE)


def _read(where: str, pattern: str) -> re.Pattern[str]:
    written = re.sub("^<no>", lambda _: _NUMBER_BEFORE, pattern).replace("<no>", _NUMBER_AFTER)
    try:
        return re.compile(written, re.IGNORECASE)
    except re.error as error:
        raise InstitutionsError(f"{where}: pattern {pattern!r}: {error}") from error
