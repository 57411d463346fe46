"""What a reader should find on each sample page.

Reads expected.toml; the meaning of each field is told there.
"""

import tomllib
from dataclasses import field
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Expected:
    """One page of a sample paper, as its writer meant it."""

    paper: str
    path: str
    also_at: list[str] = field(default_factory=list)
    fetch: Literal["article", "robots", "error", "no article"] = "article"
    lang: Literal["ru", "kk", "en"]
    script: Literal["Cyrl", "Latn"] = "Cyrl"
    also_lang: list[str] = field(default_factory=list)
    precision: Literal["second", "minute", "day"]
    kind: Literal["strike", "threat", "none"]
    in_kazakhstan: bool | None = None
    region: str | None = None
    settlement: str | None = None
    employer: str | None = None
    workers: int | None = None
    story: str | None = None
    copy_group: str | None = None
    edition: int = 1
    why: str


def expected() -> tuple[Expected, ...]:
    """Return every page's expectation, in the order of the file."""
    table = tomllib.loads(Path(__file__).with_name("expected.toml").read_text("utf-8"))
    return TypeAdapter(tuple[Expected, ...]).validate_python(table["page"])
