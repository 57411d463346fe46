"""Cut the teaching lines into pieces: one piece vocabulary for glosses and English, tags whole.

Reads <work>/lines.*.tsv; writes <work>/pieces.model and <work>/pieces.<draft>.npz (piece numbers end to end
with the lengths beside them).
"""

import argparse
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import sentencepiece

from translate.rough.reader import OR

SIZE = 9000
FEWEST_TAGS = 30
TAG_LETTERS = "<"
LONGEST_SOURCE, LONGEST_TARGET = 240, 110


def tags_of(path: Path) -> list[str]:
    """Give every tag of the gloss lines that is frequent enough to be learned; rarer ones are spelled."""
    found: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for text in lines:
            found.update(w for w in text.split("\t")[0].split() if w[0] == "<" and w[-1] == ">" and len(w) > 2)
    return sorted({OR} | {tag for tag, count in found.items() if count >= FEWEST_TAGS})


def learn_pieces(work: Path) -> None:
    """Give the piece model, from glosses and English of the first draft."""
    plain = work / "plain.txt"
    with (work / "lines.0.tsv").open(encoding="utf-8") as lines, plain.open("w", encoding="utf-8") as out:
        for text in lines:
            source, target = text.rstrip("\n").split("\t")
            out.write(target + "\n" + " ".join(w for w in source.split() if w[0] != TAG_LETTERS) + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(plain), model_prefix=str(work / "pieces"), vocab_size=SIZE, model_type="unigram",
        user_defined_symbols=tags_of(work / "lines.0.tsv"), character_coverage=0.9999, num_threads=2,
        pad_id=3, bos_id=1, eos_id=2, unk_id=0, split_digits=True, normalization_rule_name="identity",
        input_sentence_size=400_000, shuffle_input_sentence=True,
    )  # fmt: skip


def cut(work: Path, name: str) -> None:
    """Piece numbers of one file of lines."""
    model = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    columns: tuple[list[list[int]], list[list[int]]] = ([], [])
    with (work / f"{name}.tsv").open(encoding="utf-8") as lines:
        while block := list(islice(lines, 20_000)):
            halves = [text.rstrip("\n").split("\t") for text in block]
            pairs = zip(model.encode([h[0] for h in halves]), model.encode([h[1] for h in halves]), strict=True)
            for source, target in pairs:
                if name.startswith("dev") or (len(source) <= LONGEST_SOURCE and 0 < len(target) <= LONGEST_TARGET):
                    columns[0].append(source)
                    columns[1].append(target)
    np.savez_compressed(
        work / f"{name}.npz",
        source=np.concatenate([np.array(x, dtype=np.int16) for x in columns[0]]),
        target=np.concatenate([np.array(x, dtype=np.int16) for x in columns[1]]),
        source_length=np.array([len(x) for x in columns[0]], dtype=np.int32),
        target_length=np.array([len(x) for x in columns[1]], dtype=np.int32),
    )


def main() -> None:
    """Learn the pieces once, then cut every file."""
    parser = argparse.ArgumentParser(prog="python -m learn.pieces", description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    learn_pieces(options.work)
    names = sorted(path.stem for path in options.work.glob("*.tsv"))
    for name in names:
        cut(options.work, name)


if __name__ == "__main__":
    main()
