"""Progress bars on a terminal. Writes to standard error, so that standard output stays clean."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from steps.night import Advance

# What a step is called where people read it.
LABELS = {
    "crawl": "Reading the sites",
    "identification": "Telling the languages",
    "fingerprint": "Taking fingerprints",
    "grouping": "Finding duplicates",
    "detection": "Looking for strikes",
    "translation": "Putting into English",
    "reextract": "Reading the archive again",
    "digest": "Composing the digest",
}


class Bars:
    """One bar a step, left standing when it is done."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Advance]:
        """Show a bar for the length of the step; without a total it only counts."""
        columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console) as progress:
            task = progress.add_task(LABELS.get(name, name), total=total)
            yield lambda pieces: progress.advance(task, pieces)
            done = progress.tasks[0].completed
            progress.update(task, total=done or 1, completed=done or 1)
