"""Find firms in English sentences that have neither legal form nor quotation marks.

A firm is a name of capital words beside the word for a firm, its workers or its office: "loaders at Alatau Kus",
"Alatau Kus's director", "Alatau Kus, which". Reads a text between two offsets; gives where such names stand, the
surest way of knowing them first. People's names, and names that say nothing of business and stand beside nothing that
does, are left out.
"""

import re
from collections.abc import Iterator

from analysis.persons import are_given, is_person

_NAME = r"(?P<name>[A-Z][\w&'’-]*[\w](?:\s(?:of|and|&)?\s?(?:[A-Z][\w&-]*[\w]|No\.?\s?\d+)){0,4})"
_TRADE = (
    r"(?:[A-Za-z-]*(?:ers|ors|ists|men|women|eers|ants|cians|smiths|staff|crews?|personnel|employees|medics|nurses|riders"
    r"|seamstresses|waitresses|hostesses|midwives|seamen|strike|stoppage|walkout|brigades?|hands|people|lecturers|cooks|pilots|guards|protest|action|dispute|workforce))"
)
_FIRM = (
    r"(?:company|firm|contractor|subcontractor|operator|producer|aggregator|platform|app|retailer|chain|utility"
    r"|steelmaker|miner|developer|employer|subsidiary|giant|builder|carrier|airline|group|agency|reserve|owner)"
)
_HOUSE = (
    r"(?:plant|factory|mill|works|clinic|hospital|warehouse|bakery|brewery|dairy|depot|smelter|refinery|hotel|restaurant"
    r"|supermarket|store|shop|chain|poultry|college|kindergarten|company|firm|contractor|airline|platform|app|fleet)"
)
_OFFICE = (
    r"(?:owner|director|management|manager|chief|press|spokes\w+|general|founder|workers|drivers|employees|staff|deputy"
    r"|commercial|technical|head|combined|couriers|riders|crews|accountant|lawyer|board|chairman|depot|plant|payroll)"
)
_DOES = (
    r"(?:employs?|operates|runs|slaughters|supplies|serves|produces|makes|has\s\d|covers|maintains|builds|carries|bakes"
    r"|said\s(?:it|in\sa|that\s(?:it|all|the|its)|only|pay|the|talks|its|an|average)|says\s(?:it|the)|replied|announced"
    r"|agreed\sto|offered|called\sthe|told\s(?:staff|workers)|did\snot|declined|has\sa\sstaff|has\sa\sworkforce"
    r"|intends|owes|promised|denied|put\sthe|described|noted|handles|cleans|collects|repairs|drills)\b"
)
# Words that firms are called by, at the end of a name; alone they make a name of a firm.
_BUSINESS = (
    r"(?:Services?|Servis|[A-Z]?\w*[Mm]unai|[A-Z]?\w*[Mm]unay|Oil|Gas|Bus|Su|Trans|Stroy|Stroi|Construction|Mining"
    r"|Kus|Nan|Sut|Sүt|Zhol|Energo|Energy|Logistics?|Komir|Invest|Market|Taxi|Avto|Avtotrans|Autotrans|Transport|Montazh"
    r"|Burgylau|Burenie|Drilling|Kurylys|Tazalyk|Zhylu|Zharyk|Akva|Aqua|Holding|Resources?|Security|Clean|Cement|Metall?"
    r"|Steel|Altyn|Textile|Textil|Remont|Zhondeu|Petroleum|Polymetal|Contact|Telecom|Foods?|Et|Agro|Vodokanal|Ormany"
    r"|Transportation|Systems|Express|Group|Company|Corporation|Industries|Technologies|Solutions|Catering|Eats|Plus"
    r"|Operating|Engineering|Partners|Works|Factory|Mill|Plant|Smelter|Refinery|Colliery|Shipyard|Bakery|Depot|Farm"
    r"|Administration|Tas|Kala|Park|Fleet|College|University|Theatre|Theater|Clinic|Hotel)"
)
_SITE = r"(?:colliery|mine|pit|field|oilfield|town|village|city|district|region|section|quarry|site|deposit|area)"
_WAYS = (
    re.compile(
        rf"\b{_TRADE}(?:\s\w+)?\s(?:at|of|from|with|by|for)\s(?:the\s|a\s)?(?:[a-z-]+\s){{0,3}}{_NAME}"
        rf"(?!\w|\s{_SITE}\b|\s(?:region|oblast|city)\b)"
    ),
    re.compile(rf"\b(?:\w+\s)?{_FIRM}(?:\sof)?,?\s{_NAME}(?!\w)"),
    re.compile(rf"(?<![\w’'])(?:[Tt]he\s)?{_NAME}(?:['’]s)?\s(?:[a-z-]+\s){{0,2}}{_HOUSE}\b"),
    re.compile(rf"(?<![\w’'])(?:[Tt]he\s)?{_NAME}['’]s?\s{_OFFICE}\b"),
    re.compile(
        rf"(?<![\w’'])(?:[Tt]he\s)?{_NAME},\s(?:which\s\w+|(?:an?|the|one\sof|another)\s(?:[\w’'-]+\s){{0,4}}?"
        rf"(?:{_FIRM}|{_HOUSE}|supplier|maker|shop|line)s?\b)"
    ),
    re.compile(rf"(?<![\w’'])(?P<name>(?:[A-Z][\w&-]*\s){{1,3}}{_BUSINESS})(?![\w-])"),
    re.compile(rf"(?:(?<=[.!?”\"]\s)|(?<=\n)|^){_NAME}\s{_DOES}"),
)  # fmt: skip
# One capital word says too little, unless it stands beside the word for a firm.
_ONE_WORD_WAYS = frozenset({0, 1, 2, 3, 4})
_LOWERED = re.compile(r"^(?:The|A|An)\s")
_WORD = re.compile(r"[A-Za-z]{4,}")
_OPENS = re.compile(r"(?:^|[.!?:”\"»]\s*|\n\s*|[“\"«—–]\s*)$")


def english_firms(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where names of firms begin and end, the surest first."""
    words = _WORD.findall(text, start, end)
    if not words or 2 * sum(word[0].isupper() for word in words) > len(words):
        return  # a headline that has every word's capital says nothing of names
    for number, pattern in enumerate(_WAYS):
        for match in pattern.finditer(text, start, end):
            begin, close = match.span("name")
            name = text[begin:close]
            if article := _LOWERED.match(name):
                begin += article.end()
                name = text[begin:close]
            if " " not in name and (number not in _ONE_WORD_WAYS or not _is_name(text, begin, name)):
                continue
            if not are_given(name) and not is_person(
                name, text[max(start, begin - 40) : begin], text[close : close + 40]
            ):
                yield begin, close


def _is_name(text: str, begin: int, name: str) -> bool:
    """Tell whether a single word is a name: at the head of a sentence only if it has its capital elsewhere too."""
    if not _OPENS.search(text, max(0, begin - 4), begin):
        return True
    return re.search(rf"[a-z,] {re.escape(name)}\b", text) is not None
