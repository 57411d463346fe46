"""Read an article with the lexicons: which of its words tell of a strike, and which only seem to.

Reads title and text; gives Cues (a rule that fits, where, and whether another rule takes its force away).
Every lexicon is tried on every sentence: Kazakh and Russian share one page and often one sentence, and a word
of one language is never a word of strikes in another by chance. Two searches for the beginnings of words come
before any morphology: most articles have none of the words that count and are not cut into sentences at all.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from analysis.lexicon import COUNTING, LANGUAGES, Lexicon, Rule, load
from analysis.lexicon.patterns import Row
from analysis.morphology import LEMMAS
from analysis.tokens import Sentence, Token, fold, fold_word, needs_joining, sentences, tokens
from analysis.transliteration import to_cyrillic

_COVERING = frozenset({"other", "none"})
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


@dataclass(frozen=True, slots=True)
class _Field:
    """A title or text ready to be read: its sentences, cut into words once however many lexicons ask."""

    name: str
    text: str
    folded: str
    script: str  # of Kazakh that is not in Cyrillic, or ""
    sentences: tuple[Sentence, ...]
    words: dict[int, tuple[Token, ...]]

    def of(self, number: int) -> tuple[Token, ...]:
        """Give the words of a sentence, Kazakh ones in Cyrillic."""
        if number not in self.words:
            self.words[number] = words_of(self.text, self.sentences[number], self.script)
        return self.words[number]


def words_of(text: str, part: Sentence, script: str) -> tuple[Token, ...]:
    """Give the words of a sentence, those of Kazakh in `script` written in Cyrillic."""
    found = tokens(text, part.start, part.end)
    if not script:
        return found
    return tuple(replace(token, word=fold_word(to_cyrillic(token.word, script))) for token in found)


def read(title: str, text: str, *, kazakh: bool = False) -> tuple[Reading, Reading]:
    """Find the cues of a title and a text; `kazakh` says that letters other than Cyrillic may be Kazakh."""
    scripts = {_kazakh_script(title + text) if kazakh else "", ""}
    if not any(script or needs_joining(title + text) for script in scripts):
        folded = _search_form(title) + " " + _search_form(text)
        if not any(load(lang).counting.search(folded) for lang in LANGUAGES):
            return Reading(field="title", text=title), Reading(field="text", text=text)
    return _read_field("title", title, max(scripts)), _read_field("text", text, max(scripts))


def _kazakh_script(text: str) -> str:
    cyrillic = len(_CYRILLIC.findall(text))
    for script, letters in _NOT_CYRILLIC:
        if len(letters.findall(text)) > cyrillic:
            return script
    return ""


def _search_form(text: str) -> str:
    return fold(text).replace("\n", " ").replace("\u00a0", " ")


def _read_field(name: str, text: str, script: str) -> Reading:
    field = _Field(name, text, _search_form(text), script, sentences(text), {})
    found = [
        cue
        for lang in LANGUAGES
        for number in _worth_reading(field, load(lang))
        for cue in _read_sentence(field, number, load(lang))
    ]
    found.sort(key=lambda cue: (cue.start, cue.end, cue.rule.name))
    return Reading(field=name, text=text, script=script, sentences=field.sentences, cues=tuple(_cover(found)))


def _worth_reading(field: _Field, lexicon: Lexicon) -> list[int]:
    """Give the numbers of the sentences that hold a stem of the lexicon."""
    if field.script or needs_joining(field.text):
        return list(range(len(field.sentences)))
    numbers: list[int] = []
    number = 0
    for match in lexicon.stems.finditer(field.folded):
        while number < len(field.sentences) and field.sentences[number].end <= match.start():
            number += 1
        if number < len(field.sentences) and (not numbers or numbers[-1] != number):
            numbers.append(number)
    return numbers


def _read_sentence(field: _Field, number: int, lexicon: Lexicon) -> list[Cue]:
    words = field.of(number)
    joined = " ".join(token.word for token in words)
    rules = [rule for rule in lexicon.rules if rule.may_fit(joined)]
    row = _row(words, lexicon)
    cues = [
        Cue(field=field.name, sentence=number, start=words[first].start, end=words[last - 1].end, rule=rule)
        for rule in rules
        for pattern in rule.patterns
        for first, last in pattern.find(row)
    ]
    meanings = {cue.rule.meaning for cue in cues}
    return [cue for cue in cues if _holds(cue.rule, lexicon, meanings, field, number)]


def _holds(rule: Rule, lexicon: Lexicon, meanings: AbstractSet[str], field: _Field, number: int) -> bool:
    """Tell whether a rule's conditions on the sentence and its neighbours are met."""
    if rule.unless and rule.unless in meanings:
        return False
    if not rule.needs:
        return True
    near = range(max(0, number - 1), min(len(field.sentences), number + 2))
    return any(
        _has_class(rule.needs, lexicon, field.of(at)) for at in sorted(near, key=lambda at: at != number)
    )


def _row(words: Sequence[Token], lexicon: Lexicon) -> Row:
    return Row(words, LEMMAS[lexicon.lang], by_start=lexicon.lang != "en")


def _has_class(name: str, lexicon: Lexicon, words: Sequence[Token]) -> bool:
    row = _row(words, lexicon)
    return any(row.fits(lexicon.classes[name], place) for place in range(len(words)))


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


def _overlapping(cue: Cue, others: Iterable[Cue]) -> list[Cue]:
    return [other for other in others if other.start < cue.end and cue.start < other.end]
