"""The wordings that a stretch of slots may get, each with its cost before fluency is asked.

Reads slots, habits; writes options: gloss x form x leading words, phrases counted over several lemmas, nothing at
all for a little word that English mostly leaves out. Every word of content in an option is a gloss of its slot.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate.rough.english import FUNCTION_WORDS, inflect_phrase
from translate.rough.forms import form_of
from translate.rough.glossing import Slot
from translate.rough.habits import BASE_ONLY, Habits, Scored
from translate.rough.lexicon import Gloss
from translate.rough.words import Word

# Weights of the parts of a wording's cost, and of fluency and length in decoder.py: set by coordinate
# search for chrF + BLEU on the first 250 sentences of each language of the development set.
GLOSS, FORM, LEAD, SILENT, PHRASE = 0.9, 0.8, 0.5, 2.5, 0.7
PHRASE_BONUS = 0.3
# A little word may be left out where English had nothing for it in this share (log) of its uses.
LEAST_SILENT = math.log(0.4)
MOST_OPTIONS = 12
MOST_GLOSSES, LEAST_SHARE = 4, 0.06
LONGEST_PHRASE = 3
# What must never be left out, however often English says it some other way.
KEPT = frozenset({"not", "no", "never", "nor", "without", "none", "neither", "nobody", "nothing", "cannot"})


PEOPLE = frozenset({"worker", "employer"})
MOST_REMEMBERED = 20_000  # lists of options, about 40 MB


@dataclass(frozen=True, slots=True)
class Option:
    """English words for `width` slots and what choosing them costs (a weighted log-probability)."""

    words: tuple[str, ...]
    cost: float
    width: int


Memory = dict[tuple[tuple[Gloss, ...], str, tuple[str, ...], tuple[str, ...], str], list[Option]]


def options(filled: Sequence[Slot], at: int, habits: Habits, memory: Memory) -> list[Option]:
    """Give the best wordings that start at slot `at`, cheapest first; `memory` keeps those of single slots."""
    slot = filled[at]
    previous = filled[at - 1].words[-1] if at else None
    if slot.source == "copy":
        return _copied(slot, habits, previous)
    key = (slot.glosses, slot.source, slot.head.tags, slot.words[0].tags, previous.tags[0] if previous else "^")
    single = memory.get(key)
    if single is None:
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        single = memory[key] = _best(_single(slot, previous, habits))
    phrases = list(_phrases(filled, at, previous, habits))
    kept = _best([*single, *phrases]) if phrases else list(single)
    if (silence := _silence(slot, habits)) is not None:
        kept.append(silence)
    return kept


def _best(found: Iterable[Option]) -> list[Option]:
    return sorted(found, key=lambda option: -option.cost)[:MOST_OPTIONS]


def _copied(slot: Slot, habits: Habits, previous: Word | None) -> list[Option]:
    text = slot.glosses[0].english
    if slot.words[0].tags[0] == "mark":
        return [Option((text,), 0.0, 1)]
    return [Option((*lead.split(), text), LEAD * cost, 1) for lead, cost in habits.leads_of(slot.words[0], previous)]


def _single(slot: Slot, previous: Word | None, habits: Habits) -> Iterator[Option]:
    leads = habits.leads_of(slot.words[0], previous)
    for gloss in slot.glosses[:MOST_GLOSSES]:
        if gloss.share < LEAST_SHARE and gloss is not slot.glosses[0]:
            continue
        little = gloss.english.lower() in FUNCTION_WORDS
        forms = BASE_ONLY if little else _forms(slot, habits)
        for form, form_cost in forms:
            text = tuple(inflect_phrase(gloss.english, form).split())
            cost = GLOSS * math.log(gloss.share or 0.01) + FORM * form_cost
            for lead, lead_cost in leads:
                yield Option((*lead.split(), *text), cost + LEAD * lead_cost, 1)


def _forms(slot: Slot, habits: Habits) -> Scored:
    """Give counted forms to a gloss, the form of its tags to the glossary's phrase, none to a name."""
    if slot.source == "glossary":
        # an adjective of the glossary in the plural is one used as a noun: workers, miners
        plural = slot.head.tags[0] == "A" and "pl" in slot.head.tags and slot.glosses[0].english in PEOPLE
        return (("s" if plural else form_of(slot.head.tags), 0.0),)
    return habits.forms_of(slot.head) if slot.source == "lexicon" else BASE_ONLY


def _phrases(filled: Sequence[Slot], at: int, previous: Word | None, habits: Habits) -> Iterator[Option]:
    lemmas: list[str] = []
    for width in range(1, LONGEST_PHRASE + 1):
        if at + width > len(filled) or filled[at + width - 1].source != "lexicon":
            return
        lemmas.append(filled[at + width - 1].words[0].lemma.lower())
        for english, cost in habits.phrase(lemmas) if width > 1 else ():
            for lead, lead_cost in habits.leads_of(filled[at].words[0], previous)[:4]:
                yield Option((*lead.split(), *english.split()), PHRASE * cost + LEAD * lead_cost + PHRASE_BONUS, width)


def _silence(slot: Slot, habits: Habits) -> Option | None:
    """Leave a little word out; never a word of content, never a negation."""
    if slot.source != "lexicon" or slot.glosses[0].english.lower() not in FUNCTION_WORDS:
        return None
    if any(gloss.english.lower() in KEPT for gloss in slot.glosses[:2]):
        return None
    cost = habits.silent.get(slot.words[0].lemma.lower(), -9.0)
    return None if cost < LEAST_SILENT else Option((), SILENT * cost, 1)
