"""How good and how fast the rough translator is.

    python -m bench.rough [--shared DIR] [--lang ru] [--set newstest2018 --tables DIR] [--limit N]

Reads a set of the shared data, flores200devtest by default (the development set, never trained on); another set says
something only of tables that were built `--without` it. Writes a line of scores a language to stdout.
"""

import argparse
import gzip
import json
import resource
import time
from pathlib import Path

from bench.chrf import chrf
from bench.rough_scores import bleu, content_recall, invented_numbers
from translate.rough import RoughTranslator, load

LANGUAGES = ("ru", "kk")
DEVELOPMENT = "flores200devtest"


def parallel_text(shared: Path, lang: str, name: str = DEVELOPMENT) -> tuple[list[str], list[str]]:
    """Give sources and references of one language."""
    path = shared / "data" / "mt" / f"{lang}-en.{name}.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [row[0] for row in rows if len(row) > 1], [row[1] for row in rows if len(row) > 1]


def measure(
    shared: Path, lang: str, limit: int | None = None, *, name: str = DEVELOPMENT, tables: Path | None = None
) -> dict[str, float]:
    """Scores of one language, with sentences a second of processor time."""
    sources, wanted = parallel_text(shared, lang, name)
    sources, wanted = sources[:limit], wanted[:limit]
    translator = RoughTranslator(lang, tables) if tables else load(lang)
    translator.translate(sources[:1], lang)
    began = time.process_time()
    found = translator.translate(sources, lang)
    seconds = time.process_time() - began
    return {
        "sentences": len(sources),
        "chrf": round(chrf(found, wanted), 2),
        "bleu": round(bleu(found, wanted), 2),
        "content_recall": round(content_recall(found, wanted), 3),
        "content_recall_stems": round(content_recall(found, wanted, stems=True), 3),
        "invented_numbers": round(invented_numbers(sources, found), 4),
        "sentences_per_second": round(len(sources) / seconds, 1),
    }


def main() -> None:
    """Measure and print, with the memory it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="one language only")
    parser.add_argument("--set", dest="name", default=DEVELOPMENT, help="another set than the development set")
    parser.add_argument("--tables", type=Path, help="tables of `python -m translate.rough.build --out`")
    parser.add_argument("--limit", type=int, help="only so many sentences")
    chosen = parser.parse_args()
    for lang in chosen.lang or LANGUAGES:
        scores = measure(chosen.shared, lang, chosen.limit, name=chosen.name, tables=chosen.tables)
        print(lang, chosen.name, json.dumps(scores))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
