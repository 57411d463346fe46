"""Say whose words each sentence of an article gives: an employer's, an authority's, or a look back at something else.

Reads the text of sentences in order; gives a voice for each, None where the paper or workers speak. What a director
says of safety is no demand, what a ministry counts is no head count, and last year's strike is not this one.
"""

import re
from collections.abc import Sequence

from analysis.coding.claims import WORKERS_SAY
from analysis.tokens import Sentence, fold

EMPLOYER, STATE, HISTORY = "employer", "state", "history"

_SAYS = re.compile(
    r"\b(?:сообщ|заяв|счита[ею]т|призна|поясн|объясн|увер[яи]|утвержда|отмет|подчерк|говор[ия]|сказал|добав|напомн"
    r"|пообещ|обеща|опроверг|отриц|назвал|ответ|рассказ|подтверд|прив[её]л|указа|настаива|предлож|прокомментир|заверил"
    r"|призва|по слов|по данным|по информац|по подсчет|по расчет|по оценк|со слов|согласно"
    r"|айтты|айтад|айтуынша|деди|дейди|деп |малимде|хабарла|тусиндир|раста|жеткиз|жауап|созинше|малиметинше|уаде|усынды"
    r"|мойында|сендир|шакыр|акталд"
    r"|sa(?:id|ys|y)\b|told|announc|added|adds|den(?:y|ied)|promis|argu|insist|blam|explain|called|count|offer|confirm"
    r"|noted|claim|according to|put the|acknowledg|admit|asked|urged|described|maintain|replied)"
)
_EMPLOYER = re.compile(
    r"\b(?:директор|гендиректор|руководств|руководител|администраци|работодател|пресс-служб|пресс-секретар|менеджер"
    r"|хозяин|хозяйк|владел|главврач|главн\w+ врач|начальни|в (?:самой )?(?:компани|корпораци|организаци|холдинг)"
    r"|на (?:самом )?(?:предприяти|заводе|комбинат)|представител\w+ (?:компан|предприят|завод|оператор|подряд|руковод"
    r"|сервис)"
    r"|управляющ|юрист|бухгалтер|компания (?:сообщ|заяв|объяс|подтв|обеща|пообещ|счита|утвер)"
    r"|президент (?:компан|объедин|корпор)"
    r"|глава (?:компан|предприят|фирм|завод)|заведующ|^в «"
    r"|\bв «[^»]{2,40}»,? (?:сообщ|заяв|говор|счита|утвер|поясн|объясн|напомн|увер)"
    r"|басшы|баспасоз|бас даригер|менгеруши|жумыс беруши|акимшилиг|компания\w* (?:окил|малим|тусин|хабар)|кожайын"
    r"|серикт\w+ (?:директор|жетекши|окил|баспасоз)"
    r"|director|managers?\b|management|company\b|employer|firm\b|owner|spokes|chief doctor|head doctor|principal"
    r"|head of|boss|press service|press office|representative|operator\b|contractor|carrier|executive|airline|platform"
    r"|headmaster|plant's)"
)
_STATE = re.compile(
    r"\b(?:акимат|аким\b|акима\b|акиму\b|министр|министерств|инспекци|инспектор|департамент|прокур|полици|чиновник"
    r"|управлени\w+ (?:по|здрав|образ|труд|пассаж|город)|маслихат|власт[иь]|облздрав|горздрав"
    r"|аким[иди]|акимдик|баскарма|болим\w* басшы"
    r"|akim|governor|mayor|ministry|minister|inspector|department|police|prosecutor|authorit|officials?\b|city hall)"
)
# Whoever is named: here people at work, or the paper for them, say what they want.
_WANTED = re.compile(
    r"требу[юе]|потребовал|\bпрос[ия]т|\bпросил|добива|\bхот[яе]т|\bхотели|настаива\w+ на|жалу[ею]тся|жаловал|недовол"
    r"|возмущ|претензи|выступа\w+ против|поводом|причин\w+ (?:забаст|протест|акц|конфл|недов|ста)|\bтребовани[яе]м?\b"
    r"|талап ет|талап кой|талаптар|сурап|сурайды|сурады|сураган|наразы|шагым|калайды|калап|тилек"
    r"|demand|\bwant|asked for|ask(?:ing)? for|call(?:ed|ing)? for|complain|grievance"
    r"|protest(?:ed|ing)? (?:against|over)"
    r"|\bseek|object(?:ed)? to"
)
_WORKERS = re.compile(
    r"рабоч|работник|бастующ|шахтер|горняк|нефтяник|водител|медик|медсестр|люди|курьер|учител|коллектив|бригад|профсоюз"
    r"|жумысшы|мунайшы|кенши|жургизуши|кызметкер|ужым|даригер|касиподак"
    r"|worker|driver|miner|nurse|crew|striker|staff|teacher|courier|\bthey\b|\bmen\b|union|medic|employees"
)
_LOOKS_BACK = re.compile(
    r"\b(?:напомним|ранее\b|раньше (?:уже|здесь|тут|там|в)\b|^\W*раньше\b|в прошлом (?:году|месяце)|прошл(?:ой"
    r"|ым) (?:зим|вес|осен|лет)|в прошлый раз"
    r"|последн\w+ (?:крупн\w+ )?(?:акци|забаст|протест|стачк|раз)"
    r"|уже (?:бастовал|объявлял|возникал|проходил|останавлив)"
    r"|былтыр|бурын да|бурнагы|откен жыл|бир жыл бурын|соны? рет|осыдан бурын|еске сал|айта кет"
    r"|last (?:year|spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october"
    r"|november|december)|previous|earlier this year|the last time|the first since|years? ago|once before)"
)
_IN_YEAR = re.compile(r"\b(?:in (?:\w+ )?|в (?:\w+ )?|с |since )?((?:19|20)\d\d)(?:-м)?(?: год| ?жыл|\b)")
# What is demanded today may have been taken away last year.
_WANT_NOW = re.compile(
    r"требуют|\bпросят|\bхотят|добиваются|\bdemand(?!ed)|\bwant\b|талап етип|сурап|сурайды|талап етеди"
)
# Words quoted say nothing of who speaks them; a short stretch is a firm's name.
_QUOTATION = re.compile(r"[«“\"][^»”\"]{30,}(?:[»”\"]|$)|^[^«“\"]*[»”](?=[,. –—-]*[–—-]?\s)")
_DISPUTE = re.compile(
    r"забаст|бастов|стачк|акци[яюие]\b|голодов|протест|трудов\w+ спор|спор\b|конфликт|не выш|не выход|останавлива"
    r"|ереуил|наразы|шагым|акция|жумыска шыкпа|шыкпай|дау\b"
    r"|\bstrikes?\b(?! demand)|on strike|dispute|stoppage|protest|walkout|walked out|complain|unrest|resign|struck"
)
_THEY_SAY = re.compile(
    r"^\s*(?:работник|рабочи|сотрудни|водител|шахтер|горняк|нефтяник|медик|медсестр|учител|курьер|люди|бастующи|жумысшы"
    r"|кызметкер|жургизуши|кенши|мунайшы|workers|drivers|miners|nurses|strikers"
    r"|the (?:workers|drivers|miners|men|women))"
)
# What a sentence opens with is most often its subject.
_OPENING = 40
_SAME_SPEAKER = re.compile(
    r"^[«\"“–—\s-]*(?:он|она|ол|онын|he|she)\b|[»\"”],?\s*[–—-]?\s*\w+ (?:он|она|ол)\b"
    r"|\b(?:he|she) \w+ed\b|\b(?:he|she) said|деди ол|дейди ол"
)


def voices(text: str, sentences: Sequence[Sentence], year: int | None = None) -> list[str | None]:
    """Give the voice of each sentence of a text; a quotation of several sentences has the voice of its speaker.

    `year` is that in which the text was written: what happened in an earlier one is a look back.
    """
    found: list[str | None] = []
    for number, sentence in enumerate(sentences):
        said = fold(text[sentence.start : sentence.end])
        follows = number > 0 and "\n" not in text[sentences[number - 1].start : sentence.start].rstrip(" ")
        before = found[-1] if found and (follows or _SAME_SPEAKER.search(said)) else None
        found.append(_voice(said, before, year))
    # The first sentence is the paper's own, whoever has told it what has happened.
    return _quoted(text, sentences, [None, *found[1:]][: len(found)])


def _voice(said: str, before: str | None, year: int | None) -> str | None:
    if _DISPUTE.search(said) and _looks_back(said, year) and not _WANT_NOW.search(said):
        return HISTORY
    if (_WANTED.search(said) and _WORKERS.search(said)) or WORKERS_SAY.search(said) or _THEY_SAY.match(said):
        return None
    speaker = _QUOTATION.sub(" ", said)
    if _SAYS.search(speaker):
        if _EMPLOYER.search(speaker):
            return EMPLOYER
        if _STATE.search(speaker):
            return STATE
        if _SAME_SPEAKER.search(said):
            return before
    return STATE if _STATE.search(speaker[:_OPENING]) else None


def _looks_back(said: str, year: int | None) -> bool:
    if _LOOKS_BACK.search(said):
        return True
    return year is not None and any(int(found) < year for found in _IN_YEAR.findall(said))


def _quoted(text: str, sentences: Sequence[Sentence], found: list[str | None]) -> list[str | None]:
    """Give the sentences of one quotation the voice of that in which its speaker is named, the last one."""
    voiced = list(found)
    first: int | None = None
    for number, sentence in enumerate(sentences):
        part = text[sentence.start : sentence.end]
        opened = part.count("«") + part.count("“") - part.count("»") - part.count("”")
        if first is None and (opened > 0 or _opens(part)):
            first = number
        elif first is not None and (opened < 0 or part.count('"') % 2 == 1):
            voiced[first:number] = [found[number]] * (number - first)
            first = None
    return voiced


def _opens(part: str) -> bool:
    return part.count('"') % 2 == 1
