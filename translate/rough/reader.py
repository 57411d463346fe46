"""Write a sentence's slots as the line that the neural writer reads: glosses and tags.

Reads slots; writes text such as "<ru> strike <or> walkout <N> <pl> at mine <N> <loc> ...". The same line is
made when the writer is taught (`learn`) and when it runs, so the two cannot drift apart.
"""

from collections.abc import Sequence

from translate.rough.glossing import Slot

# A second sense is offered where it has at least this share of the lemma's uses.
OFFERED_SHARE = 0.2
MOST_OFFERED = 2
# What a reader expects anyway, or the gloss says itself, is not written: reading is two thirds of the cost.
SILENT = {"nom", "indc", "actv", "number", "mark", "sign", "latin", "N", "PRP", "CNJ", "PCL", "X", "URL"}
OR = "<or>"
LETTERS = "<lat>"


def tag_pieces(slot: Slot) -> list[str]:
    """Give the tags of a slot's head as one symbol, "<V.past>", and whether it is only letters."""
    tags = ".".join(tag for tag in slot.head.tags if tag not in SILENT)
    return [f"<{tags}>"] * bool(tags) + [LETTERS] * (slot.source == "letters")


def slot_text(slot: Slot, first: int = 0) -> str:
    """One slot: gloss number `first`, the other likely ones after it, tags."""
    order = [slot.glosses[first], *slot.glosses[:first], *slot.glosses[first + 1 :]]
    offered = [order[0].english, *(g.english for g in order[1:] if g.share >= OFFERED_SHARE)][:MOST_OFFERED]
    return " ".join([f" {OR} ".join(offered), *tag_pieces(slot)])


def line(filled: Sequence[Slot], lang: str) -> str:
    """Give the whole line of a sentence."""
    return " ".join([f"<{lang}>", *(slot_text(slot) for slot in filled)])
