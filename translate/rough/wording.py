"""The wordings that a stretch of slots may get, each with its cost before fluency is asked.

Reads slots, habits; writes options: gloss x form x leading words, phrases counted over several lemmas, nothing at
all for a little word that English mostly leaves out. Every word of content in an option is a gloss of its slot.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate.rough.english import FUNCTION_WORDS, inflect_phrase
from translate.rough.fitting import fitted
from translate.rough.glossing import Slot
from translate.rough.habits import BASE_ONLY, Habits, Scored
from translate.rough.lexicon import Gloss
from translate.rough.tags import written_key

# Weights of the parts of a wording's cost, and of fluency and length in decoder.py: set by coordinate
# search for chrF + BLEU on the first 250 sentences of each language of the development set.
GLOSS, FORM, LEAD, SILENT, PHRASE = 0.9, 0.8, 0.5, 3.0, 0.7
PHRASE_BONUS = 0.3
# A little word may be left out where English had nothing for it in this share (log) of its uses.
LEAST_SILENT = math.log(0.4)
MOST_OPTIONS = 12
MOST_LEADS = 4
MOST_GLOSSES, LEAST_SHARE = 4, 0.06
LONGEST_PHRASE = 3
# Words in exactly the forms they stand in say more than their lemmas: on 300 held-out news sentences of newstest2018
# the table of forms lifts chrF 44.1 to 45.3, BLEU 12.4 to 12.9 and content words from .450 to .471.
SURFACE, SURFACE_SINGLE, SURFACE_BONUS = 0.7, 1.0, 0.8
LONGEST_SURFACE = 4
# What must never be left out, however often English says it some other way.
KEPT = frozenset({"not", "no", "never", "nor", "without", "none", "neither", "nobody", "nothing", "cannot"})


YEAR = re.compile(r"(?:19|20)\d\d$")
YEARS = frozenset({"год", "г", "жыл"})
MOST_REMEMBERED = 20_000  # lists of options, about 40 MB


@dataclass(frozen=True, slots=True)
class Option:
    """English words for `width` slots and what choosing them costs (a weighted log-probability)."""

    words: tuple[str, ...]
    cost: float
    width: int


Memory = dict[tuple[tuple[Gloss, ...], str, tuple[str, ...], str], list[Option]]


def options(filled: Sequence[Slot], at: int, habits: Habits, memory: Memory) -> list[Option]:
    """Give the best wordings that start at slot `at`, cheapest first; `memory` keeps those of single slots."""
    slot = filled[at]
    around = _lead_key(filled, at, habits)
    if slot.source == "copy":
        return _copied(slot, habits.leads_of(around))
    key = (slot.glosses, slot.source, slot.head.tags, around)
    single = memory.get(key)
    if single is None:
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        single = memory[key] = _best(_worded(slot, around, habits))
    phrases = [*_phrases(filled, at, habits), *_written(filled, at, habits)]
    phrases = list(_led(phrases, habits.leads_of(around))) if phrases else phrases
    kept = _best([*single, *phrases]) if phrases else list(single)
    if (silence := _silence(slot, habits)) is not None:
        kept.append(silence)
    if at and slot.words[0].lemma.lower() in YEARS and YEAR.match(filled[at - 1].words[0].token.text):
        kept.append(Option((), 0.0, 1))  # "2024 года" is 2024
    return kept


def _best(found: Iterable[Option]) -> list[Option]:
    return sorted(found, key=lambda option: -option.cost)[:MOST_OPTIONS]


def _lead_key(filled: Sequence[Slot], at: int, habits: Habits) -> str:
    words = filled[at].words
    previous = filled[at - 1].words[-1] if at else None
    after = filled[at + 1].words[0] if at + 1 < len(filled) else None
    return habits.lead_key(words[0], previous, words[1] if len(words) > 1 else after)


def _copied(slot: Slot, leads: Scored) -> list[Option]:
    text = slot.glosses[0].english
    if slot.words[0].tags[0] == "mark":
        return [Option((text,), 0.0, 1)]
    return [Option((*lead.split(), text), LEAD * cost, 1) for lead, cost in leads]


def _worded(slot: Slot, around: str, habits: Habits) -> Iterator[Option]:
    leads = habits.leads_of(around)
    if slot.source != "glossary":
        return _single(slot, leads, habits)
    counted = around.partition(" ")[2].startswith("number")
    text = fitted(slot.glosses[0].english, slot.head.tags, counted=counted).split()
    return (Option((*lead.split(), *text), LEAD * cost, 1) for lead, cost in leads)


def _single(slot: Slot, leads: Scored, habits: Habits) -> Iterator[Option]:
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
    """Give counted forms to a gloss of the lexicon, none to a name."""
    return habits.forms_of(slot.head) if slot.source == "lexicon" else BASE_ONLY


def _led(found: Iterable[Option], leads: Scored) -> Iterator[Option]:
    """Each option with each of the likeliest little words before it."""
    for option in found:
        for lead, cost in leads[:MOST_LEADS]:
            yield Option((*lead.split(), *option.words), option.cost + LEAD * cost, option.width)


def _run(filled: Sequence[Slot], at: int, longest: int) -> Sequence[Slot]:
    """Give up to `longest` slots from `at` that the lexicon filled; the glossary's and copies stand alone."""
    run = filled[at : at + longest]
    return run[: next((place for place, slot in enumerate(run) if slot.source != "lexicon"), len(run))]


def _phrases(filled: Sequence[Slot], at: int, habits: Habits) -> Iterator[Option]:
    lemmas = [slot.words[0].lemma.lower() for slot in _run(filled, at, LONGEST_PHRASE)]
    for width in range(2, len(lemmas) + 1):
        for english, cost in habits.phrase(lemmas[:width]):
            yield Option(tuple(english.split()), PHRASE * cost + PHRASE_BONUS, width)


def _written(filled: Sequence[Slot], at: int, habits: Habits) -> Iterator[Option]:
    forms = [written_key(slot.words[0]) for slot in _run(filled, at, LONGEST_SURFACE)]
    for width in range(1, len(forms) + 1):
        bonus = SURFACE_BONUS * (width - 1) if width > 1 else SURFACE_SINGLE
        for english, cost in habits.written(forms[:width]):
            yield Option(tuple(english.split()), SURFACE * cost + bonus, width)


def _silence(slot: Slot, habits: Habits) -> Option | None:
    """Leave a little word out; never a word of content, never a negation."""
    if slot.source != "lexicon" or slot.glosses[0].english.lower() not in FUNCTION_WORDS:
        return None
    if any(gloss.english.lower() in KEPT for gloss in slot.glosses[:2]):
        return None
    cost = habits.silent.get(slot.words[0].lemma.lower(), -9.0)
    return None if cost < LEAST_SILENT else Option((), SILENT * cost, 1)
