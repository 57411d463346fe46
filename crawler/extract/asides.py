"""Drops from a body the lines that advertise something else: "read also", "subscribe to our channel".

Reads a text, writes nothing. They matter more here than elsewhere: the headline of another article about a
strike, left under this one, would be evidence of a strike in it.
"""

import re
from collections import Counter

from crawler.extract.bylines import is_byline

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
    r"(?:subscribe (?:to|now)|sign up (?:for|to|here)|follow us on)\b.{0,120}$|"
    r"(?:нашли|заметили) ошибку|выделите (?:е[её]|ошибку)|қатені? (?:тапсаңыз|байқасаңыз)|"
    r"this (?:website|site) uses cookies|by continuing to (?:use|browse)|privacy policy\W*$|"
    # "RELATED: ...", "WATCH: ...", and headings above lists of other articles.
    r"(?:related(?: video| coverage)?|watch(?: now)?|listen(?: now)?|don.t miss|must[ -]read|trending|gallery|"
    r"(?:ещ[её] )?новости по теме|другие новости|басқа жаңалықтар|ұқсас жаңалықтар|қатысты жаңалықтар)\s*:|"
    r"(?:more (?:from|on|stories|news|must-reads)|most (?:read|popular|viewed)|you (?:may|might) (?:also )?like|"
    r"what to read next|up next|other (?:\w+ )?(?:articles|columns|news|stories)|"
    r"recommended for you|sponsored content|самое читаемое|популярное|рекомендуем|"
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
    # What a video player says to those who cannot see it.
    r"from the section\b.{0,40}|chapters|"
    r"(?:descriptions|subtitles|captions) off, selected|default, selected|this is a modal window\b.{0,120}|"
    r"\d* ?(?:comments?|комментари\w+|пікір(?:лер)?)(?: ?\(?\d+\)?)?|"
    r"(?:photo|image|picture|фото|сурет)s?(?: credits?| by| courtesy(?: of)?)?\s*[:/].{0,80}[^.!?]|"
    r"(?:tags?|topics|теги|тэги|тегтер)\s*:.{0,200}|"
    r"(?:©|copyright\b).{0,160}|.{0,100}\ball rights reserved\.?|все права защищены.{0,60}|"
    r"барлық құқықтар қорғалған.{0,60}|our standards:.{0,60})\W*$|"
    r"never miss (?:a|the)\b.{0,80}$|get (?:the|our)\b.{0,40}\b(?:newsletter|by e-?mail|inbox)\b|"
    r".{0,80}\bsign up here\W*$|for the latest (?:stories|news|updates)\b.{0,120}$|\(?end\)?\W*$|"
    r"we want to hear (?:from you|what you)\b|submit (?:a|your) letter\b|[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$|"
    r"this (?:post|article|story|page) (?:contains|may contain)\b.{0,60}(?:affiliate|advertis|commission|partner)|"
    r"if you (?:enjoyed|liked) (?:this|reading)\b|.{0,40}\bcontent could not be (?:loaded|displayed)\b.{0,60}$|"
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
# "7/50 ...": a picture of a gallery that stands in the text and has another subject.
_SLIDE = re.compile(r"^[-–—•*\s]*(\d{1,3})\s?/\s?(\d{1,3})\b(?!/)")
_MIN_SLIDES = 4  # of one gallery: fewer may be results or fractions
_MIN_BESIDE = 1000  # characters of other text: with less, the gallery is the article
# Lines from the top among which one may say who wrote it and when.
_HEAD_LINES = 4
# A heading of a list: what follows are headlines, which end without a full stop.
_HEADING = re.compile(r"^[^.!?…]{0,40}[:.]?$")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]*$")
_SAYS = re.compile(r"[^\W_]")  # a letter or a number
_MAX_ASIDE = 300  # characters: longer is a paragraph that happens to begin so
# A body that would lose more than this share is left as it is: then the words belong to its subject.
_MAX_LOSS = 0.4


def without_asides(body: str) -> str:
    """Return a body without lines about other articles and channels."""
    kept: list[str] = []
    listing = False
    lines = _without_gallery([line for line in body.split("\n") if _SAYS.search(line)])
    for position, line in enumerate(lines):
        if position < _HEAD_LINES and is_byline(line):
            continue
        if len(line) <= _MAX_ASIDE and _ASIDE.match(line):
            listing = bool(_HEADING.match(line))
        elif len(line) <= _MAX_ASIDE and (_NOTICE.match(line) or _CAPTION.search(line)):
            continue
        elif not listing or _SENTENCE_END.search(line):
            listing = False
            kept.append(line)
    text = "\n".join(kept)
    whole = sum(map(len, lines))
    return text if len(text) >= (1 - _MAX_LOSS) * whole else "\n".join(lines)


def _without_gallery(lines: list[str]) -> list[str]:
    """Drop the lines that are numbered as the pictures of one gallery, where they are not the article themselves."""
    marked = {place: found for place, line in enumerate(lines) if (found := _SLIDE.match(line))}
    totals = Counter(found[2] for found in marked.values())
    slides = {place for place, found in marked.items() if totals[found[2]] >= _MIN_SLIDES}
    rest = [line for place, line in enumerate(lines) if place not in slides]
    return rest if sum(map(len, rest)) >= _MIN_BESIDE else lines
