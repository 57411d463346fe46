"""Read an article with the lexicons: which of its words tell of a strike, and which only seem to.

Reads title and text; gives Cues (a rule that fits, where, and whether another rule takes its force away).
Every lexicon is tried on every sentence: Kazakh and Russian share one page and often one sentence, and a word
of one language is never a word of strikes in another by chance. A search for the beginnings of words comes before
any morphology, and the rules that count before all others: most articles have no words that count, and of those that
seem to, most lose them as soon as the few sentences that hold them are read (2 in 62 of a Russian news article).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.candidates import counting_rules, every_rule, worth_reading
from analysis.fields import NEAR, Field
from analysis.lexicon import COUNTING, Rule, load
from analysis.lexicon.patterns import Pattern
from analysis.tokens import Sentence

# The class of what people want or are owed. A headline alone has no room for it; see weighing._BARE.
_WANTED = "demand"
# Papers tell the stop first and what people want in the next paragraph: to headline and lead it stands as near as six
# sentences away. False flags in 3,444 articles of news stayed four.
_FAR = 6
_LEAD = 3
_COVERING = frozenset({"other", "none"})
_ACTS = frozenset({"strike", "threat", "hunger"})
_NOT_CYRILLIC = (("Latn", re.compile(r"[a-z]", re.IGNORECASE)), ("Arab", re.compile(r"[\u0600-\u06ff]")))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words of the article that a rule of the lexicon fits."""

    field: str
    sentence: int
    start: int
    end: int
    rule: Rule
    historical: bool = False
    covered_by: str = ""  # the reason that takes the words' force away, or ""
    heads: bool = False  # stands in a headline, or in the one sentence that there is
    bare: bool = False  # in a headline alone, without the demand that its rule needs

    @property
    def counts(self) -> bool:
        """Tell whether the words still speak for a strike."""
        return self.rule.meaning in COUNTING and not self.covered_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All cues of one field of an article, and its sentences."""

    field: str
    text: str
    script: str = ""  # of Kazakh that is not in Cyrillic, or ""
    sentences: tuple[Sentence, ...] = ()
    cues: tuple[Cue, ...] = ()


def read(title: str, text: str, *, kazakh: bool = False, apart: bool = False) -> tuple[Reading, Reading]:
    """Find the cues of a title and a text; `kazakh` says that letters other than Cyrillic may be Kazakh.

    With `apart` each sentence is read as if it were all that there is, as a headline alone is.
    """
    script = _kazakh_script(title + text) if kazakh else ""
    head, body = (Field(name, told, script, apart=apart) for name, told in (("title", title), ("text", text)))
    if not _may_tell(head) and not _may_tell(body):
        return Reading(field="title", text=title), Reading(field="text", text=text)
    head.beside, body.beside = body, head
    return _read_field(head), _read_field(body)


def _kazakh_script(text: str) -> str:
    cyrillic = len(_CYRILLIC.findall(text))
    for script, letters in _NOT_CYRILLIC:
        if len(letters.findall(text)) > cyrillic:
            return script
    return ""


def _may_tell(field: Field) -> bool:
    """Tell whether a rule that counts fits anywhere, its conditions aside."""
    return any(
        pattern.find(field.row(number, rule.lang))
        for number, rules in worth_reading(field, counting_rules())
        for rule, patterns in rules.items()
        for pattern in patterns
    )


def _read_field(field: Field) -> Reading:
    found = [
        cue for number, rules in worth_reading(field, every_rule()) for cue in _read_sentence(field, number, rules)
    ]
    found.sort(key=lambda cue: (cue.start, cue.end, cue.rule.lang, cue.rule.name))
    return Reading(
        field=field.name,
        text=field.text,
        script=field.script,
        sentences=field.sentences,
        cues=tuple(_without_broad(_cover(found))),
    )


def _read_sentence(field: Field, number: int, rules: Mapping[Rule, Iterable[Pattern]]) -> list[Cue]:
    found = [
        (rule, first, last)
        for rule, patterns in rules.items()
        for pattern in patterns
        for first, last in pattern.find(field.row(number, rule.lang))
    ]
    words = field.tokens(number) if found else ()
    cues = [
        Cue(field=field.name, sentence=number, start=words[first].start, end=words[last - 1].end, rule=rule)
        for rule, first, last in found
    ]
    meanings = {cue.rule.meaning for cue in cues}
    held = [cue for cue in cues if meanings.isdisjoint(cue.rule.unless)]
    heads = field.name == "title" or field.alone
    lacking = {rule: _lacking(rule, field, number) for rule in {cue.rule for cue in held}}
    return [
        replace(cue, heads=heads, bare=bool(lacking[cue.rule]))
        for cue in held
        if not lacking[cue.rule] or (field.alone and lacking[cue.rule] == {_WANTED})
    ]


def _lacking(rule: Rule, field: Field, number: int) -> set[str]:
    """Name the classes that a rule needs and that neither the sentence nor those around it have a word of."""
    leads = field.name == "title" or number < _LEAD
    return {needed for needed in rule.needs if not _near(rule.lang, needed, field, number, leads=leads)}


def _near(lang: str, needed: str, field: Field, number: int, *, leads: bool) -> bool:
    reach = _FAR if leads and needed == _WANTED else NEAR
    wanted = load(lang).classes[needed]
    return any(row.has(wanted) for row in field.near(number, reach, lang))


def _cover(cues: list[Cue]) -> list[Cue]:
    """Take their force from the words that stand inside a negation, a law, another sense or a threat."""
    covers = [cue for cue in cues if cue.rule.meaning in _COVERING]
    threats = [cue for cue in cues if cue.rule.meaning == "threat" and not _overlapping(cue, covers)]
    covered = []
    for cue in cues:
        takers: Sequence[Cue] = ()
        if cue.rule.meaning in {"strike", "word"}:
            takers = _overlapping(cue, covers) or _overlapping(cue, threats)
        elif cue.rule.meaning in COUNTING:
            takers = _overlapping(cue, covers)
        covered.append(replace(cue, covered_by=takers[0].rule.reason) if takers else cue)
    return covered


def _without_broad(cues: list[Cue]) -> Iterator[Cue]:
    """Leave out what broad rules fit in sentences of which a narrower one tells: its words are the very act.

    Not so where a cause told elsewhere may yet explain the narrow one, and not the broad one.
    """
    narrow = [cue for cue in cues if cue.rule.meaning in _ACTS and cue.counts and not cue.rule.broad]
    for cue in cues:
        there = (one for one in narrow if one.sentence == cue.sentence)
        if not (cue.rule.broad and any("cause" not in one.rule.unless or "cause" in cue.rule.unless for one in there)):
            yield cue


def _overlapping(cue: Cue, others: Iterable[Cue]) -> list[Cue]:
    return [other for other in others if other.start < cue.end and cue.start < other.end]
