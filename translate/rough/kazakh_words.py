"""Kazakh tokens as words: suffixes off, helping verbs joined to the verb before, "not" and "can" apart.

Reads tokens and stems; writes `Word`s. What English says with a word of its own and Kazakh with a suffix or a helping
verb (not, without, can) becomes a word of its own here, so that no stage after this can lose it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from translate.rough.kazakh import SHORTEST_STEM, Reading, readings
from translate.rough.stems import Stems
from translate.rough.tokens import Token
from translate.rough.word import Word

# Suffixes that are words in English: they stand before the word that they were taken from.
NOT, CAN = "~neg", "~can"
DENYING = frozenset({"жоқ", "емес"})
SIGNS = {"neg": NOT, "without": "~without"}
NEGATIONS = frozenset({"ма", "ме", "ба", "бе", "па", "пе"})
SHORT_VERBS = frozenset({"ал", "ет", "ас", "ти", "өт", "ұр", "ат", "де", "же"})
ORDINAL = "-ші"
ORDINAL_ENDINGS = frozenset({"-шы", "-ші", "-ыншы", "-інші", "-ншы", "-нші"})
CLOSERS = frozenset('.,!?;:"»”…')
# Case endings that hang on a number: "300-ден".
HUNG_CASES = {
    ending: case
    for case, endings in {
        "gen": "ның нің дың дің тың тің",
        "dat": "ға ге қа ке на не ына іне",
        "loc": "да де та те нда нде",
        "abl": "дан ден тан тен нан нен",
        "ins": "мен бен пен",
        "acc": "ны ні ды ді ты ті",
        "p3 gen": "сының сінің ының інің",
        "p3 dat": "сына сіне",
        "p3 loc": "сында сінде ында інде",
        "p3 abl": "сынан сінен ынан інен",
        "p3 acc": "сын сін ын ін",
        "p3": "сы сі ы і",
    }.items()
    for ending in endings.split()
}
# An abbreviation with its ending: "ЖШС-ның".
ABBREVIATED = re.compile(r"([^\W\d_a-zа-яәғқңөұүһі]{2,})[-‑–]([а-яәғқңөұүһі]+)$")
# "2019 жылы" is no warm 2019, "2019 жылғы" no word of its own.
YEARS = {"жылы": Reading("жыл", ("p3",), False), "жылғы": Reading("жыл", ("attr",), False)}
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
# Verbs that another verb in -ып, -а, -е leans on: they say how it goes on, not what is done.
_HELPING = "отыр жатыр тұр жүр қал кет қой бер жібер шық кел ал таста түс сал бол көр жат"
HELPING = frozenset(_HELPING.split())
ONGOING = frozenset({"отыр", "жатыр", "тұр", "жүр"})
ABLE = "ал"
# Two verbs that are one word of the dictionary.
ONE_WORD = frozenset({"сатып ал", "алып кел", "алып кет", "алып бар", "алып таста", "қайтып кел", "болып табыл"})
# A word with these, and no suffix that makes a noun of a verb, only looks like a helping verb.
NOMINAL = frozenset({"gen", "dat", "loc", "abl", "ins", "acc", "p1", "p2"})
VERBAL_NOUNS = frozenset({"vn", "part", "hab"})
# Dictionaries list some denied verbs as nouns: "алмайтын" (who does not take).
DENIED = re.compile(r".{2,}(?:ма|ме|ба|бе|па|пе)(?:йтын|йтін|ған|ген)$")


def add_kazakh(found: list[Word], token: Token, following: Token | None, stems: Stems) -> None:
    """Add the words of a token; what hangs on a number or helps the verb before it becomes part of that."""
    before = found[-1] if found else None
    case = HUNG_CASES.get(token.text.lower()[1:]) if token.kind == "hung" else None
    if before and case and before.tags[0] == "number":
        found[-1] = replace(before, tags=("number", *case.split()))
    elif before and "part" in before.tags and token.text.lower() in DENYING:
        found.insert(-1, _sign(NOT))  # "has met, no" is "not met"
    elif before and _leans(before) and (joined := list(_joined(before, token, stems))):
        found.pop()
        if joined[0].lemma == CAN and found and found[-1].lemma == NOT:
            joined.insert(1, found.pop())
        found.extend(joined)
    else:
        closing = following is None or following.text in CLOSERS
        of_year = before is not None and bool(YEAR.match(before.token.text))
        found.extend(_words(token, stems, closing=closing, of_year=of_year))


def _words(token: Token, stems: Stems, *, closing: bool, of_year: bool) -> Iterator[Word]:
    lower = token.text.lower()
    if lower in ORDINAL_ENDINGS:
        yield Word(token=token, lemma=ORDINAL, tags=("N", "ord"), known=True)
        return
    if (short := ABBREVIATED.match(token.text)) and short[2] in HUNG_CASES:
        written = replace(token, text=short[1])
        yield Word(token=written, lemma=short[1].lower(), tags=("N", *HUNG_CASES[short[2]].split()), known=True)
        return
    reading = (YEARS.get(lower) if of_year else None) or stems.best(lower.lstrip("-‑–"), closing=closing)
    if reading.verb and token.text[:1].isupper() and not stems.known(reading.stem):
        reading = _as_noun(lower, stems)
    reading = _negated(reading, stems)
    for tag, sign in SIGNS.items():
        if tag in reading.tags:
            yield _sign(sign)
    # an adjective, a numeral, "this": never of a name in capitals
    describing = not (reading.verb or reading.tags) and reading.stem in stems.modifiers and token.text.islower()
    kind = "V" if reading.verb else "A" if describing else "N"
    tags = (kind, *(tag for tag in reading.tags if tag not in SIGNS))
    yield Word(token=token, lemma=reading.stem, tags=tags, known=stems.known(reading.stem))


def _as_noun(word: str, stems: Stems) -> Reading:
    """Give the likeliest reading of a name: Karazhanbas denies nothing."""
    return max((one for one in readings(word) if not one.verb), key=stems.score)


def _sign(lemma: str, *tags: str) -> Word:
    return Word(token=Token(text="", kind="sign", blank=True), lemma=lemma, tags=("sign", *tags), known=True)


def _negated(reading: Reading, stems: Stems) -> Reading:
    """Take "not" off a verb: "алма" is an apple only where nothing of a verb hangs on it.

    Of the 150 commonest forms that this changes in the parallel text, all but five are denied verbs.
    """
    if not reading.verb and DENIED.match(reading.stem):
        verbs = (one for one in readings(reading.stem) if one.verb and "neg" in one.tags and stems.known(one.stem))
        verb = max(verbs, key=stems.score, default=None)
        return Reading(verb.stem, (*verb.tags, *reading.tags), True) if verb else reading
    stem = reading.stem[:-2]
    short = len(stem) <= SHORTEST_STEM and stem not in SHORT_VERBS
    if not reading.verb or reading.stem[-2:] not in NEGATIONS or short or not stems.known(stem):
        return reading
    return Reading(stem, ("neg", *reading.tags), True)


def _leans(word: Word) -> bool:
    return "conv" in word.tags and word.token.kind == "word"


def _joined(before: Word, token: Token, stems: Stems) -> Iterator[Word]:
    """Give a verb in -ып or -а and its helping verb as one word; nothing if `token` is none."""
    reading = _helping(token.text.lower(), stems)
    if reading is None or token.kind != "word" or not token.blank:
        return
    start = before.token.text.lower()
    if reading.stem == ABLE and not start.endswith("п"):
        yield _sign(CAN, *reading.tags)
    if "neg" in reading.tags:
        yield _sign(NOT)
    whole = f"{start} {reading.stem}"
    kept = (tag for tag in before.tags[1:] if tag != "conv")
    yield Word(
        token=Token(text=f"{before.token.text} {token.text}", kind="word", blank=before.token.blank),
        lemma=whole if whole in ONE_WORD else before.lemma,
        tags=("V", *kept, *(tag for tag in reading.tags if tag != "neg")),
        known=before.known,
    )


def _helping(word: str, stems: Stems) -> Reading | None:
    """Give the likeliest reading of a word as a helping verb."""
    if word in ONGOING:
        return Reading(word, ("pres",), True)
    verbs = (one for one in readings(word) if one.verb and one.tags and one.stem in HELPING)
    return max((one for one in verbs if _is_verbal(one)), key=stems.score, default=None)


def _is_verbal(reading: Reading) -> bool:
    return NOMINAL.isdisjoint(reading.tags) or not VERBAL_NOUNS.isdisjoint(reading.tags)
