"""The form an English gloss takes from the tags of its source word, and the written-out sentence.

Reads slots; writes English. Only endings are added here: no word comes in that a slot does not hold.
"""

from collections.abc import Sequence

from translate.rough.english import inflect_phrase
from translate.rough.glossing import Slot
from translate.rough.tokens import join

PARTICIPLES = {"PT", "PS", "part"}


def form_of(tags: Sequence[str]) -> str:
    """Give the name of the English form that fits a source word's tags."""
    if tags[0] == "PT" and "pres" in tags:
        return "ing"
    if tags[0] == "N" and "pl" in tags and not PARTICIPLES.intersection(tags):
        return "s"
    if (tags[0] == "V" and "past" in tags) or PARTICIPLES.intersection(tags):
        return "ed"
    return ""


def inflected(slot: Slot, english: str) -> str:
    """Give a gloss of `slot` in the form that the tags ask for; phrases of the glossary stand as written."""
    if slot.source not in {"lexicon", "glossary"}:
        return english
    return inflect_phrase(english, form_of(slot.head.tags))


def plain_sentence(filled: Sequence[Slot]) -> str:
    """Give the likeliest gloss of every slot, in source order."""
    return join((inflected(slot, slot.glosses[0].english), slot.words[0].token.blank) for slot in filled)
