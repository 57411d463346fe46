"""Find the institutions that a text names by kind and number: the ambulance service, school No. 14, hospital No. 2.

Reads a text between two offsets; gives Institutions, in English by their kind and number, so that three languages meet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NO_AFTER = r"\s?№\s?(?P<no>\d+)"
_NO_BEFORE = r"№\s?(?P<no>\d+)[\s-]+(?:(?:қалалық|орта|жалпы|облыстық)\s)*"
_NO_ENGLISH = r"\s(?:No\.?\s?|№\s?|number\s)(?P<no>\d+)"
_AID = r"скорой(?:\s(?:медицинской\s)?помощи)?"
_CREW = r"(?:врач|медик|фельдшер|водител|работник|сотрудник|диспетчер|медсестр|бригад|санитар|персонал)\w*"
_KINDS = (
    (
        "Emergency hospital",
        r"больниц\w*\sскорой(?:\s(?:медицинской\s)?помощи)?|(?<!\w)БСМП(?!\w)"
        r"|жедел\s(?:медициналық\s)?(?:жәрдем|көмек)\sаурухана\w*|emergency\shospital",
    ),
    ("Ambulance service", rf"(?:станци\w+|служб\w+|подстанци\w+|отделени\w+)\s(?:\w+\s)?{_AID}"),
    ("Ambulance service", rf"{_CREW}\s(?:\w+\s)?{_AID}"),
    (
        "Ambulance service",
        r"жедел\s(?:медициналық\s)?жәрдем(?:нің|дің|дегі)?\s"
        r"(?:станция|стансасы|қызмет|дәрігер|жүргізуші|фельдшер|бригада|бөлім|медиц)\w*",
    ),
    ("Ambulance service", r"ambulance\s(?:service|station|drivers|workers|crews|staff|paramedics|doctors|medics)"),
    ("Bus depot", rf"(?:автопарк\w*|автобусн\w+\sпарк\w*|автобаз\w*){_NO_AFTER}"),
    ("Bus depot", rf"{_NO_BEFORE}(?:автопарк|автобус паркі|автобус парк)\w*"),
    ("Bus depot", rf"bus\s(?:depot|park|fleet){_NO_ENGLISH}"),
    ("Tram depot", rf"трамвайн\w+\s(?:парк|депо)\w*{_NO_AFTER}"),
    (
        "City hospital",
        rf"(?:(?:городск|детск|центральн|многопрофильн|инфекционн)\w*\s(?:\w+\s)?)?больниц\w*{_NO_AFTER}",
    ),
    ("City hospital", rf"{_NO_BEFORE}аурухана\w*"),
    ("City hospital", rf"(?:city\s)?hospital{_NO_ENGLISH}"),
    (
        "City hospital",
        r"городск\w+\s(?:\w+\s){0,2}больниц\w*(?!\s?№)|қалалық\sаурухана\w*|city\shospital(?!\s(?:No|№))",
    ),
    (
        "District hospital",
        r"(?:центральн\w+\s)?районн\w+\sбольниц\w*|аудандық\s(?:\S+\s)?аурухана\w*|district\shospital",
    ),
    ("Regional hospital", r"областн\w+\s(?:\w+\s){0,2}больниц\w*|облыстық\s(?:\S+\s)?аурухана\w*|regional\shospital"),
    ("City polyclinic", rf"(?:городск\w*\s)?поликлиник\w*{_NO_AFTER}"),
    ("City polyclinic", rf"{_NO_BEFORE}емхана\w*"),
    ("City polyclinic", rf"(?:poly)?clinic{_NO_ENGLISH}"),
    ("School", rf"(?:средн\w+\s)?школ\w*(?:-гимнази\w*|-лице\w*)?{_NO_AFTER}"),
    ("School", rf"{_NO_BEFORE}(?:мектеп|мектеб)\w*"),
    ("School", rf"school{_NO_ENGLISH}"),
    ("Kindergarten", rf"(?:детск\w+\sсад\w*|детсад\w*|ясли-сад\w*){_NO_AFTER}"),
    ("Kindergarten", rf"{_NO_BEFORE}(?:балабақша|бөбекжай)\w*"),
    ("Kindergarten", rf"kindergarten{_NO_ENGLISH}"),
    ("Heat and power plant", r"(?<![А-Яа-я])ТЭЦ-?\s?(?P<no>\d+)|(?<![А-Яа-я])ЖЭО-?\s?(?P<no2>\d+)"),
    ("Heat and power plant", r"\b(?:CHP|CHPP|TPP|TETs)-?\s?(?P<no>\d+)"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
# Letters that every kind has some of: most sentences have none, and are passed over with one search.
_ANY = re.compile(
    r"скорой|жәрдем|ambulance|автопарк|автобус|автобаз|bus\s|трамвайн|больниц|аурухана|hospital|клиник|clinic|емхана"
    r"|школ|мектеп|мектеб|school|сад|балабақша|бөбекжай|kindergarten|тэц|жэо|бсмп|chp|tpp|tets",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution by its kind and number, and where the text names it."""

    name: str
    start: int
    end: int


def find_institutions(text: str, start: int, end: int) -> Iterator[Institution]:
    """Give the institutions between two offsets, those with a number first."""
    if not _ANY.search(text, start, end):
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            number = next((value for value in match.groupdict().values() if value), None)
            name = f"{kind} No. {number}" if number else kind
            yield Institution(name=name, start=match.start(), end=match.end())
