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
from translate.rough.groups import NUMERALS
from translate.rough.habits import BASE_ONLY, Habits, Scored
from translate.rough.lexicon import Gloss
from translate.rough.tags import written_key
from translate.rough.word import Word

# A little word may be left out where English had nothing for it in this share (log) of its uses.
LEAST_SILENT = math.log(0.4)
MOST_OPTIONS = 12
MOST_LEADS = 4
MOST_GLOSSES, LEAST_SHARE = 4, 0.06
LONGEST_PHRASE = 3
LONGEST_SURFACE = 4
# What must never be left out, however often English says it some other way.
KEPT = frozenset({"not", "no", "never", "nor", "without", "none", "neither", "nobody", "nothing", "cannot"})
NEGATING = frozenset({"не", "ни", "нет", "нельзя", "без", "~neg", "~without", "жоқ", "емес"})


YEAR = re.compile(r"(?:19|20)\d\d$")
YEARS = frozenset({"год", "г", "жыл"})
COMMA = ","
LED = "^ "  # marks a phrase that has its leading words: "at least"
ARTICLES = frozenset({"the", "a", "an"})
MOST_REMEMBERED = 20_000  # lists of options, about 40 MB


@dataclass(frozen=True, slots=True)
class Option:
    """English words for `width` slots and what choosing them costs (a weighted log-probability)."""

    words: tuple[str, ...]
    cost: float
    width: int


Leads = Sequence[tuple[Sequence[str], float]]
NO_LEAD: Leads = (((), 0.0),)
Memory = dict[tuple[tuple[Gloss, ...], str, tuple[str, ...], str], list[Option]]


def options(filled: Sequence[Slot], at: int, habits: Habits, memory: Memory) -> list[Option]:
    """Give the best wordings that start at slot `at`, cheapest first; `memory` keeps those of single slots."""
    slot = filled[at]
    if at and slot.words[0].lemma.lower() in YEARS and YEAR.match(filled[at - 1].words[0].token.text):
        return [Option((), 0.0, 1)]  # "2024 года" is 2024
    if slot.source == "copy":
        return [*_copied(filled, at, habits), *_led(_written(filled, at, habits), NO_LEAD)]
    around = _lead_key(filled, at, habits)
    counted = bool(at) and _counts(filled[at - 1].words[-1])
    key = (slot.glosses, slot.source, slot.head.tags, f"{around}{counted}")
    single = memory.get(key)
    if single is None:
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        single = memory[key] = _best(_worded(slot, around, habits, counted=counted))
    phrases = [
        option
        for option in (*_phrases(filled, at, habits), *_written(filled, at, habits))
        if _says_no(option.words) or not any(map(_negates, filled[at : at + option.width]))
    ]
    kept = _best([*single, *_led(phrases, list(_leads(around, habits)))]) if phrases else list(single)
    if (silence := _silence(slot, habits)) is not None:
        kept.append(silence)
    return kept


def _best(found: Iterable[Option]) -> list[Option]:
    return sorted(found, key=lambda option: -option.cost)[:MOST_OPTIONS]


def _lead_key(filled: Sequence[Slot], at: int, habits: Habits) -> str:
    words = filled[at].words
    previous = filled[at - 1].words[-1] if at else None
    return habits.lead_key(words[0], previous)


def _copied(filled: Sequence[Slot], at: int, habits: Habits) -> list[Option]:
    """Give a figure or a mark as it is; a comma before a known word may go: Russian has more of them than English."""
    slot, weights = filled[at], habits.weights
    text = slot.glosses[0].english
    if text == COMMA and at + 1 < len(filled) and filled[at + 1].source == "lexicon":
        return [Option((text,), weights.comma, 1), Option((), weights.comma_dropped, 1)]
    if slot.words[0].tags[0] == "mark":
        return [Option((text,), 0.0, 1)]
    around = _lead_key(filled, at, habits)
    return [Option((*words, text), cost, 1) for words, cost in _leads(around, habits)]


def _leads(around: str, habits: Habits) -> Iterator[tuple[list[str], float]]:
    """Give the little words that may lead, with their weighted cost."""
    weights = habits.weights
    for lead, cost in habits.leads_of(around):
        words = lead.split()
        articles = sum(word in ARTICLES for word in words)
        yield words, weights.lead * cost + weights.lead_word * len(words) + weights.article * articles


def _counts(word: Word) -> bool:
    return word.tags[0] == "number" or word.lemma in NUMERALS


def _worded(slot: Slot, around: str, habits: Habits, *, counted: bool) -> Iterator[Option]:
    leads = list(_leads(around, habits))
    if slot.source != "glossary":
        return _single(slot, leads, habits)
    english = slot.glosses[0].english
    text = (english if english[0].isupper() else fitted(english, slot.head.tags, counted=counted)).split()
    return (Option((*lead, *text), cost, 1) for lead, cost in leads)


def _single(slot: Slot, leads: Leads, habits: Habits) -> Iterator[Option]:
    weights = habits.weights
    for gloss in _likely(slot):
        little = gloss.english.lower() in FUNCTION_WORDS
        # a name has no past tense, and a plural only where the source has one: "Kazakhs"
        fixed = gloss.fixed or (gloss.english[:1].isupper() and "pl" not in slot.head.tags)
        forms = BASE_ONLY if little or fixed else _forms(slot, habits)
        for form, form_cost in forms:
            text = tuple(inflect_phrase(gloss.english, form).split())
            cost = weights.gloss * math.log(gloss.share or 0.01) + weights.form * form_cost
            cost += weights.gloss_back * math.log(gloss.back or 0.001)
            for lead, lead_cost in leads:
                yield Option((*lead, *text), cost + lead_cost, 1)


def _likely(slot: Slot) -> Iterator[Gloss]:
    """Give the glosses worth trying; of a word that negates, those that negate."""
    glosses = slot.glosses
    if _negates(slot):
        glosses = tuple(gloss for gloss in glosses if _says_no(gloss.english.split())) or glosses
    for gloss in glosses[:MOST_GLOSSES]:
        if gloss.share >= LEAST_SHARE or gloss is glosses[0]:
            yield gloss


def _negates(slot: Slot) -> bool:
    """Whether a word says no: one of the few that always do, or one that is "not" more often than anything."""
    likeliest = slot.source == "lexicon" and _says_no(slot.glosses[0].english.split())
    return likeliest or slot.words[0].lemma.lower() in NEGATING


def _says_no(words: Iterable[str]) -> bool:
    return not KEPT.isdisjoint(word.lower() for word in words)


def _forms(slot: Slot, habits: Habits) -> Scored:
    """Give counted forms to a gloss of the lexicon, none to a name."""
    return habits.forms_of(slot.head) if slot.source == "lexicon" else BASE_ONLY


def _led(found: Iterable[Option], leads: Leads) -> Iterator[Option]:
    """Each option with each of the likeliest little words before it."""
    for option in found:
        if option.words[0] == LED[0]:
            yield Option(option.words[1:], option.cost, option.width)
            continue
        for lead, cost in leads[:MOST_LEADS]:
            yield Option((*lead, *option.words), option.cost + cost, option.width)


def _run(filled: Sequence[Slot], at: int, longest: int, besides: str = "") -> Sequence[Slot]:
    """Give up to `longest` slots from `at` that the lexicon filled; the glossary's and copies stand alone."""
    run = filled[at : at + longest]
    stops = (k for k, slot in enumerate(run) if slot.source != "lexicon" and slot.glosses[0].english != besides)
    return run[: next(stops, len(run))]


def _phrases(filled: Sequence[Slot], at: int, habits: Habits) -> Iterator[Option]:
    weights = habits.weights
    lemmas = [slot.words[0].lemma.lower() for slot in _run(filled, at, LONGEST_PHRASE)]
    for width in range(2, len(lemmas) + 1):
        bonus = weights.phrase_used + weights.phrase_width * (width - 2)
        for english, share, back in habits.phrase(lemmas[:width]):
            cost = weights.phrase * share + weights.phrase_back * back + bonus
            yield Option(tuple(english.split()), cost, width)


def _written(filled: Sequence[Slot], at: int, habits: Habits) -> Iterator[Option]:
    weights = habits.weights
    forms = [written_key(slot.words[0]) for slot in _run(filled, at, LONGEST_SURFACE, COMMA)]
    for width in range(1, len(forms) + 1):
        bonus = weights.surface_single + weights.surface_width * (width - 1)
        for english, share, back in habits.written(forms[:width]):
            led = weights.surface_led if english.startswith(LED) else 0.0
            cost = weights.surface * share + weights.surface_back * back + bonus + led
            yield Option(tuple(english.split()), cost, width)


def _silence(slot: Slot, habits: Habits) -> Option | None:
    """Leave a little word out; never a word of content, never a negation."""
    if slot.source != "lexicon" or slot.glosses[0].english.lower() not in FUNCTION_WORDS:
        return None
    if any(gloss.english.lower() in KEPT for gloss in slot.glosses[:2]):
        return None
    cost = habits.silent.get(slot.words[0].lemma.lower(), -9.0)
    weights = habits.weights
    return None if cost < LEAST_SILENT else Option((), weights.silent * cost + weights.silence, 1)
