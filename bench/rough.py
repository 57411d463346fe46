"""How good and how fast the rough translator is: `python -m bench.rough [--shared DIR]`.

Reads flores200devtest of the shared data (the development set, never trained on); writes a table to stdout.
"""

import argparse
import gzip
import json
import resource
import time
from pathlib import Path

from bench.chrf import chrf
from bench.rough_scores import bleu, content_recall, invented_numbers
from translate.rough import load

LANGUAGES = ("ru", "kk")


def development_set(shared: Path, lang: str) -> tuple[list[str], list[str]]:
    """Give sources and references of one language."""
    path = shared / "data" / "mt" / f"{lang}-en.flores200devtest.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [row[0] for row in rows if len(row) > 1], [row[1] for row in rows if len(row) > 1]


def measure(shared: Path, lang: str, limit: int | None = None) -> dict[str, float]:
    """Scores of one language, with sentences a second."""
    sources, wanted = development_set(shared, lang)
    sources, wanted = sources[:limit], wanted[:limit]
    translator = load(lang)
    translator.translate(sources[:1], lang)
    began = time.perf_counter()
    found = translator.translate(sources, lang)
    seconds = time.perf_counter() - began
    return {
        "chrf": round(chrf(found, wanted), 2),
        "bleu": round(bleu(found, wanted), 2),
        "content_recall": round(content_recall(found, wanted), 3),
        "invented_numbers": round(invented_numbers(sources, found), 4),
        "sentences_per_second": round(len(sources) / seconds, 1),
    }


def main() -> None:
    """Measure both languages and the memory it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.rough", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    shared = parser.parse_args().shared
    for lang in LANGUAGES:
        print(lang, json.dumps(measure(shared, lang)))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
