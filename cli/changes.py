"""What was changed in an article from one text to the next. Reads rows of `store.queue.whole`; writes rich text."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from itertools import pairwise
from typing import Any

from rich.text import Text

from cli.inert import inert


def changes(row: Mapping[str, Any]) -> Iterator[Text]:
    """Yield, for each later text of an article, the lines that went and those that came."""
    for old, new in pairwise([*row.get("versions", ()), row]):
        yield Text(f"Changed between {old['fetched']} and {new['fetched']}", style="bold")
        told = unified_diff(_lines(old), _lines(new), lineterm="", n=0)
        yield Text(inert("\n".join(line for line in told if not line.startswith(("---", "+++", "@@")))))


def _lines(text: Mapping[str, Any]) -> list[str]:
    return [text["title"], *filter(None, text["body"].split("\n"))]
