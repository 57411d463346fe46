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
    r"this (?:website|site) uses cookies|by continuing to (?:use|browse)|privacy policy\W*$"
    r")",
    re.IGNORECASE,
)
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
    for line in body.split("\n"):
        if len(line) <= _MAX_ASIDE and _ASIDE.match(line):
            listing = bool(_HEADING.match(line))
        elif not listing or _SENTENCE_END.search(line):
            listing = False
            kept.append(line)
    text = "\n".join(kept)
    return text if len(text) >= (1 - _MAX_LOSS) * len(body) else body
