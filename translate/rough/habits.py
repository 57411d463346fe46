"""What was counted about writing English: forms by tags, little words that lead, words left out, phrases.

Reads data/<lang>.{forms,leads,silent,phrases}.tsv.gz; writes log-probabilities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.rough.lexicon import read_rows
from translate.rough.tags import lead_key, tag_key
from translate.rough.words import Word

Scored = tuple[tuple[str, float], ...]
BASE_ONLY: Scored = (("", 0.0),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Tables of one language; every value is (text, log-probability), likeliest first."""

    forms: Mapping[str, Scored]
    leads: Mapping[str, Scored]
    silent: Mapping[str, float]
    phrases: Mapping[str, Scored]

    def forms_of(self, word: Word) -> Scored:
        """Give the English forms that a word with these tags takes."""
        return self.forms.get(tag_key(word)) or self.forms.get(word.tags[0]) or BASE_ONLY

    def leads_of(self, word: Word, previous: Word | None) -> Scored:
        """Give the little words that stand before such a word."""
        key = lead_key(word, previous)
        found = self.leads.get(key) or self.leads.get(f"{word.tags[0]} {key.split()[1]}")
        return found or BASE_ONLY

    def phrase(self, lemmas: Sequence[str]) -> Scored:
        """Give the English phrases that these lemmas together were seen as."""
        return self.phrases.get(" ".join(lemmas), ())


def _scored(name: str) -> dict[str, Scored]:
    return {row[0]: tuple((row[k], float(row[k + 1])) for k in range(1, len(row), 2)) for row in read_rows(name)}


def load_habits(lang: str) -> Habits:
    """Load the tables that ship for `lang`."""
    return Habits(
        forms=_scored(f"{lang}.forms.tsv.gz"),
        leads=_scored(f"{lang}.leads.tsv.gz"),
        silent={row[0]: float(row[1]) for row in read_rows(f"{lang}.silent.tsv.gz")},
        phrases=_scored(f"{lang}.phrases.tsv.gz"),
    )
