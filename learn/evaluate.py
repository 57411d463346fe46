"""Compare a converted writer with the glosses on the development set: `python -m learn.evaluate --model DIR`.

Reads flores200devtest of the shared data; writes a table to stdout: glosses, the writer alone, and the writer with
glosses where a check fails.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from bench.chrf import chrf
from bench.rough import LANGUAGES, parallel_text
from bench.rough_scores import bleu, content_recall, invented_numbers
from translate.rough import load
from translate.rough.writer import Writer


def scores(sources: list[str], found: list[str], wanted: list[str]) -> str:
    """Four scores as JSON."""
    return json.dumps(
        {
            "chrf": round(chrf(found, wanted), 2),
            "bleu": round(bleu(found, wanted), 2),
            "content_recall": round(content_recall(found, wanted), 3),
            "invented_numbers": round(invented_numbers(sources, found), 4),
        }
    )


def _say(*parts: str) -> None:
    sys.stdout.write(" ".join(parts) + "\n")


def compare(writer: Writer, shared: Path, lang: str, limit: int | None) -> None:
    """Print three lines for one language."""
    sources, wanted = (side[:limit] for side in parallel_text(shared, lang))
    translator = load(lang)
    glosses = translator.translate(sources, lang)
    began = time.perf_counter()
    filled = [translator.slots(sentence) for sentence in sources]
    written = writer.write(filled, lang)
    speed = len(sources) / (time.perf_counter() - began)
    mixed = [english or rough for english, rough in zip(written, glosses, strict=True)]
    passed = [number for number, english in enumerate(written) if english]
    _say(lang, "glosses        ", scores(sources, glosses, wanted))
    _say(lang, "writer, checked", scores(sources, mixed, wanted), f"{speed:.0f} sentences/s")
    for name, texts in (("glosses", glosses), ("writer", mixed)):
        chosen = [[texts_[n] for n in passed] for texts_ in (sources, texts, wanted)]
        _say(lang, f"{len(passed)} sentences that pass, {name}", scores(*chosen) if passed else "-")


def main() -> None:
    """Compare both languages."""
    parser = argparse.ArgumentParser(prog="python -m learn.evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--limit", type=int, default=None)
    options = parser.parse_args()
    writer = Writer(options.model)
    for lang in LANGUAGES:
        compare(writer, options.shared, lang, options.limit)


if __name__ == "__main__":
    main()
