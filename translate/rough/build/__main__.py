"""Compute every table of the rough translator: `python -m translate.rough.build --data ../shared/data/mt`.

Reads the parallel text of `--data`; writes translate/rough/data/. Takes about ten minutes and 4 GB.
"""

import argparse
import logging
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from translate.rough.build.aligned import align_corpus
from translate.rough.build.card import write_card
from translate.rough.build.corpus import pairs
from translate.rough.build.language_model import learn_model, sentences
from translate.rough.build.lexicon_counts import count_lexicon
from translate.rough.build.modifier_counts import count_modifiers
from translate.rough.build.pivot import count_pivot
from translate.rough.build.place_counts import count_places
from translate.rough.build.stem_counts import kazakh_words, learn_stems
from translate.rough.build.tables import write_habits, write_lexicon, write_model, write_places, write_stems
from translate.rough.build.writing_counts import count_writing
from translate.rough.lexicon import Gloss

DATA = Path(__file__).parents[1] / "data"
LOG = logging.getLogger("translate.rough.build")


def main() -> None:
    """Parse the command line and build both languages."""
    parser = argparse.ArgumentParser(prog="python -m translate.rough.build", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.tsv.gz pairs")
    parser.add_argument("--out", type=Path, default=DATA, help="where the tables go")
    parser.add_argument(
        "--without", action="append", default=[], metavar="SET", help="leave a set out, to measure on it"
    )
    options = parser.parse_args()
    build(options.data, options.out, options.without)


def build(data: Path, out: Path, without: Collection[str]) -> None:
    """Count everything and write the tables."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    out.mkdir(parents=True, exist_ok=True)
    kazakh = [pair for direction in ("kk-en", "kk-ru") for pair in pairs(data, direction, without)]
    stems = learn_stems(*kazakh_words(kazakh))
    stems = replace(stems, modifiers=count_modifiers(kazakh, stems))
    write_stems(out, stems)
    LOG.info("%d Kazakh stems, %d suffix chains", len(stems.stems), len(stems.chains))
    english: list[list[str]] = []
    lexicon: dict[str, tuple[Gloss, ...]] = {}
    for lang in ("ru", "kk"):
        corpus = align_corpus(data, lang, stems if lang == "kk" else None, without)
        LOG.info("%s: %d pairs aligned", lang, len(corpus.sentences))
        pivot = count_pivot(data, stems, lexicon, without) if lang == "kk" else None
        lexicon = count_lexicon(corpus, pivot)
        write_lexicon(out, lang, lexicon)
        LOG.info("%s: %d lemmas", lang, len(lexicon))
        write_habits(out, lang, count_writing(corpus, lang))
        if lang == "kk":
            write_places(out, count_places(corpus))
        english.extend(sentences([corpus]))
    write_model(out, learn_model(english))
    write_card(data, out, without)
    LOG.info("%d English sentences counted", len(english))


if __name__ == "__main__":
    main()
