"""The keys under which writing habits are counted and looked up: a word's tags, and what stands around it.

Reads words; writes short strings. Build and runtime share them, so that counts are found again.
"""

from translate.rough.word import Word

# Too rare to count apart, or no help in choosing an English form.
IGNORED = {"indc", "actv", "name"}
CASES = ("gen", "dat", "loc", "abl", "ins", "acc", "attr")


def tag_key(word: Word) -> str:
    """Give the tags of a word as one string, "N.pl.gen"."""
    return ".".join(tag for tag in word.tags if tag not in IGNORED)


def lead_key(word: Word, previous: Word | None) -> str:
    """Give the tags of a word with the part of speech before it: what decides about "the" and "of"."""
    return f"{tag_key(word)} {previous.tags[0] if previous else '^'}"


def group_key(word: Word, previous: Word | None) -> str:
    """Give the same for Kazakh, where the case ending stands on the last noun of a group, "in the" before the first."""
    return f"{lead_key(word, previous)}{word.group}"


def written_key(word: Word) -> str:
    """Give a word as the table of forms has it: lower-cased, a sign by its name."""
    return word.token.text.lower() or word.lemma


def shorter_keys(key: str) -> tuple[str, str]:
    """Give what a key falls back to: the part of speech for the tags, then without what comes after the word."""
    tags, _, around = key.partition(" ")
    first = tags.partition(".")[0]
    return f"{first} {around}".strip(), f"{first} {around.partition('>')[0]}".strip()
