"""datasketch on the texts given: MinHash of 128 permutations and its LSH at .5. A peer: run by a Python of its own.

Reads JSON lines (id, text) from standard input; writes one JSON object (seconds, cpu, megabytes, pairs) to standard
output. It folds and shingles as we do, so that only the sketch and the index differ.
"""

import json
import re
import resource
import sys
import time
from typing import Any


def main() -> None:
    """Insert each text after asking for those near it, as a night does."""
    datasketch: Any = __import__("datasketch")
    texts = [json.loads(line) for line in sys.stdin]
    index = datasketch.MinHashLSH(threshold=0.5, num_perm=128)
    sketches: dict[str, Any] = {}
    pairs: list[list[str]] = []
    started, started_cpu = time.perf_counter(), time.process_time()
    for row in texts:
        words = re.findall(r"\w+", row["text"].lower().replace("ё", "е"))
        runs = {" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))}
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch(list(runs))
        near = [other for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= 0.5]
        pairs.extend(sorted((other, row["id"])) for other in near)
        index.insert(row["id"], sketch)
        sketches[row["id"]] = sketch
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "megabytes": megabytes, "pairs": pairs}))


if __name__ == "__main__":
    main()
