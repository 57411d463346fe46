"""Kazakh in other letters: writes Cyrillic Kazakh in each alphabet that has been used for it.

Reads a Cyrillic text, writes the same text in Latin letters (six alphabets), in Arabic letters (tote jazu), or as
it is typed on a Russian keyboard. The profiles are counted on what this module writes, and the tests read it back
through `transliteration.to_cyrillic`. The tables are those of the decrees named beside them.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final


def _table(signs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in signs.split())


# What every Latin alphabet writes alike. Letters of Russian loans have no letter of their own in any of them.
_SHARED: Final = dict(zip("абвгдежзклмнопрстфһқхэ", "abvgdejzklmnoprstfhqhe", strict=True)) | _table("ъ= ь=")
_DECREE_2017: Final = _SHARED | _table(  # decree 569 of 26 October 2017: apostrophes
    "ә=a' ғ=g' ң=n' ө=o' ү=u' ш=s' ч=c' у=y' и=i' й=i' і=i ы=y ұ=u щ=s' ц=ts ю=i'y' я=i'a ё=i'o"
)
_DECREE_2018: Final = _SHARED | _table(  # decree 637 of 19 February 2018: acutes and two digraphs
    "ә=á ғ=ǵ ң=ń ө=ó ү=ú ш=sh ч=ch у=ý и=ı й=ı і=i ы=y ұ=u щ=sh ц=ts ю=ıý я=ıa ё=ıo"
)
_DRAFT_2021: Final = _SHARED | _table(  # the alphabet shown by the government on 28 January 2021
    "ә=ä ғ=ğ ң=ŋ ө=ö ү=ü ш=ş ч=ç у=u и=i й=i і=ı ы=y ұ=ū щ=ş ц=ts ю=iu я=ia ё=io"
)
_QAZAQSHA: Final = _SHARED | _table(  # the older alphabet of Latin Kazakh on the web: one letter for one letter
    "ә=ä ғ=ğ ң=ñ ө=ö ү=ü ш=ş ч=ç у=w и=ï й=y і=i ы=ı ұ=u х=x щ=şş ц=c ю=yu я=ya ё=yo"
)
_MEDIAWIKI: Final = _QAZAQSHA | _table("й=ý ю=ýu я=ýa ё=ýo")  # as in interface texts of 2006
_PLAIN: Final = _SHARED | _table(  # what people type on an English keyboard, after the passport romanisation
    "ә=a ғ=g ң=n ө=o ү=u ш=sh ч=ch у=u и=i й=i і=i ы=y ұ=u ж=zh х=kh щ=sh ц=ts ю=yu я=ya ё=yo"
)
LATIN: Final[Mapping[str, Mapping[str, str]]] = {
    "2017": _DECREE_2017,
    "2018": _DECREE_2018,
    "2021": _DRAFT_2021,
    "qazaqsha": _QAZAQSHA,
    "mediawiki": _MEDIAWIKI,
    "plain": _PLAIN,
}

ARABIC: Final[Mapping[str, str]] = (
    dict(zip("абпвгғдежзйкқлмн", "ابپۆگعدەجزيكقلمن", strict=True))
    | dict(zip("ңорстуұфхһшчыі", "ڭورستۋۇفحھشچىى", strict=True))
    | _table("ә=ا ө=و ү=ۇ и=ي э=ە ё=يو ю=يۋ я=يا ц=تس щ=شش ъ= ь=")
)
HAMZA: Final = "\N{ARABIC LETTER HIGH HAMZA}"
FRONT: Final = frozenset("әөүі")
_SAYS_FRONT: Final = frozenset("екгэ")  # a word with one of these is read with front vowels: no hamza is written
_ARABIC_MARKS: Final = str.maketrans(",;?", "،؛؟")

_RUSSIAN_KEYS: Final = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_WORD: Final = re.compile(r"[^\W\d_]+")


def to_latin(text: str, alphabet: str) -> str:
    """Write Cyrillic Kazakh in one of the `LATIN` alphabets; raises KeyError for a name that is not there."""
    table = LATIN[alphabet]
    return "".join(_letter(table, letter) for letter in text)


def to_arabic(text: str) -> str:
    """Write Cyrillic Kazakh in tote jazu, the Arabic script of Kazakhs in China."""
    return _WORD.sub(lambda match: _arabic_word(match[0].lower()), text).translate(_ARABIC_MARKS)


def to_russian_keys(text: str) -> str:
    """Write Cyrillic Kazakh as on a keyboard that has only Russian letters."""
    return text.translate(_RUSSIAN_KEYS)


#: Every way in which Kazakh comes, by the name of its profile.
WRITERS: Final[Mapping[str, Callable[[str], str]]] = {
    "kk": str,
    "kk-Cyrl-keys": to_russian_keys,
    "kk-Arab": to_arabic,
    **{f"kk-Latn-{name}": partial(to_latin, alphabet=name) for name in LATIN},
}


def _letter(table: Mapping[str, str], letter: str) -> str:
    lower = letter.lower()
    if lower not in table:
        return letter
    written = table[lower]
    if letter == lower:
        return written
    if written[:1] == "i" and table["і"] == "ı":  # 2021: the capital of i keeps its dot, that of ı has none
        return "İ" + written[1:]
    return written[:1].upper() + written[1:]


def _arabic_word(word: str) -> str:
    written = "".join(ARABIC.get(letter, letter) for letter in word)
    letters = set(word)
    needs_hamza = bool(letters & FRONT) and not letters & _SAYS_FRONT
    return HAMZA + written if needs_hamza else written


_UZBEK_SIGNS: Final = _table("o'=ў g'=ғ sh=ш ch=ч ya=я yo=ё yu=ю ye=е ts=ц") | dict(
    zip("abdefghijklmnopqrstuvxyz'", "абдефгҳижклмнопқрстувхйзъ", strict=True)
)
_UZBEK: Final = re.compile(r"\be|" + "|".join(sorted(_UZBEK_SIGNS, key=len, reverse=True)))
_UZBEK_APOSTROPHES: Final = str.maketrans("ʻʼ‘’`", "'''''")


def uzbek_to_cyrillic(text: str) -> str:
    """Write Latin Uzbek in Cyrillic, in small letters; what is Cyrillic already stays."""
    small = text.lower().translate(_UZBEK_APOSTROPHES)
    return _UZBEK.sub(lambda match: _UZBEK_SIGNS[match[0]] if match[0] != "e" else "э", small)
