"""Write the tables that ship: tab-separated, sorted, packed without a date, so that equal counts are equal bytes.

Reads models; writes data/*.tsv.gz.
"""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from translate.rough.build.language_model import Floats, Ints, Model
from translate.rough.build.writing_counts import WHOLE, Writing
from translate.rough.lexicon import Gloss
from translate.rough.stems import Stems
from translate.rough.tags import shorter_keys

# Figures are copied from the source; a gloss or phrase must never bring one.
DISCOUNT = 0.5  # taken off what was seen of a phrase in exactly its forms: twice of twice is not certain
LEAST_SCORE = -60.0
HAS_DIGIT = re.compile(r"\d").search


def write_rows(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """One row a line, cells parted by tabs."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def write_lexicon(folder: Path, lang: str, lexicon: Mapping[str, tuple[Gloss, ...]]) -> None:
    """Lemma, then gloss and share in turn."""
    rows = (
        [lemma, *(cell for gloss in lexicon[lemma] for cell in (gloss.english, f"{gloss.share:g}", f"{gloss.back:g}"))]
        for lemma in sorted(lexicon)
    )
    write_rows(folder / f"{lang}.lexicon.tsv.gz", rows)


def write_stems(folder: Path, stems: Stems) -> None:
    """Write "stem" or "chain", the name, its log-probability; and "modifier" with the name."""
    rows = [["stem", name, f"{stems.stems[name]:.2f}"] for name in sorted(stems.stems)]
    rows += [["chain", name, f"{stems.chains[name]:.2f}"] for name in sorted(stems.chains)]
    rows += [["modifier", name, "0"] for name in sorted(stems.modifiers)]
    write_rows(folder / "kk.stems.tsv.gz", rows)


def write_habits(folder: Path, lang: str, counts: Writing) -> None:
    """Write the five tables of `habits.py`; what is rarer than the limits here is noise."""
    write_rows(folder / f"{lang}.forms.tsv.gz", _shares(_with_fallback(counts.forms), 20 * WHOLE, 0.02, 4))
    write_rows(folder / f"{lang}.leads.tsv.gz", _shares(_with_fallback(counts.leads), 20 * WHOLE, 0.01, 8))
    silent = {
        lemma: counts.unlinked[lemma] / seen
        for lemma, seen in counts.seen.items()
        if seen >= 10 and counts.unlinked[lemma] >= 0.1 * seen
    }
    write_rows(
        folder / f"{lang}.silent.tsv.gz", ([lemma, f"{math.log(silent[lemma]):.2f}"] for lemma in sorted(silent))
    )
    write_rows(folder / f"{lang}.phrases.tsv.gz", _phrases(counts.phrases, counts.spans, counts.times_phrased, 0.15, 3, 0.0))
    write_rows(folder / f"{lang}.surface.tsv.gz", _phrases(counts.written, counts.forms_seen, counts.times_written, 0.1, 6, DISCOUNT))


def write_places(folder: Path, odds: Mapping[str, float]) -> None:
    """Write what `verb_places.py` reads."""
    write_rows(folder / "kk.places.tsv.gz", ([key, f"{odds[key]:.2f}"] for key in sorted(odds)))


def _phrases(
    counts: Mapping[tuple[str, ...], Counter[str]],
    spans: Mapping[tuple[str, ...], int],
    times: Mapping[tuple[tuple[str, ...], str], int],
    share: float,
    most: int,
    discount: float,
) -> Iterator[list[str]]:
    back: Counter[str] = Counter()
    for counter in counts.values():
        back.update(counter)
    for key in sorted(counts):
        ranked = sorted(counts[key].items(), key=lambda item: (-item[1], item[0]))[:most]
        shares = [(text, n * (1 - discount / times[key, text]) / spans[key], n / back[text]) for text, n in ranked]
        kept = [
            one for one in shares if times[key, one[0]] >= 2 and one[1] >= share and not HAS_DIGIT(one[0])
        ]
        if kept:
            cells = ((text, f"{math.log(part):.2f}", f"{math.log(reverse):.2f}") for text, part, reverse in kept)
            yield [" ".join(key), *(cell for row in cells for cell in row)]


def _with_fallback(counts: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Add the sums by part of speech, for tags that were not seen often enough."""
    found = dict(counts)
    for key, counter in counts.items():
        for short in set(shorter_keys(key)):
            if short not in counts:
                found[short] = found.get(short, Counter()) + counter
    return found


def _shares(
    counts: Mapping[str, Mapping[str, int]], fewest: int, share: float, most: int
) -> Iterator[list[str]]:
    for key in sorted(counts):
        total = sum(counts[key].values())
        ranked = sorted(counts[key].items(), key=lambda item: (-item[1], item[0]))[:most]
        kept = [(text, n / total) for text, n in ranked if n / total >= share]
        if kept and total >= fewest:
            yield [key, *(cell for text, part in kept for cell in (text, f"{math.log(part):.2f}"))]


def write_model(folder: Path, model: Model) -> None:
    """Write the English words and the scores of words, pairs and triples, as `fluency.py` reads them."""
    (folder / "english.words.gz").write_bytes(gzip.compress("\n".join(model.words).encode(), 9, mtime=0))
    parts = [
        np.array([len(model.singles), len(model.pairs), len(model.triples)], "<u8"),
        _hundredths(model.singles), _hundredths(model.single_backs),
        _steps(model.pairs), _hundredths(model.pair_scores), _hundredths(model.pair_backs),
        _steps(model.triples), _hundredths(model.triple_scores),
    ]  # fmt: skip
    packed = b"".join(part.tobytes() for part in parts)
    (folder / "english.ngrams.gz").write_bytes(gzip.compress(packed, 9, mtime=0))


def _hundredths(scores: Floats) -> npt.NDArray[np.int16]:
    return np.round(np.clip(scores, LEAST_SCORE, 0.0) * 100).astype("<i2")


def _steps(keys: Ints) -> npt.NDArray[np.uint64]:
    """Give keys as differences, which pack to half."""
    return np.diff(keys, prepend=0).astype("<u8")
