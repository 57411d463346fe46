"""Say whose count a head count is: the workers', the employer's, the state's.

Reads the words of a sentence around a count; writes nothing. Two sides of a strike count differently, and a report
keeps both with who said which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.tokens import Token, fold

#: Words of workers, their union or whoever leads them.
WORKERS_SAY = re.compile(
    r"(?:по словам|со слов|утвержда\w+|говор\w+|сообща\w+|рассказ\w+|подсчет\w+|уверя\w+)[^,.;]{0,40}"
    r"(?:рабочи|работник|бастующ|участник|нефтяник|горняк|шахтер|водител|сотрудник|профсоюз|активист|организатор"
    r"|медик)"
    r"|профсоюз\w*,? (?:[–—-]|насчитал|назвал)|бригадир \d"
    r"|(?:рабочие|бастующие|нефтяники|горняки|шахтеры|водители|сотрудники|профсоюз\w*|активисты|участники|самих?) "
    r"(?:говор|утвержд|сообщ|заявл|насчит|уверя)"
    r"|(?:strikers?|workers?|union\w*|activists?|organi[sz]ers?|miners?|drivers?)(?:'s?)? (?:\w+ )?(?:say|said|put"
    r"|claim|count|told|estimate)"
    r"|according to (?:\w+ ){0,3}(?:strikers?|workers?|union|activists?|organi[sz]ers?|miners)"
    r"|(?:жумысшылар\w*|мунайшылар\w*|кеншилер\w*|жургизушилер\w*|кызметкерлер\w*|касиподак\w*|ереуилшилер\w*"
    r"|белсендилер\w*)"
    r" (?:\w+ )?(?:айтуынша|созинше|сози|айтады|айтты|дейди|малимдеди)"
    r"|по их словам|они (?:говорят|утверждают|рассказ|сообщ|поясн|заяв)|(?:говорят|рассказали|утверждают|пояснили) "
    r"(?:они|люди)"
    r"|\bсами(?:х)? (?:рабоч|работник|участник|водител|горняк|шахтер|люди)\w*|(?:жумысшылар|кеншилер|жургизушилер"
    r"|кызметкерлер)"
    r"(?:дын|дин)? (?:\w+ )?(?:десе|есебинше|оздери)|оздеринин есебинше|committee (?:puts?|says?|counts?)|(?:women"
    r"|men|crews),?"
    r" (?:who )?(?:say|said|put|counted)"
    r"|\bthey (?:say|said|told|claim|insist|add)|олардын (?:айтуынша|созинше)|дейди олар|деди олар\b"
)
_EMPLOYER_SAYS = re.compile(
    r"\b(?:на предприятии|в компании|в пресс-службе|пресс-служб\w+|руководств\w+|администраци\w+|работодател\w+"
    r"|директор\w*"
    r"|хозя\w+|мердигер|акимшили[кг]|дирекци\w+|в филиале|филиал\w* (?:назыв|говор|призна)|тасымалдаушы"
    r"|компания дерегинше"
    r"|на заводе|на шахте|в корпорации|представител\w+ (?:компани|завод|предприят)\w+)"
    r"|(?:company|management|employer|firm|managers?|director|operator|plant|depot)(?:'s)?,? (?:\w+,? ){0,3}"
    r"(?:say|said|put|speak|spoke|claim|insist|told|estimate|admit|count)"
    r"|according to (?:the )?(?:company|management|employer|firm)"
    r"|баспасоз кызмети|басшылы\w+|кэсипорын\w*|касипорын\w*|компания (?:окил|басшы|баспасоз)\w*|жумыс беруши"
)
_STATE_SAYS = re.compile(
    r"акимат\w*|полици\w+|инспекци\w+|министерств\w+|прокуратур\w+|\bpolice|governor|akimat|ministry|officials?"
    r"|authorities|inspector\w*"
    r"|аким\w+|жергиликти билик|баскарма"
)
_TURN = re.compile(
    r",\s(?=(?:(?:в|на|по) )?(?:администрац|компани|предприят|руководств|пресс|акимат|полици|данным|оценк|словам"
    r"|работодат|директор|дирекц|инспекц|профсоюз|мердигер|бригадир|басшы|акимшили|жургизушил|жумысшыл|кеншил"
    r"|the (?:company|employer|union|firm|police)))"
    r"|[;]|,\s(?:а|но|однако|хотя|тогда как|while|but|whereas|ал|бирак|алайда)\s|\s(?:while|whereas)\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many took part: least and most where they are told, the words that say so, and who says it."""

    least: int | None
    most: int | None
    start: int
    end: int
    claimed_by: str | None = None  # the workers, the employer, the state
    bare: bool = False  # the number with which another side answers, without the word for those it counts
    voted: bool = False  # who raised a hand for a strike: they count where nobody says how many are on it


def claimant(text: str, words: Sequence[Token], start: int, end: int) -> str | None:
    """Say who gives a count: whoever is told to speak in the same part of the sentence."""
    opening, closing = words[0].start, words[-1].end
    folded = fold(text[opening:closing])
    turns = [0, *(match.end() for match in _TURN.finditer(folded)), len(folded)]
    first = max(turn for turn in turns if turn <= start - opening)
    part = folded[first : min((turn for turn in turns if turn >= end - opening), default=len(folded))]
    spoken = ((WORKERS_SAY, "the workers"), (_EMPLOYER_SAYS, "the employer"), (_STATE_SAYS, "the state"))
    return next((who for pattern, who in spoken if pattern.search(part)), None)
