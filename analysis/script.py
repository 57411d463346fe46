"""Which script each character is in, and where text is no language at all: addresses, mail, tags, numbers.

Reads a text, writes numpy arrays with one entry a character, so that offsets stay those of the text given.
"""

import re
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: ISO 15924 names; the index is the number used in arrays, 0 is what belongs to no script.
SCRIPTS: Final = (
    *("Zyyy", "Latn", "Cyrl", "Arab", "Grek", "Armn", "Hebr", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu"),
    *("Knda", "Mlym", "Thai", "Geor", "Hang", "Kana", "Hani", "Ethi", "Mymr", "Khmr", "Laoo", "Tibt", "Mong"),
    *("Sinh", "Syrc"),
)
LATN: Final = SCRIPTS.index("Latn")
CYRL: Final = SCRIPTS.index("Cyrl")
ARAB: Final = SCRIPTS.index("Arab")

# First and last code point of the blocks that hold letters; what is not a letter inside them is taken out below.
_BLOCKS: Final = (
    *(("Latn", 0x41, 0x24F), ("Latn", 0x250, 0x2AF), ("Latn", 0x1E00, 0x1EFF), ("Latn", 0xFF21, 0xFF5A)),
    *(("Grek", 0x370, 0x3FF), ("Grek", 0x1F00, 0x1FFF), ("Cyrl", 0x400, 0x52F), ("Cyrl", 0x1C80, 0x1C8F)),
    *(("Armn", 0x531, 0x58F), ("Hebr", 0x5D0, 0x5F4), ("Arab", 0x620, 0x6FF), ("Arab", 0x750, 0x77F)),
    *(("Arab", 0xFB50, 0xFDFF), ("Arab", 0xFE70, 0xFEFE), ("Syrc", 0x700, 0x74F), ("Deva", 0x900, 0x97F)),
    *(("Beng", 0x980, 0x9FF), ("Guru", 0xA00, 0xA7F), ("Gujr", 0xA80, 0xAFF), ("Taml", 0xB80, 0xBFF)),
    *(("Telu", 0xC00, 0xC7F), ("Knda", 0xC80, 0xCFF), ("Mlym", 0xD00, 0xD7F), ("Sinh", 0xD80, 0xDFF)),
    *(("Thai", 0xE00, 0xE7F), ("Laoo", 0xE80, 0xEFF), ("Tibt", 0xF00, 0xFFF), ("Mymr", 0x1000, 0x109F)),
    *(("Geor", 0x10A0, 0x10FF), ("Geor", 0x1C90, 0x1CBF), ("Hang", 0x1100, 0x11FF), ("Hang", 0xAC00, 0xD7A3)),
    *(("Ethi", 0x1200, 0x139F), ("Khmr", 0x1780, 0x17FF), ("Mong", 0x1800, 0x18AF), ("Kana", 0x3041, 0x30FF)),
    *(("Hani", 0x3400, 0x4DBF), ("Hani", 0x4E00, 0x9FFF), ("Hani", 0xF900, 0xFAFF)),
)
_MARKS_OF_WORDS: Final = ("\N{ARABIC LETTER HIGH HAMZA}",)  # not a letter to every Unicode version
_NOT_TEXT: Final = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+"  # addresses
    r"|\S{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"  # mail
    r"|(?<!\w)@\w+"  # names of accounts
    r"|\b[A-Za-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,5}\.(?:kz|ru|com|org|net|info|uz|kg|io|tv|gov|me)\b(?:/\S*)?"
    r"|&\#?\w{1,8};|</?[A-Za-z][^<>]{0,200}>",  # entities and tags that extraction left
    re.IGNORECASE,
)
_HINTS: Final = (
    "://",
    "www.",
    "@",
    "&",
    "<",
    ".kz",
    ".ru",
    ".com",
    ".org",
    ".net",
    ".info",
    ".uz",
    ".kg",
    ".io",
)
_TABLE_SIZE: Final = 0x10000


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code point of every character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def script_table() -> NDArray[np.uint8]:
    """Return the script number of every code point of the basic plane; 0 where no letter is."""
    table = np.zeros(_TABLE_SIZE, dtype=np.uint8)
    for name, first, last in _BLOCKS:
        number = SCRIPTS.index(name)
        for code in range(first, last + 1) if last - first < 0x500 else ():
            letter = chr(code)
            if letter.isalpha() or (name not in ("Latn", "Cyrl", "Arab") and not letter.isspace()):
                table[code] = number
        if last - first >= 0x500:
            table[first : last + 1] = number
    for mark in _MARKS_OF_WORDS:
        table[ord(mark)] = ARAB
    return table


def scripts_of(text: str, codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the script number of every character; 0 for spaces, digits, signs and for addresses and tags."""
    scripts: NDArray[np.uint8] = np.where(codes < _TABLE_SIZE, script_table()[codes & (_TABLE_SIZE - 1)], 0)
    if any(hint in text for hint in _HINTS):
        for match in _NOT_TEXT.finditer(text):
            scripts[match.start() : match.end()] = 0
    return scripts
