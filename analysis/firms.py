"""Find firms that no register has, by the words that stand beside their names.

Reads a text between two offsets; gives Named: the name in Latin letters, where it stands, and how it was known. A firm
is known by its legal form (ТОО, ЖШС, LLP), or by the word for a firm or for its workers beside a name.
"""

import re
from dataclasses import dataclass
from itertools import chain

from analysis.firms_english import english_firms
from analysis.persons import are_given, is_person

_FORM = (
    r"(?:ТОО|ЖШС|LLP|АО|АҚ|JSC|ПАО|ПК|КГП|КГУ|КММ|МКК|КМК|ГКП|ГККП|ШЖҚ|РГП|РМК|ИП|ЖК|ООО|LLC|Ltd|S\.p\.A|ЖАҚ|КХ|ШҚ"
    r"|Inc|Corp|Plc|PLC|GmbH)"
)
_QUOTED = r"[«\"“„‘]([^«»\"“”„\n]{2,60}?)[»\"”’]"
_CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ]"
_LATIN_NAME = r"([A-Z][\w&.'-]*[\w](?:\s(?:of|and|&)?\s?[A-Z][\w&.-]*[\w]){0,4})"
_LETTERS = "а-яёәғқңөұүһі"
_SITE_NOUN = (
    r"(?:[Кк]омпани|[Фф]ирм|[Пп]редприяти|[Кк]орпораци|[Пп]одрядчик|[Сс]убподрядчик|[Аа]втопарк|[Пп]арк|[Зз]авод"
    r"|[Фф]абрик"
    r"|[Рр]удник|[Шш]ахт|[Кк]омбинат|[Рр]азрез|[Пп]тицефабрик|[Хх]лебозавод|[Сс]ервис|[Сс]ет|[Аа]грегатор|[Оо]ператор"
    r"|[Пп]еревозчик|ГОК|[Бб]ольниц|[Сс]анатори|[Гг]остиниц|[Оо]тел|[Рр]есторан|[Сс]упермаркет|[Мм]агазин|[Хх]олдинг"
    r"|[Кк]онцерн|[Оо]рганизаци|[Уу]чреждени|[Зз]астройщик|[Зз]аказчик|[Пп]латформ|[Пп]риложени|[Мм]ясокомбинат"
    r"|[Тт]еатр|[Сс]ад|[Кк]линик|[Кк]олледж|[Уу]ниверситет|[Рр]езерват|[Хх]озяйств|[Аа]телье|[Тт]ипографи|[Аа]эропорт"
    r"|[Мм]олокозавод|[Нн]ефтебаз|[Тт]аксопарк|[Гг]ипермаркет|[Тт]оварищест|[Аа]втобаз|[Кк]арьер|[Кк]афе)"
)
_WORKER = (
    r"(?:[Рр]аботни|[Рр]абоч|[Сс]отрудни|[Вв]одител|[Шш]ахт[её]р|[Гг]орня|[Нн]ефтяни|[Мм]еталлург|[Сс]троител"
    r"|[Кк]урьер"
    r"|[Мм]еди[кц]|[Вв]рач|[Пп]ерсонал|[Кк]оллектив|[Бб]астующ|[Бб]урильщи|[Мм]ашинист|[Оо]ператор|[Уу]чител"
    r"|[Пп]едагог"
    r"|[Сс]лесар|[Вв]ахтови|[Дд]орожни|[Пп]ожарн|[Оо]хранни|[Дд]оставщи|[Тт]аксист|[Сс]варщи|[Пп]роходчи|[Кк]ондуктор"
    r"|[Пп]родав[её]?ц|[Кк]ассир|[Дд]ворни|[Ээ]нергети|[Пп]очтальон|[Мм]ед[cс][её]?ст[её]?р|[Фф]ельдшер|[Бб]ригад"
    r"|[Сс]мен|[А-Яа-яё]+(?:чик|щик|ник|тел|ист|ер|ир|ор|ант|ар|яр|ач|вод|лог|ец|иц|ш)(?=(?:[иы]|ов|ей|ам|ами|ями|ах|[аяу])\s[«\"“]))"
)
_KAZAKH_WORKER = (
    r"(?:жұмысшы|қызметкер|жүргізуші|кенші|мұнайшы|маман|құрылысшы|дәрігер|шахтер|металлург|курьер|ұжым|бұрғышы"
    r"|оператор"
    r"|еңбек|теміржолшы|өрт сөндіруші|тазалаушы|медбике|кеніш|зауыт|комбинат|компания|мекеме|кәсіпорн|кәсіпорын"
    r"|корпорация"
    r"|фабрика|шахта|разрез|автопарк|құс фабрика|мердігер|серіктест|супермаркет|қызмет|мектеп|мектеб|балабақша"
    r"|аурухана|емхана|колледж|университет|фирма|дүкен|театр|күзетші|сатушы|кассир|резерват|қонақүй|дәмхана|мейрамхана"
    r"|орталығ|бригада|депо|база|парк|тігінші|әртіс|тасымалдаушы|агенттік|желі|холдинг|зауыт)"
)
_ENGLISH_WORKER = (
    r"(?:[Ww]orkers?|[Ee]mployees|[Ss]taff|[Dd]rivers?|[Mm]iners?|[Cc]ouriers?|[Rr]iders|[Cc]leaners|[Ww]elders"
    r"|[Cc]rews?"
    r"|[Bb]uilders|[Ee]ngineers|[Oo]ilmen|[Oo]il workers|[Cc]ashiers|[Cc]arriers|[Mm]echanics|[Ll]inemen|[Ff]itters"
    r"|[Dd]rillers"
    r"|[Tt]eachers|[Nn]urses|[Dd]octors|[Mm]edics|[Gg]uards|[Ff]irefighters|[Tt]echnicians|[Oo]perators|[Ll]oaders"
    r"|[Pp]ilots"
    r"|[Ss]trike|[Ss]toppage|[Ww]alkout|[Ww]ork|employed|hired)"
)
_ENGLISH_FIRM = (
    r"(?:company|firm|contractor|subcontractor|(?<=the\s)operator|(?<=field\s)operator|(?<=bus\s)operator|producer|aggregator|platform|app|retailer|chain|supermarket"
    r"|utility"
    r"|steelmaker|miner|developer|employer|subsidiary|plant|factory|giant|service|builder|carrier|airline|group)"
)
# "Miners at Abai colliery" says where they work, and not for whom.
_A_SITE = r"(?:colliery|mine|pit|field|oilfield|town|village|city|district|region|section|station|quarry|site)"
_BY_FORM = (
    re.compile(rf"\b{_FORM}\.?\s*{_QUOTED}"),  # ТОО «Имя»
    re.compile(rf"{_QUOTED}[\s,]*(?:[\w-]+\s)?{_FORM}\b"),  # «Атау» ЖШС
    re.compile(rf"\b((?:[A-Z][\w&-]*\s){{1,5}}){_FORM}\b"),  # Some Name LLP
    re.compile(rf"\b{_FORM}\s({_CAPITAL}[\w&-]+(?:\s{_CAPITAL}[\w&-]+){{0,3}})"),  # ТОО Имя Имя
)
_CAMEL = r"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"  # JetName: how couriers' platforms write themselves
_BY_NOUN = (
    re.compile(rf"{_SITE_NOUN}[{_LETTERS}]*\s(?:[{_LETTERS}-]+\s){{0,2}}{_QUOTED}"),
    re.compile(rf"{_WORKER}[{_LETTERS}]*\s(?:[{_LETTERS}-]+\s){{0,2}}{_QUOTED}"),
    re.compile(rf"{_QUOTED}(?:-?[{_LETTERS}]+)?\s(?:(?!кәсіпода)[{_LETTERS}-]+\s){{0,2}}{_KAZAKH_WORKER}"),
    re.compile(rf"(?:[Мм]ердігер|[Кк]омпания|[Фф]ирма|[Сс]еріктест|[Мм]екеме|[Тт]асымалдаушы)[{_LETTERS}]*\s{_QUOTED}"),
    re.compile(rf"{_SITE_NOUN}[{_LETTERS}]*\s{_LATIN_NAME}"),
    re.compile(
        rf"\b{_LATIN_NAME}(?:\s[{_LETTERS}]+)?\s(?:компания|комбинат|зауыт|фабрика|агрегатор|платформа|қызмет"
        rf"|супермаркет|дүкен|курьер|сервис|қойма)"
    ),
    re.compile(r"\b((?:[A-Z][\w&-]+\s){1,3}(?:Works|Factory|Mill|Smelter|Refinery|Colliery|Shipyard|Bakery|Depot))\b"),
    re.compile(rf"(?:platform|service|app|aggregator|сервис\w*|платформ\w*|агрегатор\w*|приложени\w*)\s«?{_CAMEL}\b"),
    re.compile(rf"\b{_CAMEL}[»\"]?\s(?:couriers|riders|drivers|тамақ|жеткізу|курьер|такси)\w*"),
    re.compile(rf"\b{_ENGLISH_FIRM}(?:\sof)?,?\s{_LATIN_NAME}"),
    re.compile(rf"\b{_ENGLISH_WORKER}(?:\s\w+)?\s(?:at|of|from|with|by|for)\s(?:the\s)?(?:\w+\s)?{_QUOTED}"),
    re.compile(rf"\b{_ENGLISH_WORKER}(?:\s\w+)?\s(?:at|of|from|with|by|for)\s(?:the\s|a\s)?(?:[a-z]+\s)?{_LATIN_NAME}"
               rf"(?!\w|\s{_A_SITE}\b)"),
)  # fmt: skip
# Capital words that name no firm.
_NO_FIRM = re.compile(
    r"(?:The|A|An|No|All|Few|Many|Most|Talks|Public Works"
    r"|In|On|At|It|He|She|They|We|I|Some|Kazakh\w*|Russia\w*|Soviet|Central|Asia\w*|Chin\w+|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Western|Eastern|Northern|Southern|Caspian|City|Region|Oblast|Province|Telegram|Facebook"
    r"|Instagram|WhatsApp|YouTube|TikTok|Union|Federation|Ministry|President|Council|Nazarbayev|Tokayev|Europe\w*"
    r"|Ramadan|Nauryz|New Year|COVID\S*|LPG|Western Europe|Kaspi|Western|Independence\w*|Labou?r\w*|Trade Unions?"
    r"|British|Italian|Turkish|Korean|South|North|East|West|American|French|German|Indian)"
    r"(?:\s(?:the|Kazakh\w*|Kazakhstan|region|Sea|Year|Day))*$"
    r"|(?:Kazakh|Russian|State|National|Secret|Security|Public|Civil|Emergency)\s(?:Services?|Group|Company|Security)$"
    r"|.*\b(?:Ministry|Government|Police|Court|Parliament|Council|Committee|Party|Movement|Union|Federation|Times"
    r"|News"
    r"|Press|Society|Republic|Socialist|Embassy|Prosecutor\w*|Governor|Akimat|Mayor|Street|Avenue|Airport Road)\b"
)
# «10 жылдық» шахтасы, шахта «Казахстанская», шахтёры «Казахстанской»: where people work, and not for whom.
_SITE_BEFORE = re.compile(
    r"(?:[Шш]ахт|[Рр]удник|[Кк]арьер|[Рр]азрез|[Сс]танци|[Мм]есторождени|[Уу]част)[а-я]*\s[«\"“]$"
)
_SITE_AFTER = re.compile(r"[»\"”]\s(?:шахта|кеніш|карьер|разрез|станса|станция|кен орн|учаске)[а-яәғқңөұүһі]*")
_MINERS = re.compile(r"(?:[Шш]ахт[её]р|[Гг]орняк|[Пп]роходчик|[Бб]ригад)[а-я]*\s[«\"“]$")
_SITES_ADJECTIVE = re.compile(r"(?:ая|ой|ую|кий|кого)$")
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэәғқңөұүһі", "abvgdeziyklmnoprstufyeagqnouuhi", strict=True)),
        "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip


_PLAIN = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
# Words that firms take from English and write in Cyrillic letters; the register and papers write them as there.
_ENGLISH_WORDS = {
    "сервис": "service", "сервисез": "services", "сервисиз": "services", "клин": "clean", "петролеум": "petroleum",
    "констракшн": "construction", "констракшен": "construction", "дриллинг": "drilling", "инжиниринг": "engineering",
    "логистик": "logistic", "лоджистикс": "logistics", "логистикс": "logistics", "ойл": "oil", "газ": "gas",
    "энерджи": "energy", "компани": "company", "груп": "group", "групп": "group", "партнерс": "partners",
    "интернешнл": "international", "интернейшнл": "international", "саплай": "supply", "сити": "city", "фуд": "food",
    "фудс": "foods", "секьюрити": "security", "каспиан": "caspian", "тех": "tech", "техник": "technic",
    "экспресс": "express", "индастри": "industry", "индастриз": "industries", "ресорсиз": "resources",
    "майнинг": "mining", "голд": "gold", "копер": "copper", "коппер": "copper", "кэтеринг": "catering",
    "кейтеринг": "catering", "трейд": "trade", "трейдинг": "trading", "солюшнс": "solutions", "системс": "systems",
    "аутсорсинг": "outsourcing", "оперейтинг": "operating", "менеджмент": "management", "девелопмент": "development",
    "билдинг": "building", "транс": "trans", "лтд": "ltd", "хаус": "house", "хауз": "house", "проджектс": "projects",
    "текнолоджи": "technology", "технолоджи": "technology", "технолоджис": "technologies", "ритейл": "retail",
    "маркет": "market", "смелтинг": "smelting", "смэлтинг": "smelting", "кемикал": "chemical", "эйр": "air",
    "эйрлайнс": "airlines", "велл": "well", "уэлл": "well", "грин": "green", "парк": "park", "мед": "med",
    "центр": "center", "плюс": "plus", "бас": "bus", "такси": "taxi", "азия": "asia", "евразия": "eurasia",
    "юниверсал": "universal", "джет": "jet", "курьер": "courier", "каспий": "caspian", "цемент": "cement",
    "текстиль": "textile", "ресурс": "resource", "ресурсы": "resources", "лайн": "line", "лайнс": "lines",
    "стар": "star", "ойлфилд": "oilfield", "контакт": "contact", "термо": "thermo", "полимер": "polymer",
    "профешнл": "professional", "комир": "komir", "нефть": "neft", "строй": "stroy",
}  # fmt: skip
_ENGLISH_ENDS = re.compile(r"(?<=[а-я]{3})(?:сервис|петролеум|тех(?=сервис|ник|строй|монтаж))(?![а-я])|тех(?=сервис)")
_VOWEL_Y = re.compile(r"(?<=[аеоуәөұүэя])й")  # мұнай: munai
_RUSSIAN_END = re.compile(r"(?:ий|ый)$")
# Letters that spellings of one name differ in, in the order in which they are made alike.
_SOUNDS = tuple((re.compile(pattern), letter) for pattern, letter in (
    ("tech", "tekh"), ("ph", "f"), ("kh", "h"), ("sh", "s"), ("ck|q", "k"), ("zh|dzh", "j"), ("ts|tz|z", "s"),
    ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("x", "ks"), ("w", "v"), ("gh", "g"), ("[aeiouy]", ""), (r"(.)\1+", r"\1"),
))  # fmt: skip
# Fewer consonants say too little: Kaz Oil and Kazyl.
_SURE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A firm's name in Latin letters, and where the text has it."""

    name: str
    start: int
    end: int
    site: bool = False  # a pit's or a station's name: the firm that has it may be told elsewhere


def find_firms(text: str, start: int, end: int) -> list[Named]:
    """Give the firms that stand between two offsets, the surest way of knowing them first."""
    found: dict[int, Named] = {}
    matches = (match for pattern in (*_BY_FORM, *_BY_NOUN) for match in pattern.finditer(text, start, end))
    spans = (match.span(next(number for number, name in enumerate(match.groups(), 1) if name)) for match in matches)
    for first, last in chain(spans, english_firms(text, start, end)):
        named = _named(text, first, last)
        if named and not any(one.start < named.end and named.start < one.end for one in found.values()):
            found[named.start] = named
    return list(found.values())


def _named(text: str, first: int, last: int) -> Named | None:
    given = text[first:last]
    name = given.rstrip(" .,'’-").removesuffix("'s").removesuffix("’s")
    begin = first + len(given) - len(given.lstrip())
    name = name.lstrip()
    if text[first - 1 : first] not in ("«", '"', "“", "„") and (
        are_given(name) or is_person(name, text[max(0, begin - 40) : begin], text[last : last + 40])
    ):
        return None
    if not name[:1].isalnum() or not (name[:1].isupper() or name[:1].isdigit()) or _NO_FIRM.match(name):
        return None
    end = begin + len(name)
    site = _SITE_BEFORE.search(text[max(0, begin - 40) : begin]) or _SITE_AFTER.match(text[end : end + 40])
    site = site or (_MINERS.search(text[max(0, begin - 20) : begin]) and _SITES_ADJECTIVE.search(name))
    return Named(name=in_latin(name), start=begin, end=end, site=bool(site))


def in_latin(name: str) -> str:
    """Write a firm's name in Latin letters, so that its spellings in three scripts meet."""
    if name.isascii():
        return name
    return " ".join("-".join(map(_word_in_latin, word.split("-"))) for word in name.split())


def _word_in_latin(word: str) -> str:
    plain = word.lower().translate(_PLAIN)
    known = _ENGLISH_WORDS.get(plain)
    latin = known or _ENGLISH_ENDS.sub(lambda end: _ENGLISH_WORDS[end.group()], plain)
    latin = _VOWEL_Y.sub("i", _RUSSIAN_END.sub("y", latin)).translate(_LATIN)
    if word.isupper() and len(word) > 1 and not known:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() or len(word) > len("и") else latin


def sound(name: str) -> str:
    """Give what the spellings of a name in Latin letters share: its consonants, written in one way."""
    folded = re.sub(r"[^a-z0-9]", "", name.casefold())
    for pattern, letter in _SOUNDS:
        folded = pattern.sub(letter, folded)
    return folded if len(folded) >= _SURE else name.casefold()
