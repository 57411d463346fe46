"""`make bench`: runs the benchmarks one after another and writes a dated table. Reads nothing; writes bench/results.

Each benchmark is a module with a command line of its own (`python -m bench.crawl --help`) that prints figures beside a
named peer's. Timings are not tests: they hang on the machine, so the ratios are what is compared between dates.
"""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PEERS = HERE.parent / ".venv-bench" / "bin" / "python"
ALL = (
    "startup",
    "extraction",
    "crawl",
    "language",
    "detection",
    "duplicates",
    "growth",
    "desk",
    "stories",
    "translation",
    "rough",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; return 1 if one of them broke."""
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}; known are: {', '.join(ALL)}", file=sys.stderr)
        return 2
    now = datetime.now(UTC)
    parts = [_heading(now)]
    broken = []
    for name in names or ALL:
        print(f"== {name}", flush=True)
        status, said = _run(name)
        if status:
            broken.append(name)
        parts.append(f"## {name}\n\n```\n{said.strip()}\n```\n")
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{now:%Y-%m-%d}{'-' + '-'.join(names) if names else ''}.md"
    file.write_text("\n".join(parts), "utf-8")
    print(f"written: {file}" + (f"; broken: {', '.join(broken)}" if broken else ""))
    return 1 if broken else 0


def _run(name: str) -> tuple[int, str]:
    """Run one benchmark, showing its lines as they come."""
    environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}
    if PEERS.exists():
        environment.setdefault("BENCH_PYTHON", str(PEERS))
    command = [sys.executable, "-m", f"bench.{name}"]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            said.append(line)
    return child.returncode, "".join(said)


def _heading(now: datetime) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"# Benchmarks of {now:%Y-%m-%d %H:%M} UTC\n\n"
        f"Commit {commit.stdout.strip() or 'unknown'}, Python {platform.python_version()}, {os.cpu_count()} cores "
        f"({_processor()}), load {os.getloadavg()[0]:.1f} at the start.\n"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
