"""Read an article with the lexicons: which of its words tell of a strike, and which only seem to.

Reads title and text; gives Cues (a rule that fits, where, and whether another rule takes its force away).
Every lexicon is tried on every sentence: Kazakh and Russian share one page and often one sentence, and a word
of one language is never a word of strikes in another by chance. A search for the beginnings of words comes before
any morphology, and the rules that count before all others: most articles have no words that count, and of those that
seem to, most lose them as soon as the few sentences that hold them are read (2 in 62 of a Russian news article).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from analysis.fields import NEAR, Field
from analysis.lexicon import COUNTING, LANGUAGES, Rule, load
from analysis.lexicon.patterns import Row
from analysis.lexicon.stems import StemIndex
from analysis.morphology import LEMMAS
from analysis.tokens import Sentence, Token, fold, needs_joining

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


@cache
def _every_rule() -> StemIndex:
    return StemIndex(rule for lang in LANGUAGES for rule in load(lang).rules)


@cache
def _counting_rules() -> StemIndex:
    return StemIndex(rule for rule in _every_rule().rules if rule.meaning in COUNTING)


def worth_cutting(blocks: Sequence[str]) -> Iterator[int]:
    """Give the numbers of the blocks of text in which a rule that counts may fit, by the beginnings of words alone.

    For whoever has many blocks to read: one pass over all of them, before any is cut into sentences and words.
    """
    folded = [" ".join(fold(block).split()) for block in blocks]
    ends = list(accumulate(len(block) + 1 for block in folded))
    found: dict[int, dict[Rule, None]] = {}
    for place, rules in _counting_rules().find("\n".join(folded)):
        found.setdefault(bisect_right(ends, place), {}).update(dict.fromkeys(rules))
    for number, block in enumerate(blocks):
        known: dict[int, bool] = {}
        if needs_joining(block) or any(rule.may_fit(folded[number], known) for rule in found.get(number, ())):
            yield number


def _may_tell(field: Field) -> bool:
    """Tell whether a rule that counts fits anywhere, its conditions aside."""
    return any(
        pattern.find(row)
        for number, rules in _worth_reading(field, _counting_rules())
        for lang, row in _rows(field.of(number)).items()
        for rule in rules
        if rule.lang == lang
        for pattern in rule.patterns
    )


def _read_field(field: Field) -> Reading:
    found = [
        cue for number, rules in _worth_reading(field, _every_rule()) for cue in _read_sentence(field, number, rules)
    ]
    found.sort(key=lambda cue: (cue.start, cue.end, cue.rule.lang, cue.rule.name))
    return Reading(
        field=field.name,
        text=field.text,
        script=field.script,
        sentences=field.sentences,
        cues=tuple(_without_broad(_cover(found))),
    )


def _worth_reading(field: Field, index: StemIndex) -> Iterator[tuple[int, list[Rule]]]:
    """Give the sentences that hold stems of rules, each with the rules that may fit it."""
    for number, candidates in _candidates(field, index):
        letters, known = field.letters(number), dict[int, bool]()
        rules = [rule for rule in candidates if rule.may_fit(letters, known)]
        if rules:
            yield number, rules


def _candidates(field: Field, index: StemIndex) -> Iterator[tuple[int, Iterable[Rule]]]:
    if not field.searchable:
        yield from ((number, index.rules) for number in range(len(field.sentences)))
        return
    found: dict[int, dict[Rule, None]] = {}
    number = 0
    for start, rules in index.find(field.folded):
        while number < len(field.sentences) and field.sentences[number].end <= start:
            number += 1
        found.setdefault(number, {}).update(dict.fromkeys(rules))
    yield from found.items()


def _rows(words: Sequence[Token]) -> dict[str, Row]:
    return {lang: _row(words, lang) for lang in LANGUAGES}


def _row(words: Sequence[Token], lang: str) -> Row:
    return Row(words, LEMMAS[lang], by_start=lang != "en")


def _read_sentence(field: Field, number: int, rules: Iterable[Rule]) -> list[Cue]:
    words = field.of(number)
    rows = _rows(words)
    cues = [
        Cue(field=field.name, sentence=number, start=words[first].start, end=words[last - 1].end, rule=rule)
        for rule in rules
        for pattern in rule.patterns
        for first, last in pattern.find(rows[rule.lang])
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
    return any(_has_class(lang, needed, words) for words in field.near(number, reach))


def _has_class(lang: str, needed: str, words: Sequence[Token]) -> bool:
    row = _row(words, lang)
    found = load(lang).classes[needed]
    return any(row.fits(found, place) for place in range(len(words)))


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
