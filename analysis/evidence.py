"""Words of an article that make us think so: where they stand and what they are taken to say.

Reads nothing, writes nothing: the two small records that detection and coding hand on.
Offsets count characters of the title or text exactly as it was given, so that
``article_field[start:end] == evidence.text`` always holds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of the title or the text, with the reason it counts in plain words."""

    field: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds(Evidence):
    """Evidence for one coded value of a report; `supports` names the report's field."""

    supports: str
