"""Find the name in quotation marks that an article calls an employer by, without a word for the firm or its workers.

Reads the sentences of an article in which no firm was found; gives BareName: "в «Балбобек»", «Инкайға», at “Kublei”.
Writes nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.coding.telling import Told
from analysis.employers import load, normalise
from analysis.tokens import fold

_CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮІҺ"
# One to three words, each with its capital: what is longer, or goes on in small letters, is speech.
_QUOTED = re.compile(rf"[«“]((?:[{_CAPITAL}][\w-]+)(?:\s[{_CAPITAL}][\w-]+){{0,2}})[»”](?:-?[а-яәғқңөұүһі]+)?")
# A name stands in a sentence; what somebody says stands behind a colon or a comma.
_BEFORE = re.compile(r"(?:^\s*|[\w)]\s|[.!?]\s)$")
_OTHERS_BEFORE = re.compile(
    r"(?:газет\w*|телеканал\w*|канал\w*|портал\w*|агентств\w*|журнал\w*|сайт\w*|профсоюз\w*|партии|партия|программ\w*"
    r"|проект\w*|лозунг\w*|надпис\w+|плакат\w*|слов\w*|микрорайон\w*|закон\w*|фильм\w*|орден\w*|медал\w*|марк\w*"
    r"|newspaper|channel|union|party|programme|project|slogan|reading|word|site|agency)\s$"
)
_OTHERS_AFTER = re.compile(
    r"\W*(?:газет|телеарна|арна|портал|агенттик|журнал|сайт|касипода|партия|багдарлама|жоба|жазу|соз|деп|деген соз"
    r"|ыкшамауда|мейрам|newspaper|channel|union|party|programme|channel|magazine)"
)
_KAZAKH = re.compile(r"[әғқңөұүһі]")
_CYRILLIC = re.compile(r"[А-Яа-яӘәҒғҚқҢңӨөҰұҮүІіҺһЁё]")
_KAZAKH_ENDS = re.compile(
    r"(?:(?:ын|ін)(?:да|де|а|е|ан|ен|ың|ің)|(?<=[аеыіоөуүяй])(?:сында|сінде)|(?:ның|нің|дың|дің|тың|тің|дағы|дегі|тағы"
    r"|тегі|ында|інде|дан|ден|тан|тен|нан|нен|да|де|та|те|ға|ге|қа|ке))$"
)
_WORKERS = re.compile(
    r"(?:щик|ник|тел|ист|ер|ор|ант|арь|яр|ач|вод|лог|цы|шв|рабоч|работн|врач|медик|директор|руководств|офис|двор|цех)\w*\s$"
)
_AT = re.compile(r"(?:^|\s)(?:в|на|о|при)\s$", re.IGNORECASE)
_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BareName:
    """A name in Latin letters, without its case, and where a sentence has it."""

    name: str
    told: Told
    start: int
    end: int


def bare_name(sentences: Iterable[Told]) -> BareName | None:
    """Give the first name in quotation marks that may be an employer's, in the shortest form that the article has."""
    found = [name for one in sentences if one.voice is None or one.voice == "employer" for name in _names(one)]
    if not found:
        return None
    stem = found[0].name[:_STEM]
    return min((one for one in found if one.name.startswith(stem)), key=lambda one: len(one.name))


def _names(one: Told) -> Iterable[BareName]:
    for match in _QUOTED.finditer(one.text, one.start, one.end):
        before = one.text[max(one.start, match.start() - 30) : match.start()]
        if not _BEFORE.search(before) or _OTHERS_BEFORE.search(fold(before)):
            continue
        if _OTHERS_AFTER.match(fold(one.text[match.end() : match.end() + 20])):
            continue
        kazakh = _KAZAKH.search(one.text) is not None
        name = normalise(_without_case(match[1], before, kazakh=kazakh))
        if name is None or name in load():  # what the register has was found, and is somebody's customer or owner
            continue
        yield BareName(name=name, told=one, start=match.start(1), end=match.end(1))


def _without_case(name: str, before: str, *, kazakh: bool) -> str:
    """Cut the ending that a name has where no word for a firm takes it: швеи «Югтекса», в «Балбобеке», «Инкайға»."""
    if not _CYRILLIC.search(name):
        return name
    if kazakh:
        cut = _KAZAKH_ENDS.sub("", name)
        return cut if len(cut) >= _STEM else name
    if _WORKERS.search(fold(before)):
        return re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])а$", "", name)
    return re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])е$", "", name) if _AT.search(before) else name
