"""Names of months and days in Russian, Kazakh (Cyrillic and Latin) and English, in all cases and short forms.

Reads nothing, writes nothing. A month is a stem with a closed list of endings, so that a month's name inside
another word ("марка", "майор") is none.
"""

import re

# Case endings of Russian months after the stem: -я/-ь/-ю/-ем/-е and -а/-у/-ом for март, август.
_SOFT = "(?:ь|я|ю|е|ем|ём)"
_HARD = "(?:|а|у|е|ом)"
# Kazakh case endings (genitive, dative, accusative, locative, ablative, instrumental) and the possessive of
# "12 қыркүйегі"; written after the stem with or without a hyphen.
_KK = (
    "(?:-?(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|ды|ді|ты|ті|ны|ні|да|де|та|те|дан|ден|тан|тен|нан|нен|"
    "мен|бен|пен|da|de|ta|te|дағы|дегі|тағы|тегі|ы|і|ында|інде|ына|іне|ынан|інен)?)"
)
_RUSSIAN = (
    f"январ{_SOFT}|янв", f"феврал{_SOFT}|февр?", f"март{_HARD}|мар", f"апрел{_SOFT}|апр",
    "ма(?:й|я|ю|е|ем)", f"июн{_SOFT}|июн", f"июл{_SOFT}|июл", f"август{_HARD}|авг",
    f"сентябр{_SOFT}|сент?", f"октябр{_SOFT}|окт", f"ноябр{_SOFT}|нояб?", f"декабр{_SOFT}|дек",
)  # fmt: skip
# The second spelling of each is the one typed on a Russian keyboard, the third the Latin alphabet of 2021
# and its forerunners.
_KAZAKH = (
    "қаңтар|кантар|qańtar|qantar|qañtar",
    "ақпан|акпан|aqpan",
    "наурыз|nauryz|naýryz",
    "сәуір|сауир|sáýir|säuir|sauir",
    "мамыр|mamyr",
    "маусым|maýsym|mausym",
    "шілде|шилде|shilde|şilde",
    "тамыз|tamyz",
    "қыркүйе[кг]|кыркуйе[кг]|qyrkúıe[kg]|qyrküie[kg]|qyrkuie[kg]",
    "қазан|qazan",
    "қараша|qarasha|qaraşa",
    "желтоқсан|желтоксан|jeltoqsan",
)
_KAZAKH_SHORT = ("қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "желт?")
_ENGLISH = (
    "january|jan", "february|febr?", "march|mar", "april|apr", "may", "june?", "july?", "august|aug",
    "september|sept?", "october|oct", "november|nov", "december|dec",
)  # fmt: skip

_MONTHS = tuple(
    re.compile(f"(?:{russian}|(?:{kazakh}){_KK}|{short}|{english})")
    for russian, kazakh, short, english in zip(_RUSSIAN, _KAZAKH, _KAZAKH_SHORT, _ENGLISH, strict=True)
)
# Any word that may be a month, as a part of larger patterns; `month_number` decides.
WORD = r"[^\W\d_]{3,}(?:-[^\W\d_]{2,4})?"

TODAY = "сегодня|бүгін|бугин|today|búgin|bügin"
YESTERDAY = "вчера|кеше|yesterday|keshe|keşe"


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month's name in any form, None for any other word."""
    word = word.lower().strip(".")
    for number, names in enumerate(_MONTHS, start=1):
        if names.fullmatch(word):
            return number
    return None
