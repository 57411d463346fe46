"""The near side of the probe: starts its process, asks it, and ends it. Reads and writes lines of JSON.

ProbeFailed   the process ended; the message has the end of what it said
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

from crawler.probe.records import Ask, Fetched

_TOLD_CHARACTERS = 2000
_PATIENCE = 5.0


class ProbeFailed(Exception):
    """The probe's process ended before it had answered."""


class Fetcher:
    """Use as a context manager, and call it: `fetch([Ask(...)])`. Addresses of one host are fetched one by one."""

    def __init__(self, *, contact: str = "") -> None:
        self._contact = contact
        self._child: subprocess.Popen[str] | None = None
        self._said: IO[str] | None = None

    def __enter__(self) -> Self:
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()  # the child ends when its standard input does
            try:
                self._child.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        if self._said is not None:
            self._said.close()

    def __call__(self, asks: Sequence[Ask]) -> list[Fetched]:
        """Return what came of each address, in their order. Raises ProbeFailed."""
        if not asks:
            return []
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        unique = {ask.url: ask for ask in asks}
        try:
            child.stdin.write("".join(ask.to_json() + "\n" for ask in unique.values()))
            child.stdin.flush()
            found: dict[str, Fetched] = {}
            while len(found) < len(unique):
                answer = Fetched.from_json(self._line(child.stdout))
                found[answer.url] = answer
        except (BrokenPipeError, EOFError) as error:
            raise ProbeFailed(f"the probe ended: {self._told()}") from error
        return [found[ask.url] for ask in asks]

    def _line(self, lines: IO[str]) -> str:
        line = lines.readline()
        if not line:
            raise EOFError
        return line

    def _start(self) -> "subprocess.Popen[str]":
        assert self._said is not None
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "crawler.probe", self._contact],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
        )
        return self._child

    def _told(self) -> str:
        assert self._said is not None
        self._said.seek(0)
        return self._said.read()[-_TOLD_CHARACTERS:].strip()
