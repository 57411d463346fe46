"""The log: a few lines a night, in a file that is rotated; as JSON lines where the settings ask for them."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

# A night writes two to twenty lines of about 150 bytes: five files of a megabyte hold years.
BYTES = 1_000_000
FILES = 5


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, from, what, and the values that were given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Lines(logging.Formatter):
    """A line for people, in which nothing that a page said can begin another."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        from cli.inert import inert

        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{at} {record.levelname.lower()} {inert(record.getMessage())}{trace}"


@contextmanager
def logging_to(path: Path, form: str) -> Iterator[None]:
    """Let what strikewatch logs go to a file while the block runs. Raises OSError where there can be none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", delay=True)
    handler.setFormatter(JsonLines() if form == "json" else Lines())
    log = logging.getLogger("strikewatch")
    before = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
        log.setLevel(before[0])
        log.propagate = before[1]
