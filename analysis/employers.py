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
from typing import Any

from analysis.firms import Named, find_firms, in_latin
from analysis.gazetteer import is_country
from analysis.institutions import Institution, find_institutions
from analysis.names import NameIndex
from analysis.tokens import Token, tokens

_FILE = Path(__file__).parent / "employers.toml"
SECTORS = (
    "oil and gas", "mining and metals", "health and ambulance", "public transport", "rail", "utilities",
    "construction", "education", "couriers and platforms", "food and retail", "public service", "other",
)  # fmt: skip

# Legal forms, and what stands around a name that somebody types.
_LEGAL_FORM = re.compile(
    r"(?<!\w)(?:ТОО|ЖШС|LLP|АО|АҚ|JSC|ПАО|ПК|КГП|КГУ|КММ|ГКП|ГККП|ШЖҚ|ПХВ|РГП|ИП|ЖК|ООО|LLC|Ltd|Inc|S\.p\.A)(?!\w)",
    re.IGNORECASE,
)
_KINDS_OF_FIRM = re.compile(
    r"(?:нк|по|корпораци|компани|групп|филиал|завод|ск|пф|фирм|холдинг|сеть|шахт|рудник|комбинат|предприяти|объединени"
    r"|the|company|group|national|joint|holding)\w{0,2}$"
)
_OPENING = ("«", '"', "“", "„")
_MARKS = re.compile(r"[«»\"“”„‘’']")


class EmployersError(ValueError):
    """A register of employers that cannot be used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """A firm: its name in the register, sector and the firm that owns it."""

    name: str
    sector: str | None = None
    parent: str | None = None
    kind: str | None = None  # of an institution, which is named by it: the ambulance service, school No. 14
    site: bool = False  # a pit or a station: it stands for the employer only where no firm is told

    @property
    def institution(self) -> bool:
        """Tell whether it is named by its kind or as a place of work, not as a firm is."""
        return self.kind is not None or self.site

    @property
    def key(self) -> str:
        """Give what an article's mentions of it share: "the ambulance service" may be told with its town or without."""
        return self.kind or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerMention:
    """A firm that a text names, and where."""

    employer: Employer
    start: int
    end: int


def load(path: Path = _FILE) -> dict[str, Employer]:
    """Read and check the register; raises EmployersError."""
    return _register(path)[0]


def names(path: Path = _FILE) -> dict[str, tuple[str, ...]]:
    """Give every firm of the register with its spellings, for a form that completes what is typed."""
    entries = _entries(path)
    return {entry["name"]: tuple(dict.fromkeys((entry["name"], *entry["names"]))) for entry in entries}


def normalise(name: str) -> str | None:
    """Write a firm's name as the register does, whatever its script, legal form and quotation marks; None of none.

    A firm that is not in the register is written in Latin letters without its legal form.
    """
    index = _register(_FILE)[1]
    # Names are found by their capitals, which people who type leave out.
    known = index.find(name, tokens(name)) or index.find(name.title(), tokens(name.title()))
    known = [one for one in known if not _named_otherwise(name, 0, one.start)]
    if known:
        return max(known, key=lambda one: one.end - one.start).key
    kinds = [one.name for one in find_institutions(name, 0, len(name))]
    firms = [one.name for one in find_firms(name, 0, len(name))]
    if kinds or firms:
        return (kinds or firms)[0]
    return latin(name) or None


def latin(name: str) -> str:
    """Write a name in Latin letters without legal form and marks, whether the register has it or not."""
    return in_latin(" ".join(_MARKS.sub(" ", _LEGAL_FORM.sub(" ", name)).split()))


def find_employers(text: str, words: Sequence[Token]) -> list[EmployerMention]:
    """Give the firms named in a row of words: those of the register, others beside a firm's words, institutions."""
    employers, index = _register(_FILE)
    found = [
        EmployerMention(employer=employers[mention.key], start=mention.start, end=mention.end)
        for mention in index.find(text, words)
        if not _lower(text[mention.start : mention.end])
    ]
    if words:
        start, end = max(0, words[0].start - 2), min(len(text), words[-1].end + 2)
        firms = find_firms(text, start, end)
        found = [one for one in found if not any(_is_part(text, one, firm) for firm in firms)]
        told: list[Institution | Named] = [*find_institutions(text, start, end), *firms]
        for named in told:
            taken = any(known.start < named.end and named.start < known.end for known in found)
            if not taken and not is_country(named.name):
                if isinstance(named, Institution):
                    firm = Employer(name=named.name, kind=named.kind)
                else:
                    firm = Employer(name=named.name, site=named.site)
                found.append(EmployerMention(employer=firm, start=named.start, end=named.end))
    return sorted(found, key=lambda mention: mention.start)


def _is_part(text: str, known: EmployerMention, firm: Named) -> bool:
    """Tell whether a name of the register only ends a longer one: Zhondeu in "Temir Zhol Zhondeu"."""
    inside = firm.start <= known.start and known.end <= firm.end
    return inside and (
        _named_otherwise(text, firm.start, known.start)
        or (" " in text[known.start : known.end] and _goes_on(text[known.end : firm.end], text[firm.start - 1]))
    )


def _lower(named: str) -> bool:
    """Tell whether a name in Latin letters goes on in small ones, and is none: "Temirtau tram drivers"."""
    return re.fullmatch(r"[A-Z][a-z]+(?: [a-z]{4,})+", named) is not None


def _goes_on(rest: str, before: str) -> bool:
    """Tell whether a name in quotation marks has more words than the register's: «Мұнай Сервис Жем»."""
    return before in _OPENING and rest[:1] == " " and _named_otherwise(rest, 0, len(rest))


def _named_otherwise(text: str, start: int, end: int) -> bool:
    """Tell whether words that are neither marks nor kinds of firm stand before a name of the register."""
    before = _LEGAL_FORM.sub(" ", _MARKS.sub(" ", text[start:end]))
    return not all(_KINDS_OF_FIRM.match(token.word) for token in tokens(before))


@cache
def _entries(path: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("employers", []))


@cache
def _register(path: Path) -> tuple[dict[str, Employer], NameIndex]:
    employers, spellings = {}, {}
    for entry in _entries(path):
        where = f"{path.name}: employer {entry.get('name')!r}"
        if not isinstance(entry.get("name"), str) or not entry.get("names"):
            raise EmployersError(f"{where}: an employer has a name and names")
        if entry.get("sector") not in SECTORS:
            raise EmployersError(f"{where}: sector {entry.get('sector')!r} is not one of {', '.join(SECTORS)}")
        if entry["name"] in employers:
            raise EmployersError(f"{where}: entered twice")
        employers[entry["name"]] = Employer(name=entry["name"], sector=entry["sector"], parent=entry.get("parent"))
        spellings[entry["name"]] = entry["names"]
    return employers, NameIndex(spellings)
