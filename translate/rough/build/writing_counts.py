"""Count how English is written around aligned words: forms, the little words before them, words left out, phrases.

Reads an aligned corpus; writes plain counts, which `tables.py` puts into files.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from translate.rough.build.aligned import Aligned, Corpus, lemma
from translate.rough.english import FUNCTION_WORDS
from translate.rough.tags import group_key, lead_key, tag_key, written_key
from translate.rough.wording import KEPT, LED, NEGATING

# Titles leave articles out and join nouns with "of" three times as often as sentences do (11 words of 100); they
# count 3 where a sentence of news counts 20.
WHOLE = 20
NEARNESS = {"kaznu_titles": 3, "kaznu": 10, "stsb_mt": 10}
STRONG = 0.25  # a link that both directions believe in about half
# Words that may be put in without a source word of their own: grammar, never content.
# Nor what joins: "workers and went on strike" (Kazakh BLEU 14.68 with them, 14.76 without).
LEADING = FUNCTION_WORDS - {"not", "no", "n't", "never", "nor", "without", "none", "neither", "and", "or", "but"}
LONGEST_LEAD = 3
LONGEST_PHRASE, LONGEST_WRITTEN, LONGEST_ENGLISH = 3, 4, 5
# A word that has no link in this share of its uses is one that English does without.
USUALLY_SILENT = 0.4
SEEN_ENOUGH = 5
MARKS = {"number", "mark", "latin"}
COMMA = ","


Times = Counter[tuple[tuple[str, ...], str]]


@dataclass(slots=True)
class Writing:
    """Counts of one language, in twentieths of a sentence of news; `seen`, `unlinked`, `times_...` are plain counts."""

    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    leads: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    phrases: defaultdict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spans: Counter[tuple[str, ...]] = field(default_factory=Counter)
    written: defaultdict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times_phrased: Times = field(default_factory=Counter)
    times_written: Times = field(default_factory=Counter)
    forms_seen: Counter[tuple[str, ...]] = field(default_factory=Counter)


def count_writing(corpus: Corpus, lang: str) -> Writing:
    """All counts of a corpus; dictionary entries have no sentence around them and are passed over."""
    counts = Writing()
    for sentence in corpus.sentences:
        if not sentence.pair.dictionary:
            best = _best_links(sentence)
            _count_words(sentence, best, corpus, counts, grouped=lang == "kk")
    for sentence in corpus.sentences:
        if not sentence.pair.dictionary:
            _count_phrases(sentence, _best_links(sentence), corpus, counts)
    return counts


def nearness(set_name: str) -> int:
    """Give what one sentence of a set counts."""
    return next((weight for part, weight in NEARNESS.items() if part in set_name), WHOLE)


def _best_links(sentence: Aligned) -> dict[int, int]:
    """English position -> source position, for strong links only."""
    best: dict[int, tuple[float, int]] = {}
    for i, j, strength in sentence.links:
        if strength >= STRONG:
            best[j] = max(best.get(j, (0.0, 0)), (strength, i))
    return {j: i for j, (_, i) in best.items()}


def _count_words(sentence: Aligned, best: dict[int, int], corpus: Corpus, counts: Writing, *, grouped: bool) -> None:
    linked = set(best.values())
    weight = nearness(sentence.pair.set_name)
    for number, word in enumerate(sentence.source):
        if word.tags[0] not in MARKS:
            counts.seen[lemma(word)] += 1
            counts.unlinked[lemma(word)] += number not in linked
    for j, i in best.items():
        word, english = sentence.source[i], sentence.english[j].lower()
        if word.tags[0] == "mark":
            continue
        previous = sentence.source[i - 1] if i else None
        key = group_key(word, previous) if grouped else lead_key(word, previous)
        counts.leads[key][_lead(sentence.english, best, j)] += weight
        if english not in FUNCTION_WORDS and word.tags[0] not in MARKS:
            counts.forms[tag_key(word)][corpus.english.bases[english][1]] += weight


def _lead(english: Sequence[str], best: dict[int, int], j: int) -> str:
    """Give the unlinked little words right before position j."""
    start = j
    while start > 0 and start - 1 not in best and english[start - 1].lower() in LEADING:
        start -= 1
    return " ".join(word.lower() for word in english[max(start, j - LONGEST_LEAD) : j])


def _count_phrases(sentence: Aligned, best: dict[int, int], corpus: Corpus, counts: Writing) -> None:
    inverse: defaultdict[int, list[int]] = defaultdict(list)
    for j, i in best.items():
        inverse[i].append(j)
    weight = nearness(sentence.pair.set_name)
    for start, stop in _spans(sentence):
        words = sentence.source[start:stop]
        lemmas, forms = tuple(lemma(word) for word in words), tuple(written_key(word) for word in words)
        counts.forms_seen[forms] += weight
        counts.spans[lemmas] += weight
        targets = [j for i in range(start, stop) for j in inverse[i]]
        lost = [lemma(sentence.source[i]) for i in range(start, stop) if not inverse[i]]
        if not targets or any(_matters(word, counts) for word in lost) or forms == (COMMA,):
            continue
        english = sentence.english[min(targets) : max(targets) + 1]
        if len(english) > LONGEST_ENGLISH or not _licensed(best, min(targets), (start, stop), lemmas, english):
            continue
        spelled = " ".join(corpus.english.spelled(word) for word in english)
        found = [spelled]
        if len(forms) > 1 and (lead := _lead(sentence.english, best, min(targets))):
            found.append(f"{LED}{lead} {spelled}")
        for text in found:
            counts.written[forms][text] += weight
            counts.times_written[forms, text] += 1
        if 1 < len(lemmas) <= LONGEST_PHRASE and COMMA not in lemmas:
            counts.phrases[lemmas][spelled] += weight
            counts.times_phrased[lemmas, spelled] += 1


def _licensed(
    best: dict[int, int],
    low: int,
    span: tuple[int, int],
    lemmas: Sequence[str],
    english: Sequence[str],
) -> bool:
    """Whether the English is all of this span: links lead nowhere else, only little words have none, "not" is kept."""
    for j, word in enumerate(english, start=low):
        inside = span[0] <= best[j] < span[1] if j in best else word == COMMA or word.lower() in FUNCTION_WORDS
        if not inside:
            return False
    return not NEGATING.intersection(lemmas) or bool(KEPT.intersection(word.lower() for word in english))


def _matters(word: str, counts: Writing) -> bool:
    """Whether a phrase may not swallow this lemma: it usually has English of its own, or it negates."""
    if word == COMMA:
        return False
    seldom = counts.seen[word] < SEEN_ENOUGH
    return seldom or word in NEGATING or counts.unlinked[word] < USUALLY_SILENT * counts.seen[word]


def _spans(sentence: Aligned) -> Iterator[tuple[int, int]]:
    for start in range(len(sentence.source)):
        for stop in range(start + 1, min(start + LONGEST_WRITTEN, len(sentence.source)) + 1):
            last = sentence.source[stop - 1]
            if last.tags[0] in MARKS and last.token.text != COMMA:
                break
            yield start, stop
