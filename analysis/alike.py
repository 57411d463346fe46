"""Tell whether two names are of one employer: in any script and spelling, with or without legal form, kind or town.

Reads names; writes nothing. "Bus Fleet No. 3" and "avtopark-3" are one, so are "Kublei" and "Kubley", the Almaty
Ambulance Service and the ambulance service of a report from Almaty; Semey Bus and Shymkent Bus are two.
"""

import re
from functools import lru_cache

from analysis import employers, gazetteer
from analysis.firms import sound

# Words that say what an institution or plant is, by what they share; a name may stand with or without them.
_KINDS = (
    ("busfleet", r"bus (?:fleet|depot|park)|avtobus park[iy]?|avtopark|avtobaza"),
    ("chp", r"(?:combined )?heat and power plant|thermal (?:power )?(?:plant|station)|chpp?|tec|tets|tpp|zheo"),
    ("employment", r"employment (?:department|office|cent(?:re|er))"),
    ("social", r"cent(?:re|er) (?:for|of) social services"),
    ("bakery", r"bakery|khlebozavod|bread plant"), ("dairy", r"dairy|molokozavod|milk plant"),
    ("meat", r"meat (?:processing )?plant|myasokombinat"), ("poultry", r"poultry (?:farm|plant|factory)|ptitsefabrika"),
    ("wagon", r"(?:wagon|railcar) repair (?:plant|depot)"), ("refinery", r"(?:oil )?refinery|npz"),
    ("tram", r"tram (?:administration|management|department|depot)"),
    ("ambulance", r"ambulance (?:service|station|sub-?station)?"),
    ("hospital", r"emergency hospital|hospital|clinic|polyclinic"),
    ("school", r"school|gymnasium|lyceum"),
    ("kindergarten", r"kindergarten|nursery"),
    ("college", r"(?:polytechnic |medical )?college|university|institute"),
    ("water", r"vodokanal|su arnasy|waterworks|water utility"),
    ("theatre", r"(?:drama |musical )*theat(?:re|er)"),
    ("fire", r"fire (?:station|department|brigade)|station(?= no)"),
    ("plant", r"plant|factory|works|mill|combine|kombinat|zavod|zauyty"),
    ("mine", r"mine|colliery|pit|quarry|mining(?: and processing (?:plant|combine))?|gok|kbk"),
    ("firm", r"company|group|corporation|holding|llp|llc|jsc|ltd|firm|enterprise"),
    ("management", r"management|administration|department|office|service(?= department)"),
)  # fmt: skip
_KIND = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _KINDS)
_LEVELS = re.compile(
    r"\b(?:city|regional|district|interdistrict|central|children's|the|of|in|municipal|state|private)\b"
)
_ALIKE = (
    (r"\bkasp(?:iy?|y|ii)\b", "caspian"), (r"mun[ae][iy]", "munai"), (r"\bdzh", "j"), (r"zh", "j"), (r"kh", "h"),
    (r"sh", "s"), (r"x", "ks"), (r"[iy]+", "i"), (r"q", "k"), (r"w", "v"), (r"gh", "g"), (r"ph", "f"),
    (r"(.)\1+", r"\1"),
)  # fmt: skip


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are of one firm or institution."""
    first, second = _as_registered(one), _as_registered(other)
    if first == second or sound(first) == sound(second) or spelled_alike(first) == spelled_alike(second):
        return True
    return _same_parts(_parts(first), _parts(second)) or _same_parts(_parts(one), _parts(other))


def _same_parts(one: tuple[str, frozenset[str], str], other: tuple[str, frozenset[str], str]) -> bool:
    """Compare what a name is proper in, its kinds and its number; a town alone tells no two of a kind apart."""
    (mine, kinds, number), (theirs, others, figure) = one, other
    if number and figure and number != figure:
        return False
    if mine and theirs:
        return spelled_alike(mine) == spelled_alike(theirs) and (
            not kinds or not others or bool(kinds & others) or not _towns(mine)
        )
    towns = _towns(mine or theirs)
    return bool(kinds & others) and number == figure and towns


def _towns(name: str) -> bool:
    """Tell whether what is left of a name is a place, or nothing."""
    return not name or all(gazetteer.normalise(word) for word in name.split())


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, frozenset[str], str]:
    """Cut a name into what is proper to it, the kinds that it names, and its number."""
    plain = re.sub(r"[«»\"“”„'’]", "", employers.latin(name)).casefold()
    number = next(iter(re.findall(r"(?:no\.?\s*|№\s*|-)(\d+)", plain)), "")
    plain = re.sub(r"(?:\bno\.?\s*|№\s*|-)\d+", " ", plain)
    kinds = set()
    for kind, pattern in _KIND:
        plain, found = pattern.subn(" ", plain)
        if found:
            kinds.add(kind)
    return " ".join(_LEVELS.sub(" ", plain).split()), frozenset(kinds), number


@lru_cache(maxsize=4096)
def _as_registered(name: str) -> str:
    return employers.normalise(name) or name


def spelled_alike(name: str) -> str:
    """Write a name as its spellings in Latin letters share it, vowels kept: Kublei, Kubley."""
    folded = re.sub(r"[^a-z0-9 ]", "", name.casefold())
    for pattern, letters in _ALIKE:
        folded = re.sub(pattern, letters, folded)
    return folded.replace(" ", "")
