"""Write the tables that ship: tab-separated, sorted, packed without a date, so that equal counts are equal bytes.

Reads models; writes data/*.tsv.gz.
"""

import gzip
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from translate.rough.build.writing_counts import Writing
from translate.rough.fluency import START, STOP, UNSEEN_WORD
from translate.rough.lexicon import Gloss
from translate.rough.stems import Stems
from translate.rough.tags import shorter_keys

# Figures are copied from the source; a gloss or phrase must never bring one.
DISCOUNT = 0.5  # taken off what was seen of a phrase in exactly its forms: twice of twice is not certain
HAS_DIGIT = re.compile(r"\d").search


def write_rows(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """One row a line, cells parted by tabs."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def write_lexicon(folder: Path, lang: str, lexicon: Mapping[str, tuple[Gloss, ...]]) -> None:
    """Lemma, then gloss and share in turn."""
    rows = (
        [lemma, *(cell for gloss in lexicon[lemma] for cell in (gloss.english, f"{gloss.share:g}"))]
        for lemma in sorted(lexicon)
    )
    write_rows(folder / f"{lang}.lexicon.tsv.gz", rows)


def write_stems(folder: Path, stems: Stems) -> None:
    """Write "stem" or "chain", the name, its log-probability."""
    rows = [["stem", name, f"{stems.stems[name]:.2f}"] for name in sorted(stems.stems)]
    rows += [["chain", name, f"{stems.chains[name]:.2f}"] for name in sorted(stems.chains)]
    write_rows(folder / "kk.stems.tsv.gz", rows)


def write_habits(folder: Path, lang: str, counts: Writing) -> None:
    """Write the five tables of `habits.py`; what is rarer than the limits here is noise."""
    write_rows(folder / f"{lang}.forms.tsv.gz", _shares(_with_fallback(counts.forms), 20, 0.02, 4))
    write_rows(folder / f"{lang}.leads.tsv.gz", _shares(_with_fallback(counts.leads), 20, 0.01, 8))
    silent = {
        lemma: counts.unlinked[lemma] / seen
        for lemma, seen in counts.seen.items()
        if seen >= 10 and counts.unlinked[lemma] >= 0.1 * seen
    }
    write_rows(
        folder / f"{lang}.silent.tsv.gz", ([lemma, f"{math.log(silent[lemma]):.2f}"] for lemma in sorted(silent))
    )
    write_rows(folder / f"{lang}.phrases.tsv.gz", _phrases(counts.phrases, counts.spans, 0.15, 3, 0.0))
    write_rows(folder / f"{lang}.surface.tsv.gz", _phrases(counts.written, counts.forms_seen, 0.1, 4, DISCOUNT))


def _phrases(
    counts: Mapping[tuple[str, ...], Counter[str]],
    spans: Mapping[tuple[str, ...], int],
    share: float,
    most: int,
    discount: float,
) -> Iterator[list[str]]:
    found = {
        " ".join(key): {text: n - discount for text, n in counter.items() if n >= 2 and not HAS_DIGIT(text)}
        for key, counter in counts.items()
        if spans[key] >= 2
    }
    return _shares(found, 1, share, most, {" ".join(key): spans[key] for key in counts})


def _with_fallback(counts: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Add the sums by part of speech, for tags that were not seen often enough."""
    found = dict(counts)
    for key, counter in counts.items():
        for short in set(shorter_keys(key)):
            if short not in counts:
                found[short] = found.get(short, Counter()) + counter
    return found


def _shares(
    counts: Mapping[str, Mapping[str, float]],
    fewest: int,
    share: float,
    most: int,
    totals: Mapping[str, int] | None = None,
) -> Iterator[list[str]]:
    for key in sorted(counts):
        total = totals[key] if totals else sum(counts[key].values())
        ranked = sorted(counts[key].items(), key=lambda item: (-item[1], item[0]))[:most]
        kept = [(text, n / total) for text, n in ranked if n / total >= share]
        if kept and total >= fewest:
            yield [key, *(cell for text, part in kept for cell in (text, f"{math.log(part):.2f}"))]


def write_ngrams(folder: Path, counts: Mapping[tuple[str, ...], int]) -> None:
    """Write the words and the scores of words, pairs and triples, as `fluency.py` reads them."""
    words = sorted({key[-1] for key in counts if len(key) == 1} | {START, STOP})
    numbers = {word: number for number, word in enumerate(words, start=1)}
    total = sum(n for key, n in counts.items() if len(key) == 1)
    singles = array("f", [UNSEEN_WORD] + [math.log(counts.get((w,), 1) / total) for w in words])
    size = len(singles)
    parts: list[bytes] = [singles.tobytes()]
    sizes = [size]
    for length in (2, 3):
        scored: dict[int, float] = {}
        for key, n in counts.items():
            if len(key) == length and all(word in numbers for word in key) and key != (START, START):
                code = 0
                for word in key:
                    code = code * size + numbers[word]
                scored[code] = math.log(n / counts[key[:-1]])
        ordered = sorted(scored)
        parts += [array("Q", ordered).tobytes(), array("f", [scored[code] for code in ordered]).tobytes()]
        sizes.append(len(ordered))
    (folder / "english.words.gz").write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
    packed = array("Q", sizes).tobytes() + b"".join(parts)
    (folder / "english.ngrams.gz").write_bytes(gzip.compress(packed, 9, mtime=0))
