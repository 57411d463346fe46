"""How long the command line takes to answer, and how large the environment is. Reads the environment; prints both."""

import resource
import subprocess
import sys
from pathlib import Path

RUNS = 10
HELP_LIMIT = 0.3
SIZE_LIMIT = 900


def main() -> None:
    """Print the CPU seconds of `strikewatch --help` beside a bare Python's, and the megabytes of the environment."""
    bare = _cpu_seconds([sys.executable, "-c", "pass"])
    ours = _cpu_seconds([sys.executable, "-m", "cli", "--help"])
    print(f"strikewatch --help: {ours:.3f} s of CPU (limit {HELP_LIMIT}); a Python that does nothing: {bare:.3f} s")
    size, torch = _environment()
    print(f"environment: {size} MB (limit {SIZE_LIMIT}); torch in it: {'yes' if torch else 'no'}")


def _cpu_seconds(command: list[str]) -> float:
    """Return the least user and system time of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def _environment() -> tuple[int, bool]:
    packages = Path(sys.prefix)
    size = sum(file.lstat().st_size for file in packages.rglob("*") if file.is_file() and not file.is_symlink())
    return size // 1_000_000, any(packages.glob("lib/python*/site-packages/torch"))


if __name__ == "__main__":
    main()
