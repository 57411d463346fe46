"""Make the lines that teach the writer: gloss lines beside their English, in several drafts.

Reads the parallel text and the shipped lexicon; writes <work>/lines.<draft>.tsv and <work>/dev.<lang>.tsv.
Drafts above 0 name a less likely sense now and then and leave a word without gloss, as new text will: glosses
were learned from these very pairs, so they are better here than they will ever be again.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from translate.rough.build.corpus import Pair, held_out, pairs
from translate.rough.build.english_side import EnglishSide, english_tokens, study
from translate.rough.glossing import Slot, slots
from translate.rough.latin import to_latin
from translate.rough.lexicon import Gloss, load_lexicon
from translate.rough.reader import line, slot_text
from translate.rough.stems import load_stems
from translate.rough.tokens import join
from translate.rough.word import Word
from translate.rough.words import words

DRAFTS = 3
OTHER_SENSE, NO_GLOSS = 0.12, 0.04
# Sets whose English is in small letters; what it should be is taken from all the other sets.
SMALL_LETTERS = ("kk-en.kaznu_economy", "kk-en.kaznu_primeminister")
LONGEST = 70  # words on either side; longer pairs are paragraphs
# Sets whose two sides often say different things, or whose English nobody would write.
SKIPPED_DICTIONARIES = ("dict.ru-en.mueller7_inverted", "dict.kk-en.kaznu_en_kz.dic")


def _draft(slot: Slot, chance: random.Random) -> str:
    if slot.source == "lexicon":
        draw = chance.random()
        if draw < NO_GLOSS:
            letters = to_latin(slot.head.lemma)
            return slot_text(Slot(words=slot.words, glosses=(Gloss(letters, 1.0),), source="letters"))
        if draw < NO_GLOSS + OTHER_SENSE:
            shares = [gloss.share for gloss in slot.glosses]
            return slot_text(slot, chance.choices(range(len(shares)), shares)[0])
    return slot_text(slot)


def _usable(source: Sequence[Word], target: str) -> bool:
    return 0 < len(source) <= LONGEST and 0 < len(target.split()) <= LONGEST


def english_side(data: Path) -> EnglishSide:
    """How English words are spelled inside a sentence, from the pairs with Russian."""
    return study([(p.set_name, english_tokens(p.target)) for p in pairs(data, "ru-en") if not p.dictionary])


def _written(pair: Pair, side: EnglishSide) -> str:
    """Give the English of a pair as it should be written: capitals given back, marks joined to their words."""
    text = pair.target
    if pair.set_name in SMALL_LETTERS:
        text = " ".join(side.spelled(token) for token in english_tokens(text))
    return text if pair.dictionary else join([(text, False)])


def teaching_lines(data: Path, lang: str, side: EnglishSide) -> Iterator[list[str]]:
    """Give the lines of each pair, one a draft: gloss line TAB English."""
    lexicon, stems = load_lexicon(lang), load_stems()
    chance = random.Random(len(lang))  # noqa: S311 - drafts are repeatable, not secret
    for pair in pairs(data, f"{lang}-en"):
        if pair.set_name in SKIPPED_DICTIONARIES:
            continue
        found = words(pair.source, lang, stems)
        if _usable(found, pair.target):
            filled, english = slots(found, lexicon, {}), _written(pair, side)
            drafts = [line(filled, lang)]
            drafts.extend(
                " ".join([f"<{lang}>", *(_draft(slot, chance) for slot in filled)]) for _ in range(DRAFTS - 1)
            )
            yield [f"{draft}\t{english}\n" for draft in drafts]


def main() -> None:
    """Write every draft and the development lines."""
    parser = argparse.ArgumentParser(prog="python -m learn.lines", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    side = english_side(options.data)
    with ExitStack() as open_files:
        outs = [
            open_files.enter_context((options.work / f"lines.{draft}.tsv").open("w", encoding="utf-8"))
            for draft in range(DRAFTS)
        ]
        for lang in ("ru", "kk"):
            for drafts in teaching_lines(options.data, lang, side):
                for out, text in zip(outs, drafts, strict=True):
                    out.write(text)
    for lang in ("ru", "kk"):
        sources, english = held_out(options.data, lang)
        lexicon, stems = load_lexicon(lang), load_stems()
        with (options.work / f"dev.{lang}.tsv").open("w", encoding="utf-8") as out:
            for source, target in zip(sources, english, strict=True):
                out.write(f"{line(slots(words(source, lang, stems), lexicon, {}), lang)}\t{target}\n")


if __name__ == "__main__":
    main()
