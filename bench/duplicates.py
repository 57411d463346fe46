"""Prints how well duplicates are found, beside datasketch. What a check costs as the store grows is in bench.growth.

Reads the shared development pairs; writes tables to standard output:
`BENCH_PYTHON=/path/to/venv-with-datasketch/bin/python python -m bench.duplicates`.
"""

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

from bench import duplicates_sets as sets


def quality_table(shared: Path) -> None:
    """Print precision and recall on the computed pairs and the share of negative pairs kept apart."""
    for name, figure in sets.quality(shared).items():
        print(f"| {name} | {figure:.3f} |")


def peer_table(shared: Path, python: str) -> None:
    """Print ours and datasketch over the Reuters texts: pairs, seconds, memory of the peer."""
    kept = [row for row in sets.rows(shared, sets.SETS["reuters"][0]) if len(row["text"]) >= sets.CHARACTERS]
    lines = "".join(json.dumps({"id": row["id"], "text": f"{row['title']} {row['text']}"}) + "\n" for row in kept)
    right = sets.positives(shared, "reuters")
    started = time.perf_counter()
    ours = sets.pairs_found(sets.tellings_of(shared, "reuters"))
    print(f"| strikewatch | {_scores(ours, right)} | {time.perf_counter() - started:.1f} s |")
    peer = Path(__file__).with_name("duplicates_peer.py")
    answer = subprocess.run([python, str(peer)], input=lines, capture_output=True, text=True, check=True).stdout
    found = json.loads(answer)
    pairs = {sets.ordered(*pair) for pair in found["pairs"]}
    print(f"| datasketch | {_scores(pairs, right)} | {found['seconds']:.1f} s, {found['megabytes']:.0f} MB |")


def _scores(found: set[sets.Pair], right: set[sets.Pair]) -> str:
    precision, recall = sets.precision_and_recall(found, right)
    return f"precision {precision:.3f}, recall {recall:.3f}"


def main() -> None:
    """Print the tables that can be made here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    options = parser.parse_args()
    if (options.shared / "data" / "duplicates").is_dir():
        print("| measure | figure |\n|---|---|")
        quality_table(options.shared)
        if python := os.environ.get("BENCH_PYTHON"):
            print("\n| Reuters pairs | found | time |\n|---|---|---|")
            peer_table(options.shared, python)


if __name__ == "__main__":
    main()
