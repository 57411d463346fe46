"""Drops from a body the lines that advertise something else: "read also", "subscribe to our channel".

Reads a text, writes nothing. They matter more here than elsewhere: the headline of another article about a
strike, left under this one, would be evidence of a strike in it.
"""

import re

# A line that names another article or a channel and is none of this article's text.
_ASIDE = re.compile(
    r"^[\W_]*(?:"
    r"(?:чита(?:йте|ть)|смотри(?:те)?|узнайте)\s+(?:также|ещ[её]|подробнее|по теме)|по теме\s*:|ещ[её] по теме|"
    r"(?:подпис(?:ывайтесь|ывайся|ка|аться)|подпишитесь|подпишись|присоединяйтесь|следите за)\b.{0,60}"
    r"(?:telegram|телеграм|instagram|whatsapp|facebook|youtube|вконтакте|канал|рассылк|новост)|"
    r"(?:тағы|сондай-ақ|оқи отырыңыз|оқыңыз)\b.{0,12}(?:оқыңыз|оқи отырыңыз|қараңыз)|осы тақырып(?:та|қа)|"
    r"(?:telegram|instagram|whatsapp|facebook|youtube)\b.{0,40}(?:жазылыңыз|жазылып)|"
    r"(?:арнамызға|парақшамызға) жазылыңыз|"
    r"(?:read (?:also|more|next)|see also(?!\s*\[)|also read|related (?:articles?|stor(?:y|ies)|news|posts?))\b|"
    r"(?:subscribe to|sign up (?:for|to)|follow us on)\b.{0,80}$|"
    r"(?:нашли|заметили) ошибку|выделите (?:е[её]|ошибку)|қатені? (?:тапсаңыз|байқасаңыз)|"
    r"this (?:website|site) uses cookies|by continuing to (?:use|browse)|privacy policy\W*$|"
    # "RELATED: ...", "WATCH: ...", and headings above lists of other articles.
    r"(?:related(?: video| coverage)?|watch(?: now)?|listen(?: now)?|don.t miss|must[ -]read|trending|gallery|"
    r"(?:ещ[её] )?новости по теме|другие новости|басқа жаңалықтар|ұқсас жаңалықтар|қатысты жаңалықтар)\s*:|"
    r"(?:more (?:from|on|stories|news|must-reads)|most (?:read|popular|viewed)|you (?:may|might) (?:also )?like|"
    r"what to read next|up next|recommended for you|sponsored content|самое читаемое|популярное|рекомендуем|"
    r"ең көп оқылған\w*)\b[^.!?]{0,60}$"
    r")",
    re.IGNORECASE,
)
# Advertisements, buttons, credits and notices: lines of nothing else, which head no list.
_NOTICE = re.compile(
    r"^[\W_]*(?:"
    r"(?:advertisement|реклама|жарнама|(?:story|article) continues (?:below|after)\b.{0,40}|"
    r"(?:scroll|click|tap) .{0,20}to continue.{0,40}|share (?:this|on|via)\b.{0,60}|"
    r"поделиться(?: в| ссылкой)?\b.{0,40}|"
    r"бөлісу|copy link|скопировать ссылку|(?:load|show|view|leave|post|add)\b.{0,10} comments?\b.{0,10}|"
    r"\d* ?(?:comments?|комментари\w+|пікір(?:лер)?)(?: ?\(?\d+\)?)?|"
    r"(?:photo|image|picture|фото|сурет)s?(?: credits?| by| courtesy(?: of)?)?\s*[:/].{0,80}[^.!?]|"
    r"(?:tags?|topics|теги|тэги|тегтер)\s*:.{0,200}|"
    r"(?:©|copyright\b).{0,160}|.{0,100}\ball rights reserved\.?|все права защищены.{0,60}|"
    r"барлық құқықтар қорғалған.{0,60}|our standards:.{0,60})\W*$|"
    r"never miss (?:a|the)\b.{0,80}$|get (?:the|our)\b.{0,40}\bnewsletter|"
    r"follow .{1,60} on (?:twitter|facebook|instagram)\b|download (?:the|our)\b.{0,40}\bapp\b"
    r")",
    re.IGNORECASE,
)
# Captions and credits of pictures: they end with an agency, or begin as the BBC's do.
_CAPTION = re.compile(
    r"^(?:(?:image|media|picture) (?:copyright|caption|source|playback)|file (?:photo|image)|"
    r"(?:enlarge|hide|toggle) (?:this )?(?:image|caption)|view image)\b|"
    r"(?:getty images?|\bap photo|/ ?(?:ap|afp|reuters|epa|getty)|via (?:getty|ap|reuters|afp)\b|shutterstock|"
    r"(?:photo|image) (?:by|credit|courtesy)[^.]{0,60})[^.]{0,25}$",
    re.IGNORECASE,
)
# Who wrote it and when, above the first paragraph.
_BYLINE = re.compile(
    r"^(?:by|автор|текст|мәтін|авторы)\s*:?\s+\S.{0,60}$|"
    r"^(?:published|posted|updated|last (?:updated|modified)|опубликовано|обновлено|жарияланды|жаңартылды)\b.{0,60}$|"
    r"^\W*\d{1,2}[:.]\d\d\b[\W\d]*(?:[^\W\d]{3,9}[\W\d]*)?$|"
    r"^\W*(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\W*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d]{3,9}\.?,? \d{4}|"
    r"[^\W\d]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_HEAD_LINES, _MAX_BYLINE = 4, 80
# A heading of a list: what follows are headlines, which end without a full stop.
_HEADING = re.compile(r"^[^.!?…]{0,40}[:.]?$")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]*$")
_MAX_ASIDE = 300  # characters: longer is a paragraph that happens to begin so
# A body that would lose more than this share is left as it is: then the words belong to its subject.
_MAX_LOSS = 0.4


def without_asides(body: str) -> str:
    """Return a body without lines about other articles and channels."""
    kept: list[str] = []
    listing = False
    for position, line in enumerate(body.split("\n")):
        if position < _HEAD_LINES and _is_byline(line):
            continue
        if len(line) <= _MAX_ASIDE and _ASIDE.match(line):
            listing = bool(_HEADING.match(line))
        elif len(line) <= _MAX_ASIDE and (_NOTICE.match(line) or _CAPTION.search(line)):
            continue
        elif not listing or _SENTENCE_END.search(line):
            listing = False
            kept.append(line)
    text = "\n".join(kept)
    return text if len(text) >= (1 - _MAX_LOSS) * len(body) else body


def _is_byline(line: str) -> bool:
    """Tell whether a line only says who wrote and when; "By Monday the strike was over." says more."""
    return len(line) <= _MAX_BYLINE and bool(_BYLINE.match(line)) and not _SENTENCE_END.search(line)
