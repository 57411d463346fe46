"""Write a sentence's slots as the line that the neural writer reads: glosses and tags.

Reads slots; writes text such as "<ru> strike <or> walkout <N> <pl> at mine <N> <loc> ...". The same line is
made when the writer is taught (`learn`) and when it runs, so the two cannot drift apart.
"""

from collections.abc import Sequence

from translate.rough.glossing import Slot

# A second sense is offered where it has at least this share of the lemma's uses; at most two are.
OFFERED_SHARE = 0.15
MOST_OFFERED = 2
# What a reader expects anyway is not written.
SILENT = {"nom", "indc", "actv", "number", "mark", "sign"}
LANGUAGE_TAGS = ("<ru>", "<kk>")
OR = "<or>"
LETTERS = "<lat>"


def tag_pieces(slot: Slot) -> list[str]:
    """The tags of a slot's head as symbols."""
    tags = [f"<{tag}>" for tag in slot.head.tags if tag not in SILENT]
    return [*tags, LETTERS] if slot.source == "letters" else tags


def slot_text(slot: Slot, first: int = 0) -> str:
    """One slot: gloss number `first`, the other likely ones after it, tags."""
    order = [slot.glosses[first], *slot.glosses[:first], *slot.glosses[first + 1 :]]
    offered = [order[0].english, *(g.english for g in order[1:] if g.share >= OFFERED_SHARE)][:MOST_OFFERED]
    return " ".join([f" {OR} ".join(offered), *tag_pieces(slot)])


def line(filled: Sequence[Slot], lang: str) -> str:
    """The whole line of a sentence."""
    return " ".join([f"<{lang}>", *(slot_text(slot) for slot in filled)])
