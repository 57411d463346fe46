"""Judges whether a text is Cyrillic as people write it, or the same bytes read in a wrong charset.

Reads a text, writes nothing. A wrong single-byte Cyrillic charset shows in three ways: capitals inside words
(KOI8-R against windows-1251), letters of no alphabet we read (mac-cyrillic capitals), and signs among letters.
"""

import re
from collections import Counter

# The alphabets of our papers and their neighbours: Russian, Ukrainian, Belarusian and Kazakh letters.
_LOWER = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўәғқңөұүһ"
_UPPER = _LOWER.upper()
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\x00-\x7f]*[^\W\d_]*")
_PLAIN = re.compile(f"[{_LOWER}{_UPPER}][{_LOWER}]*")
_CAPITALS = re.compile(f"[{_UPPER}]+")
# Headlines are in capitals, whole texts are not: lower-case KOI8-R read as windows-1251 is all capitals.
_CAPITALS_WORTH = 0.3
# The commonest letters make about half of any Russian or Kazakh text, and few of a wrongly read one.
_COMMON = frozenset("оеаинтысрл")
_SAMPLE = 20_000  # characters: more does not change the verdict


def letters(text: str) -> int:
    """Count the Cyrillic letters, up to those of a sample."""
    return sum(1 for char in text[:_SAMPLE] if "Ѐ" <= char <= "ӿ")


def well_formed(text: str) -> float:
    """Return the share of words beyond ASCII that are well-formed Cyrillic, 0 to 1."""
    words = _WORD.findall("".join(_beyond_ascii(text)))
    if not words:
        return 0.0
    worth = sum(_worth(word) * len(word) for word in words) / sum(len(word) for word in words)
    counts = Counter("".join(words).lower())
    common = sum(counts[letter] for letter in _COMMON) / max(1, sum(counts.values()))
    return worth * min(1.0, common * 2)


def _worth(word: str) -> float:
    if _PLAIN.fullmatch(word):
        return 1.0
    return _CAPITALS_WORTH if _CAPITALS.fullmatch(word) else 0.0


def _beyond_ascii(text: str) -> list[str]:
    """Return the stretches that hold other than ASCII, with a space after each: markup is no evidence."""
    return [stretch + " " for stretch in re.findall(r"[^\x00-\x7f]+(?:[A-Za-z]+[^\x00-\x7f]+)*", text[:_SAMPLE])]
