"""Which part each firm of a sentence has in it: the employer, its owner, its customer, or somebody else.

Reads the firms that a sentence names and the words between them; gives Parts.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from analysis.employers import EmployerMention
from analysis.tokens import fold

#: Firms that mostly stand in the news as owners or as the state's hand.
HOLDINGS = frozenset({"KazMunayGas", "CNPC", "ERG", "Kazatomprom", "QazaqGaz", "Samruk-Energy", "Tau-Ken Samruk"})
_QUOTE = r"[\s«\"“„‘(]*"
# A firm named after these words owns, or is asked to: it is not the one on strike.
_OWNER_BEFORE = re.compile(
    r"(?:owned by|part of|subsidiary of|separated|from which|return of .*|return.* to|privati\w+|at many of|owner,?"
    r"|shareholder|founder|belong\w* to|run by|unit of|arm of|controlled by"
    r"|вход\w+ в|в состав\w*|дочерн\w+(?: \w+){0,2}|принадлеж\w+|штат\w*|офис\w*|собственник\w*|владел\w+|структур\w+"
    r"|группы компаний|учредител\w+)" + _QUOTE + "$"
)
_OWNER_AFTER = re.compile(
    r"^[»\"”’\s]*(?:-?(?:га|ге|ка|ке|на|не|нын|нин|дын|дин|тын|тин)\s)?(?:корпорация\w*|компания\w*|тобы\w*)?\s*"
    r"(?:карасты|еншилес|тиесили|курамы)|^(?:'s)? subsidiary|^-owned|^ owns|^,? which (?:owns|controls)"
)
# A firm named after these is the customer of the one on strike.
_CUSTOMER_BEFORE = re.compile(
    r"(?:подрядчик\w*|подрядн\w+ (?:организаци\w+|компани\w+|фирм\w+)|субподрядчик\w*|заказчик\w*(?: —| -|,)?"
    r"|по (?:договор|контракт)\w* с|обслужива\w+(?: \w+){0,2}|аутсорсинг\w* (?:компани\w+ )?"
    r"|contractors? (?:of|for|to|at|hired by|with)|subcontractors? (?:of|for|to)|under contract (?:to|with)"
    r"|contracted by"
    r"|service compan\w+ of|client|customer|customer,|outsourced by|serving"
    r"|(?<![\w-])(?:services|servicing|maintains|cleans|drills|drives|guards|supplies|repairs) (?:\w+ ){0,3}(?:for|of)"
    r"|services? for"
    r"|тапсырыс беруши\w*)"
    r"(?: (?:компани\w+|фирм\w+|корпораци\w+|the|state|oil|company|major|consortium|нефтян\w+|консорциум\w*))*"
    + _QUOTE + "$"
)  # fmt: skip
_CUSTOMER_AFTER = re.compile(
    r"^[»\"”’\s]*(?:-?(?:нын|нин|дын|дин|тын|тин|га|ге|ка|ке)\s)?(?:\w+\s)?(?:мердигер|субмердигер|косалкы мердигер)"
    r"|^[»\"”’\s]*(?:-?(?:га|ге|ка|ке)\s)?(?:компаниясына |корпорациясына |кәсипорнына |зауытына )?кызмет корсет"
    r"|^(?:'s)? (?:contractor|subcontractor|service contractor|outsourc\w+)|^ (?:является )?(?:заказчик|для котор)"
)
# A firm whose wages others want is none of the two: "brought up to those at X", "как на X", "X-тегідей".
_COMPARED = re.compile(
    r"(?:\b(?:than|like|as|those|(?:same|similar) (?:run|job|work|shift|route)s? for|level|levels|paid|parity with"
    r"|that|same as|equal to|neighbou?ring) (?:at|in|of|with)?"
    r"|\bкак (?:у|на|в)|наравне с|чем (?:на|в|у)|уровн\w+|соседн\w+|коллег\w* (?:из|с|на|в)|сравн\w+ с|что (?:на|в|у)"
    r"|платят (?:на|в|у)|работникам|корши)\s(?:\w+ ){0,2}(?:the )?" + _QUOTE + "$"
)
_COMPARED_AFTER = re.compile(r"^[»\"”’\s]*-?(?:дагыдай|дегидей|тагыдай|тегидей|денгей|'s level| next door)")
# "Drivers are to be handed over to X", "«X» фирмасына өтпек": their employer still is another.
_HANDED_TO = re.compile(
    r"(?:\b(?:transfer\w*|hand\w* over|move|moved|moving) (?:\w+ ){0,3}to|\b(?:перевод\w*|перевести|переведут|переводят"
    r"|передать|передадут|передают|перейти|перейдут|переоформ\w+)(?: \w+){0,4} (?:в|к))"
    r"(?: (?:the|a|private|частн\w+|фирм\w+|компани\w+|тоо|company|firm|contractor|подрядчик\w*)){0,3}\s" + _QUOTE + "$"
)
_HANDED_TO_AFTER = re.compile(
    r"^[»\"”’\s]*(?:(?:ао|жшс|тоо)\s|-?(?:га|ге|ка|ке)\s)?(?:деген )?(?:жеке )?"
    r"(?:(?:фирма|компания|сериктестик|мердигер|кәсипорын)\w*(?:га|ге|ка|ке|на|не)\s)?(?:отпек|отуи|отуге|отед|бермек|берилмек|ауыстыр|бериледи)"
)
# A firm works for its customer, people for their employer.
_WORKS_FOR = re.compile(r"\b(?:work(?:s|ing)? for|(?:hired|employed) by) (?:the )?" + _QUOTE + "$")
_A_FIRM = re.compile(r"contractor|company|firm|subcontractor|llp|llc|service")
# A firm that gives its view of another's strike, or lends its buses, is none of the two.
_BYSTANDER_AFTER = re.compile(r"^[»\"”’\s]*(?:тв|tv|news|media|радио|газет|(?:'s)?\s(?:own )?payroll)")
_NEXT_TO_IT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The firms of a sentence by their parts."""

    employers: tuple[EmployerMention, ...] = ()
    owners: tuple[EmployerMention, ...] = ()
    customers: tuple[EmployerMention, ...] = ()

    def without(self, customers: Set[str]) -> "Parts":
        """Leave out of the employers those that are known to be customers."""
        employers = tuple(firm for firm in self.employers if firm.employer.name not in customers)
        return replace(self, employers=employers)


def parts_of(text: str, start: int, end: int, firms: Sequence[EmployerMention]) -> Parts:
    """Sort the firms named between two offsets."""
    customers = [firm for firm in firms if _customer(text, start, end, firm)]
    compared = [firm for firm in firms if firm not in customers and _compared(text, start, end, firm)]
    others = [*customers, *compared]
    owners = [firm for firm in firms if firm not in others and _owner(text, start, end, firm, firms)]
    taken = {id(one) for one in (*others, *owners)}
    free = [firm for firm in firms if id(firm) not in taken]
    named = [firm for firm in free if not firm.employer.institution]
    return Parts(
        employers=tuple(named or free),  # "the ambulance service" beside a firm only came to help
        owners=tuple(owners),
        customers=tuple(customers),
    )


def _around(text: str, start: int, end: int, firm: EmployerMention) -> tuple[str, str]:
    before = fold(text[max(start, firm.start - _NEXT_TO_IT) : firm.start])
    return before, fold(text[firm.end : min(end, firm.end + _NEXT_TO_IT)])


def _customer(text: str, start: int, end: int, firm: EmployerMention) -> bool:
    before, after = _around(text, start, end, firm)
    if _WORKS_FOR.search(before):
        return _A_FIRM.search(fold(text[start : firm.start])) is not None
    # A Kazakh name carries its genitive: "НКОК-тың мердігері".
    genitive = re.search(r"(?:нын|нин|дын|дин|тын|тин)$", fold(text[firm.start : firm.end]))
    served = _CUSTOMER_AFTER.match(after) and (genitive or not after.lstrip('»"”’ ').startswith("мердигер"))
    return _CUSTOMER_BEFORE.search(before) is not None or bool(served)


def _compared(text: str, start: int, end: int, firm: EmployerMention) -> bool:
    before, after = _around(text, start, end, firm)
    handed = _HANDED_TO.search(before) or _HANDED_TO_AFTER.match(after)
    return bool(handed or _COMPARED.search(before) or _COMPARED_AFTER.match(after))


def _owner(text: str, start: int, end: int, firm: EmployerMention, others: Sequence[EmployerMention]) -> bool:
    before, after = _around(text, start, end, firm)
    if _OWNER_BEFORE.search(before) or _BYSTANDER_AFTER.match(after):
        return True
    if len({other.employer.name for other in others}) == 1:
        return False
    parents = {other.employer.parent for other in others}
    return firm.employer.name in parents or firm.employer.name in HOLDINGS or _OWNER_AFTER.match(after) is not None
