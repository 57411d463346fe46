"""Tell a count of all whom a firm employs from a count of those on strike.

Reads the words around a count; writes nothing. Papers close a story with how large the firm is.
"""

import re

from analysis.tokens import fold

# A count of everybody that a firm employs is no count of those on strike.
_STAFF = re.compile(
    r"employs|workforce of|staff of|payroll|численност|в штате|всего работа|трудится|трудятся|жумыс бере"
    r"|жумыс истейди"
    r"|штатында|кызмет етеди|насчитывает|на предприятии работа\w+ |\bruns \d"
    r"|(?:в компании|на заводе|на шахте|в парке|на комбинате|на руднике|в больнице"
    r"|на разрезе)[^,.]{0,20} (?:работа\w+|числит\w+)"
)
# The words of such a count stand right beside it, whatever else the sentence tells.
_STAFF_BEFORE = re.compile(
    r"(?:\bзанят[оаы]?\b|числ[ия]тся|трудится|трудятся|(?<!не )\bработает|(?<!не )\bработают|насчитыва\w+"
    r"|в штате(?: \w+)?|всего (?:на|в) (?:заводе|предприятии|станции|компании|комбинате|руднике|шахте|больнице|парке)"
    r"|да[её]т работу|обеспечива\w+ работой|зарегистрирован\w*|численност\w+[^,.]{0,20}"
    r"|\bemploys|\bemploying|(?:has|have|takes in) (?:a (?:staff|workforce|total) of )?(?:all )?(?:its )?"
    r"|workforce of|staff of|барлыгы|жалпы саны|штатында)"
    r"\s*(?:about|some|around|over|nearly|almost|more than|около|свыше|более|почти|порядка|примерно|шамамен)?\s*$"
)
# "На заводе 720 работников." opens a sentence: so many are at the works.
_AT_THE_WORKS = re.compile(
    r"^(?:всего )?(?:на|в) (?:этом |самом |этой )?(?:завод|предприят|шахт|комбинат|рудник|больниц|парк|компани"
    r"|станци|разрез|депо|школ"
    r"|фабрик|карьер|тэц|организаци|учрежден|комбинат|управлени)\w* (?:около |свыше |более |почти |порядка |сейчас "
    r"|всего )*$"
)
_EMPLOYED = re.compile(r"staff|employees|workers|people")
_STOPPED = re.compile(
    r"strike|walk|stop|refus|down|protest|gather|took part|taking part|have not|had not|did not|on the list"
)
_HAS = re.compile(r"(?:has|have|takes in) ")
_STAFF_AFTER = re.compile(
    r"\s*(?:[^\s,.;]+ ){0,2}(?:жумыс истейди|истейди|енбек ет(?:еди|ип келеди)|кызмет ет(?:еди|ип келеди)"
    r"|жумыспен|трудятся|числятся|all over the country|in (?:total|all)\b|altogether)"
    r"|\s*(?:работает|работают|занят)\b"
)
_OF_THE_FIRM = re.compile(r"кызметкер|жумысшы|адам")
# "There are 300 people" among those who strike, or where they stand, is no staff.
_GATHERED = re.compile(r"катарында|аланда|какпа|алдында|жинал|ауласында")
_NEAR = 60


def tells_of_staff(sentence: str) -> bool:
    """Tell whether a folded sentence counts everybody that a firm employs."""
    return _STAFF.search(sentence) is not None


def all_employed(text: str, opening: int, first: int, last: int) -> bool:
    """Tell whether a count between two offsets is of a whole staff: "has 860 employees", "занято 24 тысячи человек".

    `opening` is where its sentence begins.
    """
    before = fold(text[max(opening, first - _NEAR) : first])
    if _AT_THE_WORKS.match(fold(text[opening:first])):
        return True
    owned = _STAFF_BEFORE.search(before)
    if owned and _HAS.match(owned.group()):  # a firm may have 300 workers on strike
        staff = _EMPLOYED.search(fold(text[first:last])) and not _STOPPED.search(fold(text[last : last + _NEAR]))
        owned = owned if staff else None
    after = fold(text[last : last + _NEAR])
    if owned and owned.group().startswith("барлыгы") and after.startswith((".", "!")):
        owned = None  # "Барлығы 31 адам." sums up those on strike
    there_are = after.startswith(" бар") and _OF_THE_FIRM.search(fold(text[first:last]))
    there_are = there_are if not _GATHERED.search(before) else None
    return owned is not None or bool(there_are) or _STAFF_AFTER.match(after) is not None
