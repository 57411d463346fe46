"""Write a Cyrillic word in Latin letters, the way English-language papers spell names.

Reads a word in Russian or Kazakh Cyrillic; writes Latin letters, capitals kept.
"""

from functools import lru_cache

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщыэюяәғқңөұүһі"
LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya a g k n o u u h i"
LETTERS = {"ъ": "", "ь": "", **dict(zip(CYRILLIC, LATIN.split(" "), strict=True))}


@lru_cache(maxsize=20_000)
def to_latin(word: str) -> str:
    """`word` letter by letter; -ий and -ый at the end are y (Gorky, Bely), е at the start is ye."""
    lower = word.lower()
    if lower.endswith(("ий", "ый")):
        lower = lower[:-2] + "ы"
    letters = [LETTERS.get(char, char) for char in lower]
    if lower[:1] == "е":
        letters[0] = "ye"
    text = "".join(letters)
    if word.isupper() and len(word) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if word[:1].isupper() else text
