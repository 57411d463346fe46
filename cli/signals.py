"""SIGTERM as an orderly end: what a command has open is closed on the way out, as it is for Ctrl-C. Writes nothing."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What a shell reports of a process that SIGTERM ended.
TERMINATED = 128 + signal.SIGTERM


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM unwind the block, and end the process with status 143."""

    def heard(number: int, frame: FrameType | None) -> None:
        del number, frame
        sys.exit(TERMINATED)

    before = signal.signal(signal.SIGTERM, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
