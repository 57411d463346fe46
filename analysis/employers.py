"""The register of main employers, and company names that a text gives with their legal form.

Reads employers.toml beside it, checked on load, and the words of a text; gives Employers. The same firm written in
three scripts and with any legal form (ТОО, ЖШС, LLP, АО, АҚ, JSC) is one employer.

    EmployersError(ValueError)      names the file, the entry and what is wrong with it
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.names import NameIndex
from analysis.tokens import Token

_FILE = Path(__file__).parent / "employers.toml"
SECTORS = (
    "oil and gas", "mining and metals", "health and ambulance", "public transport", "rail", "utilities",
    "construction", "education", "couriers and platforms", "food and retail", "public service", "other",
)  # fmt: skip

_FORM = r"(?:ТОО|ЖШС|LLP|АО|АҚ|JSC|ПК|КГП|МКК|КМК|ГКП|ИП|ЖК|ООО|LLC|Ltd|S\.p\.A)"
_QUOTED = r"[«\"“„'‘]([^«»\"“”„\n]{2,60})[»\"”’']"
_NAMED = (
    re.compile(rf"\b{_FORM}\.?\s*{_QUOTED}"),  # ТОО «Имя»
    re.compile(rf"{_QUOTED}[\s,]*(?:[\w-]+\s)?{_FORM}\b"),  # «Атау» ЖШС
    re.compile(rf"\b((?:[A-Z][\w&-]*\s){{1,5}}){_FORM}\b"),  # Some Name LLP
    re.compile(r"\b(?:LLP|JSC)\s((?:[A-Z][\w&-]*\s?){1,4})"),  # LLP SOME NAME
)
_CAMEL = r"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"  # JetName: how couriers' platforms write themselves
_COMPANY = (
    re.compile(
        r"(?:компани[ияей]+|фирм[аыуе]|предприяти[еяю]|корпораци[ияей]+|подрядчик\w*|автопарк\w*|парк[ае]?|завод\w{0,2}"
        rf"|фабрик[аеи]|рудник[ае]?|шахт[аеы]|комбинат[ае]?|разрез[ае]?)\s{_QUOTED}"
    ),
    re.compile(
        rf"{_QUOTED}\s(?:компания|кәсіпорн|корпорация|зауыт|фабрика|кеніш|шахта|комбинат|разрез|автопарк|мекеме)\w*"
    ),
    re.compile(r"\b((?:[A-Z][\w&-]+\s){1,3}(?:Works|Factory|Mill|Smelter|Refinery|Colliery|Shipyard))\b"),
    re.compile(rf"(?:platform|service|app|aggregator|сервис\w*|платформ\w*|агрегатор\w*|приложени\w*)\s«?{_CAMEL}\b"),
    re.compile(rf"\b{_CAMEL}[»\"]?\s(?:couriers|riders|drivers|тамақ|жеткізу|курьер|такси)\w*"),
)
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэәғқңөұүһі", "abvgdeziyklmnoprstufyeagqnouuhi", strict=True)),
        "ё": "yo",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)


class EmployersError(ValueError):
    """A register of employers that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """A firm: its name in the register, sector and the firm that owns it."""

    name: str
    sector: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerMention:
    """A firm that a text names, and where."""

    employer: Employer
    start: int
    end: int


def load(path: Path = _FILE) -> dict[str, Employer]:
    """Read and check the register; raises EmployersError."""
    return _register(path)[0]


def find_employers(text: str, words: Sequence[Token]) -> list[EmployerMention]:
    """Give the firms named in a row of words: those of the register, and others named with a legal form."""
    employers, index = _register(_FILE)
    found = [
        EmployerMention(employer=employers[mention.key], start=mention.start, end=mention.end)
        for mention in index.find(text, words)
    ]
    if words:
        found += [
            mention
            for mention in _unknown(text, max(0, words[0].start - 2), min(len(text), words[-1].end + 2))
            if not any(known.start < mention.end and mention.start < known.end for known in found)
        ]
    return sorted(found, key=lambda mention: mention.start)


def _unknown(text: str, start: int, end: int) -> list[EmployerMention]:
    found: dict[int, EmployerMention] = {}
    for pattern in (*_NAMED, *_COMPANY):
        for match in pattern.finditer(text, start, end):
            group = next(number for number, name in enumerate(match.groups(), 1) if name)
            name = _in_latin(match.group(group).strip())
            if name:
                mention = EmployerMention(
                    employer=Employer(name=name),
                    start=match.start(group),
                    end=match.start(group) + len(match.group(group).rstrip()),
                )
                found.setdefault(match.start(group), mention)
    return list(found.values())


def _in_latin(name: str) -> str:
    """Write a firm's name in Latin letters, so that its spellings in three scripts meet."""
    if name.isascii():
        return name
    return " ".join(map(_word_in_latin, name.split()))


def _word_in_latin(word: str) -> str:
    latin = word.lower().translate(_LATIN)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


@cache
def _register(path: Path) -> tuple[dict[str, Employer], NameIndex]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    employers, names = {}, {}
    for entry in data.get("employers", []):
        where = f"{path.name}: employer {entry.get('name')!r}"
        if not isinstance(entry.get("name"), str) or not entry.get("names"):
            raise EmployersError(f"{where}: an employer has a name and names")
        if entry.get("sector") not in SECTORS:
            raise EmployersError(f"{where}: sector {entry.get('sector')!r} is not one of {', '.join(SECTORS)}")
        if entry["name"] in employers:
            raise EmployersError(f"{where}: entered twice")
        employers[entry["name"]] = Employer(name=entry["name"], sector=entry["sector"], parent=entry.get("parent"))
        names[entry["name"]] = entry["names"]
    return employers, NameIndex(names)
