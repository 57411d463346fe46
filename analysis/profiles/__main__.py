"""`python -m analysis.profiles [FOLDER]`: counts the profiles again from the development sets.

Reads ../shared/data (or FOLDER), writes `data/*.json`; the same bytes every time.
"""

import sys
from pathlib import Path

from . import DATA
from .build import profiles, write
from .sources import read

_DEFAULT = Path(__file__).parents[2].parent / "shared" / "data"


def main(arguments: list[str]) -> int:
    """Build all profiles; says on standard error what it wrote."""
    folder = Path(arguments[0]) if arguments else _DEFAULT
    DATA.mkdir(exist_ok=True)
    counts = profiles((name, text) for name, _, text in read(folder))
    for path in write(counts, DATA):
        sys.stderr.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
