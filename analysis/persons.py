"""Tell the names of people from those of firms in English sentences: "Bauyrzhan Tolegen" heads a service, and is none.

Reads a name of capital words, the words around it, and the given names of persons.toml; writes nothing. A person has
a given name or a surname's ending, stands behind a trade or an office ("driver", "director", "Mr"), or is told of as
people are (", 22,", ", who").
"""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "persons.toml"
_SURNAME = re.compile(r"(?:ov|ova|ev|eva|yov|in|ina|sky|skaya|enko|uly|kyzy|bekov|baev|bayev|ich|vich|shvili|yan)$")
# Words that only firms have in their names: "Semey Stroy" is nobody, whatever Semey's surname sounds like.
_TITLED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|akim|mayor|governor|minister|chairman|chairwoman|president|director|chief|manager"
    r"|foreman|spokesman|spokeswoman|spokesperson|head|officer|owner|founder|leader|lawyer|deputy|activist|colleague"
    r"|representative|physician|doctor|principal|boss|journalist|prosecutor|inspector|accountant|chair|secretary"
    r"|engineer|welder|student|mechanic|nurse|paramedic|medic|surgeon|picker|cook|guard|assistant|technician"
    r"|electrician|machinist|drill|timberman|hand|crewman|stoker|veteran|named|called|name of|name as"
    r"|(?!workers|drivers|the|contractor|subcontractor|operator|employer|carrier|developer)[a-z-]{3,}(?:er|or|ist|man))"
    r"|\b(?:operator|driver|worker|carrier))[,:]?\s+$",
    re.IGNORECASE,
)
_A_PERSON_AFTER = re.compile(
    r",\s(?:who(?!\sowns)|\d\d\b|an?\s(?:\w+\s)?(?:father|mother|student|veteran|worker|driver|nurse|miner|mechanic|welder"
    r"|[a-z-]+(?:er|ist|man|woman))\b(?!\s(?:company|firm|of\s[A-Z])))"
)
# "Temir Tramvai, the private operator since 2015": no trade of a person is "the" operator.
_A_FIRM_AFTER = re.compile(
    r",\sthe\s(?:[\w-]+\s){0,3}(?:operator|company|firm|contractor|carrier|employer|developer)\b"
)


def is_person(name: str, before: str = "", after: str = "") -> bool:
    """Tell whether a name of one to three capital words is somebody's, seen with the text on either side."""
    words = name.split()
    if not 1 <= len(words) <= len(("given", "father's", "family")) or not all(word.isalpha() for word in words):
        return False
    if len(words) == 1:
        return _TITLED.search(before) is not None and _OPERATES.search(before) is None
    if _A_FIRM_AFTER.match(after):
        return False
    given = words[0].casefold() in _given()
    surname = _SURNAME.search(words[-1].casefold()) is not None and words[0].casefold() not in _PLAIN_FIRST
    if given and not _BUSINESS_LAST.search(words[-1].casefold()):
        return True
    return (surname and _TITLED.search(before) is not None) or (
        (surname or given) and _A_PERSON_AFTER.match(after) is not None
    )


def are_given(name: str) -> bool:
    """Tell whether a name is one or more given names: "Serik", "Amanbek and Ruslan"."""
    words = [word for word in name.casefold().split() if word not in ("and", "&")]
    return bool(words) and all(word in _given() for word in words)


# "The operator" of a field or line may be a firm.
_OPERATES = re.compile(
    r"\b(?:the|line|field|quarry|bus|network|train|tram|plant|mine|platform|grid)\s(?:operator|carrier)[,:]?\s+$",
    re.IGNORECASE,
)
_PLAIN_FIRST = frozenset({"the", "city", "new", "great", "north", "south", "west", "east"})
_BUSINESS_LAST = re.compile(
    r"^(?:service|services|servis|munai|munay|oil|gas|bus|su|trans|stroy|construction|mining|kus|nan|sut|et|zhol|energo"
    r"|energy|logistics?|komir|group|company|invest|trade|market|taxi|avto|avtotrans|montazh|burgylau|kurylys|tazalyk"
    r"|zhylu|zharyk|holding|resource|resources|drilling|security|clean|tas|cement|metal|steel|gold|altyn|plant|factory|clinic|hospital|school|college|theatre|hotel|market|tex|textile|bakery)$"
)


@cache
def _given() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["given"].split())
