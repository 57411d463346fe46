"""What was counted about writing English: forms by tags, little words that lead, words left out, phrases.

Reads data/<lang>.{forms,leads,silent,phrases,surface}.tsv.gz and data/kk.places.tsv.gz; writes log-probabilities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.rough.lexicon import DATA, read_rows
from translate.rough.tags import group_key, lead_key, shorter_keys, tag_key
from translate.rough.weights import WEIGHTS, Weights
from translate.rough.word import Word

Scored = tuple[tuple[str, float], ...]
Phrases = tuple[tuple[str, float, float], ...]
"""English, its log-probability given the source words, theirs given the English."""
BASE_ONLY: Scored = (("", 0.0),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Tables of one language; every value is (text, log-probability), likeliest first."""

    lang: str
    forms: Mapping[str, Scored]
    leads: Mapping[str, Scored]
    silent: Mapping[str, float]
    phrases: Mapping[str, Phrases]
    surface: Mapping[str, Phrases]
    places: Mapping[str, float]
    weights: Weights

    def forms_of(self, word: Word) -> Scored:
        """Give the English forms that a word with these tags takes."""
        return self.forms.get(tag_key(word)) or self.forms.get(word.tags[0]) or BASE_ONLY

    def lead_key(self, word: Word, previous: Word | None) -> str:
        """Give the key under which the little words before such a word were counted."""
        return group_key(word, previous) if self.lang == "kk" else lead_key(word, previous)

    def leads_of(self, key: str) -> Scored:
        """Give the little words that stand before a word with this key."""
        found = self.leads.get(key)
        for shorter in shorter_keys(key):
            found = found or self.leads.get(shorter)
        return found or BASE_ONLY

    def phrase(self, lemmas: Sequence[str]) -> Phrases:
        """Give the English phrases that these lemmas together were seen as."""
        return self.phrases.get(" ".join(lemmas), ())

    def written(self, forms: Sequence[str]) -> Phrases:
        """Give what these words in exactly these forms were seen as."""
        return self.surface.get(" ".join(forms), ())


def load_habits(lang: str, tables: Path = DATA) -> Habits:
    """Load the tables that ship for `lang`, or those built elsewhere."""

    def scored(name: str) -> dict[str, Scored]:
        rows = read_rows(f"{lang}.{name}.tsv.gz", tables)
        return {row[0]: tuple((row[k], float(row[k + 1])) for k in range(1, len(row), 2)) for row in rows}

    def single(name: str) -> dict[str, float]:
        return {row[0]: float(row[1]) for row in read_rows(f"{lang}.{name}.tsv.gz", tables)}

    def both_ways(name: str) -> dict[str, Phrases]:
        rows = read_rows(f"{lang}.{name}.tsv.gz", tables)
        return {
            row[0]: tuple((row[k], float(row[k + 1]), float(row[k + 2])) for k in range(1, len(row), 3)) for row in rows
        }

    return Habits(
        lang=lang,
        forms=scored("forms"),
        leads=scored("leads"),
        silent=single("silent"),
        places=single("places") if lang == "kk" else {},
        weights=WEIGHTS[lang],
        phrases=both_ways("phrases"),
        surface=both_ways("surface"),
    )
