"""The engines of a run, by language: the one in use, those to fall back to, and what proved broken on the way.

Reads and writes nothing. A model that shows its damage only when it is loaded is given up for the run, and the next
best engine of its language goes on: rough English tonight is worth more than none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from translate import BrokenModel, Translator


@dataclass(slots=True, kw_only=True)
class Engines:
    """Translators by language, best first; `broken` names the damage of those that were given up."""

    ranked: Mapping[str, Sequence[Translator]]
    broken: dict[str, list[BrokenModel]] = field(default_factory=dict)

    def best(self) -> dict[str, Translator]:
        """Return the engine in use for each language that has one left."""
        return {lang: ranked[0] for lang in self.ranked if (ranked := self.left(lang))}

    def left(self, lang: str) -> Sequence[Translator]:
        """Return what is left for a language, best first."""
        return self.ranked.get(lang, ())[len(self.broken.get(lang, ())) :]

    def give_up(self, lang: str, error: BrokenModel) -> None:
        """Stop using the best engine of a language."""
        self.broken.setdefault(lang, []).append(error)

    def close(self) -> None:
        """Give all memory back."""
        for ranked in self.ranked.values():
            for translator in ranked:
                translator.close()
