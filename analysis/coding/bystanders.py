"""Tell people who are counted in a story and did not strike: the hurt, the dismissed, the lacking, a town's residents.

Reads the words around a count; writes nothing.
"""

import re

from analysis.tokens import fold

_HARM = re.compile(
    r"(?:погиб|убит|умер|killed|dead\b|died|injur|ранен|пострада|\bказа (?:бол|тап)|laid off|сократ(?:ят|или|ил)"
    r"|безработ"
    r"|unemployed|жителе|residents|тургын|населени|\bmassacre)"
)
# Those who were dismissed or taken away, chosen to speak, or are lacking; each of whom is promised something.
_BEFORE = re.compile(
    r"(?:dismissed|sacked|fired|detained|arrested|jailed|fined|charged|уволил\w*|уволен\w*|увольнен\w+|задержал\w*"
    r"|задержан\w*"
    r"|осудил\w*|осужден\w*|оштраф\w*|жумыстан шыгар\w*|устал\w*|камал\w*)[^.;]{0,20}$"
    r"|(?:\bне ?хвата\w+|нехватк\w+|дефицит\w*|недоста[её]т|недокомплект\w*|сокращ\w+|сократить|под сокращение"
    r"|\bshort of|\black(?:s|ed|ing)?|shortage of|redundan\w+(?: of)?|to (?:cut|shed|lay off)|jobs? cuts? of"
    r"|\bchose|\belected"
    r"|выбра\w+|избра\w+|набра\w+|нан[яи]\w+|\bhired?|recruit\w*|отправ\w+|\bsent|\bsend|привлек\w*|привез\w*"
    r"|brought in"
    r"|обучи\w+|подготов\w+|рассчитан\w* на|населени\w+(?: в)?|population(?: of)?|settlement of|town of|village of"
    r"|city of"
    r"|district of|each of|на каждого из|каждому из)"
    r" (?:the |its |another |еще |около |about |some |up to |до |почти |nearly |almost |свыше |более |more than "
    r"|over )*$"
)
_AFTER = re.compile(
    r",?\s*(?:have been |has been |were |was |are |got |were |были |был |was )?"
    r"(?:detained|arrested|dismissed|sacked|fired|jailed|redundant|short\b|lacking|задержан|арестован|уволен|осужден|погибш|устал|камал"
    r"|жумыстан шыгар|не хватает|жетиспейди|рассчитали|под сокращение|жетпейди)|[^,.;]{0,40}\bшыгарылган"
    r"|[^,.;]{0,15}(?:кыскарт|калдыр|аты тур)"
    r"|[^,.;]{0,20}\b(?:remain(?:s|ed)? on duty|stay(?:s|ed)? on duty|on standby|остаются на (?:дежур|пост|смене)"
    r"|дежурят|дежурны|vacant|кезекшилик)"
    r"|[^,.;]{0,12}\b(?:арыз|шагым|отиниш)"
    r"|[^,.;]{0,20}\b(?:кайта алынды|reinstated|rehired|восстановлен)"
)
_TOLD_US = re.compile(r"\s*(?:told|said|say|рассказал|сообщил|айтып берди|айтты)")
# "For a thousand people": work, pay or water is for them, they do not take part.
_RECEIVING = re.compile(r"^(?:адам|жумысшы|кызметкер)\w*[гк][ае]$")
_FEW = 5


def tells_of_harm(sentence: str) -> bool:
    """Tell whether a folded sentence counts the hurt, the dismissed, or a town's residents."""
    return _HARM.search(sentence) is not None


def is_bystander(before: str, word: str, after: str, most: int) -> bool:
    """Tell whether those counted did not strike; `before` and `after` are the folded text around them."""
    if _BEFORE.search(before) or _AFTER.match(after) or _RECEIVING.search(word):
        return True
    return most < _FEW and _TOLD_US.match(after) is not None


def opening_of(text: str, first: int, start: int) -> str:
    """Give the folded text before a count, as far as words that take it for others may stand."""
    return fold(text[max(first, start - 60) : start])
