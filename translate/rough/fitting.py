"""The labour glossary's English in the form that its source words ask for.

Reads a phrase of the glossary and the tags of its head; writes the phrase: plurals, tenses, "did not".
"""

from collections.abc import Sequence

from translate.rough.english import inflect_phrase
from translate.rough.forms import form_of

# A phrase with one of these says its tense itself.
FINITE = frozenset({"is", "are", "was", "were", "did", "cannot", "could"})
SINGULAR = frozenset({"gas", "boss"})
UNCOUNTED = frozenset({"tenge"})
# Words for people: an adjective of these in the plural is one used as a noun (workers, miners).
PEOPLE = ("worker", "employer", "miner", "striker", "driver")


def fitted(phrase: str, tags: Sequence[str], *, counted: bool = False) -> str:
    """Give a phrase in the form of the tags; `counted`: a figure stands before it, and a Kazakh noun stays singular."""
    form = form_of(tags)
    if phrase.endswith(PEOPLE) and ((tags[0] == "A" and "pl" in tags) or (tags[0] == "N" and counted)):
        form = "s"
    if phrase.startswith("not ") and form == "ed":
        return f"did {phrase}"
    return inflect_phrase(phrase, fitting_form(phrase, form))


def fitting_form(phrase: str, form: str) -> str:
    """Give the form asked for, or none where the phrase is already in it: wages, dismissed, was opened."""
    words = phrase.split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    plural = form == "s" and head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in SINGULAR
    told = form not in {"", "s"} and words[0].endswith(("ed", "ing"))
    uncounted = form == "s" and head in UNCOUNTED
    return "" if plural or told or uncounted or FINITE.intersection(words) else form
