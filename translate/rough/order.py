"""Bring a Kazakh sentence nearer to English order, group by group.

Reads words or slots in source order; writes the same ones in another order, each knowing its group's case. What governs
a group comes before it ("after the war"), what is possessed before its owner, where something is behind it. Both the
build and the translator order words so, so that phrases are counted in the order in which they are looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.rough.glossing import Slot
from translate.rough.groups import (
    JOINING,
    PRONOUNS,
    begins_name,
    belongs_bare,
    case_of,
    describes,
    governs,
    is_counted,
    is_noun,
)
from translate.rough.word import Word

YEAR = "жыл"
_MONTHS = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
MONTHS = frozenset(_MONTHS.split())


@dataclass(frozen=True, slots=True)
class Placed:
    """What stood at place `at` of the source, its last word as it is read in the new order."""

    at: int
    word: Word


Phrase = list[Placed]


def ordered(words: Sequence[Word]) -> list[Word]:
    """Give words in English order."""
    return [placed.word for placed in english_places(words)]


def english_order(filled: Sequence[Slot]) -> list[Slot]:
    """Give slots in English order."""
    places = english_places([slot.words[-1] for slot in filled])
    return [_moved(filled[placed.at], placed.word, there) for placed, there in zip(places, filled, strict=True)]


def english_places(words: Sequence[Word]) -> Phrase:
    """Give the words in English order, each with the place it came from."""
    found: list[Phrase] = []
    stop = len(words)
    while stop:
        stop, phrase = _phrase(words, stop - 1)
        found.append(phrase)
    return [placed for phrase in reversed(found) for placed in phrase]


def _phrase(words: Sequence[Word], last: int) -> tuple[int, Phrase]:
    """Give where the phrase that ends at `last` starts, and the phrase in English order."""
    if governs(words, last):
        start, inner = _group(words, last - 1, governed=True)
        start, inner = _joined(words, start, inner)
        return start, [Placed(last, words[last]), *inner]
    return _group(words, last) if is_noun(words[last]) else (last, [Placed(last, words[last])])


def _joined(words: Sequence[Word], start: int, inner: Phrase) -> tuple[int, Phrase]:
    """Take along the first half of "A and B"."""
    if start < 2 or words[start - 1].lemma not in JOINING:
        return start, inner
    other = words[start - 2]
    if not is_noun(other) or case_of(other):
        return start, inner
    first, more = _group(words, start - 2)
    return first, [*more, Placed(start - 1, words[start - 1]), *inner]


def _group(words: Sequence[Word], last: int, *, governed: bool = False) -> tuple[int, Phrase]:
    """Give the group that ends with the noun at `last`: what describes it, it, where it is, its owner.

    The case that a word before the group asks for is not said again.
    """
    case = case_of(words[last])
    head = words[last]
    if governed:
        head, case = replace(head, tags=tuple(tag for tag in head.tags if tag != case)), ""
    start, front, behind = _around(words, last)
    group = [*front, Placed(last, head)]
    if head.lemma in MONTHS and front and front[-1].word.tags == ("number",):
        group[-2:] = [group[-1], group[-2]]  # "on November 5"
    return start, [*_marked(group, head, case), *behind]


def _around(words: Sequence[Word], last: int) -> tuple[int, Phrase, Phrase]:
    """Give where the group of a noun starts, and what English has before and behind the noun."""
    start = last
    front: Phrase = []
    behind: Phrase = []
    owned = "p3" in words[last].tags
    while start:
        at = start - 1
        before = words[at]
        owned = owned or "p3" in words[start].tags
        if is_counted(words, at):
            start, inner = _phrase(words, at)
            front = [*inner, *front]
        elif describes(before) or begins_name(words, at) or belongs_bare(words, at):
            start = at
            front = [Placed(at, before), *front]
        elif "attr" in before.tags and before.tags[0] == "N":
            start, inner = _group(words, at)
            behind = [*inner, *behind]
        elif "gen" in before.tags and owned and before.lemma not in PRONOUNS:
            start, inner = _group(words, at)
            return start, front, [*behind, *inner]
        else:
            break
    return start, front, behind


def _marked(group: Phrase, head: Word, case: str) -> Phrase:
    """Give the words of a group their marks: the first gets the little words of the last one's case."""
    if len(group) == 1:
        return group
    mark = f">{'year.' if head.lemma == YEAR else ''}{case}"
    marks = [mark, *("+" for _ in group[1:])]
    return [Placed(one.at, replace(one.word, group=mark)) for one, mark in zip(group, marks, strict=True)]


def _moved(slot: Slot, last: Word, there: Slot) -> Slot:
    """Give a slot its marks and the blank before it that its new place had: the first word of a sentence has none.

    A word that began the sentence loses its capital elsewhere, unless it is a name that nobody knows.
    """
    words = [*slot.words[:-1], last]
    first = words[0]
    began = first.known and there is not slot and not first.token.blank and first.token.kind == "word"
    text = first.token.text[:1].lower() + first.token.text[1:] if began else first.token.text
    token = replace(first.token, text=text, blank=there.words[0].token.blank)
    words[0] = replace(first, token=token, group=last.group)
    return replace(slot, words=words)
