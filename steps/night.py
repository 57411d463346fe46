"""What every step of a night is given: the store, the settings, the clock, the deadline, who watches."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from config import Settings
from store.database import Store

log = logging.getLogger("strikewatch")
# Who wants the log opens a file for it (cli/logs.py); without one a problem is told once, by the command.
log.addHandler(logging.NullHandler())

Advance = Callable[[int], None]


class Progress(Protocol):
    """Who watches the night: a terminal with bars, or nobody."""

    def step(self, name: str, total: int | None) -> AbstractContextManager[Advance]:
        """Open a step of `total` pieces (None: not known); the value tells of finished pieces."""


class Unwatched:
    """Nobody watches: cron, tests."""

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Advance]:
        """Show nothing."""
        del name, total
        yield lambda _pieces: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One run of the night. `deadline` is in seconds of `time.monotonic`; `now` is aware UTC.

    `problems` collects what a person should know: it is printed at the end and makes the exit status.
    """

    store: Store
    settings: Settings
    run: int
    now: datetime
    deadline: float
    progress: Progress = field(default_factory=Unwatched)
    problems: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        """Note something that went wrong and that the night survived."""
        log.warning("%s", text)
        self.problems.append(text)

    def seconds_left(self) -> float:
        """Return the seconds until the deadline; negative once it is over."""
        return self.deadline - time.monotonic()
