"""Runs a crawl in a child process, because a reactor starts once in a process. Reads the child's lines; writes none.

The child is `python -m crawler JOB`; it prints a JSON object a line: progress, then the report. It ends with its
parent: the parent holds the child's standard input, which closes when the parent is gone, even by SIGKILL.

    ChildFailed   the child ended without a report; the message has the end of what it said
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from crawler.tally import CrawlReport

# The end of standard error that is worth showing: a traceback and what led to it.
TOLD_CHARACTERS = 4000
# After its deadline a child may finish what is under way: one response and one extraction at their limits.
GRACE_SECONDS = 90.0

# Seconds for a child that is asked to end before its time. What it has written is whole at any moment.
HURRY_SECONDS = 3.0

Counts = dict[str, int]


class ChildFailed(Exception):
    """The crawl's process ended without a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to crawl, into what. `names` empty: every source of the catalogues; `budget` in seconds.

    `bounds` are fields of crawler.limits.Limits: what one answer may take. With a `span` (two days as ISO text, both
    included) it is a backfill of those days. Without `channels` only what waits in the store is fetched: an address
    that a person handed in. With `only_due` only channels are asked whose time has come: a poll between nights. `now`
    is the time at which the crawl's clock starts, aware; without it that of the machine.
    """

    database: Path
    archive: Path
    catalogues: tuple[Path, ...]
    names: tuple[str, ...] = ()
    contact: str = ""
    max_new: int = 200
    max_age_days: float = 14
    budget: float | None = None
    channels: bool = True
    only_due: bool = False
    now: datetime | None = None
    span: tuple[str, str] | None = None
    bounds: Mapping[str, float] = field(default_factory=dict)
    log_level: str = "WARNING"

    def to_json(self) -> str:
        """Return one line that `from_json` reads back."""
        return json.dumps({**asdict(self), "now": self.now and self.now.isoformat()}, default=str)

    @classmethod
    def from_json(cls, said: str) -> Self:
        """Read what `to_json` gave."""
        given: dict[str, Any] = json.loads(said)
        for name in ("database", "archive"):
            given[name] = Path(given[name])
        given["catalogues"] = tuple(map(Path, given["catalogues"]))
        given["names"] = tuple(given["names"])
        given["now"] = given["now"] and datetime.fromisoformat(given["now"])
        return cls(**given)


def crawl_in_child(job: Job, progress: Callable[[Counts], None] | None = None) -> CrawlReport:
    """Run the job and return its report; `progress` gets the sums so far (listed, fetched, stored, ...).

    Raises ChildFailed. If this is interrupted, the child is asked to end and waited for.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "crawler", job.to_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parent.parent,
        )
        try:
            report = _listen(child.stdout, progress)
            status = child.wait(GRACE_SECONDS)
        finally:
            _end(child)
        if report is None or status != 0:
            said.seek(0)
            raise ChildFailed(f"the crawl ended with status {status}: {said.read()[-TOLD_CHARACTERS:].strip()}")
        return report


def _listen(lines: IO[str] | None, progress: Callable[[Counts], None] | None) -> CrawlReport | None:
    assert lines is not None
    report = None
    for line in lines:
        event = json.loads(line)
        if "report" in event:
            report = CrawlReport.from_json(event["report"])
        elif progress is not None:
            progress(event["progress"])
    return report


def _end(child: "subprocess.Popen[str]") -> None:
    """End a child that still runs, gently at first; a kill loses no page that was written."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(HURRY_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
