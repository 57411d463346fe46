"""The form an English gloss takes from the tags of its source word: reads tags, writes the name of a form."""

from collections.abc import Sequence

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
