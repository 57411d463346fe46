"""The fields of a report as the desk shows and edits them: their order, what each may hold, how typed text is read.

Reads the registers of `analysis` for what can be chosen; writes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from analysis.employers import SECTORS
from review.answers import Refused

Kind = Literal["choice", "choices", "text", "number", "date", "employer", "place", "region"]

ACTIONS = (
    "strike", "slowdown", "refusal to surface or to start the shift", "sit-in", "rally", "picket", "hunger strike",
    "road block", "collective or video appeal", "strike threat", "lockout", "mass resignation", "other",
)  # fmt: skip
STATUSES = ("planned", "threatened", "ongoing", "ended", "denied", "historical")
DEMANDS = (
    "wage rise", "wage arrears", "conditions and safety", "benefits", "outsourcing and contracts", "reinstatement",
    "union rights", "nationalisation", "management", "release of prisoners", "other",
)  # fmt: skip
EMPLOYER_DID = ("negotiates", "promises", "dismisses", "goes to court", "refuses", "denies", "other")
STATE_DID = ("mediation", "inspection", "commission", "police", "court", "denies", "other")
OUTCOMES = ("won", "partly", "lost", "unresolved", "unknown")
# A word longer than any name of a firm with its legal form; beyond it somebody has pasted a text.
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a report; `choices` are its coded values, for display and for checking."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()


FIELDS = (
    Field(name="action_type", kind="choice", choices=ACTIONS),
    Field(name="status", kind="choice", choices=STATUSES),
    Field(name="employer", kind="employer"),
    Field(name="settlement", kind="place"),
    Field(name="region", kind="region"),
    Field(name="start_date", kind="date"),
    Field(name="workers_min", kind="number"),
    Field(name="workers_max", kind="number"),
    Field(name="demands", kind="choices", choices=DEMANDS),
    Field(name="sector", kind="choice", choices=SECTORS),
    Field(name="end_date", kind="date"),
    Field(name="site", kind="text"),
    Field(name="contractor_of", kind="employer"),
    Field(name="parent", kind="employer"),
    Field(name="union", kind="text"),
    Field(name="employer_response", kind="choices", choices=EMPLOYER_DID),
    Field(name="state_response", kind="choices", choices=STATE_DID),
    Field(name="outcome", kind="choice", choices=OUTCOMES),
    Field(name="cited_source", kind="text"),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


def read(field: Field, typed: Any) -> Any:
    """Return the value that a person typed or chose; nothing typed is None, or the empty list.

    Refused for what the field cannot hold. A value outside the coded ones is refused, the free texts are not.
    """
    if field.kind == "choices":
        chosen = [typed] if isinstance(typed, str) else list(typed or ())
        return [_chosen(field, one) for one in dict.fromkeys(chosen) if one]
    text = " ".join(str(typed or "").split())
    if not text:
        return None
    if len(text) > LONGEST:
        raise Refused(f"{field.name}: longer than {LONGEST} characters")
    if field.kind == "choice":
        return _chosen(field, text)
    if field.kind == "number":
        return _number(field, text)
    if field.kind == "date":
        return _date(field, text)
    return text


def dated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report with its counts in order; Refused where the end comes before the start."""
    low, high = fields.get("workers_min"), fields.get("workers_max")
    if low is not None and high is not None and low > high:
        raise Refused(f"workers: {low} is more than {high}")
    start, end = fields.get("start_date"), fields.get("end_date")
    if start and end and end < start:
        raise Refused(f"end_date: {end} comes before {start}")
    return dict(fields)


def empty() -> dict[str, Any]:
    """Return a report of which nothing is known: what a person starts from where the machine saw no strike."""
    lists = {field.name for field in FIELDS if field.kind == "choices"}
    return {field.name: [] if field.name in lists else None for field in FIELDS} | {"evidence": []}


def _chosen(field: Field, value: str) -> str:
    if value not in field.choices:
        raise Refused(f"{field.name}: {value!r} is not one of {', '.join(field.choices)}")
    return value


def _number(field: Field, text: str) -> int:
    digits = re.sub(r"[\s,.']", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7:
        raise Refused(f"{field.name}: {text!r} is not a number of people")
    return int(digits)


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused(f"{field.name}: {text!r} is not a day like 2026-11-22") from error
