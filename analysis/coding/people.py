"""Tell which words name people at work, in three languages: a list cannot hold every trade.

Reads folded words; writes nothing. Russian: what the dictionary calls animate, less those who are served, hurt or
ruled; Kazakh: what ends in -шы, and trades that are borrowed; English: what ends as trades end, and a list.
"""

import re
from functools import lru_cache

from analysis.coding.numbers import ANY
from analysis.lexicon.patterns import Element, Row, read_words
from analysis.morphology import LEMMAS, is_animate
from analysis.tokens import Token

_NOT_AT_WORK = read_words(
    "житель пациент больной ребенок дитя ученик школьник студент пассажир клиент покупатель погибший пострадавший"
    " раненый безработный родитель гость зритель депутат акционер владелец собственник заключенный осужденный"
    " преступник мигрант абонент потребитель горожанин сельчанин сын дочь жена муж курица лошадь корова овца скот"
    " голова тенге подписчик пользователь иностранец свидетель избиратель начальник директор хозяин арестант"
    " должник работодатель горожанка дольщик вкладчик налогоплательщик"
)
_RUSSIAN_PEOPLE = read_words("рабочий бастующий протестующий трудящийся служащий персонал собравшийся душа")
_SERVED = re.compile(
    r"(?:patients|passengers|residents|pupils|students|customers|families|наукас|жолаушы|тургын|окушы|отбасы|беруши|debtors|employers)"
)
_KAZAKH_PEOPLE = read_words(
    "адам* қызметкер* жүргізуш* шахтер* дәрігер* мұғалім* фельдшер* курьер* кондуктор* маман* машинист* оператор*"
    " аспаз* слесарь* слесар* ұшқыш* металлург* медбике* педагог* электрик* монтер* механик* ұстаз* азамат* әйел*"
    " бурильщик* диспетчер* кассир* таксист* медик* санитар* инженер* пекар* докер* вахтовик* сварщик*"
    " машинис* тракторис* даяшы* еңбеккер* тіркеуші* көмекші* мұнайш* жұмысш* мейіргер* әртіс* сазгер* электриг*"
    " механиг* медиг* пекарь*"
    r""
    " акушер* фармацевт* технолог* лаборант* провизор* стюард*"
)
_KAZAKH_TRADE = re.compile(
    r"[а-я]{3,}(?:шы|ши)(?:лар|лер|сы|си|мыз|миз)?(?:ы|и|ымыз|имиз)?"
    r"(?:нын|нин|га|ге|ды|ди|дан|ден|нан|нен|ны|ни|на|не|мен)?$"
)
_KAZAKH_NOT = re.compile(
    r"(?:бир|ек|уш|торт|бес|жет|сегиз|тогыз|он|отыз|кырк|алпыс|жетпис|сексен|токсан|жуз|мын)(?:инши|ыншы)|алтыншы"
    r"|сыншы|елуинши|тургын|бастыгы"
)
_ENGLISH_PEOPLE = read_words(
    "worker people employee staff man men woman women nurse doctor medic personnel oilman oilmen seaman seamen crew"
    " striker steelworker lineman linemen fireman firemen technician electrician physician paramedic guard cook"
    " machinist pilot member mechanic labourer laborer hand professional nanny nannies tradesman colleague crewmember"
    " orderly orderlies midwife midwives seamstress"
    " seamstresses waitress waitresses stoker specialist assistant porter crane-operator operative person"
    " demonstrator protester"
)
_ENGLISH_TRADE = re.compile(r"[a-z-]{2,}(?:ers|ors|ists|ians|men|eers|ants|smiths)$")
_ENGLISH_NOT = re.compile(
    r"^(?:others|employers|bankers|orders|offers|numbers|meters|metres|quarters|papers|letters|dollars|computers"
    r"|containers|carriers|conveyors|excavators|compressors|reactors|calculators|transporters|newsletters|headquarters"
    r"|customers|passengers|prisoners|listeners|readers|voters|tenants|residents|members|centers|powers|matters"
    r"|trailers|pointers|factors|sectors|motors|doctors'|tractors|investors|owners|shareholders|creditors|users"
    r"|subscribers|consumers|commuters|travellers|travelers|tourists|villagers|islanders|leaders|managers|directors"
    r"|ministers|officers|supporters|rioters|years|hours|buyers|players|fighters|soldiers|trippers|boilers|steelers"
    r"|furthers|corners|towers|rivers|floors|doors|errors|colors|colours|visitors|inspectors|giants|migrants"
    r"|participants|restaurants|grants|plants|wants|sensors|heaters|detectors|elevators|generators|transformers"
    r"|compressors|reactors|scooters|cylinders|covers|shutters|filters|lockers|printers|servers|chargers|tankers|dumpers"
    r"|freezers|coolers|monitors|indicators|pensioners|followers|neighbours|neighbors|brothers|sisters|mothers|fathers"
    r"|daughters|onlookers|journalists|reporters|lawyers|voters|shoppers|debtors)$"
)


def person_at(words: tuple[Token, ...], place: int, lang: str) -> bool:
    """Tell whether the word at a place names somebody at work; `lang` is that of the number beside it, or ANY."""
    word = words[place].word
    return (
        (lang in (ANY, "ru") and _russian(word))
        or (lang in (ANY, "kk") and _kazakh(word))
        or (lang in (ANY, "en") and _english(word))
    )


def is_served_at(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether the word at a place names those who are served, hurt or governed: a number before it is theirs."""
    word = words[place].word
    return _is(word, "ru", _NOT_AT_WORK) or _SERVED.match(word) is not None


@lru_cache(maxsize=10_000)
def _russian(word: str) -> bool:
    return _is(word, "ru", _RUSSIAN_PEOPLE) or (is_animate(word) and not _is(word, "ru", _NOT_AT_WORK))


@lru_cache(maxsize=10_000)
def _kazakh(word: str) -> bool:
    if _KAZAKH_NOT.search(word):
        return False
    return _is(word, "kk", _KAZAKH_PEOPLE) or _KAZAKH_TRADE.match(word) is not None


@lru_cache(maxsize=10_000)
def _english(word: str) -> bool:
    if not word.isascii() or _ENGLISH_NOT.match(word):
        return False
    return _is(word, "en", _ENGLISH_PEOPLE) or _ENGLISH_TRADE.match(word) is not None


def _is(word: str, lang: str, people: Element) -> bool:
    return Row((Token(0, len(word), word),), LEMMAS[lang], by_start=lang != "en").fits(people, 0)
