"""A report while it is being filled in: values, and the words that give each of them. Reads and writes nothing."""

from dataclasses import dataclass, field
from typing import Any

from analysis.coding.telling import Told
from analysis.evidence import Grounds


@dataclass(slots=True)
class Draft:
    """Values and grounds as they are gathered."""

    values: dict[str, Any] = field(default_factory=dict)
    grounds: list[Grounds] = field(default_factory=list)

    def give(self, supports: str, value: object, one: Told, start: int, end: int, reason: str) -> None:
        """Set a field, with the words of a sentence that give it."""
        self.values[supports] = value
        self.ground(supports, one, start, end, reason)

    def ground(self, supports: str, one: Told, start: int, end: int, reason: str) -> None:
        """Add words that a field rests on."""
        self.grounds.append(
            Grounds(
                field=one.field,
                start=start,
                end=end,
                text=one.text[start:end],
                reason=reason,
                supports=supports,
            )
        )

    def drop(self, supports: str) -> None:
        """Unset a field and forget what it rested on."""
        self.values.pop(supports, None)
        self.grounds = [one for one in self.grounds if one.supports != supports]
