"""The keys under which writing habits are counted and looked up: a word's tags, and what stands before it.

Reads words; writes short strings. Build and runtime share them, so that counts are found again.
"""

from translate.rough.words import Word

# Too rare to count apart, or no help in choosing an English form.
IGNORED = {"indc", "actv", "name"}


def tag_key(word: Word) -> str:
    """Give the tags of a word as one string, "N.pl.gen"."""
    return ".".join(tag for tag in word.tags if tag not in IGNORED)


def lead_key(word: Word, previous: Word | None) -> str:
    """Give the tags of a word with the part of speech before it: what decides about "the" and "of"."""
    return f"{tag_key(word)} {previous.tags[0] if previous else '^'}"
