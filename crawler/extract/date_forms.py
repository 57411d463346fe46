"""The shapes in which pages write dates, as patterns over lower-case text.

Reads nothing, writes nothing; `dates` gives them meaning.
"""

import re

from crawler.extract.months import TODAY, WORD, YESTERDAY

_ZONE = r"z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2}"
# "2026-09-12T10:15:00+05:00", "2026/9/12 10:15", "2026-09-12-10:15" (no year is read as a time).
ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[t\s,_-]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"\s*(?P<zone>{_ZONE})?)?(?![\d:])"
)
ISO_COMPACT = re.compile(
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:t?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?P<zone>{_ZONE})?)?$"
)
ISO_MONTH = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{2})$")
EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")  # seconds or milliseconds since 1970
# "09.12/13:54" has no year.
DOTTED = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?P<part>[./-])\s?(?P<month>\d{1,2})(?P=part)\s?(?P<year>\d{4}|\d{2})"
    r"(?![\d/:]|[.-]\d)"
)
# "2026 жылғы 12 қыркүйек", "2026 г., 12 сентября"; "12-қыркүйек, 2026", "12th of september 2026"; "september 12, 2026".
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*(?:г\.?|года?|ж\.?|жыл(?:ғы|дың|ы)?|jyl(?:ǵy|ğy|gy)?)?,?\s*"
    rf"(?P<day>\d{{1,2}})[\s-]*(?P<name>{WORD})"
)
_DAY_FIRST = re.compile(
    r"(?<![\d:.])(?P<day>\d{1,2})(?:st|nd|rd|th|-?(?:го|ое|шы|ші))?[\s.\-/]*(?:of\s+)?"
    rf"(?P<name>{WORD})\.?,?[\s\-/]*(?P<year>\d{{4}})?(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>{WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s*(?:(?P<year>\d{{4}})(?!\d))?(?!:\d)"
)
WORDED = (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST)
MONTH_YEAR = re.compile(rf"^(?P<name>{WORD})\.?,?\s+(?P<year>\d{{4}})\b")
# The rest of "oct 11 14:57:21 cest 2021": the year behind the time.
LATE_YEAR = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s+[a-z]{3,4})?\s+(?P<year>\d{4})\b")
NEAR_DAY = re.compile(rf"\b(?:(?P<today>{TODAY})|(?P<yesterday>{YESTERDAY}))\b")
AGO = re.compile(
    r"\b(?P<count>\d{1,3})?\s*(?P<unit>мин\w*|час\w*|дн\w*|день|сағ\w*|күн|min\w*|hours?|days?|h|d)\.?"
    r"\s+(?:назад|бұрын|ago|buryn)\b"
)
